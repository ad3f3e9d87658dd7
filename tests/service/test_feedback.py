"""Votes: whose, on what, and why."""

import pytest

from qwenbot.service.feedback import FeedbackService
from qwenbot.service.ports import Verdict, VoteRecord
from qwenbot.service.privacy import Pseudonyms
from tests.service.fakes import FakeLog, FakeMeans

PSEUDONYMS = Pseudonyms(b"k" * 32)
MINA = PSEUDONYMS.of("111")


@pytest.fixture
def log() -> FakeLog:
    return FakeLog()


@pytest.fixture
def service(log: FakeLog) -> FeedbackService:
    return FeedbackService(log, PSEUDONYMS, FakeMeans().clock)


def test_a_vote_is_kept_under_a_pseudonym_with_its_reason(service: FeedbackService, log: FakeLog) -> None:
    service.vote("q1", "111", helpful=True)
    service.vote("q2", "111", helpful=False, reason=" The year is wrong. ")
    service.none_fits("q3", "111")
    assert log.votes == [
        VoteRecord("q1", MINA, FakeMeans.now, Verdict.HELPFUL, None),
        VoteRecord("q2", MINA, FakeMeans.now, Verdict.NOT_HELPFUL, "The year is wrong."),
        VoteRecord("q3", MINA, FakeMeans.now, Verdict.NONE_FITS, None),
    ]


def test_a_reason_names_nobody(service: FeedbackService, log: FakeLog) -> None:
    service.vote("q1", "111", helpful=False, reason="ask <@123456789012345678> or me@example.org " + "x" * 5000)
    reason = log.votes[0].reason
    assert reason is not None
    assert reason.startswith("ask [mention] or [email] xxx")
    assert len(reason) <= 2000


@pytest.mark.parametrize("nothing", [None, "", " \n "])
def test_no_reason_is_none(service: FeedbackService, log: FakeLog, nothing: str | None) -> None:
    service.vote("q1", "111", helpful=False, reason=nothing)
    assert log.votes[0].reason is None
