"""The story as data: frozen values that everything else reads.

Built by `knowledge.load` from YAML, or by hand in tests. Nothing here checks anything: a `Knowledge` that came out of
the loader without errors has unique ids, and every reference in it resolves.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final, Self

FORMAT: Final = 1
"""The version of the knowledge format that this program reads."""

NO_ENTRY: Final = "none"
"""In an expectation's `entry`: the question must not be answered. Reserved, so no id may be called so."""


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    MODEL = "model"
    BENCHMARK = "benchmark"
    PLACE = "place"
    EVENT = "event"
    DOCUMENT = "document"


class FactStatus(StrEnum):
    """How the source states a fact."""

    REPORTED = "reported"
    QUOTE = "quote"
    ANALYSIS = "analysis"
    PREDICTION = "prediction"
    DISPUTED = "disputed"
    DENIED = "denied"


class EntryKind(StrEnum):
    """What an entry's answer is."""

    ANSWER = "answer"
    UNKNOWN = "unknown"
    CHAT = "chat"


class Outcome(StrEnum):
    """What became of a question. There is no fourth: a guess is not an outcome."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A year, a month or a day, as precise as the source is (`month` and `day` are 0 where it does not say)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; the loader has already checked that it is one."""
        return cls(*(int(part) for part in text.split("-")))

    def is_over(self, today: "Date") -> bool:
        """Say whether all of the year, the month or the day lies before `today`."""
        parts = 1 + (self.month > 0) + (self.day > 0)
        return (today.year, today.month, today.day)[:parts] > (self.year, self.month, self.day)[:parts]

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])


@dataclass(frozen=True, slots=True)
class Localised:
    """A text in one or more languages, the story's own first."""

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, language: str, text: str, **others: str) -> Self:
        """Build one from the story's language and others by their codes."""
        return cls(((language, text), *others.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """The language codes, the story's own first."""
        return tuple(language for language, _ in self.by_language)

    def text(self, language: str | None = None) -> str:
        """Return the text in `language`, or in the story's own where there is none in that."""
        return dict(self.by_language).get(language or "", self.by_language[0][1])


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a source that a citation may point at; `paragraphs` is how many it has, where that is known."""

    id: str
    title: str
    paragraphs: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that facts cite."""

    id: str
    title: Localised
    publisher: str
    published: Date | None = None
    url: str | None = None
    sections: tuple[Section, ...] = ()

    def section(self, section_id: str) -> Section | None:
        """Return the section of that id, if there is one."""
        return next((section for section in self.sections if section.id == section_id), None)


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that the story is about."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    about: Localised | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """Where in a source a fact stands; `paragraph` counts from 1 within the section."""

    source: str
    section: str | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        section = f"#{self.section}" if self.section else ""
        return f"{self.source}{section}" + (f".{self.paragraph}" if self.paragraph else "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a source says."""

    id: str
    text: Localised
    status: FactStatus
    cites: tuple[Cite, ...]
    entities: tuple[str, ...] = ()
    date: Date | None = None
    attributed_to: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed in an entry, and when."""

    date: Date
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, in the ways people ask it, and the answer that a person wrote."""

    id: str
    questions: tuple[str, ...]
    answer: Localised
    kind: EntryKind = EntryKind.ANSWER
    entities: tuple[str, ...] | None = None
    topic: Localised | None = None
    follow_ups: tuple[str, ...] = ()
    pinned: bool = False
    review_by: Date | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def title(self) -> str:
        """The first phrasing, which stands for the entry wherever one must be named to people."""
        return self.questions[0]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words mean in this story: each synonym group means one thing; fillers mean nothing."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    fillers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one question must come to. `entry` may be `NO_ENTRY`; whatever is None or empty is not checked."""

    ask: str
    entry: str | None = None
    outcome: Outcome | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What the knowledge is about. `about` is shown in help and on a miss."""

    id: str
    title: Localised
    language: str
    as_of: Date
    about: Localised
    false_answers: float = 0.1


@dataclass(frozen=True)
class Knowledge:
    """Everything a knowledge directory says.

    `conversations` holds the expectations: each a conversation of one or more turns, asked in order.
    """

    story: Story
    sources: tuple[Source, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    out_of_scope: tuple[str, ...] = ()
    conversations: tuple[tuple[Expectation, ...], ...] = ()

    @cached_property
    def entity_by_id(self) -> Mapping[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """The facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def entry_by_id(self) -> Mapping[str, Entry]:
        """The entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def version(self) -> str:
        """A fingerprint of all that can change an answer: twelve hexadecimal digits.

        The same for the same content however it is spread over files, so it names the knowledge, not its layout.
        """
        parts = (
            repr(self.story),
            *sorted(map(repr, self.sources)),
            *sorted(map(repr, self.entities)),
            *sorted(map(repr, self.facts)),
            *sorted(map(repr, self.entries)),
            *sorted(map(repr, self.lexicon.synonyms)),
            *sorted(self.lexicon.fillers),
            *sorted(self.out_of_scope),
        )
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()[:12]
