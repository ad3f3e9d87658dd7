"""The store that keeps its records in an SQLite file, and goes on without it when it has to."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from qwenbot.service.ports import AuditRecord, QueryRecord
from qwenbot.store.backlog import CAPACITY, Backlog, Item, Note
from qwenbot.store.database import connected, open_to_read, open_to_write
from qwenbot.store.key import key_of
from qwenbot.store.trouble import FAULTS
from qwenbot.store.writer import Pace, Writer

log = logging.getLogger(__name__)


class SqliteStore:
    """The ports QueryLog and Notes. All goes to the backlog, and nothing here waits for the database to write."""

    def __init__(self, path: Path, key: bytes, backlog: Backlog) -> None:
        self.key = key
        self._path = path
        self._backlog = backlog
        self._notes: dict[str, str] = {}

    def record(self, record: QueryRecord) -> None:
        """Take a question in."""
        self._put(record)

    def audit(self, record: AuditRecord) -> None:
        """Take an audit line in."""
        self._put(record)

    async def get_note(self, name: str) -> str | None:
        """Return the note of this name; None if there is none, or if it cannot be read."""
        if name in self._notes:
            return self._notes[name]
        try:
            async with connected(partial(open_to_read, self._path)) as connection:
                cursor = await connection.execute("SELECT text FROM notes WHERE name = ?", (name,))
                row = await cursor.fetchone()
        except FAULTS as error:
            log.debug("The note %r cannot be read from %s: %s", name, self._path, error)
            return None
        return None if row is None else str(row[0])

    async def put_note(self, name: str, text: str) -> None:
        """Keep a note; this process has it at once, and others when it is written."""
        self._notes[name] = text
        self._put(Note(name, text))

    def _put(self, item: Item) -> None:
        if self._backlog.closed:
            log.warning("A record came when the query log %s was closed already, and was not written", self._path)
        else:
            self._backlog.put(item)


@asynccontextmanager
async def open_sqlite(
    path: Path,
    pace: Pace = Pace(),  # noqa: B008 - a frozen value
    capacity: int = CAPACITY,
    opener: Callable[[Path], sqlite3.Connection] = open_to_write,
) -> AsyncIterator[SqliteStore]:
    """Open the store in an SQLite file; whatever is wrong with the file is said, not raised.

    The database is opened behind the caller's back, so that one that is busy keeps nobody waiting; at the end what
    waits is written, for which there is a little more than `pace.flush_s`.
    """
    key, flaw = await asyncio.to_thread(key_of, path)
    backlog = Backlog(capacity)
    writer = Writer(path, backlog, pace, opener, flaw)
    task = asyncio.create_task(writer.run(), name="query log")
    task.add_done_callback(_say_fault)
    try:
        yield SqliteStore(path, key, backlog)
    finally:
        writer.close()
        _, unfinished = await asyncio.wait({task}, timeout=pace.flush_s + pace.overtime_s)
        if unfinished:  # the disk hangs; what is being written counts as lost
            task.cancel()
            await asyncio.sleep(0)
        writer.ended()
        backlog.closed = True


def _say_fault(task: asyncio.Task[None]) -> None:
    """Say what ended the writer, if it is anything but the end: a mistake of ours, for it expects all else."""
    if not task.cancelled() and (fault := task.exception()) is not None:
        log.error("The query log is not being written any more", exc_info=fault)
