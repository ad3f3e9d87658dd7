"""The story that ships, as a set of questions: its own expectations."""

from pathlib import Path

from bench.sets import Labelled, QuestionSet
from qwenbot.knowledge.load import load
from qwenbot.knowledge.model import NO_ENTRY, EntryKind, Expectation, Outcome


def story(directory: Path) -> QuestionSet:
    """Read a knowledge directory.

    Of each expected conversation the first question counts, because peers know nothing of conversations: one with an
    entry is a question, one that must not be answered is out of scope. Raises ValueError if there is an error in it.
    """
    knowledge = load(directory).knowledge
    if knowledge is None:
        raise ValueError(f"{directory} cannot be used: qwenbot check says why")
    first = [turns[0] for turns in knowledge.conversations]
    return QuestionSet(
        knowledge.story.id,
        tuple(Labelled(text, entry.id) for entry in knowledge.entries for text in entry.questions),
        tuple(Labelled(turn.ask, turn.entry) for turn in first if turn.entry not in {None, NO_ENTRY}),
        tuple(turn.ask for turn in first if _is_out_of_scope(turn)),
        frozenset(entry.id for entry in knowledge.entries if entry.kind is EntryKind.UNKNOWN),
        str(directory),
    )


def _is_out_of_scope(turn: Expectation) -> bool:
    return turn.entry == NO_ENTRY or (turn.entry is None and turn.outcome is Outcome.ABSTAINED)
