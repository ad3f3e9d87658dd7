"""What the lines of a conversation come to."""

import pytest

from qwenbot.answering.reply import Choice
from qwenbot.cli.talk import Help, Leave, Said, Talk
from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import Surface
from tests.cli.terminals import ListLog, service_on


def entry_of(said: object) -> str | None:
    assert isinstance(said, Said)
    return said.reply.entry


@pytest.mark.parametrize("typed", ["quit", "exit", " QUIT "])
def test_leaving(typed: str) -> None:
    assert Talk(service_on()).hear(typed) == Leave()


def test_help_and_nothing_are_no_questions() -> None:
    log = ListLog()
    talk = Talk(service_on(log=log))
    assert talk.hear("help") == Help()
    assert talk.hear("  ") is None
    assert log.records == []


def test_a_follow_up_keeps_its_subject() -> None:
    talk = Talk(service_on())
    assert entry_of(talk.hear("Who is Mira Holt?")) == "holt-who"
    assert entry_of(talk.hear("when did she resign")) == "holt-when"


def test_a_number_opens_what_was_shown_with_it() -> None:
    log = ListLog()
    talk = Talk(
        service_on(log=log), [Choice("ana-role", "Who leads the inquiry?"), Choice("dam-owner", "Who owns it?")]
    )
    said = talk.hear("2")
    assert isinstance(said, Said)
    assert (said.title, said.reply.entry) == ("Who owns it?", "dam-owner")
    assert [(record.surface, record.question) for record in log.records] == [(Surface.CHAT, "Who owns the dam?")]


@pytest.mark.parametrize("typed", ["0", "3", "999999999999"])
def test_a_number_that_was_not_shown_is_a_question(typed: str) -> None:
    talk = Talk(service_on(), [Choice("ana-role", "Who leads the inquiry?"), Choice("dam-owner", "Who owns it?")])
    said = talk.hear(typed)
    assert isinstance(said, Said)
    assert (said.title, said.reply.outcome) == (None, Outcome.ABSTAINED)


def test_only_what_was_shown_last_can_be_picked() -> None:
    talk = Talk(service_on(), [Choice("ana-role", "Who leads the inquiry?")])
    assert entry_of(talk.hear("Who is Mira Holt?")) == "holt-who"
    assert entry_of(talk.hear("1")) is None
