"""Hold a tree against the declared shape of the format: every fault gets a sentence and its place.

What is wrong is left out of what is returned, so that one fault does not hide, or cause, another.
"""

import re
from itertools import pairwise
from typing import Final

from qwenbot.knowledge.load.rows import Languages, Row
from qwenbot.knowledge.load.scalars import CUT, listed, nearest, wanted, wrong
from qwenbot.knowledge.load.traps import as_in, replaced_by_comment, truncated_by_comment
from qwenbot.knowledge.load.tree import Mapping, Node, Scalar, Sequence
from qwenbot.knowledge.problems import Place, Problems, shown
from qwenbot.knowledge.schema import LANGUAGE, Field, ListOf, Localisable, Record, Shape, Text

_LISTS_OF_SENTENCES: Final = frozenset({"`questions`", "`out_of_scope`", "`aliases`"})
_GOES_ON: Final = re.compile(r"(?:and|or|but|nor)\s")
_THOUSANDS: Final = re.compile(r"[0-9]{3}(?![0-9])")


class Validator:
    """Reads the trees of one file; `problems` grows as it finds them. `lines` are the file's, for what was cut off."""

    def __init__(self, lines: list[str], problems: Problems) -> None:
        self._lines = lines
        self._problems = problems

    def record(self, node: Node, shape: Record) -> Row | None:
        """Read a mapping with known keys."""
        if not isinstance(node, Mapping):
            message = f"{shape.name} is a mapping of `key: value` lines, this is {_kind(node)}"
            self._problems.error(node.place, message, "type")
            return None
        row = Row(node.place)
        first: dict[str, Place] = {}
        given = {key.value for key, _ in node.pairs}
        for number, (key, value) in enumerate(node.pairs):
            name: str | None = key.value
            if key.value not in shape.fields:
                name = self._unknown(node, number, shape, given)
            elif key.value in first:
                message = f"`{key.value}` stands here twice, first in line {first[key.value].line}: keep one"
                self._problems.error(key.place, message, "duplicate-key")
            if name is not None:
                self._take(row, name, key, value, shape.fields[name])
                first.setdefault(name, key.place)
        for name, known in shape.fields.items():
            if known.required and name not in first:
                message = f"{shape.name} needs `{name}`: {_small(known.help)}"
                self._problems.error(node.place, message, "missing-key")
                row.broken |= {name}
        return row

    def _take(self, row: Row, name: str, key: Scalar, node: Node, known: Field) -> None:
        """Put a value into a row. What is under a key for the second time is read too, so that its faults are named."""
        read = self._value(key, node, known)
        if read is None:
            row.broken |= {name}
            return
        before = row.values.setdefault(name, read)
        if before is not read and isinstance(before, list) and isinstance(read, list):
            before.extend(read)

    def _unknown(self, node: Mapping, number: int, shape: Record, given: set[str]) -> str | None:
        """Name an unknown key; return the key that was meant, if that is clear and does not stand here itself."""
        key, value = node.pairs[number]
        name = shown(key.value, CUT)
        if key.value == "<<":
            message = "merge keys (<<) are not read: write the keys out"
            self._problems.error(key.place, message, "merge")
            return None
        if node.flow and number and isinstance(value, Scalar) and value.end is not None and not value.value:
            before, text = node.pairs[number - 1]
            one = f"{text.value if isinstance(text, Scalar) else ''}, {key.value}".replace("'", "''")
            message = f"a comma inside {{ }} ends a text: put it in quotes, as in {before.value}: '{shown(one)}'"
            self._problems.error(key.place, message, "comma")
            return None
        near = nearest(key.value, shape.fields)
        hint = f"; did you mean `{near}`?" if near else f"; its keys are {listed(shape.fields)}"
        self._problems.error(key.place, f"{shape.name} has no key `{name}`{hint}", "unknown-key")
        return None if near in given else near

    def _value(self, key: Scalar, node: Node, known: Field) -> object | None:
        if isinstance(node, Scalar) and not node.value and node.end is not None:
            hidden = replaced_by_comment(self._lines[node.place.line - 1], node.place.column - 1)
            what = "“ #” starts a comment: put the text in quotes" if hidden else f"write {wanted(known.shape)}"
            message = f"`{shown(key.value, CUT)}` has no value: {what}, or delete the line"
            self._problems.error(key.place, message, "empty")
            return None
        return self._shape(node, known.shape, f"`{shown(key.value, CUT)}`")

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
            message = f"{what} is a list, this is {_kind(node)}: put “- ” before each item"
            self._problems.error(node.place, message, "type")
            return None
        if len(node.items) < shape.least:
            items = "item" if shape.least == 1 else "items"
            self._problems.error(node.place, f"{what} needs at least {shape.least} {items}: add some", "too-few")
            return None
        if node.flow and what in _LISTS_OF_SENTENCES:
            self._split_by_comma(node)
        inner = f"an item of {what}"
        read = [value for item in node.items if (value := self._item(item, shape.item, inner)) is not None]
        return read if read or not node.items else None

    def _split_by_comma(self, node: Sequence) -> None:
        for before, item in pairwise(node.items):
            if not isinstance(before, Scalar) or not isinstance(item, Scalar) or not before.end or not item.end:
                continue
            close = (item.place.line - 1, item.place.column - 2) == before.end
            number = close and before.value[-1:].isdigit() and _THOUSANDS.match(item.value)
            if number or _GOES_ON.match(item.value):
                one = f"{before.value},{'' if close else ' '}{item.value}".replace("'", "''")
                message = f"a comma inside [ ] starts a new item: if this is one text, put it in quotes: '{shown(one)}'"
                self._problems.warning(item.place, message, "comma")

    def _item(self, node: Node, shape: Shape, what: str) -> object | None:
        if isinstance(node, Mapping) and isinstance(shape, Text) and not node.flow and node.pairs:
            key = shown(node.pairs[0][0].value, CUT)
            message = f"{what} is a text; “{key}: ” makes a mapping of it: put the text in quotes"
            self._problems.error(node.place, message + self._as_in(node), "type")
            return None
        return self._shape(node, shape, what)

    def _localised(self, node: Node, what: str) -> Languages | None:
        if isinstance(node, Scalar):
            text = self._scalar(node, Text(), what)
            return {"": text} if isinstance(text, Scalar) else None
        if not isinstance(node, Mapping):
            message = f"{what} is a text, or a mapping of language to text; this is {self._brackets(node)}"
            self._problems.error(node.place, message, "type")
            return None
        languages: Languages = {}
        for key, value in node.pairs:
            if not re.fullmatch(LANGUAGE, key.value):
                message = (
                    f"{what} is a text, or a mapping of language codes (en, zh) to texts; `{shown(key.value, CUT)}` "
                    "is no code: put one before it, or the whole text in quotes"
                )
                self._problems.error(key.place, message, "language")
            elif key.value in languages:
                message = f"{what} has two texts in `{key.value}`, the first in {languages[key.value].place}: keep one"
                self._problems.error(key.place, message, "duplicate-key")
            else:
                text = self._value(key, value, Field(Text(), ""))
                if isinstance(text, Scalar):
                    languages[key.value] = text
        return languages if len(languages) == len(node.pairs) and languages else None

    def _scalar(self, node: Node, shape: Shape, what: str) -> object | None:
        if not isinstance(node, Scalar):
            message = f"{what} is {wanted(shape)}, this is {self._brackets(node)}"
            self._problems.error(node.place, message, "type")
            return None
        fault = wrong(node.value, shape)
        if fault is None and isinstance(shape, Text) and (not node.value or node.value.isspace()):
            fault = "is empty: write a text"
        if fault:
            self._problems.error(node.place, f"{what} {fault}", "value")
            return None
        if node.end is not None and truncated_by_comment(self._lines[node.end[0]], node.end[1]):
            message = f"{what} ends before “ #”, which starts a comment: if the rest belongs to it, put it in quotes"
            self._problems.warning(node.place, message + self._as_in(node), "comment")
        return node

    def _brackets(self, node: Node) -> str:
        """Return what a node is where a text was wanted; a text that begins with a bracket becomes something else."""
        if isinstance(node, Scalar) or not node.flow:
            return _kind(node)
        bracket = "[" if isinstance(node, Sequence) else "{"
        return f"{_kind(node)}, for it starts with {bracket}: put the text in quotes{self._as_in(node)}"

    def _as_in(self, node: Node) -> str:
        return as_in(self._lines[node.place.line - 1], node.place.column - 1)


def _kind(node: Node) -> str:
    match node:
        case Scalar():
            return f"the text “{shown(node.value, CUT)}”" if node.value else "empty"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
