"""Who was talking about what: bounded memory of running conversations, forgotten after a while."""

from collections import OrderedDict
from typing import Final

from qwenbot.answering.conversation import START, Conversation

LIFETIME_S: Final = 15 * 60
"""A pause after which a follow-up is no follow-up any more: about the length of a coffee break."""

CAPACITY: Final = 10_000
"""Conversations kept at once; at some 300 bytes each, 3 MB. The one silent for longest goes first."""


class Conversations:
    """Conversations by key. The key says who and where, so one person's subject never reaches another."""

    def __init__(self, lifetime_s: float = LIFETIME_S, capacity: int = CAPACITY) -> None:
        self._lifetime_s = lifetime_s
        self._capacity = capacity
        self._by_key: OrderedDict[str, tuple[float, Conversation, str | None]] = OrderedDict()

    def get(self, key: str, now: float) -> Conversation:
        """Return the conversation as it stands, or a new one if there is none or it has gone cold."""
        at, conversation, _ = self._by_key.get(key, (now, START, None))
        return conversation if now - at <= self._lifetime_s else START

    def put(self, key: str, conversation: Conversation, now: float, user: str | None = None) -> None:
        """Remember how a conversation of a user stands now."""
        self._by_key[key] = (now, conversation, user)
        self._by_key.move_to_end(key)
        while len(self._by_key) > self._capacity:
            self._by_key.popitem(last=False)

    def forget(self, user: str) -> None:
        """Forget every conversation of a user: the last question's words are in it."""
        for key in [key for key, (_, _, whose) in self._by_key.items() if whose == user]:
            del self._by_key[key]
