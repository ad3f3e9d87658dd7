"""From sound records to the values of the model."""

import re
from collections.abc import Iterable
from typing import Final

from qwenbot.knowledge.load.rows import Row
from qwenbot.knowledge.load.tree import Scalar
from qwenbot.knowledge.model import (
    Cite,
    Correction,
    Date,
    Entity,
    EntityType,
    Entry,
    EntryKind,
    Expectation,
    Fact,
    FactStatus,
    Lexicon,
    Localised,
    Outcome,
    Section,
    Source,
    Story,
)
from qwenbot.knowledge.schema import CITE

ANY_LANGUAGE: Final = "en"
"""The language of texts while the story's own is not known, because the story is missing or broken."""

_CITE: Final = re.compile(CITE)


def story(row: Row | None, language: str) -> Story:
    """Make the story, or something to go on with where it is missing or broken: the other rules need one."""
    if row is None or row.broken:
        nothing = Localised.of(language, "")
        return Story("none", nothing, language, Date(1), nothing)
    number = row.text("false_answers")
    return Story(
        id=_text(row, "id"),
        title=_localised(row, "title", language),
        language=language,
        as_of=Date.parse(_text(row, "as_of")),
        about=_localised(row, "about", language),
        **({"false_answers": float(number.value)} if number else {}),
    )


def sources(rows: Iterable[Row], language: str) -> tuple[Source, ...]:
    """Make the sources."""
    return tuple(
        Source(
            id=_text(row, "id"),
            title=_localised(row, "title", language),
            publisher=_text(row, "publisher"),
            published=_date(row, "published"),
            url=_maybe(row, "url"),
            sections=tuple(
                Section(_text(section, "id"), _text(section, "title"), int(count.value) if count else None)
                for section in _with(row.rows("sections"), "id", "title")
                for count in [section.text("paragraphs")]
            ),
        )
        for row in _with(rows, "id", "title", "publisher")
    )


def entities(rows: Iterable[Row], language: str) -> tuple[Entity, ...]:
    """Make the entities."""
    return tuple(
        Entity(
            id=_text(row, "id"),
            name=_text(row, "name"),
            type=EntityType(_text(row, "type")),
            aliases=_values(row, "aliases"),
            pronouns=tuple(pronoun.casefold() for pronoun in _values(row, "pronouns")),
            about=_optional(row, "about", language),
        )
        for row in _with(rows, "id", "name", "type")
    )


def facts(rows: Iterable[Row], language: str) -> tuple[Fact, ...]:
    """Make the facts."""
    return tuple(
        Fact(
            id=_text(row, "id"),
            text=_localised(row, "text", language),
            status=FactStatus(_text(row, "status")),
            cites=tuple(_cite(cite.value) for cite in row.texts("cites")),
            entities=_values(row, "entities"),
            date=_date(row, "date"),
            attributed_to=_maybe(row, "attributed_to"),
        )
        for row in _with(rows, "id", "text", "status", "cites")
    )


def entries(rows: Iterable[Row], language: str) -> tuple[Entry, ...]:
    """Make the entries; one whose kind is not known cannot be held against the rules for its kind."""
    return tuple(
        Entry(
            id=_text(row, "id"),
            questions=_values(row, "questions"),
            answer=_localised(row, "answer", language),
            kind=EntryKind(_maybe(row, "kind") or EntryKind.ANSWER),
            entities=_values(row, "entities") if "entities" in row.values else None,
            topic=_optional(row, "topic", language),
            follow_ups=_values(row, "follow_ups"),
            pinned=_maybe(row, "pinned") == "true",
            review_by=_date(row, "review_by"),
            corrections=tuple(
                Correction(Date.parse(_text(correction, "date")), _text(correction, "text"))
                for correction in _with(row.rows("corrections"), "date", "text")
            ),
        )
        for row in _with(rows, "id", "questions", "answer")
        if "kind" not in row.broken
    )


def lexicon(rows: Iterable[Row]) -> Lexicon:
    """Make one lexicon of those of all files."""
    rows = tuple(rows)
    groups = [group for row in rows for group in _lists(row.values.get("synonyms"))]
    return Lexicon(
        synonyms=tuple(tuple(word.value.strip() for word in group) for group in groups),
        fillers=tuple(filler for row in rows for filler in _values(row, "fillers")),
    )


def expectation(row: Row) -> Expectation:
    """Make one turn of an expectation."""
    outcome = row.text("outcome")
    return Expectation(
        ask=_text(row, "ask"),
        entry=_maybe(row, "entry"),
        outcome=Outcome(outcome.value) if outcome else None,
        facts=_values(row, "facts"),
    )


def _with(rows: Iterable[Row], *keys: str) -> Iterable[Row]:
    """Leave out the records that cannot be made; their faults are named already."""
    return (row for row in rows if all(key in row.values for key in keys))


def _text(row: Row, key: str) -> str:
    found = row.text(key)
    if found is None:
        raise KeyError(key)  # `_with` lets through only what has it
    return found.value.strip()


def _maybe(row: Row, key: str) -> str | None:
    found = row.text(key)
    return found.value.strip() if found else None


def _values(row: Row, key: str) -> tuple[str, ...]:
    return tuple(item.value.strip() for item in row.texts(key))


def _date(row: Row, key: str) -> Date | None:
    text = _maybe(row, key)
    return Date.parse(text) if text else None


def _localised(row: Row, key: str, language: str) -> Localised:
    """Return a text with the story's own language first; that it lacks that one is named elsewhere."""
    texts = {code or language: text.value.strip() for code, text in row.languages(key).items()}
    own = {language: texts[language]} if language in texts else {}
    return Localised(tuple((own | texts).items()))


def _optional(row: Row, key: str, language: str) -> Localised | None:
    return _localised(row, key, language) if key in row.values else None


def _lists(value: object) -> list[list[Scalar]]:
    lists = value if isinstance(value, list) else []
    return [[word for word in group if isinstance(word, Scalar)] for group in lists if isinstance(group, list)]


def _cite(text: str) -> Cite:
    found = _CITE.fullmatch(text)
    if found is None:
        raise ValueError(text)  # the declared shape lets through only what matches
    return Cite(found["source"], found["section"], int(found["paragraph"]) if found["paragraph"] else None)
