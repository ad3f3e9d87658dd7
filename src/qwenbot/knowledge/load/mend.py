"""Read on behind what is not YAML: the item that holds the fault is taken out, the rest of the file stays as it is.

So that a curator who has forgotten five quotation marks learns of all five at once, and of what else is wrong.
"""

import re
from dataclasses import dataclass
from typing import Final

from qwenbot.knowledge.load.tree import Node, Room, parse
from qwenbot.knowledge.problems import Problem
from qwenbot.knowledge.schema import FILE

_PASSED_OVER: Final = frozenset({"syntax", "anchor", "alias", "tag", "key", "depth"})
"""Faults that lie in one item; a second document or too many texts concern the file."""

_KEY: Final = re.compile(rf"[\"']?(?:{'|'.join(FILE.fields)})[\"']?\s*:(?:\s|$)")
_ITEM: Final = re.compile(r"( *)-(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: the tree of what is YAML, the lines it stands in, the faults, and the rest as text."""

    tree: Node | None
    lines: list[str]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]


def read(text: str, file: str, *, fast: bool, room: Room) -> Reading:
    """Parse a file, again and again without the item that is not YAML, as long as `room` lasts."""
    lines = text.split("\n")
    problems: list[Problem] = []
    unread: list[str] = []
    nodes = room.nodes
    tree = parse(text, file, fast=fast, room=room)
    while isinstance(tree, Problem):
        problems.append(tree)
        part = _part(lines, tree.place.line - 1) if tree.rule in _PASSED_OVER else range(0)
        room.again -= len(text)
        if room.again < 0 or not any(lines[number].strip() for number in part):
            unread.append("\n".join(lines))
            return Reading(None, lines, tuple(problems), tuple(unread))
        unread.append("\n".join(lines[part.start : part.stop]))
        for number in part:
            lines[number] = ""
        room.nodes = nodes
        tree = parse("\n".join(lines), file, fast=fast, room=room)
    return Reading(tree, lines, tuple(problems), tuple(unread))


def _part(lines: list[str], number: int) -> range:
    """Return the lines of the item that holds a line; all of what a key of the file holds if it is not in an item.

    Nothing where no key of the format stands above: then it is not known what this is.
    """
    start = next((above for above in range(number, -1, -1) if _KEY.match(lines[above])), None)
    if start is None:
        return range(0)
    end = next((below for below in range(max(number, start) + 1, len(lines)) if _KEY.match(lines[below])), len(lines))
    indents = [(place, len(item[1])) for place in range(start + 1, end) if (item := _ITEM.match(lines[place]))]
    items = [place for place, indent in indents if indent <= indents[0][1]]
    if not items or number < items[0]:
        return range(start, end)
    first = max(place for place in items if place <= number)
    after = next((place for place in items if place > number), end)
    line = lines[number].expandtabs()
    if number != first and len(line) - len(line.lstrip()) <= indents[0][1]:
        after = end  # the line is a level too high, so it is not known what the items below belong to
    return range(start if first == items[0] and after == end else first, after)
