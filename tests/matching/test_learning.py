"""Weights start as the entries' centroids and learn from the base's own phrasings where those go wrong."""

import numpy as np
import pytest

from qwenbot.knowledge.model import Knowledge
from qwenbot.matching.features import Numbers, Vector
from qwenbot.matching.learning import Example, Weights, learn
from qwenbot.matching.matcher import Matcher
from tests.matching.bases import FAIR
from tests.matching.rankings import ranked, shuffled
from tests.stories import DAM

FEATURES, MINE, RIVAL, OTHER = 8, 0, 1, 2


def vector(*numbers: int) -> Vector:
    weights = np.full(len(numbers), 1 / np.sqrt(max(1, len(numbers))), dtype=np.float32)
    return Vector(np.array(numbers, dtype=np.int32), weights)


def entries(*numbers: int) -> Numbers:
    return np.array(numbers, dtype=np.int32)


def centroids() -> Weights:
    """Make weights in which features 0 to 3 are the rival's, 4 and 5 mine, and 6 and 7 the other's."""
    weights = Weights(FEATURES, 3, 8)
    for entry, numbers in ((RIVAL, (0, 1, 2, 3)), (MINE, (4, 5)), (OTHER, (6, 7))):
        found = vector(*numbers)
        weights.add(found.numbers, np.full(len(numbers), entry, dtype=np.int32), found.weights)
    return weights


NEAR_A_RIVAL = vector(0, 1, 2, 4)
"""A phrasing of mine in the rival's words."""


def test_a_phrasing_near_a_rival_wins_after_learning() -> None:
    weights = centroids()
    mine, rival, _ = weights.scores(NEAR_A_RIVAL, entries(MINE, RIVAL, OTHER))
    assert mine < rival
    learn(weights, [Example(NEAR_A_RIVAL, entries(MINE, RIVAL)), Example(vector(0, 1, 2, 3), entries(RIVAL, MINE))])
    mine, rival, _ = weights.scores(NEAR_A_RIVAL, entries(MINE, RIVAL, OTHER))
    assert mine > rival
    mine, rival = weights.scores(vector(0, 1, 2, 3), entries(MINE, RIVAL))
    assert rival > mine, "the rival keeps its own"


def test_what_is_told_apart_already_is_left_as_it_is() -> None:
    weights, untouched = centroids(), centroids()
    learn(weights, [Example(vector(4, 5), entries(MINE, RIVAL, OTHER)), Example(vector(6, 7), entries(OTHER, MINE))])
    for numbers in ((0, 1, 2, 3), (4, 5), (6, 7), (0, 4, 6)):
        asked = vector(*numbers), entries(MINE, RIVAL, OTHER)
        assert weights.scores(*asked).tolist() == untouched.scores(*asked).tolist()


def test_entries_that_were_no_rivals_are_left_as_they_are() -> None:
    weights, untouched = centroids(), centroids()
    learn(weights, [Example(NEAR_A_RIVAL, entries(MINE, RIVAL))])
    asked = NEAR_A_RIVAL, entries(OTHER)
    assert weights.scores(*asked).tolist() == untouched.scores(*asked).tolist()


@pytest.mark.parametrize("examples", [[], [Example(NEAR_A_RIVAL, entries(MINE))]])
def test_without_a_rival_there_is_nothing_to_learn(examples: list[Example]) -> None:
    weights, untouched = centroids(), centroids()
    learn(weights, examples)
    asked = NEAR_A_RIVAL, entries(MINE, RIVAL, OTHER)
    assert weights.scores(*asked).tolist() == untouched.scores(*asked).tolist()


def test_a_phrasing_of_nothing_is_no_fault() -> None:
    weights = centroids()
    learn(weights, [Example(vector(), entries(MINE, RIVAL))])
    assert np.isfinite(weights.scores(NEAR_A_RIVAL, entries(MINE, RIVAL, OTHER))).all()


def test_two_entries_with_the_same_phrasing_end() -> None:
    """A base that contradicts itself is learnt from all the same, and stays finite."""
    same = vector(0, 1)
    weights = centroids()
    learn(weights, [Example(same, entries(MINE, RIVAL)), Example(same, entries(RIVAL, MINE))] * 20)
    assert np.abs(weights.scores(same, entries(MINE, RIVAL))).max() < 10


# ---------------------------------------------------------------- in a whole base


def test_nearly_every_phrasing_of_a_base_ranks_its_own_entry_first() -> None:
    """Although every word of it stands in other entries as well."""
    matcher = Matcher(FAIR)
    first = [
        (entry.id, matcher.judge(matcher.read(f"so {question}"))[0].entry)
        for entry in FAIR.entries
        for question in entry.questions
    ]
    assert sum(own == found for own, found in first) >= 0.97 * len(first)


@pytest.mark.parametrize("knowledge", [DAM, FAIR], ids=lambda knowledge: knowledge.story.id)
def test_the_order_of_entries_and_phrasings_changes_nothing(knowledge: Knowledge) -> None:
    matcher, other = Matcher(knowledge), Matcher(shuffled(knowledge, 1))
    assert matcher.calibration == other.calibration
    for question in ("who runs the bakry", "carousel price", "pump 7 or holt", "blorb", "where", "old smithy", "when"):
        assert ranked(matcher, question) == ranked(other, question)
