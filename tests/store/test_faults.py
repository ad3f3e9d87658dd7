"""A log that cannot be written: nobody waits, it is said once, and what was kept is written when it works again."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from qwenbot.store.database import open_to_write
from qwenbot.store.migrations import MIGRATIONS, Migration, migrate
from qwenbot.store.sqlite import open_sqlite
from tests.store.records import QUICK, audit, ids, impatient, query, rows, until

Said = list[tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "log" / "qwenbot.db"


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Iterator[Said]:
    """Collect what the operator is told: level and text of each line, as they come."""
    caplog.set_level(logging.INFO)
    lines: Said = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append((record.levelno, record.getMessage()))

    listener = Listener()
    logger = logging.getLogger("qwenbot")
    logger.addHandler(listener)
    yield lines
    logger.removeHandler(listener)


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Hold the write lock of a database, as another program may."""
    open_to_write(database).close()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def cannot(database: Path, reason: str, advice: str, kept: int = 10_000) -> tuple[int, str]:
    return (
        logging.WARNING,
        f"The query log {database} cannot be written: {reason}; {advice}. "
        f"Answers go on; the last {kept} records are kept until it works",
    )


def works(database: Path) -> tuple[int, str]:
    return (logging.INFO, f"The query log {database} works again")


ELSEWHERE = "or set QWENBOT_DATABASE_URL to another place (memory: keeps no log)"
WRITABLE = f"make the file and its directory writable for this user, {ELSEWHERE}"


async def test_a_lock_is_waited_out_and_said_once(database: Path, said: Said) -> None:
    async with open_sqlite(database, QUICK, opener=impatient) as store:
        with held(database):
            store.record(query("a"))
            await until(lambda: bool(said))
            store.record(query("b"))
            await asyncio.sleep(0.1)
        store.audit(audit())
        await until(lambda: len(ids(database)) == 2)
        await until(lambda: len(said) == 2)
    assert ids(database) == ["a", "b"]
    assert said == [cannot(database, "database is locked", "end the program that holds it"), works(database)]


async def test_a_lock_of_a_moment_is_not_worth_a_line(database: Path, said: Said) -> None:
    patient = type(QUICK)(gather_s=0.001, first_s=0.01, longest_s=0.01, flush_s=5, grace_s=60)
    async with open_sqlite(database, patient, opener=impatient) as store:
        with held(database):
            store.record(query("a"))
            await asyncio.sleep(0.1)
    assert (ids(database), said) == (["a"], [])


async def test_a_lock_that_outlasts_the_program_costs_it_the_flush_and_is_said(database: Path, said: Said) -> None:
    patient = type(QUICK)(gather_s=0.001, first_s=0.01, longest_s=0.01, flush_s=0.1, grace_s=60)
    with held(database):
        async with open_sqlite(database, patient, opener=impatient) as store:
            store.record(query("a"))
            store.record(query("b"))
    assert said == [
        (
            logging.WARNING,
            f"The query log {database} cannot be written: database is locked; end the program that holds it. "
            "2 records were never written",
        )
    ]


async def test_a_lock_that_ends_while_the_program_does_loses_nothing(database: Path, said: Said) -> None:
    patient = type(QUICK)(gather_s=0.001, first_s=0.01, longest_s=60, flush_s=10, grace_s=60)
    with held(database):
        opening = open_sqlite(database, patient, opener=impatient)
        store = await opening.__aenter__()
        store.record(query("a"))
        closing_down = asyncio.create_task(opening.__aexit__(None, None, None))
        await asyncio.sleep(0.05)
    await closing_down
    assert (ids(database), said) == (["a"], [])


async def test_only_the_latest_are_kept_and_the_loss_is_counted(database: Path, said: Said) -> None:
    async with open_sqlite(database, QUICK, capacity=3, opener=impatient) as store:
        with held(database):
            for name in "abcdefgh":
                store.record(query(name))
                await asyncio.sleep(0.01)
            await until(lambda: bool(said))
        await until(lambda: bool(ids(database)))
    assert ids(database) == ["f", "g", "h"]
    assert said == [
        cannot(database, "database is locked", "end the program that holds it", kept=3),
        works(database),
        (logging.WARNING, f"5 records were never written to the query log {database}"),
    ]


async def test_a_full_disk_is_waited_out(database: Path, said: Said) -> None:
    room = 20

    def small(path: Path) -> sqlite3.Connection:
        connection = open_to_write(path)
        connection.execute(f"PRAGMA max_page_count = {room}").close()
        return connection

    async with open_sqlite(database, QUICK, opener=small) as store:
        for number in range(100):
            store.record(query(f"q{number}", "x" * 2000))
        await until(lambda: bool(said))
        room = 10_000
        await until(lambda: len(ids(database)) == 100)
    assert ids(database) == [f"q{number}" for number in range(100)]
    assert said == [
        cannot(database, "database or disk is full", f"free some space, {ELSEWHERE}"),
        works(database),
    ]


async def test_a_directory_in_the_place_of_the_file_is_said(database: Path, said: Said) -> None:
    database.mkdir(parents=True)
    async with open_sqlite(database, QUICK) as store:
        store.record(query("a"))
        await until(lambda: bool(said))
        database.rmdir()
        await until(lambda: ids(database) == ["a"])
    assert said == [cannot(database, "unable to open database file", WRITABLE), works(database)]


async def test_a_file_in_the_place_of_the_directory_is_said(database: Path, said: Said) -> None:
    database.parent.touch()
    async with open_sqlite(database, QUICK) as store:
        assert len(store.key) == 32
        store.record(query("a"))
        await until(lambda: bool(said))
        database.parent.unlink()
        await until(lambda: ids(database) == ["a"])
        await until(lambda: len(said) == 3)
    assert said[:2] == [cannot(database, f"{database.parent}: File exists", WRITABLE), works(database)]
    level, flaw = said[2]
    assert level == logging.WARNING
    assert flaw.startswith(f"The key {database}.key cannot be used")


async def test_a_database_that_may_only_be_read_is_said(database: Path, said: Said) -> None:
    """Opened with SQLite's own mode, since the file's permissions do not bind the administrator."""
    open_to_write(database).close()
    mode = "ro"

    def guarded(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None)

    async with open_sqlite(database, QUICK, opener=guarded) as store:
        store.record(query("a"))
        await until(lambda: bool(said))
        mode = "rw"
        await until(lambda: ids(database) == ["a"])
    assert said == [cannot(database, "attempt to write a readonly database", WRITABLE), works(database)]


@pytest.mark.parametrize("start", [b"", b"SQLite format 3\0"])
async def test_a_file_that_is_no_database_is_left_as_it_is(database: Path, said: Said, start: bytes) -> None:
    garbage = start + bytes(range(1, 256)) * 40
    database.parent.mkdir()
    database.write_bytes(garbage)
    async with open_sqlite(database, QUICK) as store:
        store.record(query("a"))
        await until(lambda: bool(said))
        assert database.read_bytes() == garbage
        database.rename(database.with_suffix(".broken"))
        await until(lambda: ids(database) == ["a"])
    assert database.with_suffix(".broken").read_bytes() == garbage
    advice = f"the file is left as it is; move it away, and a new one is made, {ELSEWHERE}"
    assert said == [cannot(database, "file is not a database", advice), works(database)]


async def test_a_truncated_database_is_left_as_it_is(database: Path, said: Said) -> None:
    open_to_write(database).close()
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    async with open_sqlite(database, QUICK) as store:
        store.record(query("a"))
        await until(lambda: bool(said))
    assert database.read_bytes() == whole[: len(whole) // 2]
    advice = "the file is left as it is; move it away, and a new one is made"
    assert said == [
        cannot(database, "database disk image is malformed", advice),
        (logging.WARNING, f"1 record was never written to the query log {database}"),
    ]


async def test_a_database_of_a_newer_version_is_left_as_it_is(database: Path, said: Said) -> None:
    with closing(open_to_write(database)) as connection:
        migrate(connection, (*MIGRATIONS, Migration("9999-later", ("ALTER TABLE queries ADD COLUMN later TEXT",))))
    before = rows(database, "SELECT * FROM sqlite_master")
    async with open_sqlite(database, QUICK) as store:
        store.record(query("a"))
        await until(lambda: bool(said))
    assert (rows(database, "SELECT * FROM sqlite_master"), ids(database)) == (before, [])
    assert said[0] == cannot(
        database, "a newer version of qwenbot has changed it: 9999-later", f"update qwenbot, {ELSEWHERE}"
    )


async def test_without_time_to_say_it_before_the_end_it_is_said_then(database: Path, said: Said) -> None:
    """One line, as `qwenbot ask` would print it; there is no second try that could help."""
    database.mkdir(parents=True)
    async with open_sqlite(database) as store:
        store.record(query("a"))
    assert said == [
        (
            logging.WARNING,
            f"The query log {database} cannot be written: unable to open database file; {WRITABLE}. "
            "1 record was never written",
        )
    ]


async def test_a_database_that_vanishes_is_begun_anew(database: Path, said: Said) -> None:
    async with open_sqlite(database, QUICK) as store:
        store.record(query("a"))
        await until(lambda: ids(database) == ["a"])
        for path in database.parent.iterdir():
            path.unlink()
        database.parent.rmdir()
        store.record(query("b"))
        await until(lambda: ids(database) == ["b"])
    assert said == [(logging.INFO, f"The query log {database} has been moved or deleted; a new one is begun")]


async def test_a_database_that_is_moved_keeps_what_it_has(database: Path) -> None:
    kept = database.with_name("kept.db")
    async with open_sqlite(database, QUICK) as store:
        store.record(query("a"))
        await until(lambda: ids(database) == ["a"])
        for ending in ("", "-wal", "-shm"):
            database.with_name(database.name + ending).rename(kept.with_name(kept.name + ending))
        store.record(query("b"))
        await until(lambda: ids(database) == ["b"])
    assert (ids(kept), ids(database)) == (["a"], ["b"])


async def test_nobody_waits_for_a_database_that_takes_its_time(database: Path) -> None:
    """The opening hangs in its own thread; meanwhile everything else goes on."""
    may_open = threading.Event()

    def slow(path: Path) -> sqlite3.Connection:
        may_open.wait(20)
        return open_to_write(path)

    async with open_sqlite(database, QUICK, opener=slow) as store:
        for number in range(10):
            store.record(query(f"q{number}"))
            store.audit(audit())
            await asyncio.sleep(0)
        await store.put_note("commands", "one")
        assert await store.get_note("commands") == "one"
        assert not database.exists()
        may_open.set()
    assert len(ids(database)) == 10


async def test_a_disk_that_hangs_keeps_nobody_from_ending(database: Path, said: Said) -> None:
    may_open = threading.Event()

    def hang(path: Path) -> sqlite3.Connection:
        may_open.wait(20)
        return open_to_write(path)

    async with open_sqlite(database, QUICK, opener=hang) as store:
        store.record(query("a"))
        await asyncio.sleep(0)
    assert said == [(logging.WARNING, f"1 record was never written to the query log {database}")]
    may_open.set()
    await until(lambda: not [task for task in asyncio.all_tasks() if task.get_name() == "query log"])


async def test_what_comes_after_the_end_is_said_to_be_lost(database: Path, said: Said) -> None:
    async with open_sqlite(database, QUICK) as store:
        pass
    store.record(query("a"))
    assert said == [
        (logging.WARNING, f"A record came when the query log {database} was closed already, and was not written")
    ]


async def test_a_mistake_of_ours_is_said_and_costs_no_answer(database: Path, said: Said) -> None:
    def mistaken(path: Path) -> sqlite3.Connection:
        raise LookupError(path)

    async with open_sqlite(database, QUICK, opener=mistaken) as store:
        store.record(query("a"))
    assert said == [
        (logging.ERROR, "The query log is not being written any more"),
        (logging.WARNING, f"1 record was never written to the query log {database}"),
    ]


async def test_being_cancelled_does_not_cost_what_was_logged(database: Path) -> None:
    """Ctrl-C ends `asyncio.run` that way."""
    logged = asyncio.Event()

    async def serve() -> None:
        async with open_sqlite(database, QUICK) as store:
            store.record(query("a"))
            logged.set()
            await asyncio.Event().wait()

    serving = asyncio.create_task(serve())
    await logged.wait()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert ids(database) == ["a"]
    assert not [thread for thread in threading.enumerate() if "connection_worker" in thread.name]
