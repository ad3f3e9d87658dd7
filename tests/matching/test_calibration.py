"""What the base teaches about its own confidence."""

from dataclasses import replace

import pytest

from qwenbot.matching.calibration import Calibration
from qwenbot.matching.matcher import Matcher
from tests.matching.bases import FAIR, with_false_answers
from tests.stories import DAM

SHARES = (0.5, 0.2, 0.1, 0.02, 0.0)
LEARNT = {share: Matcher(with_false_answers(FAIR, share)).calibration for share in SHARES}

STRANGE = tuple(
    f"{asked} the {stall}"
    for asked in ("who runs", "when opens", "prices of", "history of", "which corner has")
    for stall in ("cobbler", "fletcher", "tinker", "cooper", "tanner", "saddler", "gilder", "scribe", "potter")
)
"""Questions that are asked as the fair's are, about stalls that it does not have."""


def test_the_fewer_false_answers_are_accepted_the_higher_the_thresholds() -> None:
    answer = [LEARNT[share].answer for share in SHARES]
    suggest = [LEARNT[share].suggest for share in SHARES]
    assert answer == sorted(answer)
    assert suggest == sorted(suggest)
    assert answer[0] < answer[-1]
    assert suggest[0] < suggest[-1]


def test_an_answer_needs_no_less_than_an_offer_and_neither_is_a_certainty() -> None:
    for learnt in (*LEARNT.values(), Calibration()):
        assert 0 < learnt.suggest <= learnt.answer < 1


def test_how_likely_an_entry_is_does_not_depend_on_what_the_author_accepts() -> None:
    assert len({learnt.logistic for learnt in LEARNT.values()}) == 1


def test_a_base_that_is_too_small_to_learn_from_keeps_the_defaults() -> None:
    assert Matcher(DAM).calibration == Calibration()
    assert Matcher(replace(FAIR, entries=FAIR.entries[:5])).calibration == Calibration()
    assert Matcher(replace(DAM, entries=())).calibration == Calibration()


def test_a_base_that_is_large_enough_does_not() -> None:
    learnt = LEARNT[0.1]
    assert learnt.questions >= 100
    assert learnt.logistic != Calibration().logistic


PLAIN, TOLD = Matcher(FAIR), Matcher(replace(FAIR, out_of_scope=STRANGE))


def test_questions_out_of_scope_are_asked_too() -> None:
    assert TOLD.calibration.questions > PLAIN.calibration.questions
    assert TOLD.calibration.answer != PLAIN.calibration.answer


def test_questions_out_of_scope_that_look_like_the_base_make_it_more_careful() -> None:
    """Each is in the fair's own words; with them it answers fewer such than without."""

    def answered(matcher: Matcher) -> int:
        judged = [matcher.judge(matcher.read(question)) for question in STRANGE]
        return sum(bool(found) and found[0].confidence >= matcher.calibration.answer for found in judged)

    assert answered(TOLD) <= answered(PLAIN)


@pytest.mark.parametrize("turn", [1, -1])
def test_the_same_base_teaches_the_same(turn: int) -> None:
    """To the bit, in whatever order it comes."""
    again = replace(FAIR, entries=FAIR.entries[::turn], out_of_scope=STRANGE[::turn])
    assert Matcher(again).calibration == TOLD.calibration


def test_most_held_out_questions_are_told_from_strange_ones() -> None:
    """What is learnt is worth something: the base's own questions in other words get more than those about others."""

    def confidences(questions: tuple[str, ...]) -> list[float]:
        return sorted(PLAIN.judge(PLAIN.read(question))[0].confidence for question in questions)

    own = confidences(tuple(f"tell us {entry.questions[1]} now" for entry in FAIR.entries))
    strange = confidences(STRANGE)
    assert own[len(own) // 2] > strange[len(strange) // 2]
