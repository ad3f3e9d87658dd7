"""What goes wrong on purpose, and what is found fault with all the same."""

import json

import aiohttp
import pytest

from tests.loopback.calls import AGENT, Client
from tests.loopback.driver import Discord
from tests.loopback.faults import BLOCKED, PAGE, Fault
from tests.loopback.interactions import Interaction, Kind
from tests.loopback.server import loopback_discord

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"


async def head(client: Client) -> tuple[int, dict[str, str], str]:
    """Write a message, and return the status, the head and the text of the answer."""
    path = f"{client.discord.api_url}/channels/{client.discord.world.general.id}/messages"
    headers = {"Authorization": f"Bot {client.discord.world.application.token}", "User-Agent": AGENT}
    async with client.session.post(path, json={"content": "x"}, headers=headers) as response:
        return response.status, dict(response.headers), await response.text()


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_says_how_long_and_where(discord: Discord, client: Client, everywhere: bool) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 429, retry_after_s=2.5, everywhere=everywhere))
    status, headers, text = await head(client)
    assert (status, headers["Retry-After"], "X-RateLimit-Global" in headers) == (429, "2.5", everywhere)
    assert json.loads(text) == {
        "code": 0,
        "message": "You are being rate limited.",
        "retry_after": 2.5,
        "global": everywhere,
    }


async def test_a_block_does_not_say_how_long(discord: Discord, client: Client) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 429, retry_after_s=None))
    status, headers, text = await head(client)
    assert (status, "Retry-After" in headers, json.loads(text)) == (429, False, {"code": 0, "message": BLOCKED})


async def test_what_stands_before_discord_answers_with_a_page(discord: Discord, client: Client) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 429, retry_after_s=None, page=PAGE))
    status, headers, text = await head(client)
    assert (status, "Via" in headers, text) == (429, False, PAGE)


async def test_what_was_done_can_be_lost_on_its_way_back(discord: Discord, client: Client) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 502, done=True))
    assert (await client.say("x"))[0] == 502
    discord.faults.add(Fault("POST", MESSAGES, lost=True, done=True))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.say("y")
    assert [each.content for each in discord.world.general.messages.values()] == ["x", "y"]


async def test_what_bears_the_same_nonce_is_said_once(discord: Discord, client: Client) -> None:
    said = [(await client.say("x", nonce="1", enforce_nonce=True))[1]["id"] for _ in range(2)]
    assert said[0] == said[1]
    assert len(discord.world.general.messages) == 1
    await client.say("x", nonce="1")
    assert len(discord.world.general.messages) == 2
    discord.world.general.messages.clear()
    assert (await client.say("x", nonce="1", enforce_nonce=True))[1]["code"] == 10008


@pytest.mark.parametrize("fault", [{"status": 503}, {"lost": True}, {"status": 502, "done": True}])
@pytest.mark.parametrize("body", [{"content": "x" * 2001}, {"content": "x", "contnt": "y"}])
async def test_what_goes_wrong_is_checked_like_everything_else(
    discord: Discord, client: Client, fault: dict[str, object], body: dict[str, str]
) -> None:
    if "contnt" in body:
        _needs_the_file()
    discord.faults.add(Fault("POST", MESSAGES, **fault))  # type: ignore[arg-type]  # its fields come from the parameters above
    try:
        await client.say(**body)
    except aiohttp.ServerDisconnectedError:
        assert fault == {"lost": True}
    assert discord.traffic.violations != []


async def test_a_bot_that_breaks_a_rule_fails_its_test() -> None:
    async def serve() -> None:
        async with loopback_discord() as discord, aiohttp.ClientSession() as session:
            await Client(discord, session).say("x" * 2001)

    with pytest.raises(AssertionError, match="content has 2001 characters"):
        await serve()


async def test_of_many_requests_the_bad_ones_are_remembered() -> None:
    async with loopback_discord(strict=False, keep=2) as discord, aiohttp.ClientSession() as session:
        client = Client(discord, session)
        await client.say("x" * 2001)
        for _ in range(4):
            await client.call("GET", "/users/@me")
        assert len(discord.traffic.requests) == 2
        assert any("2001" in fault for fault in discord.traffic.violations)


# ---------------------------------------------------------------- every route is held against Discord's file


def _needs_the_file() -> None:
    from tests.loopback.openapi import published  # noqa: PLC0415 - only to see if it is there

    if published() is None:
        pytest.skip("DISCORD_OPENAPI names no file")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "", {"content": "x", "wrong": 1}),
        ("PATCH", "/messages/@original", {"content": "x", "wrong": 1}),
        ("PATCH", "/messages/{id}", {"content": "x", "wrong": 1}),
        ("DELETE", "/messages/@original", {"wrong": 1}),
        ("DELETE", "/messages/{id}", {"wrong": 1}),
        ("GET", "/messages/@original", {"wrong": 1}),
        ("POST", "?wrong=1", {"content": "x"}),
    ],
)
async def test_follow_ups_edits_and_deletions_are_held_against_the_file(
    discord: Discord, client: Client, method: str, path: str, body: object
) -> None:
    _needs_the_file()
    world = discord.world
    used = discord.unheard(Interaction(Kind.COMMAND, world.member, world.general, {"name": "ask"}))
    _, answer = await client.answer(used, 4, {"content": "x"})
    assert discord.traffic.violations == []
    await client.follow(method, used, path.format(id=answer["resource"]["message"]["id"]), body)
    assert len(discord.traffic.violations) == 1, discord.traffic.violations


@pytest.mark.parametrize(
    ("kind", "number", "data"),
    [
        (Kind.COMMAND, 4, {"content": "x", "wrong": 1}),
        (Kind.COMMAND, 9, {"title": "x", "custom_id": "x", "components": [], "wrong": 1}),
        (Kind.AUTOCOMPLETE, 8, {"choices": [{"name": "x", "value": "x", "wrong": 1}]}),
        (Kind.COMPONENT, 7, {"content": "x", "wrong": 1}),
    ],
)
async def test_answers_choices_and_modals_are_held_against_the_file(
    discord: Discord, client: Client, kind: Kind, number: int, data: object
) -> None:
    _needs_the_file()
    world = discord.world
    used = discord.unheard(Interaction(kind, world.member, world.general, {"name": "ask"}))
    await client.answer(used, number, data)
    assert any("Discord's file" in fault for fault in discord.traffic.violations), discord.traffic.violations


def form(payload: object, **files: bytes) -> aiohttp.FormData:
    sent = aiohttp.FormData(quote_fields=False)
    sent.add_field("payload_json", json.dumps(payload))
    for n, (name, data) in enumerate(files.items()):
        sent.add_field(f"files[{n}]", data, filename=f"{name}.txt")
    return sent


@pytest.mark.parametrize(
    ("payload", "faults"),
    [
        ({"attachments": [{"id": 0, "filename": "a.txt"}]}, 0),
        ({"content": "x", "attachments": []}, 1),
        ({"content": "x", "attachments": [{"id": 1, "filename": "a.txt"}]}, 2),
    ],
)
async def test_files_are_taken_if_they_are_named(
    discord: Discord, client: Client, payload: dict[str, object], faults: int
) -> None:
    url = f"{discord.api_url}/channels/{discord.world.general.id}/messages"
    headers = {"Authorization": f"Bot {discord.world.application.token}", "User-Agent": AGENT}
    async with client.session.post(url, data=form(payload, a=b"data"), headers=headers) as response:
        answer = await response.json()
    assert len(discord.traffic.violations) == faults, discord.traffic.violations
    if not faults:
        (message,) = discord.world.general.messages.values()
        assert [(each.name, each.data) for each in message.files] == [("a.txt", b"data")]
        assert (answer["attachments"][0]["filename"], answer["attachments"][0]["size"]) == ("a.txt", 4)


async def test_a_form_is_held_against_the_file_too(discord: Discord, client: Client) -> None:
    _needs_the_file()
    world = discord.world
    used = discord.unheard(Interaction(Kind.COMMAND, world.member, world.general, {"name": "ask"}))
    url = f"{discord.api_url}/interactions/{used.id}/{used.token}/callback"
    data = {"attachments": [{"id": 0, "filename": "a.txt"}], "wrong": 1}
    async with client.session.post(url, data=form({"type": 4, "data": data}, a=b"x")) as response:
        assert response.status == 204
    assert any("wrong" in fault for fault in discord.traffic.violations), discord.traffic.violations
    (message,) = used.messages
    assert [each.name for each in message.files] == ["a.txt"]
