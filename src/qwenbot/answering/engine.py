"""The one path from a question to a reply: pure, synchronous and deterministic."""

from dataclasses import replace
from typing import Any, Final, Self

from qwenbot.answering.compose import Composer, choice
from qwenbot.answering.conversation import START, Conversation, remember, without_opener
from qwenbot.answering.decide import OFFERED, Decision, Thresholds
from qwenbot.answering.find import Finder, Found
from qwenbot.answering.memory import Memory
from qwenbot.answering.recall import Recall
from qwenbot.answering.reply import Candidate, Choice, Reply, Step
from qwenbot.knowledge.model import Date, EntryKind, Knowledge, Outcome
from qwenbot.matching.matcher import Judged, Matcher
from qwenbot.matching.query import Query
from qwenbot.text.language import written_in
from qwenbot.text.moves import Move, move
from qwenbot.text.normalise import QUESTION_LENGTH

CANDIDATES: Final = 10
"""Ranked entries that a reply carries, for explanations and measurements."""

REMEMBERED: Final = 1024
"""Replies kept for questions that come again, and offers for what is typed again: some four megabytes."""

_SOURCES: Final = Step("decided: sources", "the question asks who says so: the facts behind the answer before are told")
_ABOUT_SOURCES: Final = "sources"
"""The question to which a curator tells the story's own sources, if that is one of an entry's phrasings."""

_FACTS: Final = Step("decided: facts", "no entry holds the question, but facts have all that it names")
_MORE: Final = Step("decided: more", "the question asks for more: what follows the answer before is told")

_DIGITS: Final = 2
"""Of a number that picks one of the entries offered; what is longer is another number."""


class Engine:
    """Answers questions from one version of the knowledge; built once, never changed."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self.calibration = matcher.calibration
        self.thresholds = Thresholds(matcher.calibration.answer, matcher.calibration.suggest)
        self._matcher = matcher
        self._finder = Finder(knowledge, matcher, self.thresholds)
        self._composer = Composer(knowledge)
        self._recall = Recall(knowledge, matcher.read)
        self._remember()

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is remembered."""
        return {name: value for name, value in vars(self).items() if name not in {"_replies", "_offers"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._remember()

    def _remember(self) -> None:
        # Remembering is safe: with one version of the knowledge, a question has one reply on a day.
        self._replies: Memory[tuple[str, Conversation, Date | None], tuple[Reply, Conversation]] = Memory(REMEMBERED)
        self._offers: Memory[tuple[str, int], tuple[Choice, ...]] = Memory(REMEMBERED)

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
        question = question[:QUESTION_LENGTH]
        if explain:
            return self._reply(question, conversation, today, explain=True)
        key = (question, conversation, today)
        return self._replies.get(key, lambda: self._reply(question, conversation, today, explain=False))

    def _reply(
        self, question: str, conversation: Conversation, today: Date | None, *, explain: bool
    ) -> tuple[Reply, Conversation]:
        language = written_in(question, self.knowledge.story.language)
        query = self._matcher.read(question)
        chosen = self._chosen(query, conversation)
        if chosen:
            opened = self.open(chosen, conversation, language, today)
            if opened:
                return opened
        moved = self._moved(query, conversation, language, today)
        if moved:
            return moved
        if not query.units:
            return self._composer.empty(language), conversation
        expired = self._composer.expired(today)
        found = self._finder.find(query, conversation, expired)
        several = self._finder.several(question, found, conversation, expired)
        reply = self._say(several or (found,), language, today)
        reply = replace(
            reply,
            score=found.judged[0].confidence if found.judged else 0.0,
            matched=self._matched(found.judged[0]) if found.judged else None,
            candidates=tuple(Candidate(one.entry, round(one.confidence, 4)) for one in found.judged[:CANDIDATES]),
        )
        if explain:
            steps = [step for one in several or (found,) for step in self._finder.explain(one, OFFERED)]
            reply = replace(reply, steps=(*steps, *reply.steps))
        for one in several or (found,):
            if one.decision.entry:
                conversation = remember(conversation, one.query, one.decision.entry, self.knowledge)
        return reply, replace(conversation, offered=_offered(reply))

    def _say(self, found: tuple[Found, ...], language: str, today: Date | None) -> Reply:
        """Put into words what was found: entries, or where none holds the question, facts that do."""
        if len(found) > 1:
            entries = dict.fromkeys(one.decision.entry for one in found if one.decision.entry)
            return replace(self._composer.say_all(entries, language), rule="parts")
        decision = found[0].decision
        facts = () if decision.entry or decision.rule == "overdue" else self._recall.facts(found[0].query)
        if facts:
            reply = self._composer.say_facts(facts, decision.offer, language)
            return replace(reply, rule="facts", steps=(_FACTS,))
        return replace(self._composer.say(decision, language, today), rule=decision.rule)

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
        reply = self._composer.say(decision, language or self.knowledge.story.language, today)
        reply = replace(reply, score=1.0, rule=decision.rule, steps=(Step(decision.rule, decision.finding),))
        conversation = remember(conversation, self._matcher.read(entry.title), entry_id, self.knowledge)
        return reply, replace(conversation, offered=_offered(reply))

    def _moved(
        self, query: Query, conversation: Conversation, language: str, today: Date | None
    ) -> tuple[Reply, Conversation] | None:
        """Answer one who wants more of the answer before, or its sources; None for a question of its own."""
        last = self.knowledge.entry_by_id.get(conversation.entry or "")
        text = query.text.strip(" ?？!.")
        wanted = move(text) or move(without_opener(text))
        if last is None or wanted is None:
            return None
        if wanted is Move.SOURCE:
            general = self.knowledge.entry_by_id.get(self._matcher.same(_ABOUT_SOURCES) or "")
            reply = replace(
                self._composer.say_sources(last, general, language), score=1.0, rule="sources", steps=(_SOURCES,)
            )
            return reply, replace(conversation, offered=_offered(reply))
        told = [
            self.knowledge.entry_by_id[entry]
            for entry in reversed(conversation.told)
            if entry in self.knowledge.entry_by_id
        ]
        following = (self.knowledge.entry_by_id[other] for entry in told for other in entry.follow_ups)
        unwanted = self._composer.expired(today).union(conversation.told)
        new = (entry.id for entry in following if entry.kind is EntryKind.ANSWER and entry.id not in unwanted)
        opened = self.open(next(new, ""), conversation, language, today)
        if opened is None:
            reply = replace(self._composer.no_more(last, language), rule="more", steps=(_MORE,))
            return reply, replace(conversation, offered=_offered(reply))
        return replace(opened[0], rule="more", steps=(_MORE,)), opened[1]

    def _matched(self, judged: Judged) -> str | None:
        """Return the phrasing that a question was most like; None where it was most like what the answer tells."""
        questions = self.knowledge.entry_by_id[judged.entry].questions
        number = judged.match.phrasing
        return questions[number] if number < len(questions) else None

    def suggest(self, typed: str, limit: int) -> tuple[Choice, ...]:
        """Offer entries while a question is being typed: the pinned ones before anything is."""
        if not typed.strip():
            return tuple(choice(entry) for entry in self.knowledge.entries if entry.pinned)[:limit]
        return self._offers.get((typed, limit), lambda: self._offer(typed, limit))

    def _offer(self, typed: str, limit: int) -> tuple[Choice, ...]:
        judged = self._matcher.judge(self._matcher.read(typed))
        entries = (self.knowledge.entry_by_id[found.entry] for found in judged)
        return tuple(choice(entry) for entry in entries if entry.kind is not EntryKind.CHAT)[:limit]

    def _chosen(self, query: Query, conversation: Conversation) -> str | None:
        """Return the entry that a bare number picks from what was offered."""
        text = query.text.strip(" .)#")
        number = int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
        return conversation.offered[number - 1] if 1 <= number <= len(conversation.offered) else None


def _offered(reply: Reply) -> tuple[str, ...]:
    """Return the entries that a bare number may pick next."""
    return tuple(offer.entry for offer in reply.suggestions or reply.follow_ups)
