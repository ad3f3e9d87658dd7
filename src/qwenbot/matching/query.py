"""A question as understood: what `lexicon` makes of a string, and all that `index` and `guard` look at."""

from dataclasses import dataclass

from qwenbot.text.asking import Asking


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing meant, however many words it took to say it.

    `key` is what is compared: `@id` for an entity, `~word` for a group of synonyms, `?kind` for question words, else a
    word's stem. `typed` is what stood in the question. A `small` unit holds the sentence together and says little;
    `alternatives` is how many units stand for the same ambiguous words, this one among them. A `strange` unit is a
    word that neither the story nor the language's common words have: a name, most likely.
    """

    key: str
    typed: str
    small: bool = False
    alternatives: int = 1
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in the question; several ids where the name fits several.

    `beside` is a word next to one part of a name that makes it, as likely, somebody else's name altogether.
    """

    typed: str
    entities: tuple[str, ...]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word taken for a misspelling of one of the base's own; a `guess` is not sure enough to name anybody."""

    typed: str
    meant: str
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    `numbers` are those that are not part of a name; `unknown` the words, as typed, that no phrasing of the base has;
    `denied` the keys of the units that a negation stands before, nearest first, and `others` tells that those are asked
    for of whom something is not so (“who did not leave?”); `key` is what makes two texts the same phrasing.
    """

    text: str
    units: tuple[Unit, ...]
    mentions: tuple[Mention, ...] = ()
    corrections: tuple[Correction, ...] = ()
    asking: frozenset[Asking] = frozenset()
    numbers: frozenset[str] = frozenset()
    denied: tuple[str, ...] = ()
    others: bool = False
    unknown: tuple[str, ...] = ()
    key: str = ""

    @property
    def entities(self) -> tuple[str, ...]:
        """Every entity id that a mention may stand for, in the order of the question."""
        return tuple(dict.fromkeys(entity for mention in self.mentions for entity in mention.entities))

    @property
    def reading(self) -> tuple[str, ...]:
        """The keys of the units: two questions with the same mean the same here."""
        return tuple([unit.key for unit in self.units])
