"""The commonest words of a language, so that a word spelt right but foreign to a story is not “corrected”.

The lists are those that pyspellchecker counted in film subtitles, which is how people talk.
"""

from collections.abc import Container, Iterator
from functools import lru_cache
from string import ascii_lowercase
from typing import Final

from spellchecker import SpellChecker

_MOST: Final = 20_000
"""Words of a language, commonest first: a few rarer ones are real, but more are misspelt or foreign names."""

_EVERYDAY: Final = 5_000
_SLIPS: Final = 6

_SHORTEST: Final = 3
"""Shorter words are listed in any combination of letters."""


@lru_cache
def common_words(code: str) -> frozenset[str]:
    """Return the commonest words of a language, by its code of two letters; none where there is no list."""
    return _commonest(code, _MOST)


@lru_cache
def everyday_words(code: str) -> frozenset[str]:
    """Return the words that everybody uses, which a word with one wrong letter was most likely meant to be."""
    return _commonest(code, _EVERYDAY)


def is_slip(word: str, everyday: Container[str]) -> bool:
    """Say whether one letter too many, too few or wrong, or two that changed places, make it an everyday word.

    Only words of six letters and more: shorter ones are names as likely, and one letter from something anyway.
    """
    return len(word) >= _SLIPS and any(other in everyday for other in _one_edit(word))


def _one_edit(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, behind = word[:place], word[place:]
        if behind:
            yield before + behind[1:]
        if len(behind) > 1:
            yield before + behind[1] + behind[0] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]


def _commonest(code: str, most: int) -> frozenset[str]:
    if code not in SpellChecker.languages():
        return frozenset()
    counts = SpellChecker(code).word_frequency.dictionary
    least = sorted(counts.values(), reverse=True)[:most][-1]
    return frozenset(word for word, count in counts.items() if count >= least and len(word) >= _SHORTEST)
