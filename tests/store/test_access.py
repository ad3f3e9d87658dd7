"""Reading and changing what is kept while somebody waits: it comes in time, or it is refused in one sentence."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qwenbot.service.ports import GuildSettings, StoreError
from qwenbot.store.access import Access
from qwenbot.store.backlog import Backlog
from qwenbot.store.database import open_to_write
from qwenbot.store.sqlite import SqliteStore, open_sqlite
from tests.store.records import QUICK, audit, impatient, query, until, vote

CALLS: dict[str, Callable[[SqliteStore], Awaitable[object]]] = {
    "note": lambda store: store.get_note("commands"),
    "find": lambda store: store.find("a"),
    "share": lambda store: store.share("ab12", 1),
    "everything": lambda store: anext(store.everything()),
    "erase": lambda store: store.erase("ab12"),
    "usage": lambda store: store.usage(0, 1),
    "misses": lambda store: store.misses(1),
    "read settings": lambda store: store.read_settings(),
    "write settings": lambda store: store.write_settings(7, GuildSettings()),
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "qwenbot.db"


@asynccontextmanager
async def hung(database: Path) -> AsyncIterator[SqliteStore]:
    """Open a store on a disk that does not answer; whoever reads waits a moment only."""
    answers = threading.Event()

    def hang(path: Path) -> sqlite3.Connection:
        answers.wait(20)
        return open_to_write(path)

    backlog = Backlog()
    access = Access(database, backlog, hang, deadline_s=0.05)
    try:
        yield SqliteStore(database, b"", backlog, access)
    finally:
        access.close()
        answers.set()


@pytest.mark.parametrize("name", CALLS)
async def test_on_a_disk_that_hangs_everybody_is_refused_in_one_sentence(
    database: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    async with hung(database) as store:
        for _ in range(5):
            with pytest.raises(StoreError, match=r"cannot be reached just now.*Please try again in a minute"):
                await CALLS[name](store)
    assert [record.getMessage() for record in caplog.records] == [
        f"The query log {database} cannot be read: it takes longer than 0.05 s. Answers go on"
    ]


@pytest.mark.parametrize("name", CALLS)
async def test_a_file_that_is_no_database_is_said_once_and_refuses_everybody(
    database: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    database.write_bytes(bytes(range(1, 256)) * 40)
    async with open_sqlite(database, QUICK) as store:
        for _ in range(3):
            with pytest.raises(StoreError):
                await CALLS[name](store)
    said = [record.getMessage().partition(": ")[0] for record in caplog.records]
    assert said.count(f"The query log {database} cannot be read") == 1


@pytest.mark.parametrize("name", CALLS)
async def test_a_store_that_is_closed_refuses_everybody(database: Path, name: str) -> None:
    async with open_sqlite(database, QUICK) as store:
        pass
    with pytest.raises(StoreError):
        await CALLS[name](store)


async def test_what_waits_to_be_written_is_found_even_then(database: Path) -> None:
    async with hung(database) as store:
        store.record(query("a"))
        await store.put_note("commands", "one")
        assert await store.find("a") == query("a")
        assert await store.get_note("commands") == "one"


async def test_whoever_gave_up_waiting_changed_nothing(database: Path) -> None:
    async with hung(database) as store:
        with pytest.raises(StoreError):
            await store.write_settings(7, GuildSettings())
    await until(lambda: not [thread for thread in threading.enumerate() if thread.name.startswith("query log")])
    async with open_sqlite(database, QUICK) as store:
        assert await store.read_settings() == {}


async def test_a_database_that_is_held_for_a_moment_is_waited_for(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    open_to_write(database).close()
    other = open_to_write(database)
    other.execute("BEGIN IMMEDIATE")
    async with open_sqlite(database, QUICK, opener=impatient) as store:
        writing = asyncio.create_task(store.write_settings(7, GuildSettings()))
        await asyncio.sleep(0.1)
        assert not writing.done()
        other.execute("ROLLBACK")
        await writing
        assert await store.read_settings() == {7: GuildSettings()}
    other.close()
    assert caplog.records == []


async def test_while_another_program_writes_what_was_written_can_be_read(database: Path) -> None:
    """And what was not written is not left out in silence: who wants all of it is refused."""
    other = open_to_write(database)
    async with open_sqlite(database, QUICK, opener=impatient) as store:
        store.record(query("a"))
        await store.write_settings(7, GuildSettings())
        await store.usage(0, 1)
        other.execute("BEGIN IMMEDIATE")
        store.record(query("b"))
        assert await store.find("a") == query("a")
        assert await store.find("b") == query("b")
        assert await store.read_settings() == {7: GuildSettings()}
        with pytest.raises(StoreError):
            await store.usage(0, 1)
        other.execute("ROLLBACK")
        assert (await store.usage(0, 1)).questions == 2
    other.close()


async def test_who_reads_has_what_waits_written_at_once_and_not_at_the_next_try(database: Path) -> None:
    """The writer would sleep for a minute after its failure."""
    slow = type(QUICK)(gather_s=0.001, first_s=60, longest_s=60, flush_s=5, grace_s=60)
    trouble = [sqlite3.OperationalError("disk I/O error")]

    def failing_once(path: Path) -> sqlite3.Connection:
        if trouble:
            raise trouble.pop()
        return open_to_write(path)

    async with open_sqlite(database, slow, opener=failing_once) as store:
        store.record(query("a"))
        await until(lambda: not trouble)
        assert (await store.usage(0, 1)).questions == 1


async def test_when_it_works_again_that_is_said_once(database: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "qwenbot.store.access")
    database.mkdir()
    access = Access(database, Backlog(), open_to_write)
    for _ in range(2):
        with pytest.raises(StoreError):
            await access.do(lambda connection: connection.total_changes)
    database.rmdir()
    for _ in range(2):
        await access.do(lambda connection: connection.total_changes)
    access.close()
    begin, end = (record.getMessage() for record in caplog.records if record.name == "qwenbot.store.access")
    assert begin.startswith(f"The query log {database} cannot be read: unable to open database file; make the file")
    assert end == f"The query log {database} can be read again"


async def test_a_read_that_takes_too_long_is_ended(database: Path) -> None:
    """Else it would go on for ever in the place of others."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    access = Access(database, Backlog(), open_to_write, deadline_s=0.05)
    for _ in range(4):
        with pytest.raises(StoreError):
            await access.do(lambda connection: connection.execute(endless).fetchall())
    access.close()
    await until(lambda: not [thread for thread in threading.enumerate() if thread.name.startswith("query log")])


async def test_a_long_read_keeps_nobody_else_waiting(database: Path) -> None:
    may_end = threading.Event()
    access = Access(database, Backlog(), open_to_write)
    long = asyncio.create_task(access.do(lambda _: may_end.wait(20)))
    assert await access.do(lambda _: "short") == "short"
    assert not long.done()
    may_end.set()
    assert await long
    access.close()


async def test_an_export_goes_on_while_questions_come_in(database: Path) -> None:
    async with open_sqlite(database, QUICK) as store:
        for number in range(1000):
            store.record(query(f"q{number}"))
        store.vote(vote("q1"))
        told = []
        async for record in store.everything():
            told.append(record)
            if len(told) % 100 == 0:
                store.record(query(f"later{len(told)}"))
        assert told[:1000] == [query(f"q{number}") for number in range(1000)]
        assert vote("q1") in told


async def test_what_is_erased_leaves_no_byte_in_any_file(database: Path) -> None:
    """Nor in the write-ahead log, nor in what other records may be written over later."""
    async with open_sqlite(database, QUICK) as store:
        for number in range(200):
            store.record(query(f"q{number}", f"my secret number {number}"))
        store.vote(vote("q1", reason="my secret reason"))
        store.audit(audit())
        await store.usage(0, 1)
        assert b"secret" in _bytes_in(database.parent)
        assert await store.erase("ab12") == 201
        left = _bytes_in(database.parent)
        assert b"secret" not in left
        assert b"ab12" not in left
        assert b"cd34" in left


def _bytes_in(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in directory.iterdir())
