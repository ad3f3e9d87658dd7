"""Interactions: the first answer in time and once, and what may follow it."""

import asyncio
from typing import Any

import pytest

from tests.loopback.calls import Client
from tests.loopback.driver import Discord
from tests.loopback.interactions import Interaction, Kind
from tests.loopback.world import Message

EPHEMERAL = 64
HELLO = {"content": "hello", "flags": EPHEMERAL}
MODAL = {
    "title": "x",
    "custom_id": "x",
    "components": [{"type": 1, "components": [{"type": 4, "style": 1, "custom_id": "x", "label": "x"}]}],
}
GOOD: dict[int, Any] = {4: {"content": "x"}, 5: None, 6: None, 7: {"content": "x"}, 8: {"choices": []}, 9: MODAL}


@pytest.fixture(name="used")
async def _used(discord: Discord) -> Interaction:
    return happened(discord, Kind.COMMAND)


def happened(discord: Discord, kind: Kind) -> Interaction:
    """Let a member do something that the server does not tell anybody of."""
    world = discord.world
    message = Message(world.general, world.bot, "click here") if kind is Kind.COMPONENT else None
    return discord.unheard(Interaction(kind, world.member, world.general, {"name": "ask"}, message))


async def test_an_answer_is_seen_and_given_back(discord: Discord, client: Client, used: Interaction) -> None:
    status, answer = await client.answer(used, 4, HELLO)
    assert status == 200
    assert answer["resource"]["message"]["content"] == "hello"
    (shown,) = await discord.seen(used)
    assert (shown.text, shown.ephemeral) == ("hello", True)
    assert shown.message.id not in discord.world.general.messages
    assert discord.traffic.violations == []


async def test_a_second_answer_is_refused(discord: Discord, client: Client, used: Interaction) -> None:
    await client.answer(used, 4, HELLO)
    status, answer = await client.answer(used, 4, HELLO)
    assert (status, answer["code"], used.refused) == (400, 40060, 1)


async def test_a_late_answer_is_refused(discord: Discord, client: Client, used: Interaction) -> None:
    used.created -= 3.1
    assert (await client.answer(used, 4, HELLO))[1]["code"] == 10062
    assert used.messages == []


async def test_a_wrong_token_is_unknown(discord: Discord, client: Client, used: Interaction) -> None:
    path = f"/interactions/{used.id}/wrong/callback"
    assert (await client.call("POST", path, {"type": 5}))[1]["code"] == 10062
    assert (await client.follow("POST", used, body={"content": "x"}))[1]["code"] == 10015
    path = f"/webhooks/{discord.world.application.id}/wrong"
    assert (await client.call("POST", path, {"content": "x"}))[1]["code"] == 50027


@pytest.mark.parametrize(
    ("kind", "takes"),
    [
        (Kind.COMMAND, {4, 5, 9}),
        (Kind.COMPONENT, {4, 5, 6, 7, 9}),
        (Kind.AUTOCOMPLETE, {8}),
        (Kind.MODAL, {4, 5, 6}),
    ],
)
async def test_each_kind_takes_its_answers(discord: Discord, client: Client, kind: Kind, takes: set[int]) -> None:
    taken = set()
    for number, data in GOOD.items():
        status, _ = await client.answer(happened(discord, kind), number, data)
        taken |= {number} if status == 200 else set()
    assert taken == takes


@pytest.mark.parametrize(
    ("kind", "number", "data"),
    [
        (Kind.COMMAND, 4, {"content": ""}),
        (Kind.COMMAND, 5, {"content": "x"}),
        (Kind.COMMAND, 9, {**MODAL, "title": ""}),
        (Kind.AUTOCOMPLETE, 8, {"choices": [{"name": "", "value": "x"}]}),
        (Kind.COMPONENT, 7, {"content": "x" * 2001}),
    ],
)
async def test_an_answer_that_breaks_a_rule_is_refused_and_a_fault(
    discord: Discord, client: Client, kind: Kind, number: int, data: Any
) -> None:
    assert (await client.answer(happened(discord, kind), number, data))[1]["code"] in {50006, 50035}
    assert discord.traffic.violations != []


async def test_after_a_deferred_answer_the_first_message_is_seen_by_whom_that_was_for(
    discord: Discord, client: Client, used: Interaction
) -> None:
    await client.answer(used, 5, {"flags": EPHEMERAL})
    assert used.messages == []
    await client.follow("POST", used, body={"content": "one"})
    await client.follow("POST", used, body={"content": "two"})
    first, second = await discord.seen(used, 2)
    assert (first.text, first.ephemeral) == ("one", True)
    assert (second.text, second.ephemeral) == ("two", False)


async def test_a_deferred_answer_can_be_filled_in(discord: Discord, client: Client, used: Interaction) -> None:
    await client.answer(used, 5)
    status, shown = await client.follow("PATCH", used, "/messages/@original", {"content": "done"})
    assert (status, shown["content"], shown["flags"]) == (200, "done", 0)
    assert [each.text for each in await discord.seen(used)] == ["done"]
    assert discord.traffic.violations == []


async def test_messages_can_be_read_changed_and_deleted(discord: Discord, client: Client, used: Interaction) -> None:
    await client.answer(used, 4, {"content": "one"})
    _, second = await client.follow("POST", used, body={"content": "two"})
    assert (await client.follow("GET", used, "/messages/@original"))[1]["content"] == "one"
    await client.follow("PATCH", used, f"/messages/{second['id']}", {"content": "three"})
    assert (await client.follow("GET", used, f"/messages/{second['id']}"))[1]["content"] == "three"
    assert (await client.follow("DELETE", used, "/messages/@original"))[0] == 204
    assert (await client.follow("GET", used, "/messages/@original"))[1]["code"] == 10008
    assert [each.text for each in await discord.seen(used)] == ["three"]


async def test_a_public_answer_can_be_changed_as_a_message_and_an_ephemeral_one_cannot(
    discord: Discord, client: Client
) -> None:
    for flags, status in ((0, 200), (EPHEMERAL, 404)):
        used = happened(discord, Kind.COMMAND)
        _, answer = await client.answer(used, 4, {"content": "x", "flags": flags})
        number = answer["resource"]["message"]["id"]
        path = f"/channels/{discord.world.general.id}/messages/{number}"
        assert (await client.call("PATCH", path, {"content": "y"}))[0] == status


async def test_a_click_can_change_its_message(discord: Discord, client: Client) -> None:
    clicked = happened(discord, Kind.COMPONENT)
    await client.answer(clicked, 7, {"content": "clicked", "components": []})
    assert clicked.message is not None
    assert (clicked.message.content, clicked.message.edited) == ("clicked", True)


async def test_after_a_quarter_of_an_hour_nothing_can_follow(
    discord: Discord, client: Client, used: Interaction
) -> None:
    await client.answer(used, 4, HELLO)
    used.created = asyncio.get_running_loop().time() - 15 * 60 - 1
    assert (await client.follow("POST", used, body={"content": "x"}))[1]["code"] == 50027
