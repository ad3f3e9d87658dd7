"""Wait until something is so: whoever changes the world says that it has changed, and those who wait look again."""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

_Found = TypeVar("_Found")

PATIENCE_S: Final = 30.0
"""How long a test waits for what ought to happen at once. Only a failing test ever waits so long."""


class Changes:
    """Told of every change; wakes those who wait for one."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def tell(self) -> None:
        """Say that something has changed."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, find: Callable[[], _Found | None], what: str, patience_s: float = PATIENCE_S) -> _Found:
        """Return what `find` finds once it is neither None nor False. Raises AssertionError if that takes long."""
        try:
            async with asyncio.timeout(patience_s):
                while (found := find()) is None or found is False:
                    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.append(future)
                    await future
        except TimeoutError:
            raise AssertionError(f"Waited {patience_s:g} s in vain for {what}") from None
        return found
