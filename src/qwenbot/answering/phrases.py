"""The bot's own words, by language: all that it says that no curator wrote. A language without a table gets English."""

from collections.abc import Mapping
from typing import Final

from qwenbot.knowledge.model import FactStatus

ENGLISH: Final[Mapping[str, str]] = {
    "did-you-mean": "I'm not sure which of these you mean:",
    "miss": "I don't know: I found nothing on that in what I was given. {about}",
    "empty": "Ask me something about the story. {about}",
    "overdue": "This answer was due for a review on {date} and may be out of date.",
    "other-language": "I only have this in another language:",
    "more": "That is all I have on this. Related questions:",
    "no-more": "That is all I have on this.",
    "sources": "This is what the answer rests on: {facts}",
    "no-sources": "I have no source for that: the last answer tells what the story does not say.",
    "paragraph": "paragraph {n}",
    "paragraphs": "paragraphs {n}",
    "status-reported": "reported",
    "status-quote": "quoted",
    "status-analysis": "the author's analysis",
    "status-prediction": "a prediction",
    "status-disputed": "disputed",
    "status-denied": "denied",
}

CHINESE: Final[Mapping[str, str]] = {
    "did-you-mean": "我不确定你问的是哪一个：",
    "miss": "我不知道：我掌握的材料里没有这方面的内容。{about}",
    "empty": "可以问我这篇报道里的内容。{about}",
    "overdue": "这条回答本应在 {date} 前复核，可能已经过时。",
    "other-language": "这部分内容我只有另一种语言的版本：",
    "more": "关于这一点我只知道这些。相关问题：",
    "no-more": "关于这一点我只知道这些。",
    "sources": "上面的回答依据如下：{facts}",
    "no-sources": "这一点我没有来源：上一条回答说的是报道没有提到的内容。",
    "paragraph": "第 {n} 段",
    "paragraphs": "第 {n} 段",
    "status-reported": "报道",
    "status-quote": "引语",
    "status-analysis": "作者分析",
    "status-prediction": "预测",
    "status-disputed": "有争议",
    "status-denied": "已被否认",
}

_CATALOGUE: Final = {"en": ENGLISH, "zh": CHINESE}


def phrase(language: str, key: str, **values: object) -> str:
    """Return one of the bot's own phrases in a language, with its blanks filled."""
    return _CATALOGUE.get(language.split("-", maxsplit=1)[0], ENGLISH)[key].format(**values)


def status_words(language: str, status: FactStatus) -> str:
    """Return how the source states a fact, in words."""
    return phrase(language, f"status-{status}")
