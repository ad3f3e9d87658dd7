"""What a question is taken to mean: as it stands, as a follow-up, or as two questions in one."""

from dataclasses import dataclass
from typing import Final

from qwenbot.answering.conversation import Conversation, remember, resolutions
from qwenbot.answering.decide import Decision, Thresholds, decide
from qwenbot.answering.parts import parts
from qwenbot.answering.reply import Step
from qwenbot.knowledge.model import EntryKind, Knowledge, Outcome
from qwenbot.matching.guard import has_matter
from qwenbot.matching.matcher import Judged, Matcher
from qwenbot.matching.query import Query

CERTAIN: Final = 1.0
"""The confidence of a question that is one of an entry's phrasings: a curator has said what it means."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question as read, the candidates for it, and what follows; `read_as` is set where a follow-up was resolved."""

    query: Query
    judged: tuple[Judged, ...]
    decision: Decision
    read_as: str | None = None


class Finder:
    """Finds out what to say to a question."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, thresholds: Thresholds) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self.thresholds = thresholds

    def find(self, query: Query, conversation: Conversation, expired: frozenset[str]) -> Found:
        """Read a question, as a follow-up where that makes sense of it, and decide what to say."""
        judged, read_as = self._matcher.judge(query), None
        best = _best(judged)
        for resolution in resolutions(query, self._before(conversation), conversation, self._knowledge):
            resolved = self._matcher.read(resolution.text)
            found = self._matcher.judge(resolved)
            confidence = _best(found)
            if resolution.binding or (confidence > best and confidence >= self.thresholds.answer):
                query, judged, read_as, best = resolved, found, resolution.text, confidence
        return Found(query, judged, decide(judged, self.thresholds, self._knowledge.entry_by_id, expired), read_as)

    def several(
        self, question: str, whole: Found, conversation: Conversation, expired: frozenset[str]
    ) -> tuple[Found, ...]:
        """Return what answers each part of a question; nothing unless that is more than what answers the whole."""
        read = self._matcher.read
        cut = parts(question, says_what=lambda part: has_matter(read(part)), asks=lambda part: bool(read(part).asking))
        if len(cut) == 1 or not whole.judged or whole.judged[0].confidence == CERTAIN:
            return ()
        found: list[Found] = []
        for part in cut:
            one = self.find(read(part), conversation, expired)
            entry = self._knowledge.entry_by_id.get(one.decision.entry or "")
            if one.decision.outcome is not Outcome.ANSWERED or entry is None or entry.kind is not EntryKind.ANSWER:
                return ()
            found.append(one)
            conversation = remember(conversation, one.query, entry.id, self._knowledge)
        entries = {one.decision.entry for one in found}
        whole_is_more = whole.decision.outcome is Outcome.ANSWERED and whole.decision.entry not in entries
        return () if len(entries) == 1 or whole_is_more else tuple(found)

    def explain(self, found: Found, most: int) -> tuple[Step, ...]:
        """Return the way to a decision, for a curator who does not know the code."""
        query = found.query
        steps = [Step("follow-up", f"read as “{found.read_as}”")] if found.read_as else []
        steps.append(Step("understood", ", ".join(f"{unit.typed} → {unit.key}" for unit in query.units)))
        for fixed in query.corrections:
            name = "spelling, a guess" if fixed.guess else "spelling"
            steps.append(Step(name, f"{fixed.typed} → {fixed.meant}"))
        if query.unknown:
            steps.append(Step("unknown", ", ".join(query.unknown)))
        for one in found.judged[:most]:
            shared = ", ".join(f"{key} {weight:.2f}" for key, weight in self._matcher.shared(query, one)[:6])
            steps.append(Step("candidate", f"{one.entry} {one.confidence:.0%}: {shared or 'letters alone'}"))
            steps += [Step(f"guard: {no.rule}", f"not {one.entry}: {no.finding}") for no in one.objections]
        steps += [
            Step("confidence", f"{name} {value:.2f} adds {worth:+.2f}")
            for one in found.judged[:1]
            for name, value, worth in self._matcher.calibration.logistic.parts(one.evidence)
        ]
        return (*steps, Step(f"decided: {found.decision.rule}", found.decision.finding))

    def _before(self, conversation: Conversation) -> tuple[Query, ...]:
        """Return the last question, and the title of what it was answered with."""
        if not conversation.question:
            return ()
        last = self._knowledge.entry_by_id.get(conversation.entry) if conversation.entry else None
        return tuple(map(self._matcher.read, (conversation.question, *([last.title] if last else []))))


def _best(judged: tuple[Judged, ...]) -> float:
    return next((one.confidence for one in judged if not one.objections), 0.0)
