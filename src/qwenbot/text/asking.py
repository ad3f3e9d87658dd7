"""How people ask for a kind of answer (a person, a time, a place, a reason, a number) in the languages we know.

The kinds are the field's question types; each is written `?kind` where it becomes a feature of matching.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Asking(StrEnum):
    """What kind of answer a question wants. One without any of these wants a statement, a yes or a no."""

    WHO = "?who"
    WHEN = "?when"
    WHERE = "?where"
    WHY = "?why"
    HOW_MANY = "?how-many"
    HOW_LONG = "?how-long"
    HOW_OLD = "?how-old"
    HOW = "?how"
    WHAT = "?what"


PHRASES: Final[Mapping[Asking, tuple[str, ...]]] = {
    Asking.WHO: ("who", "which person", "which people", "谁", "哪位", "哪些人", "哪几位", "何人", "哪几个人"),
    Asking.WHEN: (
        "when", "what day", "what date", "which day", "which date", "what time", "what month", "which month",
        "what year", "which year", "on what day", "on what date", "how long ago", "since when",
        "什么时候", "何时", "几时", "哪天", "哪一天", "几号", "几月", "几月几号", "哪年", "哪一年",
        "什么时间", "哪个月", "啥时候",
    ),
    Asking.WHERE: (
        "where", "which place", "哪里", "哪儿", "何处", "什么地方",
        "去哪", "去哪里", "去哪儿", "去了哪", "去了哪里", "去了哪儿",
    ),
    Asking.WHY: (
        "why", "how come", "what reason", "for what reason", "what for", "what is the reason", "what made",
        "what caused", "reason", "为什么", "为何", "为啥", "原因", "怎么会", "什么原因",
    ),
    Asking.HOW_MANY: (
        "how many", "how much", "what number", "number of", "what percentage", "how large", "how big", "what percent",
        "多少", "几个", "几位", "几名", "几次", "多大幅度",
    ),
    Asking.HOW_LONG: ("how long", "for how long", "多久", "多长时间"),
    Asking.HOW_OLD: ("how old", "age", "几岁", "多大年纪", "年龄", "多大了", "多大"),
    Asking.HOW: ("how", "in what way", "怎么", "怎样", "如何", "怎么样", "咋"),
    Asking.WHAT: ("what", "which", "什么", "啥", "哪个", "哪些", "何"),
}  # fmt: skip
"""The words that ask for each kind."""

STRONG: Final = frozenset(
    {Asking.WHO, Asking.WHEN, Asking.WHERE, Asking.WHY, Asking.HOW_MANY, Asking.HOW_LONG, Asking.HOW_OLD}
)
"""The kinds that pin an answer down: a time is no answer to a question for a place."""
