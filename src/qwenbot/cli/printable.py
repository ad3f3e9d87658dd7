"""Text from files and from people, made safe to print: a terminal shows it and obeys none of it."""

import re
from typing import Final

_OBEYED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (ANSI sequences begin with one), the marks that reorder lines, and halves of characters."""


def printable(text: str) -> str:
    """Return the text with a replacement character for each that a terminal would obey; line breaks and tabs stay."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Return the text as `printable` does, on one line."""
    return printable(" ".join(text.split()))
