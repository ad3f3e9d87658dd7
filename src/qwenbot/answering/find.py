"""What a question is taken to mean: as it stands, as a follow-up, or as two questions in one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from qwenbot.answering.conversation import Conversation, remember, resolutions, without_opener
from qwenbot.answering.decide import Decision, Thresholds, decide
from qwenbot.answering.parts import parts
from qwenbot.answering.reply import Step
from qwenbot.knowledge.model import EntryKind, Knowledge, Outcome
from qwenbot.matching.confidence import IN_WORDS
from qwenbot.matching.guard import Objection, has_matter
from qwenbot.matching.matcher import Judged, Matcher
from qwenbot.matching.query import Query
from qwenbot.text.markup import Marker, pieces

NUDGE: Final = 0.5
"""What going on from the answer before adds to a candidate's log odds, and not doing so takes from them."""

WHOLE: Final = 0.75
"""The confidence from which an entry of its own answers a question better than the entries of its parts."""

TOLD: Final = 1.5
"""What having been the answer before takes from a candidate's log odds: a follow-up mostly wants something else."""

_SHOWN: Final = 6
"""Words of a candidate that an explanation shows."""

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
        self._neighbours = _neighbours(knowledge)

    def find(self, query: Query, conversation: Conversation, expired: frozenset[str]) -> Found:
        """Read a question, as a follow-up where that makes sense of it, and decide what to say."""
        query = self._without_opener(query, conversation)
        judged, read_as = self._beside(self._matcher.judge(query), query, conversation), None
        best = _best(judged)
        for resolution in resolutions(query, self._before(conversation), conversation, self._knowledge):
            resolved = self._matcher.read(resolution.text)
            found = self._matcher.judge(resolved)
            if not resolution.binding:
                found = tuple(self._held_against(one, query, conversation) for one in found)
            found = self._beside(found, query, conversation)
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
        doubtful = _best(whole.judged) < min(WHOLE, *(_best(one.judged) for one in found))
        return () if len(entries) == 1 or (whole_is_more and not doubtful) else tuple(found)

    def explain(self, found: Found, most: int) -> tuple[Step, ...]:
        """Return the way to a decision, for a curator who does not know the code."""
        query = found.query
        steps = [Step("follow-up", f"read as “{found.read_as}”")] if found.read_as else []
        steps.append(Step("understood", self._understood(query)))
        for fixed in query.corrections:
            name = "spelling, a guess" if fixed.guess else "spelling"
            steps.append(Step(name, f"“{fixed.typed}” is taken for “{fixed.meant}”"))
        if query.unknown:
            steps.append(Step("unknown", f"no phrasing has {_quoted(query.unknown)}"))
        for one in found.judged[:most]:
            likely = f"{one.entry}, {one.confidence:.0%} likely, for {self._shared(query, one) or 'letters alone'}"
            steps.append(Step("candidate", likely))
            steps += [Step(f"guard: {no.rule}", f"not {one.entry}: {no.finding}") for no in one.objections]
        for one in found.judged[:1]:
            parts = self._matcher.calibration.logistic.parts(one.evidence)
            weighed = ", ".join(f"{IN_WORDS[name]} {value:.2f} ({worth:+.2f})" for name, value, worth in parts)
            steps.append(Step("confidence", f"{one.entry}, in log odds: {weighed}"))
        return (*steps, Step(f"decided: {found.decision.rule}", found.decision.finding))

    def _understood(self, query: Query) -> str:
        """Return what each word of a question was taken to mean; small words are left out."""
        meant: dict[str, list[str]] = {}
        for unit in query.units:
            if not unit.small:
                meant.setdefault(unit.typed, []).append(_meant(unit.key, self._matcher.called(unit.key)))
        return ", ".join(f"“{typed}” {' or '.join(names)}".strip() for typed, names in meant.items())

    def _shared(self, query: Query, judged: Judged) -> str:
        """Return the words that make a candidate similar, with what each is worth."""
        typed = {unit.key: unit.typed for unit in query.units}
        shared = self._matcher.shared(query, judged)[:_SHOWN]
        names = (self._matcher.called(key) if key[0] == "@" else typed[key] for key, _ in shared)
        return ", ".join(f"“{name}” {worth:.2f}" for name, (_, worth) in zip(names, shared, strict=True))

    def _without_opener(self, query: Query, conversation: Conversation) -> Query:
        """Read a question in a talk without what joins it to the one before."""
        rest = without_opener(query.text) if conversation.question else query.text
        return query if rest == query.text or self._matcher.same(query.text) else self._matcher.read(rest)

    def _beside(self, judged: tuple[Judged, ...], query: Query, conversation: Conversation) -> tuple[Judged, ...]:
        """Trust candidates more that go on from the answer before, others less, where a question names nobody."""
        near = self._neighbours.get(conversation.entry or "")
        if query.mentions or near is None:
            return judged
        weighed = [one.nudged(NUDGE if one.entry in near else -NUDGE) for one in judged]
        return tuple(sorted(weighed, key=lambda one: one.confidence, reverse=True))

    def _held_against(self, judged: Judged, query: Query, conversation: Conversation) -> Judged:
        """Trust a candidate for a follow-up less that only the question before speaks for."""
        if not self._matcher.knows(query, judged.entry):
            no = Objection("other-matter", "it says nothing of what the follow-up brings up")
            return replace(judged, objections=(*judged.objections, no))
        return judged.nudged(-TOLD) if judged.entry == conversation.entry else judged

    def _before(self, conversation: Conversation) -> tuple[Query, ...]:
        """Return the last question, and the title of what it was answered with."""
        if not conversation.question:
            return ()
        last = self._knowledge.entry_by_id.get(conversation.entry) if conversation.entry else None
        return tuple(map(self._matcher.read, (conversation.question, *([last.title] if last else []))))


def _neighbours(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """Return, for each entry, those that follow it, that it follows, or that rest on a fact of its own."""
    near: dict[str, set[str]] = {entry.id: set(entry.follow_ups) for entry in knowledge.entries}
    resting_on: dict[str, set[str]] = {}
    for entry in knowledge.entries:
        for other in entry.follow_ups:
            near[other].add(entry.id)
        for fact in (piece.fact for piece in pieces(entry.answer.text()) if isinstance(piece, Marker)):
            resting_on.setdefault(fact, set()).add(entry.id)
    for together in resting_on.values():
        for one in together:
            near[one] |= together
    return {entry: frozenset(others - {entry}) for entry, others in near.items()}


def _meant(key: str, called: str) -> str:
    """Return what stands behind a word where it was understood; nothing for a word that stands for itself."""
    match key[0]:
        case "@":
            return f"is {called}"
        case "~":
            return f"means {called}"
        case "?":
            return f"asks {called}"
        case _:
            return ""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _best(judged: tuple[Judged, ...]) -> float:
    return next((one.confidence for one in judged if not one.objections), 0.0)
