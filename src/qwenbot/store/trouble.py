"""What the operator is told of a log that cannot be written: each trouble once, what to do, and when it is over."""

import errno
import logging
import sqlite3
from pathlib import Path
from typing import Final

from qwenbot.store.migrations import ForeignDatabaseError, NewerDatabaseError, NotOursError

log = logging.getLogger(__name__)

FAULTS: Final = (sqlite3.Error, OSError, NotOursError)
"""What may keep a record from being written."""

_ELSEWHERE: Final = "or set QWENBOT_DATABASE_URL to another place (memory: keeps no log)"
_ADVICE: Final = {
    sqlite3.SQLITE_BUSY: "end the program that holds it",
    sqlite3.SQLITE_LOCKED: "end the program that holds it",
    sqlite3.SQLITE_FULL: f"free some space, {_ELSEWHERE}",
    sqlite3.SQLITE_IOERR: f"look after the disk, {_ELSEWHERE}",
    sqlite3.SQLITE_CORRUPT: "the file is left as it is; move it away, and a new one is made",
    sqlite3.SQLITE_NOTADB: f"the file is left as it is; move it away, and a new one is made, {_ELSEWHERE}",
}
_WRITABLE: Final = f"make the file and its directory writable for this user, {_ELSEWHERE}"


def is_busy(error: BaseException) -> bool:
    """Tell whether another process has the database just now, so that it is worth trying again soon."""
    return isinstance(error, sqlite3.Error) and _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def describe(error: BaseException) -> str:
    """Say why the log cannot be written, and what to do."""
    match error:
        case NewerDatabaseError():
            return f"{error}; update qwenbot, {_ELSEWHERE}"
        case ForeignDatabaseError():
            return f"{error}; it is left as it is: set QWENBOT_DATABASE_URL to a file of its own"
        case sqlite3.Error():
            return f"{error}; {_ADVICE.get(_code(error), _WRITABLE)}"
        case OSError(errno=errno.ENOSPC):
            return f"{error}; {_ADVICE[sqlite3.SQLITE_FULL]}"
        case OSError():
            return f"{error.filename}: {error.strerror}; {_WRITABLE}"
        case _:
            return str(error)


class Trouble:
    """Whether the log can be written just now, and what has been said of it.

    Another process may hold the database for `grace_s` seconds before that is worth a line.
    """

    def __init__(self, path: Path, grace_s: float) -> None:
        self._path = path
        self._grace_s = grace_s
        self._since: float | None = None
        self._error: BaseException | None = None
        self._said = False

    def failed(self, error: BaseException, now: float, kept: int | None) -> None:
        """Take note of a failure at `now`, in seconds of any steady clock; say it if it is news and no mere moment.

        `kept` is how many records can wait; None if the program is about to end, which `ended` will speak of.
        """
        self._error = error
        if self._since is None:
            self._since = now
        if self._said or kept is None or (is_busy(error) and now - self._since < self._grace_s):
            return
        self._said = True
        log.warning(
            "The query log %s cannot be written: %s. Answers go on; the last %d records are kept until it works",
            self._path,
            describe(error),
            kept,
        )

    def moved(self) -> None:
        """Say that the file is not where it was."""
        log.info("The query log %s has been moved or deleted; a new one is begun", self._path)

    def worked(self, lost: int) -> None:
        """Take note that records were written; say that it works again, and how many were `lost` meanwhile."""
        if self._said:
            log.info("The query log %s works again", self._path)
        if lost:
            log.warning("%s to the query log %s", _never_written(lost), self._path)
        self._since, self._error, self._said = None, None, False

    def ended(self, lost: int) -> None:
        """Say how many records were lost at the end, if any, and why unless that has been said."""
        if lost and (self._said or self._error is None):
            log.warning("%s to the query log %s", _never_written(lost), self._path)
        elif lost and self._error is not None:
            log.warning(
                "The query log %s cannot be written: %s. %s", self._path, describe(self._error), _never_written(lost)
            )


def _never_written(count: int) -> str:
    return "1 record was never written" if count == 1 else f"{count} records were never written"


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code, which is the low byte; 0 for errors that are Python's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
