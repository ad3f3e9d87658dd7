"""The one path from a question to a reply: pure, synchronous and deterministic."""

from dataclasses import replace
from functools import lru_cache
from typing import Final, Self

from qwenbot.answering.citations import Cited, cite
from qwenbot.answering.conversation import START, Conversation, resolutions
from qwenbot.answering.decide import OFFERED, Decision, Thresholds, decide
from qwenbot.answering.phrases import phrase
from qwenbot.answering.reply import Candidate, Choice, Reply, Step
from qwenbot.knowledge.model import Date, Entry, EntryKind, Knowledge, Outcome
from qwenbot.matching.matcher import Judged, Matcher
from qwenbot.matching.query import Query
from qwenbot.text.language import written_in

CANDIDATES: Final = 10
"""Ranked entries that a reply carries, for explanations and measurements."""


class Engine:
    """Answers questions from one version of the knowledge; built once, never changed."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._reviewed = tuple(entry for entry in knowledge.entries if entry.review_by is not None)
        # Remembering is safe: an answer is written down anew only with new knowledge.
        self._cited = lru_cache(maxsize=4096)(self._cite)
        self.thresholds = Thresholds(matcher.calibration.answer, matcher.calibration.suggest)

    @classmethod
    def build(cls, knowledge: Knowledge) -> Self:
        """Index the knowledge; the costly part, done once for each version."""
        return cls(knowledge, Matcher(knowledge))

    def reply(
        self, question: str, conversation: Conversation = START, today: Date | None = None, *, explain: bool = False
    ) -> tuple[Reply, Conversation]:
        """Answer one question. Any string is a question; the first 2,000 characters count.

        `today` decides which entries are past their review; without it none is. With `explain` the reply has its
        steps, which take longer to write down than the reply itself.
        """
        language = written_in(question, self.knowledge.story.language)
        query = self._matcher.read(question)
        chosen = self._chosen(query, conversation)
        if chosen:
            opened = self.open(chosen, conversation, language, today)
            if opened:
                return opened
        if not query.units:
            text = phrase(language, "empty", about=self.knowledge.story.about.text(language))
            return self._reply(Outcome.ABSTAINED, text, language), conversation
        query, judged, steps = self._resolve(query, conversation)
        decision = decide(judged, self.thresholds, self.knowledge.entry_by_id, self._expired(today))
        if explain:
            steps = (*steps, *self._explain(query, judged, decision))
        reply = replace(
            self._say(decision, language, today),
            score=judged[0].confidence if judged else 0.0,
            candidates=tuple(Candidate(found.entry, round(found.confidence, 4)) for found in judged[:CANDIDATES]),
            steps=steps,
        )
        return reply, self._remember(reply, query, conversation)

    def open(
        self,
        entry_id: str,
        conversation: Conversation = START,
        language: str | None = None,
        today: Date | None = None,
    ) -> tuple[Reply, Conversation] | None:
        """Answer with an entry that was chosen by id (a button, an autocomplete choice); None if it is gone."""
        entry = self.knowledge.entry_by_id.get(entry_id)
        if entry is None:
            return None
        outcome = Outcome.ABSTAINED if entry.kind is EntryKind.UNKNOWN else Outcome.ANSWERED
        decision = Decision(outcome, "chosen", "the entry was chosen by its title", entry_id)
        reply = self._say(decision, language or self.knowledge.story.language, today)
        reply = replace(reply, score=1.0, steps=(Step(decision.rule, decision.finding),))
        return reply, self._remember(reply, self._matcher.read(entry.title), conversation)

    def suggest(self, typed: str, limit: int) -> tuple[Choice, ...]:
        """Offer entries while a question is being typed: the pinned ones before anything is."""
        if not typed.strip():
            return tuple(_choice(entry) for entry in self.knowledge.entries if entry.pinned)[:limit]
        judged = self._matcher.judge(self._matcher.read(typed))
        entries = (self.knowledge.entry_by_id[found.entry] for found in judged)
        return tuple(_choice(entry) for entry in entries if entry.kind is not EntryKind.CHAT)[:limit]

    # ------------------------------------------------------------------ understanding

    def _chosen(self, query: Query, conversation: Conversation) -> str | None:
        """Return the entry that a bare number picks from what was offered."""
        if len(query.units) == 1 and query.text.isdecimal() and 1 <= int(query.text[:4]) <= len(conversation.offered):
            return conversation.offered[int(query.text) - 1]
        return None

    def _resolve(self, query: Query, conversation: Conversation) -> tuple[Query, tuple[Judged, ...], tuple[Step, ...]]:
        """Read the question as a follow-up where that makes sense of it, else as it stands."""
        judged = self._matcher.judge(query)
        if not conversation.question:
            return query, judged, ()
        before = self._matcher.read(conversation.question)
        best = _best(judged)
        steps: tuple[Step, ...] = ()
        for resolution in resolutions(query, before, conversation, self.knowledge):
            resolved = self._matcher.read(resolution.text)
            found = self._matcher.judge(resolved)
            if resolution.binding or (_best(found) > best and _best(found) >= self.thresholds.answer):
                query, judged, best = resolved, found, _best(found)
                steps = (Step("follow-up", f"read as “{resolution.text}”"),)
        return query, judged, steps

    def _remember(self, reply: Reply, query: Query, conversation: Conversation) -> Conversation:
        """Keep what the talk is about; a miss changes nothing, so that the next question can still refer back."""
        offered = tuple(choice.entry for choice in reply.suggestions or reply.follow_ups)
        if reply.entry is None:
            return replace(conversation, offered=offered)
        said = [entity for cited in reply.citations for entity in self.knowledge.fact_by_id[cited.fact].entities]
        entities = dict.fromkeys((*query.entities, *said, *conversation.entities))
        return Conversation(tuple(entities)[:8], reply.entry, query.text, offered)

    # ------------------------------------------------------------------ saying

    def _say(self, decision: Decision, language: str, today: Date | None) -> Reply:
        about = self.knowledge.story.about.text(language)
        if decision.entry is None:
            offered = tuple(_choice(self.knowledge.entry_by_id[entry]) for entry in decision.offer)
            if decision.outcome is Outcome.SUGGESTED:
                return self._reply(decision.outcome, phrase(language, "did-you-mean"), language, offered)
            return self._reply(decision.outcome, phrase(language, "miss", about=about), language)
        entry = self.knowledge.entry_by_id[decision.entry]
        cited = self._cited(entry.id, language)
        text = cited.text
        if language not in entry.answer.languages:
            text = f"{phrase(language, 'other-language')} {text}"
        if _is_expired(entry, today):
            text = f"{text} ({phrase(language, 'overdue', date=entry.review_by)})"
        follow_ups = tuple(_choice(self.knowledge.entry_by_id[other]) for other in entry.follow_ups)
        return replace(
            self._reply(decision.outcome, text, language),
            entry=entry.id,
            title=entry.title,
            citations=cited.citations,
            follow_ups=follow_ups,
        )

    def _cite(self, entry_id: str, language: str) -> Cited:
        return cite(self.knowledge.entry_by_id[entry_id].answer.text(language), self.knowledge, language)

    def _reply(self, outcome: Outcome, text: str, language: str, offered: tuple[Choice, ...] = ()) -> Reply:
        return Reply(
            outcome=outcome,
            text=text,
            language=language,
            knowledge=self.knowledge.version,
            as_of=self.knowledge.story.as_of,
            suggestions=offered,
        )

    def _expired(self, today: Date | None) -> frozenset[str]:
        return frozenset(entry.id for entry in self._reviewed if _is_expired(entry, today))

    # ------------------------------------------------------------------ explaining

    def _explain(self, query: Query, judged: tuple[Judged, ...], decision: Decision) -> tuple[Step, ...]:
        steps = [Step("understood", ", ".join(f"{unit.typed} → {unit.key}" for unit in query.units))]
        for fixed in query.corrections:
            name = "spelling, a guess" if fixed.guess else "spelling"
            steps.append(Step(name, f"{fixed.typed} → {fixed.meant}"))
        if query.unknown:
            steps.append(Step("unknown", ", ".join(query.unknown)))
        for found in judged[:OFFERED]:
            shared = ", ".join(f"{key} {weight:.2f}" for key, weight in self._matcher.shared(query, found)[:6])
            steps.append(Step("candidate", f"{found.entry} {found.confidence:.0%}: {shared or 'letters alone'}"))
            steps += [Step(f"guard: {no.rule}", f"not {found.entry}: {no.finding}") for no in found.objections]
        steps += [
            Step("confidence", f"{name} {value:.2f} adds {worth:+.2f}")
            for found in judged[:1]
            for name, value, worth in self._matcher.calibration.logistic.parts(found.evidence)
        ]
        return (*steps, Step(f"decided: {decision.rule}", decision.finding))


def _best(judged: tuple[Judged, ...]) -> float:
    return next((found.confidence for found in judged if not found.objections), 0.0)


def _choice(entry: Entry) -> Choice:
    return Choice(entry.id, entry.title)


def _is_expired(entry: Entry, today: Date | None) -> bool:
    return today is not None and entry.review_by is not None and entry.review_by.is_over(today)
