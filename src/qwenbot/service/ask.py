"""Ask a question: engine, clock, query id and log in one call that every surface uses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from qwenbot.answering.conversation import START, Conversation
from qwenbot.answering.reply import Choice, Reply
from qwenbot.knowledge.model import Date
from qwenbot.service.conversations import Conversations
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import QueryLog, QueryRecord, Surface
from qwenbot.service.privacy import Pseudonyms, redact


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply, the id it is logged under, and what it took to find, in microseconds."""

    id: str
    reply: Reply
    elapsed_us: int


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: `user` is a raw user id and never leaves this layer; `conversation` keys the talk."""

    surface: Surface
    user: str | None = None
    conversation: str | None = None


class AskService:
    """Answers, remembers the conversation, and hands a record to the log; waits for nothing.

    `clock` tells seconds since 1970, `timer` counts nanoseconds, `new_id` makes an id never used before;
    `conversations` remembers the talks.
    """

    def __init__(  # noqa: PLR0913 - the composition root names each part
        self,
        live: LiveKnowledge,
        log: QueryLog,
        pseudonyms: Pseudonyms,
        *,
        clock: Callable[[], float],
        timer: Callable[[], int],
        new_id: Callable[[], str],
        conversations: Conversations,
    ) -> None:
        self._live = live
        self._log = log
        self._pseudonyms = pseudonyms
        self._clock = clock
        self._timer = timer
        self._new_id = new_id
        self._conversations = conversations

    def ask(self, question: str, asker: Asker, *, explain: bool = False) -> Asked:
        """Answer a question in somebody's own words; with `explain` the reply has the steps that led to it."""
        engine = self._live.engine
        conversation, today = self._conversation(asker), self._today()
        started = self._timer()
        reply, conversation = engine.reply(question, conversation, today, explain=explain)
        elapsed_us = (self._timer() - started) // 1000
        return self._done(question, asker, reply, conversation, elapsed_us)

    def open(self, entry_id: str, asker: Asker) -> Asked | None:
        """Answer with an entry that was chosen by its id; None if the knowledge no longer has it."""
        engine = self._live.engine
        conversation, today = self._conversation(asker), self._today()
        started = self._timer()
        opened = engine.open(entry_id, conversation, today=today)
        if opened is None:
            return None
        reply, conversation = opened
        elapsed_us = (self._timer() - started) // 1000
        return self._done(reply.title or entry_id, asker, reply, conversation, elapsed_us)

    def suggest(self, typed: str, limit: int) -> tuple[Choice, ...]:
        """Offer entries while a question is being typed; nothing is logged."""
        return self._live.engine.suggest(typed, limit)

    def _conversation(self, asker: Asker) -> Conversation:
        if asker.conversation is None:
            return START
        return self._conversations.get(asker.conversation, self._clock())

    def _today(self) -> Date:
        day = datetime.fromtimestamp(self._clock(), UTC)
        return Date(day.year, day.month, day.day)

    def _done(self, question: str, asker: Asker, reply: Reply, conversation: Conversation, elapsed_us: int) -> Asked:
        now = self._clock()
        if asker.conversation is not None:
            self._conversations.put(asker.conversation, conversation, now, asker.user)
        query_id = self._new_id()
        second = reply.candidates[1] if len(reply.candidates) > 1 else None
        self._log.record(
            QueryRecord(
                id=query_id,
                at=now,
                surface=asker.surface,
                asker=None if asker.user is None else self._pseudonyms.of(asker.user),
                question=redact(question),
                outcome=reply.outcome,
                entry=reply.entry,
                score=reply.score,
                knowledge=reply.knowledge,
                elapsed_us=elapsed_us,
                rule=reply.rule,
                matched=reply.matched,
                runner_up=second.entry if second else None,
                runner_up_score=second.score if second else None,
            )
        )
        return Asked(query_id, reply, elapsed_us)
