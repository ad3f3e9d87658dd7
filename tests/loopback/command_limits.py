"""What Discord refuses in commands, autocomplete choices and modals: our own table, from its documentation."""

import re
from collections.abc import Iterator
from typing import Any, Final

from tests.loopback.limits import LABEL, ROW, TEXT_INPUT

CHAT, USER, MESSAGE = 1, 2, 3
COUNTS: Final = {CHAT: 100, USER: 15, MESSAGE: 15}
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, NUMBER = 1, 2, 3, 4, 5, 10
CHOICES: Final = 25
COMMAND_TOTAL: Final = 8000
INPUT: Final = 4000

_NAME: Final = re.compile(r"[-_'\w]{1,32}")
_KNOWN_TYPES: Final = frozenset(range(1, 12))


def check_commands(commands: list[dict[str, Any]]) -> list[str]:
    """Say what is wrong with a list of commands that is to replace the one before."""
    return list(_commands(commands))


def check_choices(choices: list[dict[str, Any]]) -> list[str]:
    """Say what is wrong with choices that are offered while somebody types, or fixed with an option."""
    return list(_choices(choices))


def check_modal(modal: dict[str, Any]) -> list[str]:
    """Say what is wrong with a modal."""
    return list(_modal(modal))


def _commands(commands: list[dict[str, Any]]) -> Iterator[str]:
    for kind, most in COUNTS.items():
        names = [command.get("name") for command in commands if command.get("type", CHAT) == kind]
        if len(names) > most:
            yield f"{len(names)} commands of type {kind}, not {most} at most"
        if len(set(names)) < len(names):
            yield f"two commands of type {kind} have one name"
    for command in commands:
        yield from (f"command {command.get('name')!r}: {fault}" for fault in _command(command))


def _command(command: dict[str, Any]) -> Iterator[str]:
    kind = command.get("type", CHAT)
    if kind != CHAT:
        if not 1 <= len(command.get("name", "")) <= 32:
            yield "a name has not 1 to 32 characters"
        if command.get("description") or command.get("options"):
            yield "a menu command has a description or options"
        return
    yield from _named(command)
    yield from _options(command.get("options") or [], depth=0)
    if (size := _size(command)) > COMMAND_TOTAL:
        yield f"{size} characters in all, not {COMMAND_TOTAL} at most"


def _named(thing: dict[str, Any]) -> Iterator[str]:
    name, description = thing.get("name", ""), thing.get("description", "")
    if not _NAME.fullmatch(name) or name != name.lower():
        yield f"{name!r} is no name"
    if not 1 <= len(description) <= 100:
        yield f"the description of {name!r} has {len(description)} characters, not 1 to 100"


def _options(options: list[dict[str, Any]], depth: int) -> Iterator[str]:
    if len(options) > 25:
        yield f"{len(options)} options, not 25 at most"
    names = [option.get("name") for option in options]
    if len(set(names)) < len(names):
        yield "two options have one name"
    nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        yield "options stand beside subcommands"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "a required option stands behind one that is not"
    for option in options:
        yield from _option(option, depth)


def _option(option: dict[str, Any], depth: int) -> Iterator[str]:
    yield from _named(option)
    kind, name = option.get("type"), option.get("name")
    if kind not in _KNOWN_TYPES:
        yield f"option {name!r} is of no type"
    if kind in {SUBCOMMAND, GROUP}:
        if depth > 1 or (kind == GROUP and depth > 0):
            yield f"{name!r} is nested too deep"
        yield from _options(option.get("options") or [], depth + 1)
        return
    choices = option.get("choices") or []
    yield from check_choices(choices)
    if option.get("autocomplete") and (choices or kind not in {STRING, INTEGER, NUMBER}):
        yield f"option {name!r} cannot complete what is typed"
    least, most = option.get("min_length"), option.get("max_length")
    if kind != STRING and (least is not None or most is not None):
        yield f"option {name!r} is no text and has a length"
    if least is not None and not 0 <= least <= 6000:
        yield f"option {name!r} has a min_length of {least}"
    if most is not None and not max(1, least or 0) <= most <= 6000:
        yield f"option {name!r} has a max_length of {most}"


def _size(thing: dict[str, Any]) -> int:
    own = len(thing.get("name", "")) + len(thing.get("description", ""))
    choices = sum(
        len(str(choice.get("name", ""))) + len(str(choice.get("value", ""))) for choice in thing.get("choices") or []
    )
    return own + choices + sum(_size(option) for option in thing.get("options") or [])


def _choices(choices: list[dict[str, Any]]) -> Iterator[str]:
    if len(choices) > CHOICES:
        yield f"{len(choices)} choices, not {CHOICES} at most"
    for choice in choices:
        name, value = choice.get("name"), choice.get("value")
        if not isinstance(name, str) or not 1 <= len(name) <= 100:
            yield f"the name of a choice has not 1 to 100 characters: {name!r}"
        if isinstance(value, str) and not 1 <= len(value) <= 100:
            yield f"the value of a choice has not 1 to 100 characters: {value!r}"
        if not isinstance(value, str | int | float):
            yield f"the value of a choice is neither text nor number: {value!r}"


def _modal(modal: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(modal.get("title") or "") <= 45:
        yield "the title of a modal has not 1 to 45 characters"
    if not 1 <= len(modal.get("custom_id") or "") <= 100:
        yield "the custom_id of a modal has not 1 to 100 characters"
    rows = modal.get("components") or []
    if not 1 <= len(rows) <= 5:
        yield f"{len(rows)} components in a modal, not 1 to 5"
    for row in rows:
        if row.get("type") == ROW:
            yield from (f for item in row.get("components") or [] for f in _text_input(item, labelled=True))
            if len(row.get("components") or []) != 1:
                yield "a row of a modal has not one component"
        elif row.get("type") == LABEL:
            if not 1 <= len(row.get("label") or "") <= 45:
                yield "a label has not 1 to 45 characters"
            yield from _text_input(row.get("component") or {}, labelled=False)


def _text_input(item: dict[str, Any], *, labelled: bool) -> Iterator[str]:
    if not 1 <= len(item.get("custom_id") or "") <= 100:
        yield "the custom_id of an input has not 1 to 100 characters"
    if item.get("type") != TEXT_INPUT:
        return
    if labelled and not 1 <= len(item.get("label") or "") <= 45:
        yield "the label of an input has not 1 to 45 characters"
    if len(item.get("placeholder") or "") > 100 or len(item.get("value") or "") > INPUT:
        yield f"the placeholder of an input is over 100 characters, or its value over {INPUT}"
    least, most = item.get("min_length") or 0, item.get("max_length") or INPUT
    if not 0 <= least <= INPUT or not 1 <= most <= INPUT or least > most:
        yield f"an input takes {least} to {most} characters"
