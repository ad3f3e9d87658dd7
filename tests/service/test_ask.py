"""Asking: the engine's reply, the conversation it belongs to, and what is logged of it."""

from dataclasses import dataclass, field, replace

import pytest

from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Date, Outcome
from qwenbot.service.ask import Asker, AskService
from qwenbot.service.conversations import LIFETIME_S, Conversations
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import QueryRecord, Surface
from qwenbot.service.privacy import Pseudonyms
from tests.service.fakes import FakeLog, FakeMeans
from tests.stories import DAM

PSEUDONYMS = Pseudonyms(b"k" * 32)
MINA = Asker(Surface.DIRECT, "111", "dm:111")
OTTO = Asker(Surface.DIRECT, "222", "dm:222")


@dataclass
class Desk:
    """A service and all it stands on."""

    live: LiveKnowledge
    log: FakeLog = field(default_factory=FakeLog)
    means: FakeMeans = field(default_factory=FakeMeans)

    def __post_init__(self) -> None:
        means = self.means
        self.service = AskService(
            self.live,
            self.log,
            PSEUDONYMS,
            clock=means.clock,
            timer=means.timer,
            new_id=means.new_id,
            conversations=Conversations(),
        )

    def entry(self, question: str, asker: Asker) -> str | None:
        return self.service.ask(question, asker).reply.entry


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.build(DAM)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(LiveKnowledge(engine))


def test_a_question_is_answered_and_logged_under_one_id(desk: Desk, engine: Engine) -> None:
    asked = desk.service.ask("When did Mira Holt resign?", MINA)
    assert (asked.id, asked.reply, asked.elapsed_us) == ("id1", engine.reply("When did Mira Holt resign?")[0], 85)
    assert desk.log.queries == [
        QueryRecord(
            id="id1",
            at=FakeMeans.now,
            surface=Surface.DIRECT,
            asker=PSEUDONYMS.of("111"),
            question="When did Mira Holt resign?",
            outcome=Outcome.ANSWERED,
            entry="holt-when",
            score=asked.reply.score,
            knowledge=DAM.version,
            elapsed_us=85,
            rule="sure",
            matched=asked.reply.matched,
            runner_up=asked.reply.candidates[1].entry,
            runner_up_score=asked.reply.candidates[1].score,
        )
    ]


def test_what_is_logged_names_nobody(desk: Desk) -> None:
    desk.service.ask("when did holt quit? <@123456789012345678> mail me@example.org", MINA)
    (record,) = desk.log.queries
    assert record.question == "when did holt quit? [mention] mail [email]"
    assert record.asker is not None
    assert "111" not in (record.asker, record.id)


def test_redaction_is_for_the_log_and_not_for_the_answer(desk: Desk) -> None:
    """The engine sees the question as it was asked."""
    plain = desk.service.ask("Who leads the inquiry?", MINA).reply
    assert desk.service.ask("Who leads the inquiry? <@123456789012345678>", OTTO).reply.entry == plain.entry


def test_a_miss_is_logged_as_one(desk: Desk) -> None:
    desk.service.ask("who won the match last night", Asker(Surface.ASK))
    (record,) = desk.log.queries
    assert (record.outcome, record.entry, record.asker) == (Outcome.ABSTAINED, None, None)


def test_every_question_has_an_id_of_its_own(desk: Desk) -> None:
    for _ in range(3):
        desk.service.ask("hello", MINA)
    assert [record.id for record in desk.log.queries] == ["id1", "id2", "id3"]


def test_a_follow_up_keeps_its_subject(desk: Desk) -> None:
    assert desk.entry("Who is Mira Holt?", MINA) == "holt-who"
    assert desk.entry("when did she quit?", MINA) == "holt-when"


def test_nobody_inherits_anothers_subject(desk: Desk) -> None:
    desk.entry("Who is Mira Holt?", MINA)
    alone = desk.entry("when did she quit?", OTTO)
    assert desk.entry("when did she quit?", MINA) == "holt-when"
    assert alone == Desk(desk.live).entry("when did she quit?", OTTO)


def test_the_same_person_elsewhere_starts_anew(desk: Desk) -> None:
    desk.entry("Who is Mira Holt?", MINA)
    elsewhere = replace(MINA, conversation="channel:9:111")
    assert desk.entry("and why?", elsewhere) != "holt-why"


def test_without_a_conversation_nothing_is_remembered(desk: Desk) -> None:
    alone = Asker(Surface.ASK, "111")
    desk.entry("Who is Mira Holt?", alone)
    assert desk.entry("and why?", alone) == Desk(desk.live).entry("and why?", alone)


def test_after_a_long_pause_nothing_is_a_follow_up(desk: Desk) -> None:
    fresh = Desk(desk.live).entry("when did she quit?", MINA)
    desk.entry("Who is Mira Holt?", MINA)
    desk.means.now += LIFETIME_S
    assert desk.entry("when did she quit?", MINA) == "holt-when"
    desk.means.now += LIFETIME_S + 1
    assert desk.entry("when did she quit?", MINA) == fresh


def test_an_entry_chosen_by_its_id_is_answered_and_logged_by_its_title(desk: Desk) -> None:
    asked = desk.service.open("holt-why", replace(MINA, surface=Surface.BUTTON))
    assert asked is not None
    assert (asked.id, asked.reply.entry, asked.reply.outcome) == ("id1", "holt-why", Outcome.ANSWERED)
    (record,) = desk.log.queries
    assert (record.question, record.surface) == ("Why did Mira Holt resign?", Surface.BUTTON)


def test_a_chosen_entry_is_what_the_talk_is_about(desk: Desk) -> None:
    desk.service.open("holt-who", MINA)
    assert desk.entry("when did she quit?", MINA) == "holt-when"


def test_an_entry_that_is_gone_is_neither_answered_nor_logged(desk: Desk) -> None:
    assert desk.service.open("gone", MINA) is None
    assert desk.log.queries == []


def test_suggestions_while_typing_are_not_logged(desk: Desk) -> None:
    offered = desk.service.suggest("holt", 3)
    assert 0 < len(offered) <= 3
    assert (desk.log.queries, desk.means.made) == ([], [])


def test_the_next_question_meets_the_new_knowledge(desk: Desk) -> None:
    fewer = replace(DAM, entries=tuple(entry for entry in DAM.entries if entry.id != "dam-owner"))
    assert desk.entry("Who owns the dam?", MINA) == "dam-owner"
    desk.live.swap(Engine.build(fewer))
    assert desk.entry("Who owns the dam?", MINA) != "dam-owner"
    assert [record.knowledge for record in desk.log.queries] == [DAM.version, fewer.version]


def test_an_entry_past_its_review_is_told_by_the_clock() -> None:
    """The clock says 28 February 2031; from the day after `review_by` on, the answer carries a notice."""
    due = tuple(
        replace(entry, review_by=Date(2031, 2, 28)) if entry.id == "dam-owner" else entry for entry in DAM.entries
    )
    desk = Desk(LiveKnowledge(Engine.build(replace(DAM, entries=due))))
    before = desk.service.open("dam-owner", MINA)
    desk.means.now += 86_400
    after = desk.service.open("dam-owner", MINA)
    assert before is not None
    assert after is not None
    assert after.reply.text.startswith(before.reply.text)
    assert "2031-02-28" in after.reply.text
