"""How a database comes to have its tables."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import QueryRecord, Surface
from qwenbot.store import asking
from qwenbot.store.migrations import MIGRATIONS, ForeignDatabaseError, Migration, NewerDatabaseError, migrate

ADD = Migration("9998-add", ("ALTER TABLE queries ADD COLUMN extra TEXT",))
HALF = Migration("9999-half", ("CREATE TABLE half (a)", "CREATE TABLE queries (a)"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "qwenbot.db", isolation_level=None)
    yield connection
    connection.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def recorded(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM migrations ORDER BY name")]


def test_a_new_database_gets_its_tables_and_a_record_of_each_migration(connection: sqlite3.Connection) -> None:
    migrate(connection)
    assert tables(connection) == {"migrations", "queries", "audit", "notes", "votes", "settings"}
    assert recorded(connection) == [migration.name for migration in MIGRATIONS]


def test_a_second_time_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection)
    before = list(connection.iterdump())
    migrate(connection)
    assert list(connection.iterdump()) == before


def test_only_what_is_new_is_done(connection: sqlite3.Connection) -> None:
    migrate(connection)
    connection.execute("INSERT INTO notes VALUES ('a', 'kept')")
    migrate(connection, (*MIGRATIONS, ADD))
    assert recorded(connection) == [*(migration.name for migration in MIGRATIONS), ADD.name]
    assert connection.execute("SELECT text FROM notes").fetchall() == [("kept",)]


def test_what_an_older_version_kept_is_read_by_this_one(connection: sqlite3.Connection) -> None:
    """Of old questions nobody knows why they came to that."""
    migrate(connection, MIGRATIONS[:1])
    connection.execute(
        "INSERT INTO queries VALUES ('a', 1.5, 'slash', 'ab12', 'who?', 'answered', 'who', 0.75, 'v1', 85)"
    )
    migrate(connection)
    assert asking.find(connection, "a") == QueryRecord(
        "a", 1.5, Surface.SLASH, "ab12", "who?", Outcome.ANSWERED, "who", 0.75, "v1", 85
    )


def test_a_migration_that_fails_leaves_nothing_of_itself(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection, (*MIGRATIONS, ADD, HALF))
    assert "half" not in tables(connection)
    assert recorded(connection) == [*(migration.name for migration in MIGRATIONS), ADD.name]
    assert not connection.in_transaction


def test_a_database_of_a_newer_version_is_left_alone(connection: sqlite3.Connection) -> None:
    migrate(connection, (*MIGRATIONS, ADD))
    before = list(connection.iterdump())
    with pytest.raises(NewerDatabaseError, match="a newer version of qwenbot has changed it: 9998-add"):
        migrate(connection)
    assert list(connection.iterdump()) == before


def test_another_programs_database_is_left_alone(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE customers (name TEXT)")
    before = list(connection.iterdump())
    with pytest.raises(ForeignDatabaseError, match="another program's database"):
        migrate(connection)
    assert list(connection.iterdump()) == before


def test_names_are_unique_and_in_order() -> None:
    names = [migration.name for migration in MIGRATIONS]
    assert names == sorted(set(names))
