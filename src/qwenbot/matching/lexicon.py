"""From a string to what it means in this story: entities, synonyms, question words, fillers and spelling.

Longest match over tokens, so that “Wu Zeming” is one man and “step down” is one act; scripts without spaces are
matched by the character with the same table. What is not in any table stays a word, known by its stem.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, Final

from qwenbot.knowledge.model import EntityType, Knowledge
from qwenbot.matching.query import Correction, Mention, Query, Unit
from qwenbot.matching.spelling import Speller, Spelling, is_inflection
from qwenbot.text.asking import PHRASES, STRONG, Asking
from qwenbot.text.language import Language, language
from qwenbot.text.normalise import normalise, squeeze
from qwenbot.text.tokens import MONTHS, is_number, is_unspaced, tokenise

_NOT_ONLY_MONTHS: Final = frozenset({"march", "may"})
_CONJUNCTIONS: Final = frozenset({"and", "or", "n"})


class _Rank(IntEnum):
    """What a phrase is, if several tables have it: a name before a word, the story's words before the language's."""

    ENTITY = 0
    CONCEPT = 1
    ASKING = 2
    FILLER = 3


_ABLE: Final = frozenset({"can", "could"})
"""Verbs whose denial has an answer: “what can nobody buy?”"""

_NOUNS_OF: Final = {"who": 0, "谁": 0, "which": 1, "哪": 1, "what": 1}
"""Words that ask for whom or which something is so, and how many nouns belong to them."""

_LIKE_A_NAME: Final = 3
"""Letters of the shortest word that is taken for a name; shorter ones are slang (“tf”)."""

_DENIED: Final = 2
"""Units behind a negation that it denies: the deed, and to whom."""

_NEVER_GUESSED: Final = frozenset({_Rank.ENTITY, _Rank.FILLER})
"""What a word is not taken for on a guess: a name would be somebody else's, and a filler would be lost."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a phrase stands for; a name also has the words it is written in, for its stem may be another word.

    So has a word with the stem of a small one: who was “canned” was fired, who “can” was not.
    """

    rank: _Rank
    keys: tuple[str, ...]
    names: frozenset[tuple[str, ...]] = frozenset()

    def fits(self, words: tuple[str, ...]) -> bool:
        """Say whether these words, whose stems are the phrase's, may stand for it: `aim` is not `AIME`."""
        if not self.names or words in self.names:
            return True
        return any(all(map(_is_name, words, name)) for name in self.names)


@dataclass(frozen=True, slots=True)
class _Token:
    """A token as typed, as understood (after spelling), and in its base form; perhaps only a guess."""

    typed: str
    word: str
    base: str
    guess: bool = False


_Segment = tuple[int, int, _Meaning | None]
"""Some tokens, from one to before another, and what they mean together."""


class Lexicon:
    """What words mean in one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._language: Language = language(knowledge.story.language)
        self._meanings: dict[tuple[str, ...], _Meaning] = {}
        self._longest: dict[str, int] = {}
        self._small = frozenset(map(self._language.base, self._language.function_words))
        names = [tokenise(normalise(name)) for entity in knowledge.entities for name in (entity.name, *entity.aliases)]
        self._parts: set[str] = set()
        self._names = {name[0] for name in names if len(name) == 1}
        self._add_fillers((*self._language.fillers, *knowledge.lexicon.fillers))
        self._add_concepts(knowledge.lexicon.synonyms)
        for entity in knowledge.entities:
            for name in (entity.name, *entity.aliases):
                self._add(name, _Meaning(_Rank.ENTITY, (f"@{entity.id}",)))
        self._add_parts_of_names(knowledge)
        phrases, known = self._vocabulary(knowledge)
        self._known: dict[str, set[str]] = {}
        for word in known:
            self._known.setdefault(self._language.base(word), set()).add(word)
        self._remember()
        self._speller = Speller(phrases, partial(_is_word, self._language, self._known), names)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is remembered."""
        return {name: value for name, value in vars(self).items() if name != "_unit"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._remember()

    def _remember(self) -> None:
        # The same few thousand units make up all phrasings: each is kept once.
        self._unit = lru_cache(maxsize=1 << 15)(Unit)

    def read(self, text: str) -> Query:
        """Understand a question."""
        normal = normalise(text)
        tokens, corrections = self._spell(self._words(normal))
        segments = list(self._segments(tokens))
        if all(self._says_nothing(tokens[start], meaning) for start, _, meaning in segments):
            segments = [(start, start + 1, None) for start in range(len(tokens))]  # “hello” is all there is to it
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
            elif meaning.rank is not _Rank.FILLER:
                many = len(meaning.keys)
                units.extend(self._unit(key, typed, alternatives=many) for key in meaning.keys)
                if meaning.rank is _Rank.ENTITY:
                    beside = self._beside(tokens, start, end)
                    mentions.append(Mention(typed, tuple(key[1:] for key in meaning.keys), beside))
                elif meaning.keys[0][0] == "?":
                    asking.append((start, Asking(meaning.keys[0])))
        return Query(
            text=normal,
            units=tuple(units),
            mentions=tuple(mentions),
            corrections=corrections,
            asking=_asked(asking, tokens, yes_or_no=bool(tokens) and tokens[0].base in self._language.auxiliaries),
            numbers=frozenset((*_numbers(units), *_months(tokens))),
            denied=self._denied(tokens, segments, [units[place:] for place in first]),
            others=self._asks_for_others(tokens, segments),
            key=squeeze(text),
        )

    # ------------------------------------------------------------------ reading

    def _word(self, token: _Token) -> Unit:
        strange = bool(self._language.common) and token.word.isascii() and not self._speller.knows(token.word)
        strange = (strange or token.guess) and token.word.isalpha()
        return self._unit(token.base, token.typed, small=token.base in self._small, strange=strange)

    def _beside(self, tokens: list[_Token], start: int, end: int) -> str:
        """Return the unknown word behind a part of a name: Lin Biao is not Lin Junyang, whom “lin” stands for here."""
        if end - start > 1 or end == len(tokens) or tokens[start].word not in self._parts:
            return ""
        unit = self._word(tokens[end])
        return unit.typed if unit.strange and len(unit.typed) >= _LIKE_A_NAME else ""

    def _says_nothing(self, token: _Token, meaning: _Meaning | None) -> bool:
        """Say whether a segment is a filler, or a small word."""
        return token.base in self._small if meaning is None else meaning.rank is _Rank.FILLER

    def _denied(self, tokens: list[_Token], segments: list[_Segment], behind: list[list[Unit]]) -> tuple[str, ...]:
        """Return what the question denies: the units behind a negation, `behind` being those from each segment on.

        “Didn't he leave?” and “he left, didn't he?” deny nothing, nor does a phrase that means something as a whole.
        """
        polite = bool(tokens) and tokens[0].base in self._language.auxiliaries
        last = len(tokens)
        if last > 1 and tokens[-1].word in self._language.negations:
            last -= 1  # “since 2019, no?”
        elif last > 3 and self._is_tag(tokens[-3:]):
            last -= 3  # “did not he”, as “didn't he” is read
        denied: dict[str, None] = {}
        for (start, end, _), units in zip(segments, behind, strict=True):
            if end - start == 1 and 2 * polite <= start < last and tokens[start].word in self._language.negations:
                said = [unit.key for unit in units if not unit.small and unit.typed not in self._language.negations]
                denied |= dict.fromkeys(said[:_DENIED])
        return tuple(denied)

    def _is_tag(self, tokens: list[_Token]) -> bool:
        auxiliary, negation, pronoun = tokens
        return (
            auxiliary.base in self._language.auxiliaries
            and negation.word in self._language.negations
            and pronoun.base in self._small
        )

    def _asks_for_others(self, tokens: list[_Token], segments: list[_Segment]) -> bool:
        """Say whether it is asked who, which or what did not: up to the negation only names and few other words."""
        words = [token.word for token in tokens]
        named = 0
        nouns = _NOUNS_OF.get(words[0], -1) if words else -1
        for place, (start, end, meaning) in enumerate(segments):
            if place and words[start] in self._language.negations and end - start == 1:
                # “What did she not say?”, but “what can't she say?” and “what didn't she like?” have answers.
                asked = words[0] != "what" or (tokens[1].base == "do" and named > 0)
                return nouns >= 0 and asked and words[start - 1] not in _ABLE
            if place and tokens[start].base not in self._small and (meaning is None or meaning.rank <= _Rank.CONCEPT):
                named += 1
                nouns -= meaning is None or meaning.rank is _Rank.CONCEPT
        return False

    def _words(self, normal: str) -> list[tuple[str, str]]:
        """Return (typed, word) pairs: contractions and spoken forms opened, endings of possession dropped."""
        words: list[tuple[str, str]] = []
        for token, following in pairwise((*tokenise(normal), "")):
            word, apostrophe, ending = token.partition("'")
            if apostrophe and ending == "t" and word.endswith("n"):
                word += "t"
            meant = (word,) if word in self._names else self._language.meant(word, following)
            words.extend((token, one) for one in meant)
        return words

    def _spell(self, words: list[tuple[str, str]]) -> tuple[list[_Token], tuple[Correction, ...]]:
        tokens: list[_Token] = []
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
                tokens.append(_Token(f"{typed} {words[index + 1][0]}", whole, self._language.base(whole)))
                continue
            if is_unspaced(word):
                tokens.append(_Token(typed, word, word))
                continue
            meant = self._correct(word, tokens[-1].word if tokens else "", following)
            if meant.words != (word,):
                corrections.append(Correction(typed, " ".join(meant.words), meant.guess))
            tokens.extend(_Token(typed, part, self._language.base(part), meant.guess) for part in meant.words)
        return tokens, tuple(corrections)

    def _correct(self, word: str, before: str, after: str) -> Spelling:
        """Correct a word, a name's part by what stands beside it before anything else."""
        if not self._speller.knows(word):
            beside = self._speller.part_of_name(word, before, after)
            if beside:
                return Spelling((beside,))
        return self._speller.correct(word, before, after)

    def _segments(self, tokens: list[_Token]) -> Iterator[_Segment]:
        """Cut the tokens into the longest phrases that mean something, and single tokens between them."""
        start = 0
        while start < len(tokens):
            longest = self._longest.get(tokens[start].base, 0)
            for end in range(min(len(tokens), start + longest), start, -1):
                meaning = self._meanings.get(tuple(token.base for token in tokens[start:end]))
                if meaning is not None and meaning.fits(tuple(token.word for token in tokens[start:end])):
                    yield start, end, meaning
                    start = end
                    break
            else:
                yield start, start + 1, None
                start += 1

    # ------------------------------------------------------------------ building

    def _bases(self, phrase: str) -> tuple[str, ...]:
        return tuple(self._language.base(word) for _, word in self._words(normalise(phrase)))

    def _add(self, phrase: str, meaning: _Meaning) -> None:
        bases = self._bases(phrase)
        if not bases:
            return
        there = self._meanings.get(bases)
        if meaning.rank is _Rank.ENTITY:
            meaning = replace(meaning, names=frozenset({tuple(word for _, word in self._words(normalise(phrase)))}))
        if there is not None and there.rank < meaning.rank:
            return
        if there is not None and there.rank is meaning.rank is _Rank.ENTITY:
            meaning = _Meaning(meaning.rank, tuple(sorted({*there.keys, *meaning.keys})), meaning.names | there.names)
        self._meanings[bases] = meaning
        self._longest[bases[0]] = max(self._longest.get(bases[0], 0), len(bases))

    def _add_parts_of_names(self, knowledge: Knowledge) -> None:
        """Let each word of a person's name stand for the person, unless the word means something already."""
        part_of: dict[str, set[str]] = {}
        for entity in knowledge.entities:
            if entity.type is EntityType.PERSON:
                for part in tokenise(normalise(entity.name)):
                    part_of.setdefault(part, set()).add(f"@{entity.id}")
        for part, keys in part_of.items():
            bases = self._bases(part)
            if part.isalpha() and not is_unspaced(part):
                self._parts.add(part)
            if part.isalpha() and not is_unspaced(part) and bases not in self._meanings:
                self._add(part, _Meaning(_Rank.ENTITY, tuple(sorted(keys))))

    def _add_fillers(self, fillers: Iterable[str]) -> None:
        for filler in fillers:
            self._add(filler, _Meaning(_Rank.FILLER, ()))

    def _add_concepts(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Give each group one key; groups that share a phrase, question words among them, become one group."""
        key_of: dict[tuple[str, ...], str] = {}
        for kind, phrases in PHRASES.items():
            for phrase in phrases:
                key_of[self._bases(phrase)] = kind.value
                self._add(phrase, _Meaning(_Rank.ASKING, (kind.value,)))
        for group in sorted(groups):
            bases = [b for b in map(self._bases, group) if b]
            shared = sorted({key_of[b] for b in bases if b in key_of}, key=lambda key: (key[0] != "?", key))
            key = shared[0] if shared else "~" + " ".join(min(bases)) if bases else ""
            for merged in shared[1:]:
                for b in [b for b, other in key_of.items() if other == merged]:
                    key_of[b] = key
                    self._put_concept(b, key, self._meanings[b].names)
            for phrase, b in zip(group, map(self._bases, group), strict=True):
                if b:
                    key_of[b] = key
                    self._put_concept(b, key, self._as_written(b, phrase, key))

    def _as_written(self, bases: tuple[str, ...], phrase: str, key: str) -> frozenset[tuple[str, ...]]:
        """Return the forms that alone stand for a synonym with the stem of a small word; none where any form may."""
        words = tuple(word for _, word in self._words(normalise(phrase)))
        if len(words) > 1 or bases[0] not in self._small or words[0] in self._language.function_words:
            return frozenset()
        there = self._meanings.get(bases)
        return frozenset({words}) | (there.names if there is not None and there.keys == (key,) else frozenset())

    def _put_concept(self, bases: tuple[str, ...], key: str, names: frozenset[tuple[str, ...]]) -> None:
        rank = _Rank.ASKING if key[0] == "?" else _Rank.CONCEPT
        self._meanings[bases] = _Meaning(rank, (key,), names)
        self._longest[bases[0]] = max(self._longest.get(bases[0], 0), len(bases))

    def _vocabulary(self, knowledge: Knowledge) -> tuple[list[tuple[str, ...]], frozenset[str]]:
        """Return the phrases whose words a misspelling may stand for, and words that are none."""
        named = (name for entity in knowledge.entities for name in (entity.name, *entity.aliases))
        grouped = (phrase for group in knowledge.lexicon.synonyms for phrase in group)
        asked = (question for entry in knowledge.entries for question in entry.questions)
        phrases = [
            tuple(word for _, word in self._words(normalise(text)) if not is_unspaced(word))
            for text in (*named, *grouped, *asked)
        ]
        said = [text for entry in knowledge.entries for _, text in entry.answer.by_language]
        said += [text for fact in knowledge.facts for _, text in fact.text.by_language]
        known = {word for text in (*said, *knowledge.out_of_scope) for _, word in self._words(normalise(text))}
        known |= {word for phrase in (*self._language.fillers, *knowledge.lexicon.fillers) for word in tokenise(phrase)}
        return phrases, frozenset(known)


def _is_word(language: Language, known: Mapping[str, Set[str]], word: str) -> bool:
    """Say whether a word is spelt right: one that is known by its base form, or a regular inflection of one."""
    return word in language.common or any(is_inflection(word, one) for one in known.get(language.base(word), ()))


def _typed(tokens: list[_Token]) -> str:
    """Return the tokens as they stood; a token that became two counts once."""
    typed: list[str] = []
    for token in tokens:
        if not typed or typed[-1] != token.typed or is_unspaced(token.typed):
            typed.append(token.typed)
    return "".join(part if is_unspaced(part) else f" {part}" for part in typed).strip()


def _is_name(word: str, name: str) -> bool:
    """Say whether a word is a part of a name, or its plural (a genitive's ending is gone by then)."""
    return word in {name, name + "s", name + "es"}


def _numbers(units: list[Unit]) -> Iterator[str]:
    before = ["", *(unit.typed for unit in units)]
    return (
        unit.key for one, unit in zip(before, units, strict=False) if is_number(unit.key) and not _counts(unit, one)
    )


def _months(tokens: list[_Token]) -> Iterator[str]:
    """Yield the months that a date has; “march” and “may” are other words too, save beside a number or after “in”."""
    words = ["", *(token.word for token in tokens), ""]
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        dated = before in {"in", "since"} or any(beside and is_number(beside) for beside in (before, behind))
        if word in MONTHS and (dated or word not in _NOT_ONLY_MONTHS):
            yield word


def _counts(unit: Unit, before: str) -> bool:
    """Say whether a number only counts what the question is about anyway (“which two companies”, “the other 2”)."""
    return unit.key in {"1", "2", "3"} and (unit.typed.isalpha() or before in {"other", "these", "those"})


def _asked(asking: list[tuple[int, Asking]], tokens: list[_Token], *, yes_or_no: bool) -> frozenset[Asking]:
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
