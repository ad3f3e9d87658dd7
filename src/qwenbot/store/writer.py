"""The one task that writes: it takes what waits, in batches, and tries again for as long as it takes."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

import aiosqlite

from qwenbot.service.ports import AuditRecord, QueryRecord, VoteRecord
from qwenbot.store.backlog import Backlog, Item, Note
from qwenbot.store.database import connected, open_to_write
from qwenbot.store.trouble import FAULTS, Trouble, is_busy

log = logging.getLogger(__name__)

_BATCH: Final = 500
"""Records in one transaction: some 5 ms of work, and beyond that a bigger one is hardly quicker."""

_INSERTS: Final[dict[type[Item], str]] = {
    # A transaction may succeed although its end was reported as a failure; the second time must not count twice.
    QueryRecord: "INSERT INTO queries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
    VoteRecord: "INSERT INTO votes VALUES (?, ?, ?, ?, ?) ON CONFLICT (query, asker) DO UPDATE SET"
    " at = excluded.at, verdict = excluded.verdict, reason = excluded.reason",
    AuditRecord: "INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, ?, ?)",
    Note: "INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
}


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: `gather_s` to let a batch grow, from `first_s` doubling to `longest_s` between tries, `flush_s` to end.

    A record is lost to `kill -9` only within `gather_s`; once in `longest_s` is often enough for a disk that a person
    has to clear; nobody waits longer than `flush_s` for a program to end, and `overtime_s` for a try that is under way
    then. Another process may hold the database for `grace_s` before it is worth a line: scripts that run side by side
    do, for some milliseconds each.
    """

    gather_s: float = 0.05
    first_s: float = 0.05
    longest_s: float = 30.0
    flush_s: float = 2.0
    overtime_s: float = 1.0
    grace_s: float = 1.5


class Writer:
    """Empties the backlog into a database until it is closed. Nothing that happens to the database ends it.

    `flaw` is what is to be said of the rows once some are written; before that, it matters to nobody.
    """

    def __init__(
        self,
        path: Path,
        backlog: Backlog,
        pace: Pace,
        opener: Callable[[Path], sqlite3.Connection] = open_to_write,
        flaw: str | None = None,
    ) -> None:
        self._path = path
        self._backlog = backlog
        self._pace = pace
        self._opener = opener
        self._trouble = Trouble(path, pace.grace_s)
        self._flaw = flaw
        self._closing = asyncio.Event()
        self._deadline = float("inf")
        self._delay_s = pace.first_s

    async def run(self) -> None:
        """Write until `close` is called and nothing is left, or what is left cannot be written."""
        going = True
        while going and not self._is_done():
            try:
                async with connected(lambda: self._opener(self._path)) as connection:
                    await self._serve(connection)
            except FAULTS as error:
                going = await self._recover(error)

    def close(self) -> None:
        """Have the rest written at once, and `run` end."""
        self._deadline = _now() + self._pace.flush_s
        self._closing.set()
        self._backlog.wake()

    def ended(self) -> None:
        """Say what was never written."""
        self._trouble.ended(len(self._backlog) + self._backlog.take_lost())

    def _is_done(self) -> bool:
        return self._closing.is_set() and not self._backlog

    async def _serve(self, connection: aiosqlite.Connection) -> None:
        """Write batches to one connection until there is nothing more to do, or its file has gone."""
        opened = await asyncio.to_thread(_identity, self._path)
        while await self._has_work():
            # SQLite goes on writing to a file that was deleted or moved, and does not mind that nobody sees it.
            if await asyncio.to_thread(_identity, self._path) != opened:
                self._trouble.moved()
                return
            batch = self._backlog.take(_BATCH)
            try:
                await _write(connection, batch)
            except BaseException:
                self._backlog.put_back()
                raise
            await self._backlog.written()
            self._worked()
            self._delay_s = self._pace.first_s

    def _worked(self) -> None:
        self._trouble.worked(self._backlog.take_lost())
        if self._flaw:
            log.warning("%s", self._flaw)
            self._flaw = None

    async def _has_work(self) -> bool:
        """Wait until there is something to write; False if there never will be."""
        if not self._closing.is_set():
            await self._backlog.changed()
        if len(self._backlog) < _BATCH:
            await self._sleep(self._pace.gather_s)
        return not self._is_done()

    async def _recover(self, error: BaseException) -> bool:
        """Wait until it is time to try again; False if the end has come and another try is of no use."""
        ending = self._closing.is_set()
        self._trouble.failed(error, _now(), None if ending else self._backlog.capacity)
        if ending and (not is_busy(error) or _now() >= self._deadline):
            return False
        if ending:
            await asyncio.sleep(self._pace.first_s)
            return True
        await self._sleep(self._delay_s)
        self._delay_s = min(2 * self._delay_s, self._pace.longest_s)
        return True

    async def _sleep(self, seconds: float) -> None:
        """Sleep, but no longer than until somebody waits for what is to be written, or the end is near."""
        if self._closing.is_set():
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._backlog.hurried()


async def _write(connection: aiosqlite.Connection, batch: Iterable[Item]) -> None:
    rows: dict[type[Item], list[tuple[object, ...]]] = {kind: [] for kind in _INSERTS}
    for item in batch:
        rows[type(item)].append(tuple(map(storable, astuple(item))))
    await connection.execute("BEGIN IMMEDIATE")
    for kind, values in rows.items():
        if values:
            await connection.executemany(_INSERTS[kind], values)
    await connection.commit()


def storable(value: object) -> object:
    """Put a question mark for half a character: SQLite takes UTF-8 only, and one record must not hold up the rest."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _now() -> float:
    return asyncio.get_running_loop().time()
