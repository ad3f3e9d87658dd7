"""What a soak makes of what it sees: what is good, and what a fault explains."""

import json
import random

import pytest

from bench.soak.outcome import Outcome
from bench.soak.trouble import Trouble
from tests.loopback.traffic import Request

MESSAGES = "/channels/{channel_id}/messages"


def line(level: str, message: str) -> str:
    return json.dumps({"level": level, "logger": "qwenbot", "message": message})


def test_warnings_are_counted_and_errors_and_pages_are_not_good() -> None:
    outcome = Outcome(1, memory_before=100, memory_after=110)
    outcome.read_log("\n".join([line("info", "Ready"), line("warning", "Lost"), line("warning", "Lost")]))
    assert outcome.is_good
    assert outcome.logged == {"qwenbot: Lost": 2}
    outcome.read_log(line("error", "It failed"))
    outcome.read_log("Traceback (most recent call last):")
    assert len(outcome.errors) == 2
    assert not outcome.is_good


@pytest.mark.parametrize(
    ("what", "good"),
    [
        ({}, True),
        ({"memory_after": 111.0}, False),
        ({"unanswered": ["ask"]}, False),
        ({"twice": ["ask"]}, False),
        ({"violations": ["too long"]}, False),
    ],
)
def test_what_must_be_is_said(what: dict[str, object], good: bool) -> None:
    outcome = Outcome(1, **{"memory_before": 100.0, "memory_after": 110.0, **what})  # type: ignore[arg-type]
    assert outcome.is_good is good
    assert str(outcome).endswith("NOT GOOD") is not good


def test_one_fault_that_passes_explains_nothing() -> None:
    trouble = Trouble(random.Random(1))
    request = Request("POST", "/channels/1/messages", MESSAGES, {}, {"nonce": "7-0"})
    while not trouble.met:
        trouble.pick(request)
    assert trouble.explains("7-0") is (trouble.met["7-0"] > 1)
    while trouble.met["7-0"] < 2:
        trouble.pick(request)
    assert trouble.explains("7-0")
    trouble.forget("7-0")
    assert not trouble.explains("7-0")


def test_what_a_bot_needs_to_start_is_left_alone() -> None:
    trouble = Trouble(random.Random(1))
    request = Request("GET", "/gateway/bot", "/gateway/bot", {}, None)
    assert not any(trouble.pick(request) for _ in range(1_000))
