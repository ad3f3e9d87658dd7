"""How likely an answer is right, from what speaks for it."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.matching.confidence import NAMES, Evidence, Logistic, Weigher, fit, word_shares
from qwenbot.matching.index import Index, Match
from qwenbot.matching.lexicon import Lexicon
from qwenbot.matching.query import Correction, Query
from tests.stories import DAM

WEAK = Evidence(rank=0.1, ahead=0.0, nearest=0.2, centroid=0.1, covered=0.2, typical=0.1, length=1.5)
STRONG = Evidence(rank=0.9, ahead=0.6, nearest=0.9, centroid=0.7, covered=1.0, typical=0.9, length=1.5)

EVIDENCE = st.builds(
    Evidence, st.floats(-1, 2), st.floats(-1, 1), *(st.floats(0, 1) for _ in range(4)), st.floats(0, 6)
)


def examples(count: int) -> tuple[list[Evidence], list[bool]]:
    """Make questions whose best match is right where it is well covered."""
    found = [replace(WEAK, covered=n / count, rank=0.3 + 0.4 * (n % 2)) for n in range(count)]
    return found, [evidence.covered > 0.5 for evidence in found]


@given(EVIDENCE)
def test_a_confidence_is_a_probability(evidence: Evidence) -> None:
    assert 0 <= Logistic().probability(evidence) <= 1


@given(EVIDENCE)
def test_its_parts_add_up_to_it(evidence: Evidence) -> None:
    logistic = Logistic()
    parts = logistic.parts(evidence)
    assert tuple(name for name, _, _ in parts) == NAMES
    assert tuple(value for _, value, _ in parts) == evidence.values
    logit = logistic.intercept + math.fsum(worth for _, _, worth in parts)
    assert logistic.probability(evidence) == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-9)


def test_what_speaks_for_an_entry_makes_it_likelier() -> None:
    assert Logistic().probability(WEAK) < 0.2
    assert Logistic().probability(STRONG) > 0.8


@pytest.mark.parametrize("huge", [1e9, -1e9])
def test_evidence_out_of_all_bounds_is_still_a_probability(huge: float) -> None:
    assert 0 <= Logistic().probability(replace(WEAK, rank=huge)) <= 1


# ---------------------------------------------------------------- fitting


def test_a_fit_leans_to_what_told_right_from_wrong() -> None:
    found, right = examples(4000)
    fitted = fit(found, right, [1.0] * len(found))
    general, covered = Logistic(), NAMES.index("covered")
    assert fitted.coefficients[covered] > general.coefficients[covered]
    wrong, good = (fitted.probability(replace(WEAK, covered=share, rank=0.5)) for share in (0.1, 0.9))
    assert wrong < 0.5 < good


def test_few_questions_move_it_little_and_many_more() -> None:
    covered = NAMES.index("covered")
    moved = []
    for count in (40, 400, 4000):
        found, right = examples(count)
        fitted = fit(found, right, [1.0] * count)
        moved.append(abs(fitted.coefficients[covered] - Logistic().coefficients[covered]))
    assert moved == sorted(moved)
    assert moved[0] < 0.2 * moved[2]


def test_an_input_that_never_differs_teaches_nothing_about_itself() -> None:
    found, right = examples(400)
    fitted = fit(found, right, [1.0] * len(found))
    nearest = NAMES.index("nearest")
    assert fitted.coefficients[nearest] == pytest.approx(Logistic().coefficients[nearest], abs=0.05)


def test_a_question_that_weighs_twice_is_two_questions() -> None:
    found, right = examples(60)
    once = fit(found * 2, right * 2, [1.0] * 120)
    twice = fit(found, right, [2.0] * 60)
    assert twice.coefficients == pytest.approx(once.coefficients, abs=1e-4)
    assert twice.intercept == pytest.approx(once.intercept, abs=1e-4)


@pytest.mark.parametrize("outcome", [True, False])
def test_where_all_is_right_or_all_wrong_the_fit_still_ends(*, outcome: bool) -> None:
    found, _ = examples(100)
    fitted = fit(found, [outcome] * 100, [1.0] * 100)
    assert all(map(math.isfinite, (*fitted.coefficients, fitted.intercept)))
    assert (fitted.probability(found[50]) > 0.5) is outcome


def test_the_same_questions_fit_the_same() -> None:
    found, right = examples(300)
    assert fit(found, right, [1.0] * 300) == fit(list(found), list(right), [1.0] * 300)


# ---------------------------------------------------------------- weighing a question

LEXICON = Lexicon(DAM)
PHRASINGS = {entry.id: [LEXICON.read(question) for question in entry.questions] for entry in DAM.entries}
INDEX = Index.build(PHRASINGS)


def weigh(query: Query, entry: str = "ana-role", *, rank: float = 0.8, behind: float | None = 0.2) -> Evidence:
    matches = [Match(entry, rank, 0.7, 0.6, 0), *([] if behind is None else [Match("dam-owner", behind, 0.1, 0.1, 0)])]
    return Weigher(query, matches, INDEX).evidence(0, word_shares(PHRASINGS[entry]))


def test_a_question_in_the_entrys_own_words_is_covered_whole() -> None:
    found = weigh(LEXICON.read("who leads the inquiry"))
    assert found.covered == pytest.approx(1.0)
    assert 0 < found.typical <= 1


def test_words_that_the_entry_has_not_are_not_covered() -> None:
    shares = [weigh(LEXICON.read(f"who leads the inquiry{more}")).covered for more in ("", " blorb", " blorb vlunk")]
    assert shares == sorted(shares, reverse=True)
    assert shares[2] < 0.7


def test_a_word_that_nobody_has_counts_more_than_a_small_one() -> None:
    assert weigh(LEXICON.read("inquiry with")).covered > weigh(LEXICON.read("inquiry blorb")).covered


def test_a_corrected_word_counts_less_than_one_that_is_spelt_right() -> None:
    query = LEXICON.read("the inqiury")
    assert query.corrections == (Correction("inqiury", "inquiry"),)
    assert 0 < weigh(query).covered < weigh(LEXICON.read("the inquiry")).covered


def test_what_half_of_the_phrasings_have_is_typical() -> None:
    """“Inquiry” stands in two of the three, “charge” in one."""
    inquiry, charge = weigh(LEXICON.read("inquiry")), weigh(LEXICON.read("charge"))
    assert inquiry.typical == pytest.approx(1.0)
    assert 0 < charge.typical < 1


def test_the_lead_is_a_share_of_the_rank() -> None:
    query = LEXICON.read("who leads the inquiry")
    assert weigh(query, rank=0.8, behind=0.2).ahead == pytest.approx(0.75)
    assert weigh(query, rank=0.8, behind=0.8).ahead == 0
    assert weigh(query, rank=0.8, behind=None).ahead == 1
    assert weigh(query, rank=0.0, behind=0.0).ahead == -1
    assert weigh(query, rank=0.1, behind=0.9).ahead == -1


def test_a_question_of_nothing_is_covered_by_nothing() -> None:
    found = weigh(LEXICON.read(""))
    assert (found.covered, found.typical, found.length) == (0, 0, 0)


def test_shares_count_each_phrasing_once() -> None:
    read = [LEXICON.read(text) for text in ("inquiry inquiry", "the inquiry", "hello")]
    assert word_shares(read)["inquiri"] == pytest.approx(2 / 3)
