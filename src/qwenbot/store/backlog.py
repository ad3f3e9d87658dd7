"""What waits to be written: bounded, so that a database that is gone for days does not fill the memory."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qwenbot.service.ports import AuditRecord, QueryRecord

CAPACITY: Final = 10_000
"""Records kept while they cannot be written; at some 500 bytes each, 5 MB, and 20 MB if all are as long as may be."""


@dataclass(frozen=True, slots=True)
class Note:
    """A small string that is kept under a name; the latest one counts."""

    name: str
    text: str


Item = QueryRecord | AuditRecord | Note


class Backlog:
    """A queue that never refuses: when it is full the oldest item goes, and is counted."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity: Final = capacity
        self.closed = False
        self._lost = 0
        self._items: deque[Item] = deque()
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: Item) -> None:
        """Add an item at the end."""
        self._items.append(item)
        self._trim()
        self._changed.set()

    def take(self, most: int) -> list[Item]:
        """Remove and return the oldest items."""
        return [self._items.popleft() for _ in range(min(most, len(self._items)))]

    def put_back(self, items: Sequence[Item]) -> None:
        """Return items that were taken, and not written, to where they were."""
        self._items.extendleft(reversed(items))
        self._trim()

    def take_lost(self) -> int:
        """Return how many items have gone unwritten since this was last asked."""
        lost, self._lost = self._lost, 0
        return lost

    async def changed(self) -> None:
        """Wait until something is put, or `wake` is called, if nothing is there."""
        if not self._items:
            self._changed.clear()
            await self._changed.wait()

    def wake(self) -> None:
        """End the wait for something to be put."""
        self._changed.set()

    def _trim(self) -> None:
        while len(self._items) > self.capacity:
            self._items.popleft()
            self._lost += 1
