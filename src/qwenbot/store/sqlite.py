"""The store that keeps its records in an SQLite file, and goes on without it when it has to."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from qwenbot.service.ports import (
    AuditRecord,
    GuildSettings,
    Miss,
    QueryRecord,
    Record,
    Share,
    Usage,
    VoteRecord,
)
from qwenbot.store import asking
from qwenbot.store.access import Access
from qwenbot.store.backlog import CAPACITY, Backlog, Item, Note
from qwenbot.store.database import open_to_write
from qwenbot.store.key import key_of
from qwenbot.store.writer import Pace, Writer

log = logging.getLogger(__name__)


class SqliteStore:
    """All ports of a store. What is logged goes to the backlog, and waits for nothing; the rest waits 2 s at most."""

    def __init__(self, path: Path, key: bytes, backlog: Backlog, access: Access) -> None:
        self.key = key
        self._path = path
        self._backlog = backlog
        self._access = access

    # ---------------------------------------------------------------- QueryLog

    def record(self, record: QueryRecord) -> None:
        """Take a question in."""
        self._put(record)

    def vote(self, record: VoteRecord) -> None:
        """Take a vote in."""
        self._put(record)

    def audit(self, record: AuditRecord) -> None:
        """Take an audit line in."""
        self._put(record)

    # ---------------------------------------------------------------- Notes and SettingsStore

    async def get_note(self, name: str) -> str | None:
        """Return the note of this name; None if there is none."""
        waiting = [item.text for item in self._backlog if isinstance(item, Note) and item.name == name]
        return waiting[-1] if waiting else await self._access.do(partial(asking.note, name=name), settled=False)

    async def put_note(self, name: str, text: str) -> None:
        """Keep a note; this process has it at once, and others when it is written."""
        self._put(Note(name, text))

    async def read_settings(self) -> Mapping[int, GuildSettings]:
        """Return the settings of every server that has any."""
        return await self._access.do(asking.read_settings, settled=False)

    async def write_settings(self, guild_id: int, settings: GuildSettings) -> None:
        """Write a server's settings."""
        await self._access.do(partial(asking.write_settings, guild_id=guild_id, settings=settings), settled=False)

    # ---------------------------------------------------------------- Records

    async def find(self, query_id: str) -> QueryRecord | None:
        """Return the question of this id, written or not."""
        for item in self._backlog:
            if isinstance(item, QueryRecord) and item.id == query_id:
                return item
        return await self._access.do(partial(asking.find, query_id=query_id), settled=False)

    async def share(self, asker: str, latest: int) -> Share:
        """Say how much is kept of an asker."""
        return await self._access.do(partial(asking.share, asker=asker, latest=latest))

    async def everything(self, asker: str | None = None) -> AsyncIterator[Record]:
        """Yield the records of one asker, or of all, page by page: however many there are, each is a short read."""
        for table in asking.TABLES:
            after: int | None = 0
            while after is not None:
                read = partial(asking.page, table=table, asker=asker, after=after)
                records, after = await self._access.do(read, settled=after == 0)
                for record in records:
                    yield record

    async def erase(self, asker: str) -> int:
        """Delete an asker's questions and votes, and unlink the audit lines."""
        return await self._access.do(partial(asking.erase, asker=asker))

    async def usage(self, since: float, entries: int) -> Usage:
        """Count what happened since a time."""
        return await self._access.do(partial(asking.usage, since=since, entries=entries))

    async def misses(self, most: int) -> tuple[Miss, ...]:
        """Return the latest questions that were not answered."""
        return await self._access.do(partial(asking.misses, most=most))

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
    access = Access(path, backlog, opener)
    task = asyncio.create_task(writer.run(), name="query log")
    task.add_done_callback(_say_fault)
    try:
        yield SqliteStore(path, key, backlog, access)
    finally:
        access.close()
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
