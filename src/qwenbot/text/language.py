"""A language as the matcher sees it: stems and small words, where we have them, and nothing where we do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import snowballstemmer

from qwenbot.text import chinese, english
from qwenbot.text.common_words import common_words, everyday_words
from qwenbot.text.normalise import normalise
from qwenbot.text.tokens import MONTHS, is_unspaced, tokenise

_STEMMERS: Final = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Snowball's stemmers by language code; a language that is not here is matched by whole words and letter n-grams."""

_SHORT_NAME: Final = 3
"""Letters of a word in “-in” that is no clipped “-ing” but, as likely, a name (“Lin”)."""


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of one language.

    `spoken` maps typed words to meant ones, `irregular` forms to the word they are a form of; `common` holds words
    that people use of anything, `everyday` the commonest of them, both empty where we have no list; `chat_digits` maps
    digits to the words that they are typed for where one of `behind_chat_digits` follows; `small` are the base forms
    of the function words.
    """

    code: str
    stem: Callable[[str], str]
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    irregular: Mapping[str, str] = field(default_factory=dict)
    fillers: tuple[str, ...] = chinese.FILLERS
    function_words: frozenset[str] = chinese.FUNCTION_CHARACTERS
    negations: frozenset[str] = frozenset(chinese.NEGATIONS)
    auxiliaries: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    chat_digits: Mapping[str, str] = field(default_factory=dict)
    behind_chat_digits: frozenset[str] = frozenset()
    small: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "small", frozenset(map(self.base, self.function_words)))

    def __reduce__(self) -> tuple[Callable[[str], "Language"], tuple[str]]:
        """Be looked up again by whoever unpickles this: a stemmer is code."""
        return language, (self.code,)

    def base(self, word: str) -> str:
        """Return the form that stands for a word and all its inflections."""
        return self.stem(self.irregular.get(word, word))

    def meant(self, word: str, following: str, *, before_name: bool = False) -> tuple[str, ...]:
        """Return the words that a spoken, clipped or chat spelling stands for, in front of another; else the word.

        `before_name` tells that the other is a name.
        """
        if word in self.chat_digits and (before_name or following in self.behind_chat_digits):
            return (self.chat_digits[word],)
        if len(word) > _SHORT_NAME and word.endswith("in") and word not in self.common and f"{word}g" in self.common:
            return (f"{word}g",)  # “leavin”
        return self.spoken.get(word, (word,))


def language(code: str) -> Language:
    """Return the tables for a language code such as `en` or `pt-BR`; any code will do.

    Chinese small words are in every language's tables: they cannot be mistaken for another script's.
    """
    code = code.casefold()
    short = code.split("-")[0]
    stem = lru_cache(maxsize=65536)(_stemmer(short))
    common, everyday = common_words(short), everyday_words(short)
    if short != "en":
        return Language(code, stem, common=common, everyday=everyday)
    return Language(
        code,
        stem,
        spoken=english.SPOKEN,
        irregular=english.IRREGULAR,
        fillers=(*english.FILLERS, *chinese.FILLERS),
        function_words=english.FUNCTION_WORDS | chinese.FUNCTION_CHARACTERS,
        negations=english.NEGATIONS | frozenset(chinese.NEGATIONS),
        auxiliaries=english.AUXILIARIES,
        everyday=everyday,
        chat_digits=english.CHAT_DIGITS,
        behind_chat_digits=english.BEHIND_CHAT_DIGITS,
        common=common.union(english.FUNCTION_WORDS, english.IRREGULAR, english.SPOKEN, MONTHS),
    )


def _stemmer(code: str) -> Callable[[str], str]:
    if code not in _STEMMERS:
        return str
    stemmer = snowballstemmer.stemmer(_STEMMERS[code])

    def stem(word: str) -> str:
        return stemmer.stemWord(word) if word.isalpha() else word

    return stem


def written_in(text: str, default: str) -> str:
    """Guess the language a question is written in: Chinese if it has as many Han characters as other words.

    Else `default`: of two languages in one alphabet this says nothing; the story's own is then the better answer.
    """
    if text.isascii():
        return default
    tokens = [one for one in tokenise(normalise(text)) if one[0].isalpha()]
    han = sum(is_unspaced(one) and one >= "\u3400" for one in tokens)
    return "zh" if tokens and han * 2 >= len(tokens) else default
