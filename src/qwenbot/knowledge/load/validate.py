"""Hold a tree against the declared shape of the format: every fault gets a sentence and its place.

What is wrong is left out of what is returned, so that one fault does not hide, or cause, another.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qwenbot.knowledge.load.traps import truncated_by_comment
from qwenbot.knowledge.load.tree import Mapping, Node, Scalar, Sequence
from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.knowledge.schema import (
    DATE,
    LANGUAGE,
    Field,
    Flag,
    ListOf,
    Localisable,
    Number,
    OneOf,
    Record,
    Shape,
    Text,
)

_NEAR: Final = 0.45
"""Edits per letter up to which a word is taken for a misspelling of a known one."""


@dataclass(slots=True)
class Row:
    """A record as read: its values by key, and where it and they stand."""

    place: Place
    values: dict[str, object] = field(default_factory=dict)
    incomplete: bool = False

    def text(self, key: str) -> Scalar | None:
        """Return a text, if it is there and sound."""
        value = self.values.get(key)
        return value if isinstance(value, Scalar) else None

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """Return a list of texts; empty if there is none."""
        value = self.values.get(key)
        return tuple(item for item in value if isinstance(item, Scalar)) if isinstance(value, list) else ()

    def rows(self, key: str) -> tuple["Row", ...]:
        """Return a list of records; empty if there is none."""
        value = self.values.get(key)
        return tuple(item for item in value if isinstance(item, Row)) if isinstance(value, list) else ()

    def row(self, key: str) -> "Row | None":
        """Return a record inside this one."""
        value = self.values.get(key)
        return value if isinstance(value, Row) else None


Languages = dict[str, Scalar]
"""A text by language; the key is empty where the file gives no language."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return “; did you mean `x`?” for the nearest known word, or nothing if none is near."""
    found = process.extractOne(word, sorted(known), scorer=OSA.normalized_distance, score_cutoff=_NEAR)
    return f"; did you mean `{found[0]}`?" if found else ""


class Validator:
    """Reads the trees of one file; `problems` grows as it finds them. `lines` are the file's, for what was cut off."""

    def __init__(self, lines: list[str], problems: list[Problem]) -> None:
        self._lines = lines
        self._problems = problems

    def record(self, node: Node, shape: Record) -> Row | None:
        """Read a mapping with known keys."""
        if not isinstance(node, Mapping):
            self._say(node.place, f"{shape.name} is a mapping of `key: value` lines, this is {_kind(node)}", "type")
            return None
        row = Row(node.place)
        seen: dict[str, Place] = {}
        for key, value in node.pairs:
            if key.value in seen:
                self._say(key.place, f"`{key.value}` stands here twice, first in line {seen[key.value].line}: "
                          "keep one", "duplicate-key")  # fmt: skip
                continue
            seen[key.value] = key.place
            known = shape.fields.get(key.value)
            if known is None:
                near = did_you_mean(key.value, shape.fields) or f"; its keys are {_listed(shape.fields)}"
                self._say(key.place, f"{shape.name} has no key `{key.value}`{near}", "unknown-key")
                continue
            read = self._value(key, value, known)
            if read is None:
                row.incomplete = True
            else:
                row.values[key.value] = read
        for name, wanted in shape.fields.items():
            if wanted.required and name not in seen:
                self._say(node.place, f"{shape.name} needs `{name}`: {_small(wanted.help)}", "missing-key")
                row.incomplete = True
        return row

    def _value(self, key: Scalar, node: Node, known: Field) -> object | None:
        if isinstance(node, Scalar) and not node.value and node.plain:
            wanted = _wanted(known.shape)
            self._say(key.place, f"`{key.value}` has no value: write {wanted}, or delete the line", "empty")
            return None
        return self._shape(node, known.shape, f"`{key.value}`")

    def _shape(self, node: Node, shape: Shape, what: str) -> object | None:
        match shape:
            case Record():
                return self.record(node, shape)
            case ListOf():
                return self._list(node, shape, what)
            case Localisable():
                return self._localised(node, what)
            case _:
                return self._scalar(node, shape, what)

    def _list(self, node: Node, shape: ListOf, what: str) -> list[object] | None:
        if not isinstance(node, Sequence):
            self._say(node.place, f"{what} is a list, this is {_kind(node)}: put “- ” before each item", "type")
            return None
        if len(node.items) < shape.least:
            self._say(node.place, f"{what} needs at least {shape.least}: add one, or delete the list", "too-few")
            return None
        read = (self._item(item, shape.item, what) for item in node.items)
        return [item for item in read if item is not None]

    def _item(self, node: Node, shape: Shape, what: str) -> object | None:
        if isinstance(node, Mapping) and isinstance(shape, Text):
            key = node.pairs[0][0].value if node.pairs else ""
            message = f"an item of {what} is a text; “{key}: ” makes a mapping of it: put the whole text in quotes"
            self._say(node.place, message, "type")
            return None
        return self._shape(node, shape, f"an item of {what}")

    def _localised(self, node: Node, what: str) -> Languages | None:
        if isinstance(node, Scalar):
            text = self._scalar(node, Text(), what)
            return {"": text} if isinstance(text, Scalar) else None
        if not isinstance(node, Mapping):
            self._say(node.place, f"{what} is a text, or a mapping of language to text; this is a list", "type")
            return None
        languages: Languages = {}
        for key, value in node.pairs:
            if not re.fullmatch(LANGUAGE, key.value):
                message = (
                    f"{what} is a text, or a mapping of language codes (en, zh) to texts; `{key.value}` is no code"
                )
                self._say(key.place, message, "language")
            elif key.value in languages:
                self._say(key.place, f"{what} has two texts in `{key.value}`: keep one", "duplicate-key")
            else:
                text = self._value(key, value, Field(Text(), ""))
                if isinstance(text, Scalar):
                    languages[key.value] = text
        return languages if len(languages) == len(node.pairs) and languages else None

    def _scalar(self, node: Node, shape: Shape, what: str) -> object | None:
        if not isinstance(node, Scalar):
            self._say(node.place, f"{what} is {_wanted(shape)}, this is {_kind(node)}", "type")
            return None
        wrong = _wrong(node.value, shape)
        if wrong is None and isinstance(shape, Text) and not node.value.strip():
            wrong = "is empty: write a text"
        if wrong:
            self._say(node.place, f"{what} {wrong}", "value")
            return None
        if node.plain and truncated_by_comment(self._lines[node.end.line - 1], node.end.column - 1):
            message = f"{what} ends at “ #”, which starts a comment: put the text in quotes if the rest belongs to it"
            self._problems.append(Problem(node.place, Severity.WARNING, message, "comment"))
        return node

    def _say(self, place: Place, message: str, rule: str) -> None:
        self._problems.append(Problem(place, Severity.ERROR, message, rule))


def _wrong(value: str, shape: Shape) -> str | None:
    """Return what is wrong with a value, or None."""
    match shape:
        case OneOf():
            if value not in shape.words:
                return f"is one of {_listed(shape.words)}, not “{_cut(value)}”{did_you_mean(value, shape.words)}"
        case Flag():
            if value not in {"true", "false"}:
                return f"is true or false, not “{_cut(value)}”"
        case Number():
            return _wrong_number(value, shape)
        case Text():
            if shape.pattern and not _compiled(shape.pattern).fullmatch(value):
                return f"is {shape.wanted}, not “{_cut(value)}”"
            if shape.pattern == DATE:
                return _wrong_date(value)
        case _:
            pass
    return None


def _wrong_number(value: str, shape: Number) -> str | None:
    pattern = r"[0-9]{1,9}" if shape.whole else r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
    if re.fullmatch(pattern, value) and shape.least <= float(value) <= shape.most:
        return None
    if shape.least == shape.most:
        return f"is {shape.least:g}, the one that this program reads, not “{_cut(value)}”"
    return f"is {_wanted(shape)}, not “{_cut(value)}”"


def _wrong_date(value: str) -> str | None:
    year, month, day = (int(part) for part in f"{value}-01-01".split("-")[:3])
    if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"“{value}” is no date in the calendar"


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _wanted(shape: Shape) -> str:
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
            return f"one of {_listed(shape.words)}"
        case ListOf():
            return "a list, each item behind “- ”"
        case Record():
            return "a mapping of `key: value` lines"


def _kind(node: Node) -> str:
    match node:
        case Scalar():
            return f"the text “{_cut(node.value)}”"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def _cut(text: str, length: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
