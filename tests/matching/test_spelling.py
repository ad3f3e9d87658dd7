"""What a misspelt word is taken for: one of the base's own, by its letters and by what stands beside it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qwenbot.knowledge.model import Knowledge
from qwenbot.matching.lexicon import Lexicon
from qwenbot.matching.spelling import Speller, is_inflection
from tests.stories import DAM, entry

LETTERS = "abcdeorst"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=9)
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=6)


def speller(*phrases: str) -> Speller:
    """Make a speller that knows the words of the phrases and no others."""
    return Speller([tuple(phrase.split()) for phrase in phrases], lambda _: False)


def corrected(known: Speller, text: str, place: int = 0) -> str:
    """Correct one word of a text; return what it was meant to be, with a question mark if that is a guess."""
    words = ["", *text.split(), ""]
    before, word, after = words[place : place + 3]
    found = known.correct(word, before, after)
    return " ".join(found.words) + ("?" if found.guess else "")


# ---------------------------------------------------------------- the base's own words


@given(PHRASES, WORDS, WORDS, WORDS)
def test_what_a_word_is_corrected_to_is_the_bases_own(
    phrases: list[tuple[str, ...]], word: str, before: str, after: str
) -> None:
    found = Speller(phrases, lambda _: False).correct(word, before, after)
    own = {known for phrase in phrases for known in phrase}
    assert found.words == (word,) or set(found.words) <= own


@given(PHRASES, st.text(max_size=12))
def test_any_text_can_be_corrected_in_any_order_of_the_base(phrases: list[tuple[str, ...]], word: str) -> None:
    there, back = Speller(phrases, lambda _: False), Speller(phrases[::-1], lambda _: False)
    assert there.correct(word) == back.correct(word)


@given(PHRASES)
def test_a_word_of_the_base_is_left_alone(phrases: list[tuple[str, ...]]) -> None:
    known = Speller(phrases, lambda _: False)
    assert {known.correct(word).words for phrase in phrases for word in phrase} == {
        (word,) for phrase in phrases for word in phrase
    }


def test_a_word_that_is_spelt_right_is_left_alone_although_the_base_has_it_not() -> None:
    known = Speller([("river",)], {"diver"}.__contains__)
    assert (corrected(known, "diver"), corrected(known, "rivre")) == ("diver", "river")


@pytest.mark.parametrize("word", ["", "7", "p-7", "3rd", "🦀🦀🦀", "x" * 5000])
def test_what_is_no_word_is_left_alone(word: str) -> None:
    known = speller("seven p third")
    assert known.correct(word).words == (word,)


# ---------------------------------------------------------------- how near


@given(st.text(alphabet=LETTERS, min_size=3, max_size=12), st.data())
def test_two_neighbours_that_change_places_are_put_back_for_sure(word: str, data: st.DataObject) -> None:
    """However short the word is: no other word has these letters."""
    place = data.draw(st.integers(0, len(word) - 2))
    typed = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assume(typed != word)
    assert corrected(speller(word), typed) == word


@given(st.text(alphabet=LETTERS, min_size=4, max_size=12), st.sampled_from("ijkl"), st.data())
def test_one_letter_may_be_wrong_missing_or_too_many(word: str, other: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    known = speller(word)
    assert known.correct(word[:place] + other + word[place + 1 :]).words == (word,)
    assert known.correct(word[:place] + other + word[place:]).words == (word,)
    assert known.correct(word[:place] + word[place + 1 :]).words == (word,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("engnere", "engineer"),  # two letters, and the word is long enough
        ("enjineers", "engineer"),
        ("enggx", "enggx"),  # three
        ("bryge", "bridge?"),  # two, in a word of five
        ("rvier", "river"),
        ("riverr", "river"),
        ("rver", "river"),
        ("gte", "gate?"),  # one, in a word of three
        ("gtae", "gate"),
        ("ga", "ga"),
        ("gx", "gx"),
    ],
)
def test_how_much_may_be_wrong_depends_on_the_length(typed: str, meant: str) -> None:
    assert corrected(speller("engineer", "bridge", "river", "gate"), typed) == meant


@pytest.mark.parametrize("typed", ["xngineer", "engineex", "engineerx", "ngineer", "enginee"])
def test_the_wrong_letter_may_stand_anywhere(typed: str) -> None:
    assert corrected(speller("engineer"), typed) == "engineer"


def test_the_nearer_word_wins_over_the_more_frequent_one() -> None:
    known = speller("planet", "planet", "planet", "planet", "plants")
    assert corrected(known, "plantss") == "plants"


def test_of_two_equally_near_the_more_frequent_one_wins() -> None:
    assert corrected(speller("card", "cart", "cart", "cart"), "carx") == "cart"
    assert corrected(speller("card", "card", "card", "cart"), "carx") == "card"


# ---------------------------------------------------------------- what stands beside it

CARTS = ("red cart", "blue card", "cart wheel", "card trick")


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("red carx", 1, "cart"),
        ("blue carx", 1, "card"),
        ("carx wheel", 0, "cart"),
        ("carx trick", 0, "card"),
        ("red carx wheel", 1, "cart"),
    ],
)
def test_neighbours_decide_between_equals(text: str, place: int, meant: str) -> None:
    assert corrected(speller(*CARTS), text, place) == meant


@pytest.mark.parametrize(
    ("asked", "name"),
    [("when did zou hao leave", "zhou-hao"), ("zhou hoa", "zhou-hao"), ("when did zhou hao leave", "zhou-hao")],
)
def test_the_other_half_of_a_name_asks_for_its_own(asked: str, name: str) -> None:
    person = replace(DAM.entities[0], id="zhou-hao", name="Zhou Hao", aliases=())
    other = replace(DAM.entities[0], id="hou-zu", name="Hou Zu", aliases=())
    named = Lexicon(replace(DAM, entities=(person, other), facts=(), entries=()))
    assert named.read(asked).entities == (name,)


# ---------------------------------------------------------------- torn and joined


@pytest.mark.parametrize(("typed", "meant"), [("waterlevel", "water level"), ("watrelevel", "watrelevel")])
def test_two_words_typed_as_one_are_parted(typed: str, meant: str) -> None:
    assert corrected(speller("water level"), typed) == meant


def test_parts_that_are_too_short_to_tell_are_not_parted() -> None:
    assert speller("it is").correct("itis").words != ("it", "is")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("north", "water", "northwater"), ("north", "gate", None), ("up", "stairs", None), ("", "", None)],
)
def test_one_word_typed_as_two_is_joined_unless_both_are_words_of_the_base(
    first: str, second: str, whole: str | None
) -> None:
    known = speller("northwater owns it", "up the stairs", "upstairs")
    assert known.joined(first, second) == whole


# ---------------------------------------------------------------- guesses


def lexicon(knowledge: Knowledge, *questions: str) -> Lexicon:
    return Lexicon(replace(knowledge, entries=(*knowledge.entries, entry("new", questions, "Yes [owner]."))))


@pytest.mark.parametrize("typed", ["hlt", "hot", "ann", "tam", "anb"])
def test_a_guess_never_names_anybody(typed: str) -> None:
    """A short word is a letter away from too many; what it may be is still compared, as a word."""
    query = STORY.read(f"what about {typed}")
    assert query.mentions == ()
    assert not any(unit.key[0] == "@" for unit in query.units)
    assert typed in {unit.typed for unit in query.units}


STORY = Lexicon(DAM)


@given(st.text(alphabet="abhlmnortz", min_size=1, max_size=3))
def test_no_word_of_up_to_three_letters_is_corrected_to_a_name_unless_reordered(typed: str) -> None:
    names = [
        part for known in DAM.entities for name in (known.name, *known.aliases) for part in name.casefold().split()
    ]
    assume(not any(sorted(typed) == sorted(name) for name in names))
    assert STORY.read(typed).mentions == ()


def test_a_guess_drops_no_filler() -> None:
    """The filler is dropped where it is spelt right, or surely meant; on a guess the question keeps the word."""
    known = lexicon(replace(DAM, lexicon=replace(DAM.lexicon, fillers=("zut", "zounds"))), "zut zounds, who floats?")
    assert [unit.typed for unit in known.read("zut floats").units] == ["floats"]
    assert [unit.typed for unit in known.read("zoundz floats").units] == ["floats"]
    assert [unit.typed for unit in known.read("zux floats").units] == ["zux", "floats"]


# ---------------------------------------------------------------- inflections


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("plans", "plan"),
        ("planned", "plan"),
        ("tries", "try"),
        ("tried", "try"),
        ("making", "make"),
        ("quickly", "quick"),
        ("boxes", "box"),
        ("plan", "plan"),
    ],
)
def test_a_regular_inflection_is_spelt_right(word: str, known: str) -> None:
    assert is_inflection(word, known)


@pytest.mark.parametrize(
    ("word", "known"), [("plant", "plan"), ("plane", "plan"), ("trial", "try"), ("stopt", "stop"), ("s", "plan")]
)
def test_another_word_is_no_inflection(word: str, known: str) -> None:
    assert not is_inflection(word, known)


def test_the_order_of_the_base_decides_nothing() -> None:
    def all_of(phrases: Sequence[str]) -> list[str]:
        known = speller(*phrases)
        return [corrected(known, typed) for typed in ("carx", "cadr", "bleu", "whele", "trik", "redcart")]

    assert all_of(CARTS) == all_of(CARTS[::-1])
