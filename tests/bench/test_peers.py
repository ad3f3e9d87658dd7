"""Each matcher finds what it should on a tiny base, and is scored as it should be."""

import math

import pytest

from bench.matcher import measure_here
from bench.peers import ENGINE, PEERS, prepare
from bench.peers.fts5 import any_trigram
from bench.sets import Labelled, QuestionSet

SHOP = QuestionSet(
    "shop",
    (
        Labelled("when does the bakery open", "hours"),
        Labelled("bakery opening hours", "hours"),
        Labelled("what does the bread cost", "price"),
        Labelled("price of a loaf", "price"),
        Labelled("where is the car park", "parking"),
        Labelled("can i leave my car here", "parking"),
    ),
    (
        Labelled("opening hours of the bakery", "hours"),
        Labelled("what does a loaf of bread cost", "price"),
        Labelled("where is the car park please", "parking"),
    ),
    ("qqq zzz xxx",),
)


@pytest.mark.parametrize("name", PEERS)
def test_every_matcher_finds_plain_questions_and_is_less_sure_of_gibberish(name: str) -> None:
    found = measure_here(name, SHOP)
    if name == "rapidfuzz WRatio":
        assert found.forced >= 100 / 3  # one shared word can be enough for it
    else:
        assert (found.forced, found.auroc, found.right_at) == (100.0, 100.0, 100.0)
    assert (found.rightly is None, found.wrongly is None) == (name != ENGINE, name != ENGINE)
    assert found.median_us > 0
    assert found.build_s > 0


@pytest.mark.parametrize("name", sorted(set(PEERS) - {"bm25s"}))
def test_a_matcher_can_be_asked_anything(name: str) -> None:
    find = prepare(name, SHOP)()
    for question in ("", "a", '"', "?!", "面包多少钱", "bakery " * 200):
        assert not math.isnan(find(question).score)


def test_a_stranger_who_is_told_that_the_story_does_not_say_is_not_answered() -> None:
    asked = QuestionSet("shop", SHOP.phrasings, SHOP.questions, ("where is the car park",), frozenset({"parking"}))
    found = measure_here(ENGINE, asked)
    assert (found.auroc, found.right_at, found.wrongly) == (100.0, 100.0, 0.0)
    wrong = measure_here(ENGINE, QuestionSet("shop", SHOP.phrasings, SHOP.questions, ("where is the car park",)))
    assert wrong.wrongly == 100.0


def test_a_quote_cannot_end_a_trigram() -> None:
    assert any_trigram('a"bc') == '"a""b" OR """bc"'
