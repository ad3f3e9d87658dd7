"""What every store does, whatever is behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pytest

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
from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import Store, open_store
from tests.store.records import audit, miss, query, rows, vote


@dataclass
class Opening:
    """A way to open a store, and what the last one held when it was closed."""

    url: str
    queries: list[QueryRecord] = field(default_factory=list)
    votes: list[VoteRecord] = field(default_factory=list)
    audits: list[AuditRecord] = field(default_factory=list)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Store]:
        async with open_store(self.url) as store:
            yield store
        if isinstance(store, MemoryStore):
            self.queries, self.votes, self.audits = list(store.queries), store.votes, list(store.audits)
            return
        path = Path(self.url.removeprefix("sqlite:///"))
        self.queries = [_query(*row) for row in rows(path, f"SELECT {_names(QueryRecord)} FROM queries ORDER BY rowid")]
        self.votes = [_vote(*row) for row in rows(path, f"SELECT {_names(VoteRecord)} FROM votes ORDER BY rowid")]
        self.audits = [_audit(*row) for row in rows(path, f"SELECT {_names(AuditRecord)} FROM audit ORDER BY id")]


def _names(kind: type[Record]) -> str:
    return ", ".join(column.name for column in fields(kind))


def _query(*row: Any) -> QueryRecord:
    record = QueryRecord(*row)
    return replace(record, surface=Surface(record.surface), outcome=Outcome(record.outcome))


def _vote(*row: Any) -> VoteRecord:
    record = VoteRecord(*row)
    return replace(record, verdict=Verdict(record.verdict))


def _audit(*row: Any) -> AuditRecord:
    return AuditRecord(*row)


def explained(record: QueryRecord) -> QueryRecord:
    return replace(record, rule="margin", matched="who quit", runner_up="when", runner_up_score=0.5)


async def everything(store: Store, asker: str | None = None) -> list[Record]:
    return [record async for record in store.everything(asker)]


@pytest.fixture(params=["memory", "sqlite"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    return Opening("memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/log/qwenbot.db")


async def test_questions_and_audit_lines_are_kept_in_order_and_whole(opening: Opening) -> None:
    asked = [query("a"), explained(query("b", "谁走了？", entry=None)), query("c", "'; DROP TABLE queries; --")]
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


# ---------------------------------------------------------------- votes


async def test_of_a_members_votes_on_an_answer_the_last_counts(opening: Opening) -> None:
    cast = [
        vote("a", verdict=Verdict.NOT_HELPFUL, reason="wrong year"),
        vote("b"),
        vote("a", "cd34"),
        vote("a", verdict=Verdict.HELPFUL),
    ]
    async with opening() as store:
        for one in cast:
            store.vote(one)
    assert opening.votes == [cast[3], cast[1], cast[2]]


# ---------------------------------------------------------------- reading sees what was only just logged


async def test_a_question_is_found_by_its_id_before_and_after_it_is_written(opening: Opening) -> None:
    asked = explained(query("a", "谁走了？"))
    async with opening() as store:
        store.record(asked)
        assert await store.find("a") == asked
        await store.usage(0, 1)  # by now it is written
        assert await store.find("a") == asked
        assert await store.find("b") is None


async def test_all_of_one_asker_or_of_everybody_is_told_in_order(opening: Opening) -> None:
    mine: list[Record] = [
        query("a"),
        query("c"),
        vote("z", reason="谢谢"),
        AuditRecord(5.0, "ab12", "stats", "30 days"),
    ]
    others: list[Record] = [replace(query("b"), asker=None), vote("z", "cd34", Verdict.NONE_FITS), audit()]
    async with opening() as store:
        _log(store, mine[0], others[0], *mine[1:], *others[1:])
        assert await everything(store, "ab12") == mine
        assert await everything(store) == [mine[0], others[0], mine[1], mine[2], others[1], mine[3], others[2]]
        assert await everything(store, "nobody") == []


async def test_of_many_records_none_is_left_out(opening: Opening) -> None:
    asked = [query(f"q{number}") for number in range(1201)]
    async with opening() as store:
        _log(store, *asked)
        assert await everything(store) == asked
        assert await everything(store, "ab12") == asked


async def test_a_share_counts_what_is_kept_of_an_asker(opening: Opening) -> None:
    async with opening() as store:
        for number in range(4):
            store.record(replace(query(f"q{number}", f"question {number}"), at=10.0 + number))
        _log(store, replace(query("b"), asker="cd34"), vote("q0"), AuditRecord(9.0, "ab12", "stats", ""))
        assert await store.share("ab12", 3) == Share(4, 1, 1, 9.0, 1236.5, ("question 3", "question 2", "question 1"))
        assert await store.share("nobody", 3) == Share(0, 0, 0, None, None, ())


async def test_what_is_erased_is_gone_and_only_that(opening: Opening) -> None:
    """Audit lines stay, for they tell what was done; who did it is taken out of them."""
    done = AuditRecord(5.0, "ab12", "stats", "30 days")
    kept: list[Record] = [replace(query("b"), asker="cd34"), vote("a", "cd34"), audit()]
    async with opening() as store:
        _log(store, query("a"), query("c"), vote("b"), done, *kept)
        assert await store.erase("ab12") == 4
        assert await everything(store, "ab12") == []
        assert await store.find("a") is None
        assert await everything(store) == [kept[0], kept[1], replace(done, actor=None), kept[2]]
        assert await store.erase("ab12") == 0
        store.record(query("d"))
        assert await everything(store, "ab12") == [query("d")]


async def test_usage_counts_what_happened_since_a_time(opening: Opening) -> None:
    async with opening() as store:
        for number, (entry, asker, at) in enumerate(
            [("b", "x", 1), ("b", "x", 10), ("b", "y", 11), ("c", None, 12), ("a", "y", 13), (None, "z", 14)]
        ):
            store.record(replace(query(f"q{number}", entry=entry), asker=asker, at=float(at)))
        _log(store, miss("m", "how old?", "w", 15.0), vote("q1"), vote("q2", "y", Verdict.NOT_HELPFUL))
        store.vote(replace(vote("q0", verdict=Verdict.NONE_FITS), at=2.0))
        assert await store.usage(10.0, 2) == Usage(
            questions=6,
            askers=4,
            outcomes={Outcome.ANSWERED: 5, Outcome.ABSTAINED: 1},
            verdicts={Verdict.HELPFUL: 1, Verdict.NOT_HELPFUL: 1},
            entries=(("b", 2), ("a", 1)),
        )
        assert await store.usage(1e10, 2) == Usage(0, 0, {}, {}, ())


async def test_misses_are_what_nothing_fitted_or_nothing_that_was_offered(opening: Opening) -> None:
    offered = replace(query("s", "which one?", entry=None), outcome=Outcome.SUGGESTED, at=7.0)
    async with opening() as store:
        _log(store, miss("a", "how old?", at=1.0), miss("b", "how old?", at=5.0), miss("c", "how old?", None, 6.0))
        _log(store, offered, replace(offered, id="t"), vote("s", verdict=Verdict.NONE_FITS), vote("t"))
        _log(store, query("answered"), replace(miss("u", "not told"), entry="unknown-age"))
        found = (
            Miss("which one?", "ab12", 1, 7.0),
            Miss("how old?", None, 1, 6.0),
            Miss("how old?", "ab12", 2, 5.0),
        )
        assert await store.misses(9) == found
        assert await store.misses(2) == found[:2]


# ---------------------------------------------------------------- settings


async def test_a_servers_settings_are_there_at_once_and_the_latest_count(opening: Opening) -> None:
    strict = GuildSettings(frozenset({2**62, 5}), private_by_default=True, cooldown_s=0)
    async with opening() as store:
        assert await store.read_settings() == {}
        await store.write_settings(2**62, GuildSettings(cooldown_s=5))
        await store.write_settings(2**62, strict)
        await store.write_settings(7, GuildSettings())
        assert await store.read_settings() == {2**62: strict, 7: GuildSettings()}


def _log(store: Store, *records: Record) -> None:
    for record in records:
        match record:
            case QueryRecord():
                store.record(record)
            case VoteRecord():
                store.vote(record)
            case AuditRecord():
                store.audit(record)
