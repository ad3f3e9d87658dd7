"""What counts as met, and in which words a failure is told."""

import pytest

from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Choice, Citation, Reply
from qwenbot.evaluation.expectations import differences, evaluate, forbids_answer
from qwenbot.knowledge.model import NO_ENTRY, Date, Expectation, FactStatus, Outcome
from tests.stories import DAM


def reply(outcome: Outcome, entry: str | None = None, *facts: str, offered: tuple[str, ...] = ()) -> Reply:
    """Make a reply that cites these facts."""
    return Reply(
        outcome,
        "…",
        "en",
        "v1",
        Date(2031),
        entry,
        citations=tuple(
            Citation(n, fact, "gazette", "The Gazette", None, None, FactStatus.REPORTED, None, None)
            for n, fact in enumerate(facts, start=1)
        ),
        suggestions=tuple(Choice(entry_id, "?") for entry_id in offered),
    )


ANSWERED = reply(Outcome.ANSWERED, "holt-when", "holt-resigned")
UNKNOWN = reply(Outcome.ABSTAINED, "holt-age", "holt-resigned")
SUGGESTED = reply(Outcome.SUGGESTED, offered=("holt-when", "holt-why"))
MISSED = reply(Outcome.ABSTAINED)


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (Expectation("?", entry="holt-when"), ANSWERED),
        (Expectation("?", entry="holt-age"), UNKNOWN),
        (Expectation("?", entry=NO_ENTRY), MISSED),
        (Expectation("?", entry=NO_ENTRY), SUGGESTED),
        (Expectation("?", entry=NO_ENTRY), UNKNOWN),
        (Expectation("?", outcome=Outcome.SUGGESTED), SUGGESTED),
        (Expectation("?", entry="holt-why", outcome=Outcome.SUGGESTED), SUGGESTED),
        (Expectation("?", facts=("holt-resigned",)), ANSWERED),
        (Expectation("?"), MISSED),
    ],
)
def test_what_is_as_expected_has_no_differences(expected: Expectation, given: Reply) -> None:
    assert differences(expected, given) == ()


@pytest.mark.parametrize(
    ("expected", "given", "told"),
    [
        (
            Expectation("?", entry="holt-why"),
            ANSWERED,
            ("expected holt-why, but it was answered with holt-when",),
        ),
        (
            Expectation("?", entry="holt-why"),
            SUGGESTED,
            ("expected holt-why, but it was suggested: holt-when, holt-why",),
        ),
        (Expectation("?", entry="holt-why"), MISSED, ("expected holt-why, but it was abstained",)),
        (Expectation("?", entry=NO_ENTRY), ANSWERED, ("expected no answer, but it was answered with holt-when",)),
        (
            Expectation("?", outcome=Outcome.ABSTAINED),
            SUGGESTED,
            ("expected it to be abstained, but it was suggested: holt-when, holt-why",),
        ),
        (
            Expectation("?", entry="ana-role", outcome=Outcome.SUGGESTED),
            SUGGESTED,
            ("expected ana-role, but it was suggested: holt-when, holt-why",),
        ),
        (
            Expectation("?", entry="holt-why", facts=("holt-resigned", "holt-reason")),
            ANSWERED,
            (
                "expected holt-why, but it was answered with holt-when",
                "expected it to cite holt-reason, but it cites holt-resigned",
            ),
        ),
        (Expectation("?", facts=("owner",)), MISSED, ("expected it to cite owner, but it cites nothing",)),
    ],
)
def test_every_difference_is_told(expected: Expectation, given: Reply, told: tuple[str, ...]) -> None:
    assert differences(expected, given) == told


def test_a_conversation_is_asked_in_order_and_keeps_its_subject() -> None:
    turns = (
        Expectation("Who is Mira Holt?", entry="holt-who"),
        Expectation("when did she resign", entry="holt-when"),
    )
    first, second, alone = evaluate(Engine.build(DAM), [turns, (Expectation("when did she resign", entry="holt-who"),)])
    assert (first.conversation, first.turn, first.before, first.right) == (0, 0, (), True)
    assert (second.conversation, second.turn, second.before, second.right) == (0, 1, ("Who is Mira Holt?",), True)
    assert (alone.conversation, alone.turn, alone.before, alone.right) == (1, 0, (), False)


@pytest.mark.parametrize(
    ("expected", "forbidden"),
    [
        (Expectation("?", entry=NO_ENTRY), True),
        (Expectation("?", entry="holt-age"), True),
        (Expectation("?", entry="holt-when"), False),
        (Expectation("?", outcome=Outcome.SUGGESTED), True),
        (Expectation("?", outcome=Outcome.ANSWERED), False),
        (Expectation("?", facts=("owner",)), False),
    ],
)
def test_which_expectations_forbid_an_answer(expected: Expectation, *, forbidden: bool) -> None:
    assert forbids_answer(expected, DAM) is forbidden
