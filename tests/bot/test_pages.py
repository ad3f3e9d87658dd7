"""Fitting a text into messages."""

import re

from hypothesis import given
from hypothesis import strategies as st

from qwenbot.bot.pages import Atom, pages

_SENTENCE = st.text(st.sampled_from("ab 。\\[]1*"), min_size=1, max_size=30)


def test_whole_sentences_fill_a_page() -> None:
    atoms = [Atom("One is here."), Atom("Two is here."), Atom("Three is here.")]
    assert pages(atoms, 26) == ("One is here. Two is here.", "Three is here.")


def test_the_gap_before_an_atom_falls_away_at_the_top_of_a_page() -> None:
    assert pages([Atom("Text."), Atom("**Sources**", "\n\n"), Atom("[1] A", "\n")], 12) == (
        "Text.",
        "**Sources**",
        "[1] A",
    )


def test_a_sentence_longer_than_a_page_is_parted_between_words() -> None:
    assert pages([Atom("A very long sentence [12] stands.")], 12) == ("A very long", "sentence", "[12] stands.")


def test_a_word_longer_than_a_page_is_parted_but_not_between_a_backslash_and_what_it_escapes() -> None:
    assert pages([Atom(r"aa\*a\*aa")], 6) == (r"aa\*", r"a\*aa")


def test_nothing_to_say_is_still_a_message() -> None:
    assert pages([], 10) == ("…",)
    assert pages([Atom("  ")], 10) == ("…",)


@given(st.lists(st.builds(Atom, _SENTENCE, st.sampled_from(["", " ", "\n", "\n\n"]))), st.integers(12, 40))
def test_pages_keep_to_the_limit_and_lose_nothing(atoms: list[Atom], limit: int) -> None:
    filled = pages(atoms, limit)
    said = re.sub(r"\s", "", "".join(filled))
    assert all(0 < len(page) <= limit for page in filled)
    assert said == (re.sub(r"\s", "", "".join(atom.text for atom in atoms)) or "…")
