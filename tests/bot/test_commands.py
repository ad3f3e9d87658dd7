"""What holds for every command, as Discord is told of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.bot.serving import Backstage
from tests.loopback.driver import Discord
from tests.loopback.world import Permission

NAMES: Final = {
    "ask": ["question", "private", "mention"],
    "Answer this": [],
    "topics": [],
    "facts": ["about"],
    "who": ["name"],
    "timeline": [],
    "sources": [],
    "changes": [],
    "help": [],
    "privacy show": [],
    "privacy export": [],
    "privacy forget": [],
    "admin reload": [],
    "admin stats": ["days"],
    "admin gaps": [],
    "admin settings": ["channels", "private", "cooldown"],
    "admin export": [],
}
"""Every command with its options, in order. Renaming one erases what servers have set for it."""

README: Final = (Path(__file__).parents[2] / "README.md").read_text("utf-8").partition("## On Discord")[2]

SERVER, BOT_DM, PRIVATE = 0, 1, 2
GUILD_INSTALL, USER_INSTALL = 0, 1


@pytest.fixture(name="commands")
async def _commands(discord: Discord, bot: Backstage) -> list[dict[str, Any]]:
    await discord.commands()
    return discord.world.application.commands


def leaves(thing: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what can be used: commands, or the subcommands of those that have some."""
    name = f"{name} {thing['name']}".strip()
    nested = [option for option in thing.get("options", []) if option["type"] in {1, 2}]
    if not nested:
        yield name, thing
    for option in nested:
        yield from leaves(option, name)


async def test_the_names_are_fixed(commands: list[dict[str, Any]]) -> None:
    found = {name: thing for command in commands for name, thing in leaves(command)}
    assert {name: [option["name"] for option in thing.get("options", [])] for name, thing in found.items()} == NAMES


async def test_readme_tells_of_every_command_and_help_of_those_that_members_use(
    discord: Discord, commands: list[dict[str, Any]]
) -> None:
    for name in NAMES:
        shown = name if name == "Answer this" else f"/{name}"
        assert shown in README, name
    said = (await discord.slash("help")).said
    missing = [name for name in NAMES if not name.startswith("admin") and name not in said and name != "help"]
    assert missing == []


async def test_everything_is_described(commands: list[dict[str, Any]]) -> None:
    commands = [command for command in commands if command["type"] == 1]  # a menu on messages has no description
    things = [*commands, *(thing for command in commands for _, thing in leaves(command))]
    things += [option for thing in things for option in thing.get("options", [])]
    for thing in things:
        assert len(thing["description"]) >= 15, thing["name"]
        assert thing["description"] != "…"


async def test_where_a_command_is_offered_is_said_and_not_left_to_discord(
    discord: Discord, commands: list[dict[str, Any]]
) -> None:
    (request,) = discord.traffic.to("PUT", "/applications/{application_id}/commands")
    for command in request.body:
        assert command["contexts"], command["name"]
        assert command["integration_types"], command["name"]
        assert "default_member_permissions" in command
    offered = {command["name"]: (command["contexts"], command["integration_types"]) for command in request.body}
    everywhere = ([SERVER, BOT_DM, PRIVATE], [GUILD_INSTALL, USER_INSTALL])
    assert offered.pop("admin") == ([SERVER], [GUILD_INSTALL])
    assert set(map(str, offered.values())) == {str(everywhere)}


async def test_administration_is_hidden_from_all_but_managers_of_a_server(commands: list[dict[str, Any]]) -> None:
    needed = {command["name"]: command["default_member_permissions"] for command in commands}
    assert needed.pop("admin") == str(int(Permission.MANAGE_GUILD))
    assert set(needed.values()) == {None}


async def test_the_question_is_required_completed_and_as_long_as_what_counts(commands: list[dict[str, Any]]) -> None:
    question, private, mention = next(command["options"] for command in commands if command["name"] == "ask")
    assert (question["required"], question["autocomplete"], question["min_length"], question["max_length"]) == (
        True,
        True,
        1,
        2000,
    )
    assert not private["required"]
    assert not mention["required"]
