"""From the text of a YAML file to a tree of plain nodes that know their place.

Built from the parser's events, not by PyYAML's composer: that one guesses types, follows aliases, recurses as deep as a
file nests, and in its C form takes the process down with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from qwenbot.knowledge.load.traps import Construct, explain
from qwenbot.knowledge.problems import Place, Problem, Severity, shown

DEPTH: Final = 50
"""Collections inside each other; the format itself needs six."""

MAX_NODES: Final = 1_000_000
"""Texts, lists and mappings in one file: four times what 100,000 phrasings take, and 300 MiB of memory."""

MAX_DIRECTIVES: Final = 100
"""Lines that start with `%`: libyaml compares each with all before it, a file needs none, and a text hardly one."""

_INNER_QUESTION_MARKS: Final = re.compile(r"(?:(?<=[^\s\[{,])|(?<=[^\s\[{,:?-] ))\?(?: *\?)*")
_TAB_INDENT: Final = re.compile(r"^ *\t[^\S\n]*\S", re.MULTILINE)
_SURROGATES: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written. A plain one, without quotes and not folded, knows its `end`: line and column from 0."""

    value: str
    place: Place
    end: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `flow` is one in brackets."""

    items: tuple["Node", ...]
    place: Place
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, with its keys in the order written; keys may repeat here. `flow` is one in braces."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place
    flow: bool = False


Node = Scalar | Sequence | Mapping


class _Refused(Exception):  # noqa: N818 - it carries a problem out of the walk; nobody outside sees it
    def __init__(self, place: Place, message: str, rule: str) -> None:
        super().__init__(message)
        self.problem = Problem(place, Severity.ERROR, message, rule)


@dataclass(slots=True)
class Room:
    """What may still be read of a directory, so that many files cannot take what one may not.

    `again` is how many of the characters may be read once more, to find all that is wrong and not just the first.
    """

    characters: int = 4 * 32 * 2**20
    nodes: int = 2 * MAX_NODES
    again: int = 8 * 2**20

    @property
    def is_full(self) -> bool:
        """Say whether no file is to be read any more."""
        return self.characters < 0 or self.nodes < 0


@dataclass(slots=True)
class _Open:
    """A collection that has begun and not ended."""

    place: Place
    is_mapping: bool
    flow: bool
    nodes: list[Node]


def parse(text: str, file: str, *, fast: bool = True, room: Room | None = None) -> Node | Problem | None:
    """Return the tree of a file, None if it is empty, or the one problem that keeps it from being read.

    `fast` takes libyaml's parser where PyYAML was built with it; the pure one gives the same trees. What it takes is
    taken from `room`.
    """
    tab = _TAB_INDENT.search(text) if "\t" in text else None
    if tab:
        place = Place(file, text.count("\n", 0, tab.start()) + 1, tab[0].index("\t") + 1)
        return Problem(place, Severity.ERROR, "a tab indents this line: use spaces", "syntax")
    if text.count("\n%") > MAX_DIRECTIVES:
        place = Place(file, text.count("\n", 0, text.index("\n%")) + 2)
        message = f"more than {MAX_DIRECTIVES} lines start with %, which no text can: put the texts in quotes"
        return Problem(place, Severity.ERROR, message, "syntax")
    walk = _Walk(file, room or Room())
    try:
        return walk.build(_events(_whole_characters(text), fast=fast))
    except _Refused as refused:
        return refused.problem
    except yaml.reader.ReaderError as error:
        # Its position counts bytes or characters, as the parser pleases; but it is the first of its kind.
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "?")
        before = text[: max(0, text.find(chr(code)))]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the character U+{code:04X} cannot stand in YAML: delete it, or type it anew"
        return Problem(place, Severity.ERROR, message, "syntax")
    except yaml.MarkedYAMLError as error:
        if fast and "nesting depth" in (error.problem or ""):
            return parse(text, file, fast=False, room=room)  # libyaml looks ahead and gives up before it has told where
        line, column, message = explain(text.split("\n"), error, walk.last, walk.opened)
        return Problem(Place(file, line + 1, column + 1), Severity.ERROR, message, "syntax")


def _whole_characters(text: str) -> str:
    r"""Join the halves in which JSON escapes a rare character (`\ud83d\ude00`): YAML knows whole characters only."""
    if "\\u" not in text:
        return text
    return _SURROGATES.sub(
        lambda found: f"{found[1]}\\U{0x10000 + (int(found[2], 16) - 0xD800) * 0x400 + int(found[3], 16) - 0xDC00:08X}",
        text,
    )


def _events(text: str, *, fast: bool) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", None) if fast else None
    if loader is not None:
        yield from yaml.parse(text, Loader=loader)
        return
    # The pure parser ends a text at a question mark inside [ ] and { }, where libyaml reads on; a stand-in from the
    # private-use area, taken back below, makes the two agree.
    stand_in = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    marked = _INNER_QUESTION_MARKS.sub(lambda found: found[0].replace("?", stand_in), text)
    for event in yaml.parse(marked, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            event.value = event.value.replace(stand_in, "?")
        yield event


class _Walk:
    """Goes through the events of one file.

    Where they broke off, `last` is the quoted text or bracketed collection just complete, and `opened` the innermost
    that was still open.
    """

    def __init__(self, file: str, room: Room) -> None:
        self._file = file
        self._room = room
        self._stack = [_Open(Place(file), is_mapping=False, flow=False, nodes=[])]
        self.last: Construct | None = None
        self.opened: Construct | None = None

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        """Return the tree. Raises _Refused, and what the parser raises."""
        stack = self._stack
        documents = count = 0
        most = min(MAX_NODES, self._room.nodes)
        event: yaml.Event | None = None
        try:
            for event in events:
                if isinstance(event, yaml.ScalarEvent):
                    count += 1
                    stack[-1].nodes.append(self._scalar(event))
                elif isinstance(event, yaml.CollectionStartEvent):
                    count += 1
                    self._open(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    opened = stack.pop()
                    stack[-1].nodes.append(_close(opened))
                elif isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        message = "a second document starts here: one file is one document"
                        raise _Refused(self._place(event), message, "document")
                elif isinstance(event, yaml.AliasEvent):
                    message = (
                        f"aliases (*{shown(str(event.anchor))}) are not read: write the text out, or put it in quotes"
                    )
                    raise _Refused(self._place(event), message, "alias")
                if count > most:
                    message = f"more than {MAX_NODES:,} texts stand in this file: split it"
                    raise _Refused(self._place(event), message, "size")
        except yaml.MarkedYAMLError:
            self.last, self.opened = self._complete(event), self._incomplete()
            raise
        finally:
            self._room.nodes -= count
        root = stack[0].nodes[0] if stack[0].nodes else None
        return None if isinstance(root, Scalar) and not root.value and root.end else root

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._place(event)
        if event.anchor or event.tag:
            _refuse_cleverness(event, place)
        return Scalar(event.value, place, None if event.style else _end(event))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        place = self._place(event)
        if event.anchor or event.tag:
            _refuse_cleverness(event, place)
        if len(self._stack) > DEPTH:
            raise _Refused(place, f"more than {DEPTH} levels inside each other: flatten this", "depth")
        self._stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), []))

    def _complete(self, event: yaml.Event | None) -> Construct | None:
        node = self._stack[-1].nodes[-1] if self._stack[-1].nodes else None
        match node:
            case Scalar() if isinstance(event, yaml.ScalarEvent) and event.style in {"'", '"'}:
                return _construct(node.place, event.style, _end(event)[0])
            case Sequence() | Mapping() if node.flow and isinstance(event, yaml.CollectionEndEvent):
                return _construct(node.place, "[" if isinstance(node, Sequence) else "{", _end(event)[0])
        return None

    def _incomplete(self) -> Construct | None:
        top = self._stack[-1]
        return _construct(top.place, "{" if top.is_mapping else "[") if top.flow else None

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1) if mark else Place(self._file)


def _end(event: yaml.Event) -> tuple[int, int]:
    return (event.end_mark.line, event.end_mark.column) if event.end_mark else (0, 0)


def _construct(place: Place, opening: str, end_line: int = -1) -> Construct:
    return Construct(place.line - 1, place.column - 1, opening, end_line)


def _refuse_cleverness(event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
    """Refuse what makes one text mean another somewhere else."""
    if event.anchor:
        message = f"anchors (&{shown(str(event.anchor))}) are not read: write the text without, or put it in quotes"
        raise _Refused(place, message, "anchor")
    raise _Refused(place, f"tags ({shown(str(event.tag))}) are not read: put the text in quotes", "tag")


def _close(opened: _Open) -> Node:
    if not opened.is_mapping:
        return Sequence(tuple(opened.nodes), opened.place, opened.flow)
    pairs: list[tuple[Scalar, Node]] = []
    for key, value in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
        if not isinstance(key, Scalar):
            message = "a key is a word, not a list or a mapping: put the text in quotes"
            raise _Refused(key.place, message, "key")
        pairs.append((key, value))
    return Mapping(tuple(pairs), opened.place, opened.flow)
