"""The rules across records: ids that are unique, references that resolve, languages that agree."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from qwenbot.knowledge.load import make
from qwenbot.knowledge.load.rows import Row
from qwenbot.knowledge.load.scalars import did_you_mean
from qwenbot.knowledge.load.tree import Scalar
from qwenbot.knowledge.load.unread import Unread
from qwenbot.knowledge.model import NO_ENTRY, Expectation, Knowledge
from qwenbot.knowledge.places import Places
from qwenbot.knowledge.problems import Place, Problems
from qwenbot.knowledge.schema import CITE
from qwenbot.text.markup import Marker, pieces

_CITE: Final = re.compile(CITE)

_MOST_COMPARED: Final = 5_000_000
"""Names compared to find one near to an unknown one: about two seconds. So many unknown names have one cause."""

_IN_LANGUAGES: Final = {
    "sources": ("title",),
    "entities": ("about",),
    "facts": ("text",),
    "entries": ("answer", "topic"),
}


class Builder:
    """Builds the knowledge from the records of all files; `unread` is what may stand in those that are none."""

    def __init__(self, files: Iterable[Row], places: Places, problems: Problems, unread: Unread) -> None:
        self._files = tuple(files)
        self._places = places
        self._problems = problems
        self._unread = unread
        self._language: str | None = None
        self._compared = 0
        self._sections: dict[str, dict[str, Row]] = {}

    def build(self) -> Knowledge:
        """Return what could be made of the records. With errors among the problems it is good for `lint` alone."""
        story = self._story()
        every = {key: [row for file in self._files for row in file.rows(key)] for key in _IN_LANGUAGES}
        rows = {key: self._unique(every[key], getattr(self._places, key)) for key in every}
        for key, names in _IN_LANGUAGES.items():
            for row in every[key]:
                self._check_languages(row, names)
        sources = {given.value: row for row in rows["sources"] if (given := row.text("id"))}
        for row in every["sources"]:
            self._check_sections(row)
        for row in every["facts"]:
            self._refer(row.texts("entities"), self._places.entities, "entity")
            self._check_cites(row, sources)
        for row in every["entries"]:
            self._check_entry(row)
        for row in rows["entries"]:
            self._place_entry(row)
        language = self._language or make.ANY_LANGUAGE
        return Knowledge(
            story=make.story(story, language),
            sources=make.sources(rows["sources"], language),
            entities=make.entities(rows["entities"], language),
            facts=make.facts(rows["facts"], language),
            entries=make.entries(rows["entries"], language),
            lexicon=make.lexicon(found for file in self._files if (found := file.row("lexicon"))),
            out_of_scope=tuple(text.value.strip() for text in self._out_of_scope()),
            conversations=self.expectations(),
        )

    def expectations(self) -> tuple[tuple[Expectation, ...], ...]:
        """Return the expectations, each a conversation of one or more turns."""
        rows = (row for file in self._files for row in file.rows("expectations"))
        return tuple(turns for turns in map(self._turns, rows) if turns)

    def _story(self) -> Row | None:
        rows = [row for file in self._files if (row := file.row("story"))]
        for row in rows[1:]:
            self._problems.error(
                row.place, f"there is a story already, in {rows[0].place}: keep one", "duplicate-story"
            )
        if not rows:
            if not self._unread.story and not any("story" in file.broken for file in self._files):
                message = "no file has a `story`: add one with format, id, title, language, as_of and about"
                self._problems.error(Place(self._places.directory), message, "no-story")
            return None
        story = rows[0]
        self._places.story = story.place
        self._is_free(story.text("id"), {})
        language = story.text("language")
        self._language = language.value if language else None
        self._check_languages(story, ("title", "about"))
        return story

    def _out_of_scope(self) -> Iterable[Scalar]:
        for file in self._files:
            for text in file.texts("out_of_scope"):
                self._places.out_of_scope.append(text.place)
                yield text

    def _unique(self, rows: Iterable[Row], places: dict[str, Place]) -> list[Row]:
        """Return the first of the records with the same id, and fill in their places; the later ones are faults."""
        kept: list[Row] = []
        for row in rows:
            given = row.text("id")
            if given is not None and self._is_free(given, places):
                places[given.value] = given.place
                kept.append(row)
        return kept

    def _is_free(self, given: Scalar | None, taken: Mapping[str, Place]) -> bool:
        if given is not None and given.value == NO_ENTRY:
            self._problems.error(given.place, f"`{NO_ENTRY}` is reserved: choose another id", "reserved-id")
            return False
        if given is not None and given.value in taken:
            message = f"the id `{given.value}` is taken, in {taken[given.value]}: choose another"
            self._problems.error(given.place, message, "duplicate-id")
            return False
        return True

    def _check_languages(self, row: Row, keys: Iterable[str]) -> None:
        own = self._language
        for key in keys if own else ():
            texts = row.languages(key)
            if texts and "" not in texts and own not in texts:
                message = f"`{key}` has no text in `{own}`, the story's language: add one"
                self._problems.error(next(iter(texts.values())).place, message, "language")

    def _check_sections(self, source: Row) -> None:
        seen: dict[str, Place] = {}
        for section in source.rows("sections"):
            given = section.text("id")
            if given is not None and self._is_free(given, seen):
                seen[given.value] = given.place

    def _refer(self, names: Iterable[Scalar], known: Mapping[str, Place], what: str) -> None:
        for name in names:
            if name.value not in known and not self._unread.may_hold(name.value):
                near = self._near(name.value, known) or ": add it, or take this out"
                self._problems.error(name.place, f"there is no {what} `{name.value}`{near}", "dangling")

    def _near(self, name: str, known: Collection[str]) -> str:
        self._compared += len(known)
        return did_you_mean(name, known) if self._compared <= _MOST_COMPARED else ""

    def _check_cites(self, fact: Row, sources: Mapping[str, Row]) -> None:
        for cite in fact.texts("cites"):
            found = _CITE.fullmatch(cite.value)
            if not found or self._unread.may_hold(found["source"]):
                continue
            source = sources.get(found["source"])
            if source is None:
                near = self._near(found["source"], sources) or ": add it under `sources`"
                self._problems.error(cite.place, f"there is no source `{found['source']}`{near}", "dangling")
            elif found["section"] and "sections" not in source.broken:
                self._check_section(cite, found, source)

    def _check_section(self, cite: Scalar, found: re.Match[str], source: Row) -> None:
        if found["source"] not in self._sections:
            rows = source.rows("sections")
            self._sections[found["source"]] = {name.value: row for row in rows if (name := row.text("id"))}
        sections = self._sections[found["source"]]
        section = sections.get(found["section"])
        if section is None:
            near = self._near(found["section"], sections) or f": add it to the sections of `{found['source']}`"
            message = f"the source `{found['source']}` has no section `{found['section']}`{near}"
            self._problems.error(cite.place, message, "dangling")
            return
        count = section.text("paragraphs")
        if count and found["paragraph"] and int(found["paragraph"]) > int(count.value):
            message = (
                f"the section `{found['section']}` has {count.value} paragraphs, not {found['paragraph']}: "
                "count again, a list being one"
            )
            self._problems.error(cite.place, message, "dangling")

    def _check_entry(self, row: Row) -> None:
        self._refer(row.texts("entities"), self._places.entities, "entity")
        self._refer(row.texts("follow_ups"), self._places.entries, "entry")
        answer = row.languages("answer")
        if not answer:
            return
        marked = {language: _markers(text.value) for language, text in answer.items()}
        first = next(iter(marked.values()))
        for language, text in answer.items():
            if only := sorted({*marked[language]} ^ {*first}):
                message = (
                    f"the answer's languages cite different facts ({', '.join(only)}): "
                    "give each sentence the same markers in every language"
                )
                self._problems.error(text.place, message, "markers-differ")
            for fact in marked[language]:
                if fact not in self._places.facts and not self._unread.may_hold(fact):
                    near = self._near(fact, self._places.facts) or ": add the fact, or write \\[ for a bracket"
                    self._problems.error(text.place, f"the answer cites `[{fact}]`, which is no fact{near}", "dangling")

    def _place_entry(self, row: Row) -> None:
        own = self._language or make.ANY_LANGUAGE
        if given := row.text("id"):
            answers = {language or own: text.place for language, text in row.languages("answer").items()}
            self._places.answers[given.value] = answers
            self._places.questions[given.value] = tuple(question.place for question in row.texts("questions"))

    def _turns(self, row: Row) -> tuple[Expectation, ...]:
        conversation = row.rows("conversation")
        if conversation and any(key != "conversation" for key in row.values):
            message = "a conversation holds its questions itself: move the other keys into its turns"
            self._problems.error(row.place, message, "expectation")
        if not conversation and row.text("ask") is None:
            if not row.broken:
                message = "an expectation needs `ask` or `conversation`: write the question"
                self._problems.error(row.place, message, "missing-key")
            return ()
        turns = [turn for turn in conversation or (row,) if turn.text("ask")]
        for turn in turns:
            self._check_turn(turn)
        if turns:
            self._places.expectations.append(tuple(turn.place for turn in turns))
        return tuple(make.expectation(turn) for turn in turns)

    def _check_turn(self, turn: Row) -> None:
        entry = turn.text("entry")
        if entry and entry.value != NO_ENTRY:
            self._refer((entry,), self._places.entries, "entry")
        self._refer(turn.texts("facts"), self._places.facts, "fact")
        if not (entry or turn.text("outcome") or turn.texts("facts") or turn.broken):
            message = "this expects nothing: add `entry`, `outcome` or `facts`"
            self._problems.error(turn.place, message, "expectation")


def _markers(text: str) -> list[str]:
    return list(dict.fromkeys(piece.fact for piece in pieces(text) if isinstance(piece, Marker)))
