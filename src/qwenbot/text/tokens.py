"""Cut normalised text into tokens: words, numbers, and single characters of scripts that put no space between words."""

import re
from typing import Final

UNSPACED: Final = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Ranges of the scripts whose words stand without spaces, as the inside of a character class."""

_TOKEN: Final = re.compile(
    rf"(?P<character>[{UNSPACED}])"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?P<unit>\s?[bmk](?![^\W_])|(?:st|nd|rd|th)(?![^\W_]))?"
    rf"|(?P<word>[^\W\d_{UNSPACED}]+(?:'[^\W\d_{UNSPACED}]+)*'?)"
    r"|(?P<percent>%)"
)
_UNSPACED_ONE: Final = re.compile(rf"[{UNSPACED}]")


def tokenise(text: str) -> tuple[str, ...]:
    """Return the tokens of a normalised text.

    A number keeps a size that belongs to it (`9b`), loses an ordinal's ending (`15th` is `15`) and the commas in it
    (`1,000` is `1000`); `%` is the word `percent`.
    """
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["number"]:
            unit = (match["unit"] or "").strip()
            number = re.sub(r",(?=\d{3}(?!\d))", "", match["number"])
            tokens.append(number + (unit if len(unit) == 1 else ""))
        elif match["percent"]:
            tokens.append("percent")
        else:
            tokens.append(match["character"] or match["word"])
    return tuple(tokens)


def is_unspaced(token: str) -> bool:
    """Say whether a token is a character of a script without spaces between words."""
    return _UNSPACED_ONE.match(token) is not None


def is_number(token: str) -> bool:
    """Say whether a token is a number, with or without a size."""
    return token[0].isdigit()
