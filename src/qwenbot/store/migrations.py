"""The tables of the query log, and how a database comes to have them.

A migration is never changed once it has been released; a change is a new one at the end.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Migration:
    """A step from one form of the database to the next: its name, and the statements that make it."""

    name: str
    statements: tuple[str, ...]


class NotOursError(Exception):
    """A database is not one to write to, so it is left alone; the text says why."""


class NewerDatabaseError(NotOursError):
    """It has been through migrations that this version does not know."""


class ForeignDatabaseError(NotOursError):
    """It is another program's."""


MIGRATIONS: Final = (
    Migration(
        "0001-queries-audit-notes",
        (
            """
            CREATE TABLE queries (
                id TEXT PRIMARY KEY,
                at REAL NOT NULL,           -- seconds since 1970, UTC
                surface TEXT NOT NULL,
                asker TEXT,                 -- a keyed hash, never a user id
                question TEXT NOT NULL,     -- redacted
                outcome TEXT NOT NULL,
                entry TEXT,
                score REAL NOT NULL,
                knowledge TEXT NOT NULL,
                elapsed_us INTEGER NOT NULL
            )
            """,
            "CREATE INDEX queries_by_time ON queries (at)",
            """
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY,
                at REAL NOT NULL,
                actor TEXT,                 -- a keyed hash
                action TEXT NOT NULL,
                detail TEXT NOT NULL
            )
            """,
            "CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT NOT NULL)",
        ),
    ),
    Migration(
        "0002-why-votes-settings",
        (
            "ALTER TABLE queries ADD COLUMN rule TEXT NOT NULL DEFAULT ''",  # what decided
            "ALTER TABLE queries ADD COLUMN matched TEXT",  # a phrasing of the best-ranked entry
            "ALTER TABLE queries ADD COLUMN runner_up TEXT",
            "ALTER TABLE queries ADD COLUMN runner_up_score REAL",
            "CREATE INDEX queries_by_asker ON queries (asker)",
            """
            CREATE TABLE votes (
                query TEXT NOT NULL,        -- the id of a question, which may have been deleted
                asker TEXT NOT NULL,        -- who votes: a keyed hash
                at REAL NOT NULL,
                verdict TEXT NOT NULL,
                reason TEXT,                -- redacted
                PRIMARY KEY (query, asker)
            )
            """,
            "CREATE INDEX votes_by_asker ON votes (asker)",
            """
            CREATE TABLE settings (
                guild INTEGER PRIMARY KEY,
                channels TEXT NOT NULL,     -- ids with commas between them; empty: all
                private_by_default INTEGER NOT NULL,
                cooldown_s INTEGER NOT NULL
            )
            """,
        ),
    ),
)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a database up to date, each migration and its record in one transaction.

    The connection must leave transactions to its user. Raises NotOursError, or sqlite3.Error.
    """
    used = _has_tables(connection)  # asked first: another process may be making the database just now
    done = _done(connection)
    if used and not done:
        raise ForeignDatabaseError("it is another program's database")
    unknown = sorted(done - {migration.name for migration in migrations})
    if unknown:
        raise NewerDatabaseError(f"a newer version of qwenbot has changed it: {', '.join(unknown)}")
    for migration in migrations:
        if migration.name not in done:
            _apply(connection, migration)


def _done(connection: sqlite3.Connection) -> set[str]:
    table = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").fetchone()
    return {name for (name,) in connection.execute("SELECT name FROM migrations")} if table else set()


def _has_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migrations', 'sqlite_sequence') LIMIT 1"
    )
    return found.fetchone() is not None


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if migration.name not in _done(connection):  # another process may have been quicker
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)"
            )
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migrations VALUES (?, datetime('now'))", (migration.name,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
