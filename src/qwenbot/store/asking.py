"""What an SQLite database is asked, and told at once: functions of a connection that leaves transactions to them."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import (
    AuditRecord,
    GuildSettings,
    Miss,
    QueryRecord,
    Record,
    Share,
    Surface,
    Usage,
    Verdict,
    VoteRecord,
)

PAGE: Final = 500
"""Records read at once: some 5 ms."""

_SELECT: Final = (
    "SELECT rowid, id, at, surface, asker, question, outcome, entry, score, knowledge, elapsed_us, rule, matched,"
    " runner_up, runner_up_score FROM queries",
    "SELECT rowid, query, asker, at, verdict, reason FROM votes",
    "SELECT rowid, at, actor, action, detail FROM audit",
)
TABLES: Final = range(len(_SELECT))
"""Questions, votes and audit lines."""


def find(connection: sqlite3.Connection, query_id: str) -> QueryRecord | None:
    """Return the question of this id."""
    row = connection.execute(f"{_SELECT[0]} WHERE id = ?", (query_id,)).fetchone()
    return None if row is None else _query(*row[1:])


def page(connection: sqlite3.Connection, table: int, asker: str | None, after: int) -> tuple[list[Record], int | None]:
    """Return the next records of a table, and the row after which there may be more; None if there are none."""
    whose = "" if asker is None else ("asker = :asker AND", "asker = :asker AND", "actor = :asker AND")[table]
    sql = f"{_SELECT[table]} WHERE {whose} rowid > :after ORDER BY rowid LIMIT :page"
    rows = connection.execute(sql, {"after": after, "asker": asker, "page": PAGE}).fetchall()
    make = (_query, _vote, AuditRecord)[table]
    return [make(*row[1:]) for row in rows], rows[-1][0] if len(rows) == PAGE else None


def share(connection: sqlite3.Connection, asker: str, latest: int) -> Share:
    """Say how much is kept of an asker, and which questions were the latest."""
    (queries, *asked), (votes, *voted), (audits, *done) = (
        connection.execute(statement, (asker,)).fetchone()
        for statement in (
            "SELECT count(*), min(at), max(at) FROM queries WHERE asker = ?",
            "SELECT count(*), min(at), max(at) FROM votes WHERE asker = ?",
            "SELECT count(*), min(at), max(at) FROM audit WHERE actor = ?",
        )
    )
    times = [at for at in (*asked, *voted, *done) if at is not None]
    questions = connection.execute(
        "SELECT question FROM queries WHERE asker = ? ORDER BY rowid DESC LIMIT ?", (asker, latest)
    )
    return Share(
        queries,
        votes,
        audits,
        min(times, default=None),
        max(times, default=None),
        tuple(question for (question,) in questions),
    )


def erase(connection: sqlite3.Connection, asker: str) -> int:
    """Delete an asker's questions and votes, and unlink the audit lines, so that no file has their bytes any more."""
    connection.execute("PRAGMA secure_delete = ON").close()
    connection.execute("BEGIN IMMEDIATE").close()
    erased = sum(
        connection.execute(statement, (asker,)).rowcount
        for statement in (
            "DELETE FROM queries WHERE asker = ?",
            "DELETE FROM votes WHERE asker = ?",
            "UPDATE audit SET actor = NULL WHERE actor = ?",
        )
    )
    connection.execute("COMMIT").close()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()  # the log has them from when they were written
    return erased


def usage(connection: sqlite3.Connection, since: float, entries: int) -> Usage:
    """Count what happened since a time. Of a million questions that takes some seconds, and is given up."""
    (askers,) = connection.execute("SELECT count(DISTINCT asker) FROM queries WHERE at >= ?", (since,)).fetchone()
    verdicts = connection.execute("SELECT verdict, count(*) FROM votes WHERE at >= ? GROUP BY verdict", (since,))
    outcomes: Counter[Outcome] = Counter()
    answered: list[tuple[str, int]] = []
    for outcome, entry, number in connection.execute(
        "SELECT outcome, entry, count(*) FROM queries WHERE at >= ? GROUP BY outcome, entry", (since,)
    ):
        outcomes[Outcome(outcome)] += number
        if outcome == Outcome.ANSWERED and entry is not None:
            answered.append((entry, number))
    return Usage(
        questions=outcomes.total(),
        askers=askers,
        outcomes=outcomes,
        verdicts={Verdict(verdict): number for verdict, number in verdicts},
        entries=tuple(sorted(answered, key=lambda pair: (-pair[1], pair[0])))[:entries],
    )


def misses(connection: sqlite3.Connection, most: int) -> tuple[Miss, ...]:
    """Return the latest questions that were not answered."""
    rows = connection.execute(
        "SELECT question, asker, count(*), max(at) FROM queries WHERE (outcome = 'abstained' AND entry IS NULL)"
        " OR id IN (SELECT query FROM votes WHERE verdict = 'none-fits')"
        " GROUP BY question, asker ORDER BY max(at) DESC LIMIT ?",
        (most,),
    )
    return tuple(Miss(*row) for row in rows)


def note(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the note of this name."""
    row = connection.execute("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def read_settings(connection: sqlite3.Connection) -> Mapping[int, GuildSettings]:
    """Return the settings of every server that has any."""
    rows = connection.execute("SELECT guild, channels, private_by_default, cooldown_s FROM settings")
    return {
        guild: GuildSettings(frozenset(map(int, filter(None, channels.split(",")))), bool(private), cooldown_s)
        for guild, channels, private, cooldown_s in rows
    }


def write_settings(connection: sqlite3.Connection, guild_id: int, settings: GuildSettings) -> None:
    """Keep a server's settings."""
    channels = ",".join(map(str, sorted(settings.channels)))
    connection.execute(
        "INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?)",
        (guild_id, channels, settings.private_by_default, settings.cooldown_s),
    )


def _query(
    query_id: str, at: float, surface: str, asker: str | None, question: str, outcome: str, *rest: Any
) -> QueryRecord:
    return QueryRecord(query_id, at, Surface(surface), asker, question, Outcome(outcome), *rest)


def _vote(query: str, asker: str, at: float, verdict: str, reason: str | None) -> VoteRecord:
    return VoteRecord(query, asker, at, Verdict(verdict), reason)
