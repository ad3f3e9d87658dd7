"""The one path from a question to a reply: pure, synchronous and deterministic."""

from typing import Self

from qwenbot.answering.conversation import START, Conversation
from qwenbot.answering.reply import Choice, Reply
from qwenbot.knowledge.model import Knowledge, Outcome


class Engine:
    """Answers questions from one version of the knowledge; built once, never changed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @classmethod
    def build(cls, knowledge: Knowledge) -> Self:
        """Index the knowledge; the costly part, done once for each version."""
        return cls(knowledge)

    def reply(self, question: str, conversation: Conversation = START) -> tuple[Reply, Conversation]:
        """Answer one question. Any string is a question; the first 2,000 characters count."""
        raise NotImplementedError

    def open(self, entry_id: str, conversation: Conversation = START) -> tuple[Reply, Conversation] | None:
        """Answer with an entry that was chosen by id (a button, an autocomplete choice); None if it is gone."""
        raise NotImplementedError

    def suggest(self, typed: str, limit: int) -> tuple[Choice, ...]:
        """Offer entries while a question is being typed: the pinned ones before anything is."""
        raise NotImplementedError
