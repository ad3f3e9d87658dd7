"""What every store does, whatever is behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import AuditRecord, QueryRecord, Surface
from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import Store, open_store
from tests.store.records import audit, query, rows


@dataclass
class Opening:
    """A way to open a store, and what the last one held when it was closed."""

    url: str
    queries: list[QueryRecord] = field(default_factory=list)
    audits: list[AuditRecord] = field(default_factory=list)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Store]:
        async with open_store(self.url) as store:
            yield store
        if isinstance(store, MemoryStore):
            self.queries, self.audits = list(store.queries), list(store.audits)
            return
        path = Path(self.url.removeprefix("sqlite:///"))
        sql = "SELECT id, at, surface, asker, question, outcome, entry, score, knowledge, elapsed_us FROM queries"
        self.queries = [_query(*row) for row in rows(path, f"{sql} ORDER BY rowid")]
        audits = rows(path, "SELECT at, actor, action, detail FROM audit ORDER BY id")
        self.audits = [_audit(*row) for row in audits]


def _query(*row: object) -> QueryRecord:
    query_id, at, surface, asker, question, outcome, entry, score, knowledge, elapsed_us = row
    assert isinstance(at, float)
    assert isinstance(score, float)
    assert isinstance(elapsed_us, int)
    return QueryRecord(
        id=str(query_id),
        at=at,
        surface=Surface(str(surface)),
        asker=None if asker is None else str(asker),
        question=str(question),
        outcome=Outcome(str(outcome)),
        entry=None if entry is None else str(entry),
        score=score,
        knowledge=str(knowledge),
        elapsed_us=elapsed_us,
    )


def _audit(*row: object) -> AuditRecord:
    at, actor, action, detail = row
    assert isinstance(at, float)
    return AuditRecord(at, None if actor is None else str(actor), str(action), str(detail))


@pytest.fixture(params=["memory", "sqlite"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    return Opening("memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/log/qwenbot.db")


async def test_questions_and_audit_lines_are_kept_in_order_and_whole(opening: Opening) -> None:
    asked = [query("a"), query("b", "谁走了？", entry=None), query("c", "'; DROP TABLE queries; --")]
    done = [audit("one"), AuditRecord(2.0, None, "reload", "refused")]
    async with opening() as store:
        for record in asked:
            store.record(record)
        for line in done:
            store.audit(line)
    assert (opening.queries, opening.audits) == (asked, done)


async def test_a_hundred_questions_are_a_hundred_rows(opening: Opening) -> None:
    async with opening() as store:
        for number in range(100):
            store.record(query(f"q{number}"))
    assert [record.id for record in opening.queries] == [f"q{number}" for number in range(100)]


async def test_nothing_logged_is_nothing_kept(opening: Opening) -> None:
    async with opening():
        pass
    assert (opening.queries, opening.audits) == ([], [])


async def test_what_was_logged_before_a_fault_is_kept(opening: Opening) -> None:
    async def fail() -> None:
        async with opening() as store:
            store.record(query("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with opening() as store:
        store.record(query("b"))
    kept = [record.id for record in opening.queries]
    assert kept == (["b"] if opening.url == "memory:" else ["a", "b"])


async def test_a_note_is_there_at_once_and_the_latest_counts(opening: Opening) -> None:
    async with opening() as store:
        assert await store.get_note("commands") is None
        await store.put_note("commands", "one")
        await store.put_note("commands", "two")
        assert (await store.get_note("commands"), await store.get_note("other")) == ("two", None)


async def test_the_key_is_32_bytes_and_does_not_change(opening: Opening) -> None:
    async with opening() as store:
        assert len(store.key) == 32
        assert store.key == store.key


async def test_half_a_character_holds_nothing_up(opening: Opening) -> None:
    """UTF-8 has no bytes for it, so a database may put something else; the other questions are kept."""
    async with opening() as store:
        store.record(query("a", "who \ud83d left"))
        store.record(query("b"))
    assert [record.id for record in opening.queries] == ["a", "b"]
