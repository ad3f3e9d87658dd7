"""Open the store that a database URL names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from qwenbot.service.ports import Notes, QueryLog, Records, SettingsStore
from qwenbot.store.memory import MemoryStore
from qwenbot.store.url import StoreUrlError, sqlite_path


class Store(QueryLog, Notes, Records, SettingsStore, Protocol):
    """All that is kept, and the secret key of its pseudonyms."""

    @property
    def key(self) -> bytes:
        """32 random bytes, the same for everyone who opens the same database."""


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """Open a store, and write what was logged by the end. Raises StoreUrlError, and nothing else.

    A store that cannot be read or written is said in the program's log, and opened all the same.
    """
    path = sqlite_path(url)
    if path is None:
        yield MemoryStore()
        return
    from qwenbot.store.sqlite import open_sqlite  # noqa: PLC0415 - the driver takes 10 ms that memory: need not pay

    async with open_sqlite(path) as store:
        yield store


__all__ = ["Store", "StoreUrlError", "open_store"]
