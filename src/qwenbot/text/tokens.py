"""Cut normalised text into tokens: words, numbers, and single characters of scripts that put no space between words."""

import re
from enum import Enum, auto
from typing import Final

UNSPACED: Final = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Ranges of the scripts whose words stand without spaces, as the inside of a character class."""

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_TOKEN: Final = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月"
    rf"|(?P<character>[{UNSPACED}])"
    r"|\b(?P<chat>b4|m8|gr8|w8|h8|l8r|2day|2nite|2moro)\b"
    rf"|(?P<number>\d+(?:[.,]\d+)*)(?P<unit>\s?[bmk](?![^\W_{UNSPACED}])|(?:st|nd|rd|th)(?![^\W_{UNSPACED}]))?"
    rf"|(?P<word>[^\W\d_{UNSPACED}]+(?:'[^\W\d_{UNSPACED}]+)*'?)"
    r"|(?P<percent>%)"
)
_UNSPACED_ONE: Final = re.compile(rf"[{UNSPACED}]")


def tokenise(text: str) -> tuple[str, ...]:
    """Return the tokens of a normalised text.

    A number keeps a size that belongs to it (`9b`), loses an ordinal's ending (`15th` is `15`) and the commas between
    thousands (`1,000` is `1000`, but `3,5` is `3.5`); `%` is the word `percent`, and `3月` the word `march`.
    """
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["month"]:
            tokens.append(MONTHS[int(match["month"]) - 1])
        elif match["number"]:
            unit = (match["unit"] or "").strip()
            number = re.sub(r",(?=\d{3}(?!\d))", "", match["number"]).replace(",", ".")
            tokens.append(number + (unit if len(unit) == 1 else ""))
        elif match["percent"]:
            tokens.append("percent")
        else:
            tokens.append(match["character"] or match["chat"] or match["word"])
    return tuple(tokens)


def is_unspaced(token: str) -> bool:
    """Say whether a token is a character of a script without spaces between words."""
    return _UNSPACED_ONE.match(token) is not None


def is_number(token: str) -> bool:
    """Say whether a token is a number, with or without a size."""
    return token[0].isdigit()


class Number(Enum):
    """What a number or a month says."""

    COUNT = auto()
    SIZE = auto()
    MONTH = auto()


def kind_of_number(token: str) -> Number:
    """Return what a number says: with a size that belongs to it (`9b`) it is the name of a thing, not a count."""
    if token in MONTHS:
        return Number.MONTH
    return Number.SIZE if token[-1].isalpha() else Number.COUNT
