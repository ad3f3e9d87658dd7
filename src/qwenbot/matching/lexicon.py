"""From a string to what it means in this story: entities, synonyms, question words, fillers and spelling.

Longest match over tokens, so that “Wu Zeming” is one man and “step down” is one act; scripts without spaces are
matched by the character with the same table. What is not in any table stays a word, known by its stem.
"""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache, partial
from typing import Any, Final

from qwenbot.knowledge.model import Knowledge
from qwenbot.matching.denial import asks_for_others, denied
from qwenbot.matching.meanings import Meaning, Meanings, Rank, Token
from qwenbot.matching.query import Correction, Mention, Query, Unit
from qwenbot.matching.spelling import Speller, Spelling, is_inflection
from qwenbot.text.asking import STRONG, Asking
from qwenbot.text.common_words import is_slip
from qwenbot.text.language import Language, language
from qwenbot.text.normalise import normalise, squeeze
from qwenbot.text.tokens import MONTHS, is_number, is_unspaced, tokenise

_NOT_ONLY_MONTHS: Final = frozenset({"march", "may"})
_CONJUNCTIONS: Final = frozenset({"and", "or", "n"})

_WORDS: Final = re.compile(r"[A-Za-z]+")
_WITHIN: Final = re.compile(r"(?<=[^\s.!?:]\s)[A-Z][a-z]+")

_JOINING: Final = frozenset({"when"})
"""Question words that join a clause to a statement as well; a question puts a verb behind them."""

_LIKE_A_NAME: Final = 3
"""Letters of the shortest word that is taken for a name; shorter ones are slang (“tf”)."""

_NEVER_GUESSED: Final = frozenset({Rank.ENTITY, Rank.FILLER})
"""What a word is not taken for on a guess: a name would be somebody else's, and a filler would be lost."""


class Lexicon:
    """What words mean in one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._language: Language = language(knowledge.story.language)
        self._meanings = Meanings(knowledge, self._language)
        phrases, known = self._vocabulary(knowledge)
        self._known: dict[str, set[str]] = {}
        for word in known:
            self._known.setdefault(self._language.base(word), set()).add(word)
        self._remember()
        self._speller = Speller(phrases, partial(_is_word, self._language, self._known), self._meanings.names)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is remembered."""
        return {name: value for name, value in vars(self).items() if name not in {"_unit", "_is_slip"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._remember()

    def _remember(self) -> None:
        # The same few thousand units make up all phrasings: each is kept once.
        self._unit = lru_cache(maxsize=1 << 15)(Unit)
        self._is_slip = lru_cache(maxsize=1 << 15)(partial(is_slip, everyday=self._language.everyday))

    def called(self, key: str) -> str:
        """Return what a unit's key is called by those who wrote the knowledge."""
        return self._meanings.called(key)

    def read(self, text: str) -> Query:
        """Understand a question."""
        normal = normalise(text)
        tokens, corrections = self._spell(self._meanings.words(normal))
        segments = list(self._meanings.segments(tokens))
        if all(self._says_nothing(tokens[start], meaning) for start, _, meaning in segments):
            segments = [(start, start + 1, None) for start in range(len(tokens))]  # “hello” is all there is to it
        capitalised = _capitalised(text)
        units: list[Unit] = []
        mentions: list[Mention] = []
        asking: list[tuple[int, Asking]] = []
        first: list[int] = []  # of each segment, the place of its first unit
        for start, end, meant in segments:
            first.append(len(units))
            typed = _typed(tokens[start:end])
            guess = any(token.guess for token in tokens[start:end])
            meaning = None if guess and meant and meant.rank in _NEVER_GUESSED else meant
            if meaning is None:
                units.extend(map(self._word, tokens[start:end]))
            elif meaning.rank is not Rank.FILLER:
                many = len(meaning.keys)
                units.extend(self._unit(key, typed, alternatives=many) for key in meaning.keys)
                if meaning.rank is Rank.ENTITY:
                    beside = self._beside(tokens, start, end, capitalised)
                    mentions.append(Mention(typed, tuple(key[1:] for key in meaning.keys), beside))
                elif meaning.keys[0][0] == "?" and not self._joins(tokens, start, end, units[: first[-1]]):
                    asking.append((start, Asking(meaning.keys[0])))
        return Query(
            text=normal,
            units=tuple(units),
            mentions=tuple(mentions),
            corrections=corrections,
            asking=_asked(asking, tokens, yes_or_no=bool(tokens) and tokens[0].base in self._language.auxiliaries),
            numbers=frozenset((*_numbers(units), *_months(tokens))),
            denied=denied(tokens, segments, [units[place:] for place in first], self._language),
            others=asks_for_others(tokens, segments, self._language),
            key=squeeze(text),
        )

    # ------------------------------------------------------------------ reading

    def _joins(self, tokens: list[Token], start: int, end: int, before: list[Unit]) -> bool:
        """Say whether a question word joins a clause to a statement: “it fell when she resigned”."""
        return (
            tokens[start].word in _JOINING
            and end < len(tokens)
            and tokens[end].base not in self._language.auxiliaries
            and any(not unit.small and unit.key[0] != "?" for unit in before)
            and tokens[start - 1].word not in _CONJUNCTIONS
        )

    def _word(self, token: Token) -> Unit:
        """Return a word that is in no table: one or two letters that nobody knows are a slip, and say nothing."""
        new = token.word.isascii() and token.word.isalpha() and (token.guess or not self._speller.knows(token.word))
        short = len(token.typed) < _LIKE_A_NAME
        strange = new and not short and bool(self._language.common) and not self._is_slip(token.typed)
        small = token.base in self._language.small or (new and short)
        return self._unit(token.base, token.typed, small=small, strange=strange)

    def _beside(self, tokens: list[Token], start: int, end: int, capitalised: Set[str]) -> str:
        """Return what stands beside a part of a name and makes it somebody else's: “Lin Biao”, “Jeremy Lin”.

        That is an unknown word behind it, or one on either side that is capitalised and that the story does not have.
        """
        if end - start > 1 or tokens[start].word not in self._meanings.parts:
            return ""
        name = tokens[start].word
        behind = tokens[end] if end < len(tokens) else None
        if behind is not None and self._word(behind).strange:
            return behind.typed
        if behind is not None and behind.typed in capitalised and not self._fits(behind, name, behind.word):
            return behind.typed
        before = tokens[start - 1] if start else None
        if before is not None and before.typed in capitalised and not self._fits(before, before.word, name):
            return before.typed
        return ""

    def _fits(self, token: Token, *pair: str) -> bool:
        """Say whether a word may stand beside a name: it means something here, or somebody has put it there before."""
        ((_, _, meaning),) = self._meanings.segments([token])
        small = token.base in self._language.small or token.base in self._language.auxiliaries
        return small or meaning is not None or self._speller.has_pair(*pair)

    def _says_nothing(self, token: Token, meaning: Meaning | None) -> bool:
        """Say whether a segment is a filler, or a small word."""
        return token.base in self._language.small if meaning is None else meaning.rank is Rank.FILLER

    def _spell(self, words: list[tuple[str, str]]) -> tuple[list[Token], tuple[Correction, ...]]:
        tokens: list[Token] = []
        corrections: list[Correction] = []
        skip = False
        for index, (typed, word) in enumerate(words):
            if skip:
                skip = False
                continue
            following = words[index + 1][1] if index + 1 < len(words) else ""
            whole = self._speller.joined(word, following) if following and not is_unspaced(word) else None
            if whole:
                skip = True
                tokens.append(Token(f"{typed} {words[index + 1][0]}", whole, self._language.base(whole)))
                continue
            if is_unspaced(word):
                tokens.append(Token(typed, word, word))
                continue
            meant = self._correct(word, tokens[-1].word if tokens else "", following)
            if meant.words != (word,):
                corrections.append(Correction(typed, " ".join(meant.words), meant.guess))
            tokens.extend(Token(typed, part, self._language.base(part), meant.guess) for part in meant.words)
        return tokens, tuple(corrections)

    def _correct(self, word: str, before: str, after: str) -> Spelling:
        """Correct a word, a name's part by what stands beside it before anything else."""
        if not self._speller.knows(word):
            beside = self._speller.part_of_name(word, before, after)
            if beside:
                return Spelling((beside,))
        return self._speller.correct(word, before, after)

    def _vocabulary(self, knowledge: Knowledge) -> tuple[list[tuple[str, ...]], frozenset[str]]:
        """Return the phrases whose words a misspelling may stand for, and words that are none."""
        named = (name for entity in knowledge.entities for name in (entity.name, *entity.aliases))
        grouped = (phrase for group in knowledge.lexicon.synonyms for phrase in group)
        asked = (question for entry in knowledge.entries for question in entry.questions)
        phrases = [
            tuple(word for _, word in self._meanings.words(normalise(text)) if not is_unspaced(word))
            for text in (*named, *grouped, *asked)
        ]
        said = [text for entry in knowledge.entries for _, text in entry.answer.by_language]
        said += [text for fact in knowledge.facts for _, text in fact.text.by_language]
        known = {word for text in (*said, *knowledge.out_of_scope) for _, word in self._meanings.words(normalise(text))}
        known |= {word for phrase in (*self._language.fillers, *knowledge.lexicon.fillers) for word in tokenise(phrase)}
        return phrases, frozenset(known)


def _is_word(language: Language, known: Mapping[str, Set[str]], word: str) -> bool:
    """Say whether a word is spelt right: one that is known by its base form, or a regular inflection of one."""
    return word in language.common or any(is_inflection(word, one) for one in known.get(language.base(word), ()))


def _capitalised(text: str) -> frozenset[str]:
    """Return the words that are capitalised within a sentence, in small letters; none where every word is."""
    words = _WORDS.findall(text)
    if all(word[0].isupper() for word in words):
        return frozenset()
    return frozenset(word.casefold() for word in _WITHIN.findall(text))


def _typed(tokens: list[Token]) -> str:
    """Return the tokens as they stood; a token that became two counts once."""
    typed: list[str] = []
    for token in tokens:
        if not typed or typed[-1] != token.typed or is_unspaced(token.typed):
            typed.append(token.typed)
    return "".join(part if is_unspaced(part) else f" {part}" for part in typed).strip()


def _numbers(units: list[Unit]) -> Iterator[str]:
    before = ["", *(unit.typed for unit in units)]
    return (
        unit.key for one, unit in zip(before, units, strict=False) if is_number(unit.key) and not _counts(unit, one)
    )


def _months(tokens: list[Token]) -> Iterator[str]:
    """Yield the months that a date has; “march” and “may” are other words too, save beside a number or after “in”."""
    words = ["", *(token.word for token in tokens), ""]
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        dated = before in {"in", "since"} or any(beside and is_number(beside) for beside in (before, behind))
        if word in MONTHS and (dated or word not in _NOT_ONLY_MONTHS):
            yield word


def _counts(unit: Unit, before: str) -> bool:
    """Say whether a number only counts what the question is about anyway (“which two companies”, “the other 2”)."""
    return unit.key in {"1", "2", "3"} and (unit.typed.isalpha() or before in {"other", "these", "those"})


def _asked(asking: list[tuple[int, Asking]], tokens: list[Token], *, yes_or_no: bool) -> frozenset[Asking]:
    """Return the kinds of answer asked for.

    After the first question word, or a verb that asks for yes or no, another asks only behind “and” or at the very end
    (“who left and when?”); elsewhere it joins clauses (“what did he post when he left?”, “did he cry when he left?”).
    """
    found = [
        kind
        for place, (start, kind) in enumerate(asking)
        if (place == 0 and not yes_or_no) or start == len(tokens) - 1 or tokens[start - 1].word in _CONJUNCTIONS
    ]
    if found and found[0] in {Asking.WHAT, Asking.HOW} and len(asking) > 1 and not STRONG & set(found):
        return frozenset(found[:1])
    return frozenset(found)
