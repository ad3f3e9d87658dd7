"""What the bot says itself is there in every language, and for every rule that can decide."""

import re

import pytest

from qwenbot.bot import limits
from qwenbot.bot.cogs.feedback import rule_words
from qwenbot.bot.words import CHINESE, ENGLISH, words
from qwenbot.knowledge.model import EntityType
from qwenbot.matching.guard import RULES

DECIDED = (
    "sure",
    "unknown",
    "overdue",
    "not-sure",
    "too-weak",
    "something-else",
    "parts",
    "facts",
    "chosen",
    "sources",
)


def blanks(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{\w+\}", text)))


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    assert {key: blanks(text) for key, text in ENGLISH.items()} == {key: blanks(text) for key, text in CHINESE.items()}


def test_what_is_shown_on_a_modal_fits() -> None:
    for table in (ENGLISH, CHINESE):
        assert len(table["reason-title"]) <= limits.MODAL_TITLE
        assert len(table["reason-label"]) <= limits.INPUT_LABEL


@pytest.mark.parametrize("rule", [*RULES, *DECIDED, "more"])
def test_every_rule_that_decides_has_words(rule: str) -> None:
    assert rule_words("en", rule) != rule_words("en", "no rule of ours")


def test_every_kind_of_entity_has_a_word() -> None:
    assert all(words("zh", f"entity-{kind}") for kind in EntityType)
