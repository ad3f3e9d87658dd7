"""What is kept: shown and exported to whom it is of, deleted at a word, and counted for curators."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qwenbot.answering.conversation import START, Conversation
from qwenbot.knowledge.model import Outcome
from qwenbot.service.conversations import Conversations
from qwenbot.service.ports import AuditRecord, QueryRecord, Share, Surface, Verdict, VoteRecord
from qwenbot.service.privacy import Pseudonyms
from qwenbot.service.records import Gap, RecordsService, Stats
from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import Store, open_store
from tests.service.fakes import FakeMeans

PSEUDONYMS = Pseudonyms(b"k" * 32)
MINA, OTTO = PSEUDONYMS.of("111"), PSEUDONYMS.of("222")
NOW = FakeMeans.now
DAY_S = 86_400


def service_on(store: Store, min_askers: int = 3, conversations: Conversations | None = None) -> RecordsService:
    return RecordsService(store, conversations or Conversations(), PSEUDONYMS, FakeMeans().clock, min_askers=min_askers)


def asked(query_id: str, question: str, asker: str | None = MINA, at: float = NOW) -> QueryRecord:
    return QueryRecord(query_id, at, Surface.SLASH, asker, question, Outcome.ANSWERED, "who", 0.75, "v1", 85, "sure")


def missed(query_id: str, question: str, asker: str | None, at: float = NOW) -> QueryRecord:
    return replace(asked(query_id, question, asker, at), outcome=Outcome.ABSTAINED, entry=None)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def fill(store: Store) -> None:
    """Let Mina ask, vote and administer, and Otto ask and vote."""
    store.record(asked("a", "谁走了？", at=NOW - 9.5))
    store.record(asked("b", "who left?", OTTO))
    store.vote(VoteRecord("b", MINA, NOW - 1, Verdict.NOT_HELPFUL, "the year is wrong"))
    store.vote(VoteRecord("a", OTTO, NOW, Verdict.HELPFUL))
    store.audit(AuditRecord(NOW, MINA, "stats", "30 days"))


async def test_a_member_is_shown_how_much_is_kept_from_when_to_when(store: MemoryStore) -> None:
    fill(store)
    assert await service_on(store).show("111") == Share(1, 1, 1, NOW - 9.5, NOW, ("谁走了？",))
    assert await service_on(store).show("333") == Share(0, 0, 0, None, None, ())


async def test_an_export_has_all_of_a_member_and_no_pseudonym(store: MemoryStore) -> None:
    fill(store)
    lines = [line async for line in service_on(store).export("111")]
    assert lines == [
        {
            "type": "question",
            "at": "2031-02-28T11:59:50.500000+00:00",
            "id": "a",
            "surface": "slash",
            "question": "谁走了？",
            "outcome": "answered",
            "entry": "who",
            "score": 0.75,
            "knowledge": "v1",
            "elapsed_us": 85,
            "rule": "sure",
            "matched": None,
            "runner_up": None,
            "runner_up_score": None,
        },
        {
            "type": "vote",
            "at": "2031-02-28T11:59:59+00:00",
            "query": "b",
            "verdict": "not-helpful",
            "reason": "the year is wrong",
        },
        {"type": "audit", "at": "2031-02-28T12:00:00+00:00", "action": "stats", "detail": "30 days"},
    ]
    assert [json.loads(json.dumps(line)) for line in lines] == lines


async def test_an_export_of_everything_has_pseudonyms(store: MemoryStore) -> None:
    fill(store)
    lines = [line async for line in service_on(store).export_all()]
    assert [line["type"] for line in lines] == ["question", "question", "vote", "vote", "audit"]
    assert [line.get("asker", line.get("actor")) for line in lines] == [MINA, OTTO, MINA, OTTO, MINA]
    assert "111" not in json.dumps(lines)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_to_forget_a_member_leaves_others_as_they_were(kind: str, tmp_path: Path) -> None:
    """Even what has only just been asked and is not written yet."""
    url = "memory:" if kind == "memory" else f"sqlite:///{tmp_path}/qwenbot.db"
    async with open_store(url) as store:
        service = service_on(store)
        fill(store)
        before = [line async for line in service.export("222")]
        assert await service.forget("111") == 3
        assert [line async for line in service.export("111")] == []
        assert [line async for line in service.export("222")] == before
        (line,) = [line async for line in service.export_all() if line["type"] == "audit"]
        assert (line["actor"], line["action"]) == (None, "stats")


async def test_to_forget_a_member_ends_what_was_talked_of(store: MemoryStore) -> None:
    conversations = Conversations()
    talk = Conversation(("mira-holt",), "holt-who", "who is holt")
    for key, user in (("dm:111", "111"), ("channel:9:111", "111"), ("dm:222", "222")):
        conversations.put(key, talk, NOW, user)
    await service_on(store, conversations=conversations).forget("111")
    assert [conversations.get(key, NOW) for key in ("dm:111", "channel:9:111", "dm:222")] == [START, START, talk]


async def test_stats_count_the_last_days(store: MemoryStore) -> None:
    fill(store)
    store.record(asked("old", "who left?", at=NOW - 8 * DAY_S))
    store.record(missed("m", "how old?", PSEUDONYMS.of("333")))
    store.record(replace(missed("s", "which?", None), outcome=Outcome.SUGGESTED))
    store.vote(VoteRecord("s", OTTO, NOW, Verdict.NONE_FITS))
    assert await service_on(store).stats(7) == Stats(
        days=7,
        questions=4,
        askers=3,
        answered=2,
        suggested=1,
        abstained=1,
        helpful=1,
        not_helpful=1,
        none_fits=1,
        entries=(("who", 2),),
    )
    assert (await service_on(store).stats(9)).questions == 5


async def test_gaps_group_what_differs_in_case_and_signs_only(store: MemoryStore) -> None:
    for number, (question, asker) in enumerate(
        [("How old is he?", "a"), ("how old is he", "b"), ("HOW OLD IS HE", "b"), ("How  old, is he?!", "c")]
    ):
        store.record(missed(f"q{number}", question, asker, NOW + number))
    assert await service_on(store).gaps(9) == (Gap("How  old, is he?!", times=4, askers=3, last=NOW + 3),)


async def test_what_few_have_asked_is_no_gap_yet(store: MemoryStore) -> None:
    """However often: the words of one person may tell who that is."""
    for number in range(10):
        store.record(missed(f"q{number}", "where does my aunt live", f"asker {number % 2}"))
    assert await service_on(store).gaps(9) == ()
    assert [gap.askers for gap in await service_on(store, min_askers=2).gaps(9)] == [2]


async def test_whoever_asks_in_the_terminal_is_one_asker_more(store: MemoryStore) -> None:
    for number, asker in enumerate(["a", None, None, "b"]):
        store.record(missed(f"q{number}", "how old?", asker))
    assert [(gap.times, gap.askers) for gap in await service_on(store).gaps(9)] == [(4, 3)]


async def test_the_gaps_of_most_askers_come_first_and_no_more_than_are_wanted(store: MemoryStore) -> None:
    for question, askers in (("two?", "ab"), ("four?", "abcd"), ("three?", "abc"), ("three too?", "abcc")):
        for number, asker in enumerate(askers):
            store.record(missed(f"{question}{number}", question, asker))
    found = [gap.question for gap in await service_on(store, min_askers=2).gaps(3)]
    assert found == ["four?", "three too?", "three?"]


async def test_what_was_offered_in_vain_is_a_gap(store: MemoryStore) -> None:
    for number, asker in enumerate("abc"):
        store.record(replace(missed(f"q{number}", "which one?", asker), outcome=Outcome.SUGGESTED))
        store.vote(VoteRecord(f"q{number}", asker, NOW, Verdict.NONE_FITS))
    assert [gap.question for gap in await service_on(store).gaps(9)] == ["which one?"]
