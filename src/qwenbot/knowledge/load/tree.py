"""From the text of a YAML file to a tree of plain nodes that know their place.

Built from the parser's events, not by PyYAML's composer: that one guesses types, follows aliases, recurses as deep as a
file nests, and in its C form takes the process down with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import yaml

from qwenbot.knowledge.load.traps import explain
from qwenbot.knowledge.problems import Place, Problem, Severity

DEPTH: Final = 50
"""Collections inside each other; the format itself needs six."""

_FALLBACK_QUESTION_MARK: Final = re.compile(r"(?<=[^\s\[{,])\?")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written. `plain` is one without quotes and not folded; `end` is where it ends."""

    value: str
    place: Place
    plain: bool
    end: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, with its keys in the order written; keys may repeat here."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping


class _Mark(Protocol):
    """A place as either parser gives it, counted from 0."""

    line: int
    column: int


class _Refused(Exception):  # noqa: N818 - it carries a problem out of the walk; nobody outside sees it
    def __init__(self, mark: "_Mark | None", message: str, rule: str) -> None:
        super().__init__(message)
        self.mark, self.message, self.rule = mark, message, rule


@dataclass(slots=True)
class _Open:
    """A collection that has begun and not ended."""

    place: Place
    is_mapping: bool
    nodes: list[Node]


def parse(text: str, file: str, *, fast: bool = True) -> Node | Problem | None:
    """Return the tree of a file, None if it is empty, or the one problem that keeps it from being read.

    `fast` takes libyaml's parser where PyYAML was built with it; the pure one gives the same trees.
    """
    try:
        return _build(_events(text, fast=fast), file)
    except _Refused as refused:
        return Problem(_place(file, refused.mark), Severity.ERROR, refused.message, refused.rule)
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "?")
        message = f"the character U+{code:04X} cannot stand in YAML: delete it, or type it anew"
        return Problem(place, Severity.ERROR, message, "syntax")
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark or error.problem_mark
        place, message = explain(text, file, error, mark)
        return Problem(place, Severity.ERROR, message, "syntax")


def _events(text: str, *, fast: bool) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", None) if fast else None
    if loader is not None:
        yield from yaml.parse(text, Loader=loader)
        return
    # The pure parser ends a text at a question mark inside [ ] and { }, where libyaml reads on; a stand-in from the
    # private-use area, taken back below, makes the two agree.
    stand_in = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    for event in yaml.parse(_FALLBACK_QUESTION_MARK.sub(stand_in, text), Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            event.value = event.value.replace(stand_in, "?")
        yield event


def _build(events: Iterator[yaml.Event], file: str) -> Node | None:
    stack = [_Open(Place(file), is_mapping=False, nodes=[])]
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(event.start_mark, "a second document starts here: one file is one document", "document")
            continue
        _refuse_cleverness(event)
        if isinstance(event, yaml.ScalarEvent):
            place, end = _place(file, event.start_mark), _place(file, event.end_mark)
            stack[-1].nodes.append(Scalar(event.value, place, plain=not event.style, end=end))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) > DEPTH:
                raise _Refused(event.start_mark, f"more than {DEPTH} levels inside each other: flatten this", "depth")
            stack.append(_Open(_place(file, event.start_mark), isinstance(event, yaml.MappingStartEvent), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            opened = stack.pop()
            stack[-1].nodes.append(_close(opened, event))
    return stack[0].nodes[0] if stack[0].nodes else None


def _refuse_cleverness(event: yaml.Event) -> None:
    """Refuse what makes one text mean another somewhere else."""
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(event.start_mark, f"aliases (*{event.anchor}) are not read: write the text out", "alias")
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        raise _Refused(event.start_mark, f"anchors (&{event.anchor}) are not read: write the text without", "anchor")
    tag = getattr(event, "tag", None)
    if tag:
        raise _Refused(event.start_mark, f"tags ({tag}) are not read: put the text in quotes", "tag")


def _close(opened: _Open, event: yaml.Event) -> Node:
    if not opened.is_mapping:
        return Sequence(tuple(opened.nodes), opened.place)
    pairs: list[tuple[Scalar, Node]] = []
    for key, value in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise _Refused(event.start_mark, "a key must be a word: put the text in quotes", "key")
        pairs.append((key, value))
    return Mapping(tuple(pairs), opened.place)


def _place(file: str, mark: "_Mark | None") -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
