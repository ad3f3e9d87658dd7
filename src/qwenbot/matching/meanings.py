"""What phrases mean in one version of the knowledge: the tables that a lexicon reads by, and how they are made.

Longest match over tokens, so that “Wu Zeming” is one man and “step down” is one act; scripts without spaces are
matched by the character with the same table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from qwenbot.knowledge.model import EntityType, Knowledge
from qwenbot.text.asking import PHRASES
from qwenbot.text.language import Language
from qwenbot.text.normalise import normalise
from qwenbot.text.tokens import is_unspaced, tokenise


class Rank(IntEnum):
    """What a phrase is, if several tables have it: a name before a word, the story's words before the language's."""

    ENTITY = 0
    CONCEPT = 1
    ASKING = 2
    FILLER = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for; a name also has the words it is written in, for its stem may be another word.

    So has a word with the stem of a small one: who was “canned” was fired, who “can” was not.
    """

    rank: Rank
    keys: tuple[str, ...]
    names: frozenset[tuple[str, ...]] = frozenset()

    def fits(self, words: tuple[str, ...]) -> bool:
        """Say whether these words, whose stems are the phrase's, may stand for it: `aim` is not `AIME`."""
        if not self.names or words in self.names:
            return True
        return any(all(map(_is_name, words, name)) for name in self.names)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as typed, as understood (after spelling), and in its base form; perhaps only a guess."""

    typed: str
    word: str
    base: str
    guess: bool = False


Segment = tuple[int, int, Meaning | None]
"""Some tokens, from one to before another, and what they mean together."""


class Meanings:
    """The phrases that mean something: names, concepts, question words and fillers."""

    def __init__(self, knowledge: Knowledge, language: Language) -> None:
        self._language = language
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        self._longest: dict[str, int] = {}
        self.names = [
            tokenise(normalise(name)) for entity in knowledge.entities for name in (entity.name, *entity.aliases)
        ]
        self.parts: set[str] = set()
        self._single_names = {name[0] for name in self.names if len(name) == 1}
        self._called = {f"@{entity.id}": entity.name for entity in knowledge.entities}
        self._add_fillers((*language.fillers, *knowledge.lexicon.fillers))
        self._add_concepts(knowledge.lexicon.synonyms)
        for entity in knowledge.entities:
            for name in (entity.name, *entity.aliases):
                self._add(name, Meaning(Rank.ENTITY, (f"@{entity.id}",)))
        self._add_parts_of_names(knowledge)

    def called(self, key: str) -> str:
        """Return what a key is called by those who wrote the knowledge: a name, the first word of a group, the word."""
        return self._called.get(key, key.lstrip("?"))

    def words(self, normal: str) -> list[tuple[str, str]]:
        """Return (typed, word) pairs: contractions and spoken forms opened, endings of possession dropped."""
        words: list[tuple[str, str]] = []
        for token, following in pairwise((*tokenise(normal), "")):
            word, apostrophe, ending = token.partition("'")
            if apostrophe and ending == "t" and word.endswith("n"):
                word += "t"
            name = following.partition("'")[0] in self._single_names
            meant = (word,) if word in self._single_names else self._language.meant(word, following, before_name=name)
            words.extend((token, one) for one in meant)
        return words

    def segments(self, tokens: list[Token]) -> Iterator[Segment]:
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

    def _bases(self, phrase: str) -> tuple[str, ...]:
        return tuple(self._language.base(word) for _, word in self.words(normalise(phrase)))

    def _add(self, phrase: str, meaning: Meaning) -> None:
        bases = self._bases(phrase)
        if not bases:
            return
        there = self._meanings.get(bases)
        if meaning.rank is Rank.ENTITY:
            meaning = replace(meaning, names=frozenset({tuple(word for _, word in self.words(normalise(phrase)))}))
        if there is not None and there.rank < meaning.rank:
            return
        if there is not None and there.rank is meaning.rank is Rank.ENTITY:
            meaning = Meaning(meaning.rank, tuple(sorted({*there.keys, *meaning.keys})), meaning.names | there.names)
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
                self.parts.add(part)
            if part.isalpha() and not is_unspaced(part) and bases not in self._meanings:
                self._add(part, Meaning(Rank.ENTITY, tuple(sorted(keys))))

    def _add_fillers(self, fillers: Iterable[str]) -> None:
        for filler in fillers:
            self._add(filler, Meaning(Rank.FILLER, ()))

    def _add_concepts(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Give each group one key; groups that share a phrase, question words among them, become one group."""
        key_of: dict[tuple[str, ...], str] = {}
        for kind, phrases in PHRASES.items():
            for phrase in phrases:
                key_of[self._bases(phrase)] = kind.value
                self._add(phrase, Meaning(Rank.ASKING, (kind.value,)))
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
            if key[0] == "~":
                self._called.setdefault(key, group[0])

    def _as_written(self, bases: tuple[str, ...], phrase: str, key: str) -> frozenset[tuple[str, ...]]:
        """Return the forms that alone stand for a synonym with the stem of a small word; none where any form may."""
        words = tuple(word for _, word in self.words(normalise(phrase)))
        if len(words) > 1 or bases[0] not in self._language.small or words[0] in self._language.function_words:
            return frozenset()
        there = self._meanings.get(bases)
        return frozenset({words}) | (there.names if there is not None and there.keys == (key,) else frozenset())

    def _put_concept(self, bases: tuple[str, ...], key: str, names: frozenset[tuple[str, ...]]) -> None:
        rank = Rank.ASKING if key[0] == "?" else Rank.CONCEPT
        self._meanings[bases] = Meaning(rank, (key,), names)
        self._longest[bases[0]] = max(self._longest.get(bases[0], 0), len(bases))


def _is_name(word: str, name: str) -> bool:
    """Say whether a word is a part of a name, or its plural (a genitive's ending is gone by then)."""
    return word in {name, name + "s", name + "es"}
