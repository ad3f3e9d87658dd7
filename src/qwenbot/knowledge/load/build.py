"""From records of all files to one `Knowledge`: ids that are unique, references that resolve, languages that agree."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from qwenbot.knowledge.load.tree import Scalar
from qwenbot.knowledge.load.validate import Languages, Row, did_you_mean
from qwenbot.knowledge.model import (
    NO_ENTRY,
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
    Knowledge,
    Lexicon,
    Localised,
    Outcome,
    Section,
    Source,
    Story,
)
from qwenbot.knowledge.places import Places
from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.knowledge.schema import CITE
from qwenbot.text.markup import Marker, pieces

_CITE: Final = re.compile(CITE)
_ANY_LANGUAGE: Final = "en"
"""The language of texts while the story's own is not known, because the story is missing or broken."""


class Builder:
    """Builds the knowledge from the records of files that are sound in themselves.

    `partial` says that some file could not be read: then what a reference names may stand there, and references are
    not held against what is known.
    """

    def __init__(self, files: Iterable[Row], places: Places, problems: list[Problem], *, partial: bool) -> None:
        self._files = tuple(files)
        self._places = places
        self._problems = problems
        self._partial = partial
        self._language = _ANY_LANGUAGE

    def build(self) -> Knowledge | None:
        """Return the knowledge; None where there is no story to build it on."""
        story = self._story()
        sources = self._unique("sources", self._places.sources)
        entities = self._unique("entities", self._places.entities)
        facts = self._unique("facts", self._places.facts)
        entries = self._unique("entries", self._places.entries)
        for row in facts:
            self._refer(row.texts("entities"), self._places.entities, "entity")
            self._check_cites(row, sources)
        for row in entries:
            self._check_entry(row)
        conversations = self.expectations()
        if story is None:
            return None
        return Knowledge(
            story=story,
            sources=tuple(self._source(row) for row in sources if not row.incomplete),
            entities=tuple(self._entity(row) for row in entities if not row.incomplete),
            facts=tuple(self._fact(row) for row in facts if not row.incomplete),
            entries=tuple(self._entry(row) for row in entries if not row.incomplete),
            lexicon=self._lexicon(),
            out_of_scope=tuple(item.value for file in self._files for item in file.texts("out_of_scope")),
            conversations=conversations,
        )

    def expectations(self) -> tuple[tuple[Expectation, ...], ...]:
        """Return the expectations, each a conversation of one or more turns."""
        rows = (row for file in self._files for row in file.rows("expectations"))
        return tuple(turns for turns in map(self._turns, rows) if turns)

    # ------------------------------------------------------------------ the rules across records

    def _story(self) -> Story | None:
        rows = [row for file in self._files if (row := file.row("story"))]
        for row in rows[1:]:
            self._say(row.place, f"there is a story already, in {rows[0].place}: keep one", "duplicate-story")
        if not rows:
            if not self._partial:
                place = Place(self._places.directory)
                self._say(place, "no file has a `story`: add one with format, id, title, language, as_of and about",
                          "no-story")  # fmt: skip
            return None
        row = rows[0]
        self._places.story = row.place
        if row.incomplete:
            return None
        self._language = _text(row, "language")
        number = row.text("false_answers")
        return Story(
            id=_text(row, "id"),
            title=self._localised(row, "title"),
            language=self._language,
            as_of=Date.parse(_text(row, "as_of")),
            about=self._localised(row, "about"),
            **({"false_answers": float(number.value)} if number else {}),
        )

    def _unique(self, key: str, places: dict[str, Place]) -> list[Row]:
        """Return the records under a key, the first of those with the same id; the later ones are faults."""
        kept: list[Row] = []
        for row in (row for file in self._files for row in file.rows(key)):
            given = row.text("id")
            if given is None:
                continue
            if given.value == NO_ENTRY:
                self._say(given.place, f"`{NO_ENTRY}` is reserved: choose another id", "reserved-id")
            elif given.value in places:
                self._say(given.place, f"the id `{given.value}` is taken, in {places[given.value]}: choose another",
                          "duplicate-id")  # fmt: skip
            else:
                places[given.value] = given.place
                kept.append(row)
        return kept

    def _refer(self, names: Iterable[Scalar], known: Mapping[str, Place], what: str) -> None:
        if self._partial:
            return
        for name in names:
            if name.value not in known:
                near = did_you_mean(name.value, known) or ": add it, or take this out"
                self._say(name.place, f"there is no {what} `{name.value}`{near}", "dangling")

    def _check_cites(self, fact: Row, sources: list[Row]) -> None:
        if not self._partial and fact.values.get("cites") == []:
            self._say(fact.place, "a fact needs a cite: say where it stands, as in SOURCE#SECTION.PARAGRAPH", "no-cite")
        by_id = {source.text("id").value: source for source in sources}  # type: ignore[union-attr] # _unique kept those that have one
        for cite in fact.texts("cites"):
            found = _CITE.fullmatch(cite.value)
            if not found or self._partial:
                continue
            source = by_id.get(found["source"])
            if source is None:
                near = did_you_mean(found["source"], by_id) or ": add it under `sources`"
                self._say(cite.place, f"there is no source `{found['source']}`{near}", "dangling")
            elif found["section"]:
                self._check_section(cite, found, source)

    def _check_section(self, cite: Scalar, found: re.Match[str], source: Row) -> None:
        sections = {name.value: row for row in source.rows("sections") if (name := row.text("id"))}
        section = sections.get(found["section"])
        if section is None:
            near = did_you_mean(found["section"], sections) or f": add it to the sections of `{found['source']}`"
            self._say(
                cite.place, f"the source `{found['source']}` has no section `{found['section']}`{near}", "dangling"
            )
            return
        count = section.text("paragraphs")
        if count and found["paragraph"] and int(found["paragraph"]) > int(count.value):
            self._say(cite.place, f"the section `{found['section']}` has {count.value} paragraphs, not "
                      f"{found['paragraph']}: count again, a list being one", "dangling")  # fmt: skip

    def _check_entry(self, row: Row) -> None:
        entry_id = _text(row, "id")
        self._places.questions[entry_id] = tuple(question.place for question in row.texts("questions"))
        self._refer(row.texts("entities"), self._places.entities, "entity")
        self._refer(row.texts("follow_ups"), self._places.entries, "entry")
        answer = row.values.get("answer")
        if not isinstance(answer, dict):
            return
        self._places.answers[entry_id] = {language or self._language: text.place for language, text in answer.items()}
        marked = {language: _markers(text.value) for language, text in answer.items()}
        first = next(iter(marked.values()))
        for language, text in answer.items():
            if sorted(marked[language]) != sorted(first):
                only = sorted({*marked[language]} ^ {*first}) or sorted(first)
                self._say(text.place, f"the answer's languages cite different facts ({', '.join(only)}): "
                          "give each sentence the same markers in every language", "markers-differ")  # fmt: skip
            for fact in marked[language]:
                if fact not in self._places.facts and not self._partial:
                    near = did_you_mean(fact, self._places.facts) or ": add the fact, or write \\[ for a bracket"
                    self._say(text.place, f"the answer cites `[{fact}]`, which is no fact{near}", "dangling")

    def _turns(self, row: Row) -> tuple[Expectation, ...]:
        conversation = row.rows("conversation")
        if conversation and any(key != "conversation" for key in row.values):
            self._say(row.place, "a conversation holds its questions itself: move the other keys into its turns",
                      "expectation")  # fmt: skip
        if not conversation and row.text("ask") is None:
            if not row.incomplete:
                self._say(row.place, "an expectation needs `ask` or `conversation`: write the question", "missing-key")
            return ()
        turns = conversation or (row,)
        self._places.expectations.append(tuple(turn.place for turn in turns))
        return tuple(self._expectation(turn) for turn in turns if turn.text("ask"))

    def _expectation(self, row: Row) -> Expectation:
        entry, outcome = row.text("entry"), row.text("outcome")
        if entry and entry.value != NO_ENTRY:
            self._refer((entry,), self._places.entries, "entry")
        self._refer(row.texts("facts"), self._places.facts, "fact")
        if not (entry or outcome or row.texts("facts")):
            self._say(row.place, "this expects nothing: add `entry`, `outcome` or `facts`", "expectation")
        return Expectation(
            ask=_text(row, "ask"),
            entry=entry.value if entry else None,
            outcome=Outcome(outcome.value) if outcome else None,
            facts=_values(row, "facts"),
        )

    # ------------------------------------------------------------------ from records to values

    def _localised(self, row: Row, key: str) -> Localised:
        value = row.values[key]
        languages: Languages = value if isinstance(value, dict) else {}
        texts = {language or self._language: text.value.strip() for language, text in languages.items()}
        if self._language not in texts:
            place = next(iter(languages.values())).place
            self._say(place, f"`{key}` has no text in `{self._language}`, the story's language: add one", "language")
            return Localised(tuple(texts.items()))
        return Localised(((self._language, texts.pop(self._language)), *texts.items()))

    def _optional(self, row: Row, key: str) -> Localised | None:
        return self._localised(row, key) if key in row.values else None

    def _source(self, row: Row) -> Source:
        return Source(
            id=_text(row, "id"),
            title=self._localised(row, "title"),
            publisher=_text(row, "publisher"),
            published=_date(row, "published"),
            url=_maybe(row, "url"),
            sections=tuple(
                Section(_text(section, "id"), _text(section, "title"), int(count.value) if count else None)
                for section in row.rows("sections")
                if not section.incomplete
                for count in [section.text("paragraphs")]
            ),
        )

    def _entity(self, row: Row) -> Entity:
        return Entity(
            id=_text(row, "id"),
            name=_text(row, "name"),
            type=EntityType(_text(row, "type")),
            aliases=_values(row, "aliases"),
            pronouns=tuple(pronoun.casefold() for pronoun in _values(row, "pronouns")),
            about=self._optional(row, "about"),
        )

    def _fact(self, row: Row) -> Fact:
        return Fact(
            id=_text(row, "id"),
            text=self._localised(row, "text"),
            status=FactStatus(_text(row, "status")),
            cites=tuple(_cite(cite.value) for cite in row.texts("cites")),
            entities=_values(row, "entities"),
            date=_date(row, "date"),
            attributed_to=_maybe(row, "attributed_to"),
        )

    def _entry(self, row: Row) -> Entry:
        return Entry(
            id=_text(row, "id"),
            questions=_values(row, "questions"),
            answer=self._localised(row, "answer"),
            kind=EntryKind(_maybe(row, "kind") or EntryKind.ANSWER),
            entities=_values(row, "entities") if "entities" in row.values else None,
            topic=self._optional(row, "topic"),
            follow_ups=_values(row, "follow_ups"),
            pinned=_maybe(row, "pinned") == "true",
            review_by=_date(row, "review_by"),
            corrections=tuple(
                Correction(Date.parse(_text(correction, "date")), _text(correction, "text"))
                for correction in row.rows("corrections")
                if not correction.incomplete
            ),
        )

    def _lexicon(self) -> Lexicon:
        rows = [row for file in self._files if (row := file.row("lexicon"))]
        groups = [group for row in rows for group in _lists(row.values.get("synonyms"))]
        return Lexicon(
            synonyms=tuple(tuple(word.value for word in group) for group in groups),
            fillers=tuple(filler for row in rows for filler in _values(row, "fillers")),
        )

    def _say(self, place: Place, message: str, rule: str) -> None:
        self._problems.append(Problem(place, Severity.ERROR, message, rule))


def _text(row: Row, key: str) -> str:
    found = row.text(key)
    if found is None:
        raise KeyError(key)  # only sound records are built from
    return found.value.strip()


def _maybe(row: Row, key: str) -> str | None:
    found = row.text(key)
    return found.value.strip() if found else None


def _values(row: Row, key: str) -> tuple[str, ...]:
    return tuple(item.value.strip() for item in row.texts(key))


def _date(row: Row, key: str) -> Date | None:
    text = _maybe(row, key)
    return Date.parse(text) if text else None


def _lists(value: object) -> list[list[Scalar]]:
    lists = value if isinstance(value, list) else []
    return [[word for word in group if isinstance(word, Scalar)] for group in lists if isinstance(group, list)]


def _cite(text: str) -> Cite:
    found = _CITE.fullmatch(text)
    if found is None:
        raise ValueError(text)  # only sound records are built from
    return Cite(found["source"], found["section"], int(found["paragraph"]) if found["paragraph"] else None)


def _markers(text: str) -> list[str]:
    return list(dict.fromkeys(piece.fact for piece in pieces(text) if isinstance(piece, Marker)))
