"""Hold one text against the shape that is wanted of it, and say in words what is wanted."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qwenbot.knowledge.problems import shown
from qwenbot.knowledge.schema import DATE, Flag, ListOf, Localisable, Number, OneOf, Record, Shape, Text

_NEAR: Final = 0.45
"""Edits per letter up to which a word is taken for a misspelling of a known one."""

_LONGEST: Final = 128
"""Letters beyond which a word is near no known one: none has more than half as many."""

CUT: Final = 40
"""How much of a word or a value a message repeats."""


_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What an escape in double quotes can bring in and nothing can show: control characters and halves of characters."""

MOST_MARKS: Final = 30
"""Marks on one letter, as in Unicode's stream-safe text (UAX #15). More are decoration, and slow to put in order."""

_PERHAPS_MARKS: Final = re.compile(rf"[^\w\s!-~]{{{MOST_MARKS + 1},}}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word of which this one may be a misspelling."""
    if len(word) > _LONGEST:
        return None
    found = process.extractOne(word, list(known), scorer=OSA.normalized_distance, score_cutoff=_NEAR)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return “; did you mean `x`?” for the nearest known word, or nothing if none is near."""
    found = nearest(word, known)
    return f"; did you mean `{found}`?" if found else ""


def wrong(value: str, shape: Shape) -> str | None:
    """Return what is wrong with a value, or None."""
    match shape:
        case OneOf():
            if value not in shape.words:
                return f"is one of {listed(shape.words)}, not “{shown(value, CUT)}”{did_you_mean(value, shape.words)}"
        case Flag():
            if value not in {"true", "false"}:
                return f"is true or false, not “{shown(value, CUT)}”"
        case Number():
            return _wrong_number(value, shape)
        case Text():
            if found := _CONTROL.search(value):
                return f"holds U+{ord(found[0]):04X}, which nothing can show: take it out"
            if not value.isascii() and _overloaded(value):
                return f"has more than {MOST_MARKS} accents on one letter: take them off"
            if shape.pattern and not _compiled(shape.pattern).fullmatch(value):
                return f"is {shape.wanted}, not “{shown(value, CUT)}”"
            if shape.pattern == DATE:
                return _wrong_date(value)
        case _:
            pass
    return None


def _overloaded(value: str) -> bool:
    """Say whether more marks follow one another than any script needs; a character may come apart into several."""
    for run in _PERHAPS_MARKS.finditer(value):
        count = 0
        for character in run[0]:
            count = count + 1 if unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) else 0
            if count > MOST_MARKS:
                return True
    return False


def _wrong_number(value: str, shape: Number) -> str | None:
    pattern = r"[0-9]{1,9}" if shape.whole else r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
    if re.fullmatch(pattern, value) and shape.least <= float(value) <= shape.most:
        return None
    if shape.least == shape.most:
        return f"is {shape.least:g}, the one that this program reads, not “{shown(value, CUT)}”"
    return f"is {wanted(shape)}, not “{shown(value, CUT)}”"


def _wrong_date(value: str) -> str | None:
    year, month, day = (int(part) for part in f"{value}-01-01".split("-")[:3])
    if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"“{value}” is no date in the calendar"


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def wanted(shape: Shape) -> str:
    """Say what a shape takes, as in “a list”."""
    match shape:
        case Text():
            return shape.wanted
        case Localisable():
            return "a text, or a mapping of language to text"
        case Number():
            return f"a {'whole ' if shape.whole else ''}number from {shape.least:g} to {shape.most:g}"
        case Flag():
            return "true or false"
        case OneOf():
            return f"one of {listed(shape.words)}"
        case ListOf():
            return "a list, each item behind “- ”"
        case Record():
            return "a mapping of `key: value` lines"


def listed(words: Iterable[str]) -> str:
    """Return words as a message lists them."""
    return ", ".join(f"`{word}`" for word in words)
