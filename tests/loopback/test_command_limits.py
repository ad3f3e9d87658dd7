"""Our own table of what Discord refuses in commands, choices and modals, on both sides of each limit."""

from typing import Any

import pytest

from tests.loopback.command_limits import check_choices, check_commands, check_modal


def command(*options: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"type": 1, "name": "ask", "description": "Ask", "options": list(options), **others}


def option(kind: int = 3, **others: Any) -> dict[str, Any]:
    return {"type": kind, "name": "question", "description": "What", **others}


NESTED = option(2, options=[option(1, options=[option()])])
GOOD: list[list[dict[str, Any]]] = [
    [],
    [command()],
    [command(name="x" * 32, description="x" * 100)],
    [command(name="提问"), command(name="the-2nd_one")],
    [command(option(required=True), option(name="private"))],
    [command(option(autocomplete=True, min_length=1, max_length=6000))],
    [command(NESTED)],
    [command(option(choices=[{"name": "x" * 100, "value": "x" * 100}] * 25))],
    [{"type": 3, "name": "Answer this"}, {"type": 2, "name": "Answer this"}],
    [command(name=f"ask{n}") for n in range(100)],
]
BAD: list[tuple[list[dict[str, Any]], str]] = [
    ([command(name="x" * 33)], "is no name"),
    ([command(name="Ask")], "is no name"),
    ([command(name="ask me")], "is no name"),
    ([command(name="")], "is no name"),
    ([command(description="")], "has 0 characters"),
    ([command(description="x" * 101)], "has 101 characters"),
    ([command(), command()], "have one name"),
    ([command(name=f"ask{n}") for n in range(101)], "101 commands"),
    ([{"type": 3, "name": f"Menu {n}"} for n in range(16)], "16 commands of type 3"),
    ([{"type": 3, "name": "x" * 33}], "1 to 32"),
    ([{"type": 3, "name": "x", "description": "x"}], "has a description"),
    ([command(option(), option())], "two options have one name"),
    ([command(*(option(name=f"x{n}") for n in range(26)))], "26 options"),
    ([command(option(), option(name="x", required=True))], "required option stands behind"),
    ([command(option(1), option(name="x"))], "stand beside subcommands"),
    ([command(option(2, options=[NESTED]))], "nested too deep"),
    ([command(option(12))], "of no type"),
    ([command(option(5, autocomplete=True))], "cannot complete"),
    ([command(option(autocomplete=True, choices=[{"name": "x", "value": "x"}]))], "cannot complete"),
    ([command(option(4, max_length=5))], "has a length"),
    ([command(option(min_length=-1))], "min_length of -1"),
    ([command(option(min_length=5, max_length=4))], "max_length of 4"),
    ([command(option(max_length=6001))], "max_length of 6001"),
    ([command(*(option(name=f"x{n}", choices=[{"name": "x" * 50, "value": "x"}] * 25) for n in range(7)))], "not 8000"),
]


@pytest.mark.parametrize("commands", GOOD)
def test_commands_that_discord_takes_are_taken(commands: list[dict[str, Any]]) -> None:
    assert check_commands(commands) == []


@pytest.mark.parametrize(("commands", "said"), BAD)
def test_commands_that_discord_refuses_are_named(commands: list[dict[str, Any]], said: str) -> None:
    faults = check_commands(commands)
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([{"name": "x", "value": "x"}] * 26, "26 choices"),
        ([{"name": "", "value": "x"}], "name of a choice"),
        ([{"name": "x" * 101, "value": "x"}], "name of a choice"),
        ([{"name": "x", "value": ""}], "value of a choice"),
        ([{"name": "x", "value": "x" * 101}], "value of a choice"),
        ([{"name": "x", "value": None}], "neither text nor number"),
    ],
)
def test_choices_that_discord_refuses_are_named(choices: list[dict[str, Any]], said: str) -> None:
    assert any(said in fault for fault in check_choices(choices))


def modal(**others: Any) -> dict[str, Any]:
    field = {"type": 4, "style": 1, "custom_id": "x", "label": "x"}
    return {
        "title": "x",
        "custom_id": "x",
        "components": [{"type": 1, "components": [field | others.pop("field", {})]}],
    } | others


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (modal(title="x" * 46), "title"),
        (modal(title=""), "title"),
        (modal(custom_id=""), "custom_id of a modal"),
        (modal(components=[]), "0 components"),
        (modal(components=modal()["components"] * 6), "6 components"),
        (modal(components=[{"type": 1, "components": []}]), "has not one component"),
        (
            modal(components=[{"type": 18, "label": "x" * 46, "component": {"type": 4, "custom_id": "x"}}]),
            "a label has",
        ),
        (modal(field={"custom_id": ""}), "custom_id of an input"),
        (modal(field={"label": "x" * 46}), "label of an input"),
        (modal(field={"value": "x" * 4001}), "over 4000"),
        (modal(field={"placeholder": "x" * 101}), "over 100"),
        (modal(field={"min_length": 3, "max_length": 2}), "takes 3 to 2"),
    ],
)
def test_modals_that_discord_refuses_are_named(body: dict[str, Any], said: str) -> None:
    assert check_modal(modal()) == []
    assert any(said in fault for fault in check_modal(body))
