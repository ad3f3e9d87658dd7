"""Ask the questions whose outcome a curator has written down, and say in what each reply differs from that.

Conversations are asked through the same path as a member's questions; there is no second one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qwenbot.answering.conversation import START
from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Reply
from qwenbot.knowledge.model import NO_ENTRY, Date, EntryKind, Expectation, Knowledge, Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one expectation.

    `conversation` and `turn` number it, from 0; `before` are the questions asked before it in its conversation;
    `differences` says what is not as expected, and nothing where all is.
    """

    conversation: int
    turn: int
    before: tuple[str, ...]
    expected: Expectation
    reply: Reply
    differences: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the reply is as expected."""
        return not self.differences


def evaluate(
    engine: Engine, conversations: Iterable[tuple[Expectation, ...]], today: Date | None = None
) -> Iterator[Verdict]:
    """Yield a verdict on every turn of every conversation, in order."""
    for number, turns in enumerate(conversations):
        conversation = START
        asked: list[str] = []
        for turn, expected in enumerate(turns):
            reply, conversation = engine.reply(expected.ask, conversation, today)
            yield Verdict(number, turn, tuple(asked), expected, reply, differences(expected, reply))
            asked.append(expected.ask)


def differences(expected: Expectation, reply: Reply) -> tuple[str, ...]:
    """Say in what a reply is not as expected.

    An expected entry is the one answered with, or the `unknown` one behind an abstention; where the expected outcome
    is *suggested*, it is among the suggestions.
    """
    return tuple(_differences(expected, reply))


def _differences(expected: Expectation, reply: Reply) -> Iterator[str]:
    if expected.outcome is not None and reply.outcome is not expected.outcome:
        yield f"expected it to be {expected.outcome}, but it was {_outcome(reply)}"
    elif expected.entry == NO_ENTRY:
        if reply.outcome is Outcome.ANSWERED:
            yield f"expected no answer, but it was {_outcome(reply)}"
    elif expected.entry is not None and expected.entry not in _entries(expected, reply):
        yield f"expected {expected.entry}, but it was {_outcome(reply)}"
    cited = {citation.fact for citation in reply.citations}
    missing = [fact for fact in expected.facts if fact not in cited]
    if missing:
        yield f"expected it to cite {', '.join(missing)}, but it cites {', '.join(sorted(cited)) or 'nothing'}"


def _entries(expected: Expectation, reply: Reply) -> tuple[str | None, ...]:
    if expected.outcome is Outcome.SUGGESTED:
        return tuple(choice.entry for choice in reply.suggestions)
    return (reply.entry,)


def _outcome(reply: Reply) -> str:
    if reply.entry is not None:
        return f"{reply.outcome} with {reply.entry}"
    if reply.suggestions:
        return f"{reply.outcome}: {', '.join(choice.entry for choice in reply.suggestions)}"
    return str(reply.outcome)


def forbids_answer(expected: Expectation, knowledge: Knowledge) -> bool:
    """Tell whether an expectation is that the question is not answered."""
    if expected.outcome is not None:
        return expected.outcome is not Outcome.ANSWERED
    if expected.entry == NO_ENTRY:
        return True
    entry = knowledge.entry_by_id.get(expected.entry or "")
    return entry is not None and entry.kind is EntryKind.UNKNOWN
