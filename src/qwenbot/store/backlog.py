"""What waits to be written: bounded, so that a database that is gone for days does not fill the memory."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qwenbot.service.ports import Record

CAPACITY: Final = 10_000
"""Records kept while they cannot be written; at some 500 bytes each, 5 MB, and 20 MB if all are as long as may be."""


@dataclass(frozen=True, slots=True)
class Note:
    """A small string that is kept under a name; the latest one counts."""

    name: str
    text: str


Item = Record | Note


class Backlog:
    """A queue that never refuses: when it is full the oldest item goes, and is counted.

    What is taken to be written stays in sight until it is `written`, or else `put_back`.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity: Final = capacity
        self.closed = False
        self._lost = 0
        self._gone = 0  # items that do not wait any more, since the beginning
        self._items: deque[Item] = deque()
        self._taken: list[Item] = []
        self._changed = asyncio.Event()
        self._hurried = asyncio.Event()
        self._progress = asyncio.Condition()

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        """Yield all that is not known to be written, the oldest first."""
        return iter((*self._taken, *self._items))

    def put(self, item: Item) -> None:
        """Add an item at the end."""
        self._items.append(item)
        self._trim()
        self._changed.set()

    def take(self, most: int) -> list[Item]:
        """Take and return the oldest items."""
        self._taken = [self._items.popleft() for _ in range(min(most, len(self._items)))]
        return self._taken

    async def written(self) -> None:
        """Take note that what was taken has been written."""
        self._gone += len(self._taken)
        self._taken = []
        async with self._progress:
            self._progress.notify_all()

    def put_back(self) -> None:
        """Return what was taken, and not written, to where it was."""
        self._items.extendleft(reversed(self._taken))
        self._taken = []
        self._trim()

    def take_lost(self) -> int:
        """Return how many items have gone unwritten since this was last asked."""
        lost, self._lost = self._lost, 0
        return lost

    async def settled(self) -> None:
        """Have what is here written soon, and wait until it is, or is lost."""
        goal = self._gone + len(self._taken) + len(self._items)
        if self._items:
            self._hurried.set()
        async with self._progress:
            await self._progress.wait_for(lambda: self._gone >= goal)

    async def changed(self) -> None:
        """Wait until something is put, or `wake` is called, if nothing is there."""
        if not self._items:
            self._changed.clear()
            await self._changed.wait()

    async def hurried(self) -> None:
        """Wait until somebody waits for what is here, or `wake` is called; each time ends one wait."""
        await self._hurried.wait()
        self._hurried.clear()

    def wake(self) -> None:
        """End every wait of whoever writes."""
        self._changed.set()
        self._hurried.set()

    def _trim(self) -> None:
        while len(self._items) > self.capacity:
            self._items.popleft()
            self._lost += 1
            self._gone += 1
