"""The knowledge format as data: one declaration for what is checked and for the JSON Schema that editors read.

What depends on more than one place (references, duplicates, citations) is not here but in `load` and `lint`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qwenbot.knowledge.model import FORMAT, NO_ENTRY, EntityType, EntryKind, FactStatus, Outcome

ID: Final = r"[a-z0-9][a-z0-9-]{0,63}"
CITE: Final = rf"(?P<source>{ID})(?:#(?P<section>{ID})(?:\.(?P<paragraph>[1-9][0-9]{{0,3}}))?)?"
DATE: Final = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
LANGUAGE: Final = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, of one line where it names something; `pattern` is what it must match, `wanted` says so to people."""

    wanted: str = "a text"
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Localisable:
    """A text, or a mapping of language to text."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole or decimal number between two bounds."""

    least: float
    most: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, enum: type[StrEnum]) -> "OneOf":
        """Take the words of an enumeration."""
        return cls(tuple(enum))


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of things of one shape; `least` is how many there must be."""

    item: "Shape"
    least: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record, and its help for people."""

    shape: "Shape"
    help: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; `name` is what people call it."""

    name: str
    fields: Mapping[str, Field]


Shape = Text | Localisable | Number | Flag | OneOf | ListOf | Record

_ID: Final = Text("an id (a-z, 0-9 and -, at most 64 characters, not starting with -)", ID)
_DATE: Final = Text("a date: YYYY, YYYY-MM or YYYY-MM-DD", DATE)
_TEXTS: Final = ListOf(Text())

_STORY: Final = Record(
    "a story",
    {
        "format": Field(Number(FORMAT, FORMAT), f"The version of this format: {FORMAT}.", required=True),
        "id": Field(_ID, "A name for the story that never changes.", required=True),
        "title": Field(Localisable(), "What people call the story.", required=True),
        "language": Field(
            Text("a language code, such as en or pt-BR", LANGUAGE),
            "The language of the answers; others may be added beside it.",
            required=True,
        ),
        "as_of": Field(_DATE, "What the knowledge is true up to; shown to members.", required=True),
        "about": Field(
            Localisable(),
            "One or two sentences on what can be asked; shown in help and where nothing was found.",
            required=True,
        ),
        "false_answers": Field(
            Number(0, 1, whole=False), "The share of out-of-scope questions that may be answered (0.1 unless set)."
        ),
    },
)

_SECTION: Final = Record(
    "a section",
    {
        "id": Field(_ID, "What citations call the section.", required=True),
        "title": Field(Text(), "The section's heading.", required=True),
        "paragraphs": Field(Number(1, 9999), "How many paragraphs it has; a list is one."),
    },
)

_SOURCE: Final = Record(
    "a source",
    {
        "id": Field(_ID, "What citations call the source.", required=True),
        "title": Field(Localisable(), "The source's title.", required=True),
        "publisher": Field(Text(), "Who published it.", required=True),
        "published": Field(_DATE, "When: a year, a month or a day."),
        "url": Field(Text("an address that starts with https:// or http://", r"https?://\S+"), "Where to read it."),
        "sections": Field(ListOf(_SECTION), "What a citation may point at."),
    },
)

_ENTITY: Final = Record(
    "an entity",
    {
        "id": Field(_ID, "What facts and entries call it.", required=True),
        "name": Field(Text(), "Its full name.", required=True),
        "type": Field(OneOf.of(EntityType), "What kind of thing it is.", required=True),
        "aliases": Field(_TEXTS, "Other names, short names, names in other scripts."),
        "pronouns": Field(_TEXTS, "Pronouns that a follow-up may use for it."),
        "about": Field(Localisable(), "One line on who or what it is."),
    },
)

_FACT: Final = Record(
    "a fact",
    {
        "id": Field(_ID, "What answers cite it by.", required=True),
        "text": Field(Localisable(), "The fact, in your own words.", required=True),
        "status": Field(OneOf.of(FactStatus), "How the source states it.", required=True),
        "entities": Field(ListOf(_ID), "Whom and what it is about."),
        "date": Field(_DATE, "When it happened; puts it on the timeline."),
        "cites": Field(
            ListOf(Text("SOURCE, SOURCE#SECTION or SOURCE#SECTION.PARAGRAPH", CITE), 1),
            "Where it stands; paragraphs count from 1 within their section.",
            required=True,
        ),
        "attributed_to": Field(Text(), "Whose claim it is, where the source says so."),
    },
)

_CORRECTION: Final = Record(
    "a correction",
    {
        "date": Field(_DATE, "When it was corrected.", required=True),
        "text": Field(Text(), "What was changed and why.", required=True),
    },
)

_ENTRY: Final = Record(
    "an entry",
    {
        "id": Field(_ID, "What follow-ups and expectations call it.", required=True),
        "questions": Field(ListOf(Text(), 1), "Ways to ask, one a line; the first is the title.", required=True),
        "answer": Field(Localisable(), "The answer; each sentence cites a fact as [fact-id].", required=True),
        "entities": Field(ListOf(_ID), "Whom and what the question is about."),
        "topic": Field(Localisable(), "Groups entries when browsing."),
        "follow_ups": Field(ListOf(_ID), "Entries offered next."),
        "kind": Field(OneOf.of(EntryKind), "answer (unless set), unknown (“the story does not say”) or chat."),
        "pinned": Field(Flag(), "Offered before anything is typed."),
        "review_by": Field(_DATE, "Past this date the answer is only suggested, with a notice."),
        "corrections": Field(ListOf(_CORRECTION), "What was changed and why, newest last."),
    },
)

_LEXICON: Final = Record(
    "a lexicon",
    {
        "synonyms": Field(ListOf(ListOf(Text(), 2)), "Each list means one thing."),
        "fillers": Field(_TEXTS, "Words that carry no meaning here."),
    },
)

_ASKED: Final = {
    "ask": Field(Text(), "The question."),
    "entry": Field(_ID, f"The entry it must come to; {NO_ENTRY}: it must not be answered."),
    "outcome": Field(OneOf.of(Outcome), "What must become of it."),
    "facts": Field(ListOf(_ID), "Facts that the answer must cite."),
}
TURN: Final = Record("a turn", {**_ASKED, "ask": Field(Text(), "The question.", required=True)})

EXPECTATION: Final = Record(
    "an expectation",
    {**_ASKED, "conversation": Field(ListOf(TURN, 1), "Questions asked one after the other, in place of `ask`.")},
)

FILE: Final = Record(
    "a knowledge file",
    {
        "story": Field(_STORY, "What the knowledge is about; once in all files."),
        "sources": Field(ListOf(_SOURCE), "Documents that facts cite."),
        "entities": Field(ListOf(_ENTITY), "Who and what the story is about."),
        "facts": Field(ListOf(_FACT), "What the sources say, one thing each."),
        "entries": Field(ListOf(_ENTRY), "Questions and their answers."),
        "lexicon": Field(_LEXICON, "What words mean in this story."),
        "out_of_scope": Field(_TEXTS, "Questions that must not be answered."),
        "expectations": Field(ListOf(EXPECTATION), "Questions with what must become of them."),
    },
)
"""A knowledge file: everything that may stand in one, all of it optional, since files add up."""


def json_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a knowledge file, with help on every key."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "qwenbot knowledge, format 1",
        **_json(FILE),
    }


def _json(shape: Shape) -> dict[str, object]:
    match shape:
        case Text():
            # An editor reads 2026 as a number and true as a truth value; the loader reads every text as it is written.
            if shape.pattern:
                return {"type": ["string", "integer"], "pattern": f"^(?:{_javascript(shape.pattern)})$"}
            return {"type": ["string", "number", "boolean"], "pattern": r"\S"}
        case Localisable():
            text = _json(Text())
            languages = {"propertyNames": {"pattern": f"^{LANGUAGE}$"}, "additionalProperties": text}
            return {"anyOf": [text, {"type": "object", "minProperties": 1, **languages}]}
        case Number():
            kind = "integer" if shape.whole else "number"
            return {"type": kind, "minimum": shape.least, "maximum": shape.most}
        case Flag():
            return {"type": "boolean"}
        case OneOf():
            return {"enum": list(shape.words)}
        case ListOf():
            return {"type": "array", "items": _json(shape.item), **({"minItems": shape.least} if shape.least else {})}
        case Record():
            return {
                "type": "object",
                "additionalProperties": False,
                "required": [key for key, field in shape.fields.items() if field.required],
                "properties": {
                    key: {"description": field.help, **_json(field.shape)} for key, field in shape.fields.items()
                },
            }


def _javascript(pattern: str) -> str:
    """Return a pattern as JSON Schema knows it: without named groups."""
    return re.sub(r"\?P<\w+>", "?:", pattern)
