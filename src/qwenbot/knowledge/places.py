"""Where in the files each part of the knowledge stands, for rules that find fault with it later."""

from dataclasses import dataclass, field

from qwenbot.knowledge.problems import Place


@dataclass(slots=True)
class Places:
    """The places of entries, phrasings, facts and the rest, filled by the loader.

    `expectations` holds, for each conversation in order, the places of its turns.
    """

    directory: str
    story: Place | None = None
    sources: dict[str, Place] = field(default_factory=dict)
    entities: dict[str, Place] = field(default_factory=dict)
    facts: dict[str, Place] = field(default_factory=dict)
    entries: dict[str, Place] = field(default_factory=dict)
    questions: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    answers: dict[str, dict[str, Place]] = field(default_factory=dict)
    expectations: list[tuple[Place, ...]] = field(default_factory=list)
    out_of_scope: list[Place] = field(default_factory=list)

    def entry(self, entry_id: str) -> Place:
        """Return where an entry stands."""
        return self.entries.get(entry_id, Place(self.directory))

    def question(self, entry_id: str, index: int) -> Place:
        """Return where one of an entry's phrasings stands."""
        questions = self.questions.get(entry_id, ())
        return questions[index] if index < len(questions) else self.entry(entry_id)

    def answer(self, entry_id: str, language: str) -> Place:
        """Return where an entry's answer in a language stands."""
        return self.answers.get(entry_id, {}).get(language, self.entry(entry_id))

    def fact(self, fact_id: str) -> Place:
        """Return where a fact stands."""
        return self.facts.get(fact_id, Place(self.directory))

    def expectation(self, conversation: int, turn: int) -> Place:
        """Return where a turn of an expectation stands."""
        turns = self.expectations[conversation] if conversation < len(self.expectations) else ()
        return turns[turn] if turn < len(turns) else Place(self.directory)
