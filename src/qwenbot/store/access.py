"""Read and change a database for somebody who waits for it: within a deadline, or not at all."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from qwenbot.service.ports import StoreError
from qwenbot.store.backlog import Backlog
from qwenbot.store.database import BUSY_S
from qwenbot.store.trouble import FAULTS, describe, is_busy

log = logging.getLogger(__name__)

DEADLINE_S: Final = 2.0
"""What anybody waits: Discord takes a first response for 3 s, and it still has to get there."""

_AT_ONCE: Final = 2
"""Threads: enough that one who exports keeps nobody waiting, and few enough to lose to a disk that hangs."""

_STEPS: Final = 100_000
"""Of SQLite's virtual machine between two looks at the clock: some milliseconds."""

_AGAIN_S: Final = 0.05
"""From one try to the next while another process holds the database."""

_T = TypeVar("_T")


class Access:
    """Does each piece of work on a connection of its own, which sees what was logged before."""

    def __init__(
        self, path: Path, backlog: Backlog, opener: Callable[[Path], sqlite3.Connection], deadline_s: float = DEADLINE_S
    ) -> None:
        self._path = path
        self._backlog = backlog
        self._opener = opener
        self._deadline_s = deadline_s
        self._threads = ThreadPoolExecutor(_AT_ONCE, "query log")
        self._said = False
        self._closed = False

    async def do(self, work: Callable[[sqlite3.Connection], _T], *, settled: bool = True) -> _T:
        """Return what comes of the work, which runs in a thread; with `settled`, all that waits is written before.

        Raises StoreError when the time is over or the database fails; then the work has changed nothing.
        """
        if self._closed:  # whoever still asks is about to be gone
            raise StoreError
        run = partial(self._run, work, time.monotonic() + self._deadline_s)
        try:
            async with asyncio.timeout(self._deadline_s):
                if settled:
                    await self._backlog.settled()
                done = await asyncio.get_running_loop().run_in_executor(self._threads, run)
        except TimeoutError as error:
            self._failed(f"it takes longer than {self._deadline_s:g} s")
            raise StoreError from error
        except FAULTS as error:
            self._failed(describe(error))
            raise StoreError from error
        self._worked()
        return done

    def close(self) -> None:
        """Begin nothing more, and wait for nothing that has begun."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, work: Callable[[sqlite3.Connection], _T], end: float) -> _T:
        while True:
            try:
                return self._run_once(work, end)
            except sqlite3.Error as error:
                if not is_busy(error) or time.monotonic() + BUSY_S > end:
                    raise
            time.sleep(_AGAIN_S)  # SQLite itself does not wait for another to make a new file a database

    def _run_once(self, work: Callable[[sqlite3.Connection], _T], end: float) -> _T:
        with closing(self._opener(self._path)) as connection:
            if time.monotonic() > end:  # whoever waited has been told that nothing was changed
                raise TimeoutError
            connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            return work(connection)

    def _failed(self, why: str) -> None:
        """Say it once, however many ask, until it works again."""
        if not self._said:
            log.warning("The query log %s cannot be read: %s. Answers go on", self._path, why)
        self._said = True

    def _worked(self) -> None:
        if self._said:
            log.info("The query log %s can be read again", self._path)
        self._said = False
