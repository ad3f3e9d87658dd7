"""What the bot itself says on Discord, by language: labels, hints and refusals. Answers are the curators'.

Operators are spoken to in English. A language without a table gets English.
"""

from collections.abc import Mapping
from typing import Final

ENGLISH: Final[Mapping[str, str]] = {
    "sources": "Sources",
    "as-of": "As of {date}",
    "quoted-by": "said by {who}",
    "claimed-by": "according to {who}",
    "how-to-ask": "Ask me about {title}: with /ask, in a direct message, or by mentioning me with your question.",
    "gone": "I no longer have that answer: what I know has changed since. Please ask again in your own words.",
    "failed": "Something went wrong on my side, and whoever runs me will see it. Please try again in a minute.",
    "stale": "This command has changed since your Discord loaded it. Please restart Discord and try again.",
    "help-title": "What I am",
    "help-what": (
        "I am a bot that answers questions about **{title}**. {about}\n"
        "People wrote every answer, and each sentence names its source. There is no AI and no language model behind "
        "me: what nobody wrote down, I do not say."
    ),
    "help-ask": (
        "**How to ask**\n"
        "• `/ask` and your question; `private: True` shows the answer to you alone\n"
        "• a direct message to me\n"
        "• mention me with your question, or reply to what I said\n"
        "In direct messages and mentions you can go on from there: “and why?”"
    ),
    "help-privacy": (
        "**What I keep**\n"
        "Your question, without the mentions, e-mail addresses, phone numbers and long numbers in it; when and in what "
        "way it was asked; which answer it got. I do not keep who you are: in the place of your account stands a code "
        "that only says that two questions came from the same person."
    ),
}

CHINESE: Final[Mapping[str, str]] = {
    "sources": "出处",
    "as-of": "截至 {date}",
    "quoted-by": "{who}所说",
    "claimed-by": "据{who}",
    "how-to-ask": "关于{title}，尽管问我：用 /ask、发私信，或者在频道里 @我 并附上问题。",
    "gone": "这条回答已经不在了：我掌握的内容后来有了改动。请用自己的话再问一次。",
    "failed": "我这边出了点问题，维护者会看到。请过一分钟再试。",
    "stale": "这条命令在你的 Discord 加载之后有了改动。请重启 Discord 再试一次。",
    "help-title": "我是什么",
    "help-what": (
        "我是一个机器人，回答关于**{title}**的问题。{about}\n"
        "每条回答都由人写成，每句话都注明出处。背后没有 AI，也没有语言模型：没有人写下的，我不会说。"
    ),
    "help-ask": (
        "**怎么提问**\n"
        "• `/ask` 加上问题；选 `private: True` 则只有你能看到回答\n"
        "• 给我发私信\n"
        "• 在频道里 @我 并附上问题，或者回复我的消息\n"
        "在私信和 @ 里可以接着问：“那为什么呢？”"
    ),
    "help-privacy": (
        "**我会留下什么**\n"
        "你的问题（其中的 @、邮箱、电话和长串数字都会去掉）、提问的时间和方式，以及得到了哪条回答。"
        "我不会留下你是谁：代替账号的是一个代码，只能看出两个问题是不是同一个人问的。"
    ),
}

_CATALOGUE: Final = {"en": ENGLISH, "zh": CHINESE}


def words(language: str, key: str, **values: object) -> str:
    """Return one of the bot's own sentences in a language, with its blanks filled."""
    return _CATALOGUE.get(language.split("-", maxsplit=1)[0], ENGLISH)[key].format(**values)
