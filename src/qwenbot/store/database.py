"""SQLite: how the file is opened, and a connection that leaves no thread behind."""

import asyncio
import contextlib
import os
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiosqlite

from qwenbot.store.migrations import migrate

BUSY_S: Final = 0.5
"""How long SQLite waits for another process before it says so; a write takes some 0.1 ms. Longer would hold up the
end of the program, for nothing ends that wait early."""

_ROWS_AT_ONCE: Final = 64
"""aiosqlite's own default for rows fetched in one go."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open a database, which is made with its directory if there is none, and bring it up to date.

    What people ask is for the owner of the file alone. Transactions are left to the caller. Raises OSError,
    sqlite3.Error or NotOursError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # SQLite's own are for all to read
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    try:
        # With a write-ahead log readers and the writer do not wait for each other, and a process that is killed loses
        # nothing that was committed; NORMAL puts only the last moments before a power cut at risk.
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = NORMAL").close()
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@asynccontextmanager
async def connected(opener: Callable[[], sqlite3.Connection]) -> AsyncIterator[aiosqlite.Connection]:
    """Run a connection on a thread of its own, `opener` too, and end that thread.

    aiosqlite does not wait for its thread; one that is still on its way out when the event loop closes prints a
    traceback over the program's own output.
    """
    threads: list[threading.Thread] = []

    def open_here() -> sqlite3.Connection:
        threads.append(threading.current_thread())
        return opener()

    connection = aiosqlite.Connection(open_here, _ROWS_AT_ONCE)
    try:
        await connection
        try:
            yield connection
        finally:
            await connection.close()
    finally:
        for thread in threads:
            await asyncio.to_thread(thread.join)
