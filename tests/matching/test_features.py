"""A text as a vector: every block counts the same however long the text is, and what nobody knows counts against it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.matching.features import Features, Vector
from qwenbot.matching.lexicon import Lexicon
from qwenbot.matching.query import Query
from tests.matching.bases import FAIR
from tests.stories import DAM

LEXICON = Lexicon(FAIR)
ENTRIES = sorted(FAIR.entries, key=lambda entry: entry.id)
TEXTS = [LEXICON.read(question) for entry in ENTRIES for question in entry.questions]
FEATURES, VECTORS = Features.of(TEXTS, [n for n, entry in enumerate(ENTRIES) for _ in entry.questions])


def read(text: str) -> Query:
    return LEXICON.read(text)


def length(vector: Vector) -> float:
    return math.sqrt(float(np.sum(vector.weights.astype(np.float64) ** 2)))


def cosine(first: Vector, second: Vector) -> float:
    _, mine, other = np.intersect1d(first.numbers, second.numbers, return_indices=True)
    return float(np.sum(first.weights[mine].astype(np.float64) * second.weights[other].astype(np.float64)))


def alike(first: str, second: str) -> float:
    return cosine(FEATURES.vector(read(first)), FEATURES.vector(read(second)))


def test_a_text_of_the_base_has_the_length_1() -> None:
    """As long as it has all blocks, that is more than one word; a feature that it alone has takes nothing away."""
    several = [vector for text, vector in zip(TEXTS, VECTORS, strict=True) if len(text.units) >= 3]
    assert len(several) > 60
    assert [length(vector) for vector in several] == pytest.approx([1.0] * len(several), abs=1e-5)


def test_the_texts_of_the_base_are_read_as_any_question_is() -> None:
    for text, vector in zip(TEXTS[:40], VECTORS, strict=False):
        again = FEATURES.vector(text)
        assert again.numbers.tolist() == vector.numbers.tolist()
        assert again.weights.tolist() == vector.weights.tolist()


@given(st.lists(st.sampled_from(["bakery", "who", "runs", "the", "blorb", "zzz", "open", "7", "谁"]), max_size=30))
def test_no_text_is_longer_than_1(words: list[str]) -> None:
    vector = FEATURES.vector(read(" ".join(words)))
    assert length(vector) <= 1 + 1e-5
    assert (vector.weights > 0).all()
    assert np.unique(vector.numbers).size == vector.numbers.size


@given(st.text(max_size=200))
def test_any_text_has_a_vector(text: str) -> None:
    vector = FEATURES.vector(read(text))
    assert len(vector.numbers) == len(vector.weights)
    assert np.isfinite(vector.weights).all()
    assert ((vector.numbers >= 0) & (vector.numbers < len(FEATURES))).all()


def test_a_word_that_the_base_has_not_counts_against() -> None:
    """And the more of them, the more."""
    near = [alike("who runs the bakery", f"who runs the bakery {'blorb vlunk gnarf quib'[: 6 * n]}") for n in range(4)]
    assert near == sorted(near, reverse=True)
    assert near[0] == pytest.approx(1.0, abs=1e-5)
    assert near[3] < 0.9 * near[0]


def test_of_nothing_that_the_base_has_there_is_nothing() -> None:
    assert length(FEATURES.vector(read("🦀🦀"))) == 0
    assert length(FEATURES.vector(read(""))) == 0


def test_a_misspelt_word_that_was_not_corrected_shares_its_letters() -> None:
    assert 0 < alike("the glassblowxxer", "the glassblower") < 1
    assert alike("the glassblowxxer", "the glassblower") > alike("the glassblowxxer", "the carousel")


def test_the_order_of_words_counts_but_not_for_much() -> None:
    assert 0.5 < alike("who runs the bakery", "bakery the runs who") < 0.999


def test_what_fewer_texts_have_tells_more() -> None:
    rare, frequent = FEATURES.rarity("bakeri"), FEATURES.rarity("open")
    assert rare is not None
    assert frequent is not None
    assert frequent < rare <= FEATURES.highest_rarity
    assert FEATURES.rarity("blorb") is None


def test_a_name_that_fits_two_is_like_either() -> None:
    lexicon = Lexicon(DAM)
    texts = [lexicon.read(question) for question in ("who is tom aster", "who is ana aster", "who is aster")]
    _, (tom, ana, either) = Features.of(texts, [0, 1, 2])
    assert min(cosine(either, tom), cosine(either, ana)) > cosine(tom, ana)


def test_a_base_without_texts_has_no_features() -> None:
    empty, _ = Features.of([], [])
    assert (len(empty), empty.rarity("dam"), len(empty.vector(read("who runs the bakery")).numbers)) == (0, None, 0)
