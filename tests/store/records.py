"""Records to store, and what a database holds, read without the code under test."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import AuditRecord, QueryRecord, Surface, Verdict, VoteRecord
from qwenbot.store.database import open_to_write
from qwenbot.store.writer import Pace

QUICK = Pace(gather_s=0.001, first_s=0.01, longest_s=0.02, flush_s=0.2, overtime_s=0.1, grace_s=0)
"""A pace at which a test need not wait."""


def query(query_id: str = "q1", question: str = "who left?", *, entry: str | None = "who") -> QueryRecord:
    return QueryRecord(query_id, 1234.5, Surface.SLASH, "ab12", question, Outcome.ANSWERED, entry, 0.75, "v1", 85)


def miss(query_id: str, question: str, asker: str | None = "ab12", at: float = 1.0) -> QueryRecord:
    return replace(query(query_id, question, entry=None), asker=asker, at=at, outcome=Outcome.ABSTAINED)


def vote(
    query_id: str, asker: str = "ab12", verdict: Verdict = Verdict.HELPFUL, reason: str | None = None
) -> VoteRecord:
    return VoteRecord(query_id, asker, 1236.5, verdict, reason)


def audit(detail: str = "kept") -> AuditRecord:
    return AuditRecord(1235.5, "cd34", "reload", detail)


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    if not database.exists():
        return []
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def ids(database: Path) -> list[object]:
    """Return the ids of the logged questions in the order in which they were written; none from half a database."""
    try:
        return [row[0] for row in rows(database, "SELECT id FROM queries ORDER BY rowid")]
    except sqlite3.OperationalError:
        return []


def impatient(path: Path) -> sqlite3.Connection:
    """Open as the store does, but wait for no lock."""
    connection = open_to_write(path)
    connection.execute("PRAGMA busy_timeout = 0").close()
    return connection


async def until(condition: Callable[[], bool]) -> None:
    """Let everything else go on until something is the case, for 20 seconds at most."""
    for _ in range(4000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came to that")


def files(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())
