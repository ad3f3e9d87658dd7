"""The commonest words of a language, so that a word spelt right but foreign to a story is not “corrected”.

The lists are those that pyspellchecker counted in film subtitles, which is how people talk.
"""

from functools import lru_cache
from typing import Final

from spellchecker import SpellChecker

_MOST: Final = 20_000
"""Words of a language, commonest first: a few rarer ones are real, but more are misspelt or foreign names."""

_SHORTEST: Final = 3
"""Shorter words are listed in any combination of letters."""


@lru_cache
def common_words(code: str) -> frozenset[str]:
    """Return the commonest words of a language, by its code of two letters; none where there is no list."""
    if code not in SpellChecker.languages():
        return frozenset()
    counts = SpellChecker(code).word_frequency.dictionary
    least = sorted(counts.values(), reverse=True)[:_MOST][-1]
    return frozenset(word for word, count in counts.items() if count >= least and len(word) >= _SHORTEST)
