"""The memory of running conversations."""

from qwenbot.answering.conversation import START, Conversation
from qwenbot.service.conversations import Conversations

HOLT = Conversation(("mira-holt",), "holt-who", "who is holt")
ASTER = Conversation(("tom-aster",), "tom-when", "when was aster elected")


def test_an_unknown_conversation_is_a_new_one() -> None:
    assert Conversations().get("mina", 0) == START


def test_each_key_has_its_own() -> None:
    conversations = Conversations()
    conversations.put("mina", HOLT, 0)
    conversations.put("otto", ASTER, 0)
    assert [conversations.get(key, 1) for key in ("mina", "otto", "nina")] == [HOLT, ASTER, START]


def test_it_goes_cold_after_its_lifetime() -> None:
    conversations = Conversations(lifetime_s=10)
    conversations.put("mina", HOLT, 100)
    assert [conversations.get("mina", now) for now in (110, 110.1)] == [HOLT, START]


def test_going_on_keeps_it_warm() -> None:
    conversations = Conversations(lifetime_s=10)
    conversations.put("mina", HOLT, 100)
    conversations.put("mina", ASTER, 109)
    assert conversations.get("mina", 118) == ASTER


def test_a_clock_that_is_set_back_makes_nothing_cold() -> None:
    conversations = Conversations(lifetime_s=10)
    conversations.put("mina", HOLT, 100)
    assert conversations.get("mina", 50) == HOLT


def test_when_there_are_too_many_the_one_silent_for_longest_goes() -> None:
    conversations = Conversations(capacity=2)
    conversations.put("mina", HOLT, 0)
    conversations.put("otto", HOLT, 1)
    conversations.put("mina", ASTER, 2)
    conversations.put("nina", HOLT, 3)
    assert [conversations.get(key, 4) for key in ("mina", "otto", "nina")] == [ASTER, START, HOLT]
