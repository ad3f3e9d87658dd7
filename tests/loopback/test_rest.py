"""What the server refuses, as Discord would, and with Discord's codes."""

import asyncio
from typing import Any

import pytest

from tests.loopback.calls import Client
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.world import Message, Permission, User

MESSAGES = "/channels/{channel_id}/messages"


async def test_who_it_is(discord: Discord, client: Client) -> None:
    status, me = await client.call("GET", "/users/@me")
    assert (status, me["id"], me["bot"]) == (200, str(discord.world.bot.id), True)
    assert discord.traffic.violations == []


async def test_a_wrong_token_is_refused(discord: Discord, client: Client) -> None:
    status, body = await client.call("GET", "/users/@me", Authorization="Bot wrong")
    assert (status, body["code"]) == (401, 0)
    assert discord.traffic.violations == []


async def test_another_user_agent_is_a_fault(discord: Discord, client: Client) -> None:
    await client.call("GET", "/users/@me", **{"User-Agent": "python"})
    assert discord.traffic.violations == ["GET /users/@me -> 200: the User-Agent is not that of a bot"]


async def test_what_there_is_not_is_a_fault(discord: Discord, client: Client) -> None:
    assert (await client.call("GET", "/nowhere"))[0] == 404
    assert discord.traffic.violations == ["GET /nowhere -> 404: the loopback server has no GET /nowhere"]


async def test_a_message_is_written_and_read_and_changed_and_deleted(discord: Discord, client: Client) -> None:
    status, said = await client.say("hello", nonce="1")
    assert (status, said["content"], said["nonce"]) == (200, "hello", "1")
    path = f"/channels/{discord.world.general.id}/messages/{said['id']}"
    assert (await client.call("GET", path))[1]["content"] == "hello"
    assert (await client.call("PATCH", path, {"content": "bye"}))[1]["content"] == "bye"
    assert (await client.call("DELETE", path))[0] == 204
    assert (await client.call("GET", path))[1]["code"] == 10008
    assert discord.traffic.violations == []


@pytest.mark.parametrize(
    ("body", "code"),
    [({"content": ""}, 50006), ({"content": "x" * 2001}, 50035), ({"embeds": [{"title": "x" * 257}]}, 50035)],
)
async def test_a_message_that_breaks_a_rule_is_refused_and_a_fault(
    discord: Discord, client: Client, body: Any, code: int
) -> None:
    status, answer = await client.call("POST", f"/channels/{discord.world.general.id}/messages", body)
    assert (status, answer["code"]) == (400, code)
    assert discord.traffic.violations != []


@pytest.mark.parametrize(("denied", "code"), [(Permission.SEND_MESSAGES, 50013), (Permission.VIEW_CHANNEL, 50001)])
async def test_where_the_bot_may_not_write_it_is_refused(
    discord: Discord, client: Client, denied: Permission, code: int
) -> None:
    discord.world.general.denied[None] = denied
    status, answer = await client.say("hello")
    assert (status, answer["code"]) == (403, code)
    assert discord.traffic.violations == []


async def test_without_the_permission_to_embed_a_message_is_shown_without(discord: Discord, client: Client) -> None:
    discord.world.general.denied[discord.world.bot] = Permission.EMBED_LINKS
    assert (await client.say("hello", embeds=[{"title": "x"}]))[1]["embeds"] == []


async def test_an_exception_for_one_outweighs_that_for_everybody(discord: Discord, client: Client) -> None:
    discord.world.general.denied[None] = Permission.SEND_MESSAGES
    discord.world.general.allowed[discord.world.bot] = Permission.SEND_MESSAGES
    assert (await client.say("hello"))[0] == 200


async def test_who_takes_no_direct_messages_gets_none(discord: Discord, client: Client) -> None:
    for user, code in ((discord.world.member, None), (discord.world.other, 50007)):
        discord.world.other.takes_direct_messages = False
        _, channel = await client.call("POST", "/users/@me/channels", {"recipient_id": str(user.id)})
        _, answer = await client.call("POST", f"/channels/{channel['id']}/messages", {"content": "hello"})
        assert answer.get("code") == code


async def test_nobody_can_be_written_to_who_is_not_there(discord: Discord, client: Client) -> None:
    _, answer = await client.call("POST", "/users/@me/channels", {"recipient_id": str(User("ghost").id)})
    assert answer["code"] == 10013


async def test_anothers_message_cannot_be_changed(discord: Discord, client: Client) -> None:
    said = Message(discord.world.general, discord.world.member, "mine")
    discord.world.general.messages[said.id] = said
    path = f"/channels/{discord.world.general.id}/messages/{said.id}"
    assert (await client.call("PATCH", path, {"content": "not"}))[1]["code"] == 50005
    assert (await client.call("DELETE", path))[1]["code"] == 50013
    discord.world.guild.members[discord.world.bot] = Permission.MANAGE_MESSAGES
    assert (await client.call("DELETE", path))[0] == 204


async def test_a_reply_needs_its_message_unless_told_otherwise(discord: Discord, client: Client) -> None:
    reference = {"message_id": "1", "fail_if_not_exists": False}
    assert (await client.say("hm", message_reference=reference))[0] == 200
    assert (await client.say("hm", message_reference={"message_id": "1"}))[1]["code"] == 50035
    discord.world.general.denied[None] = Permission.READ_MESSAGE_HISTORY
    assert (await client.say("hm", message_reference=reference))[1]["code"] == 50035


@pytest.mark.parametrize(
    ("allowed", "everyone", "member"),
    [
        (None, True, True),
        ({"parse": []}, False, False),
        ({"parse": ["everyone"]}, True, False),
        ({"parse": ["users"]}, False, True),
        ({"parse": [], "users": ["{member}"]}, False, True),
    ],
)
async def test_who_is_pinged_is_worked_out(
    discord: Discord, client: Client, allowed: dict[str, Any] | None, everyone: bool, member: bool
) -> None:
    mia = discord.world.member
    if allowed and "users" in allowed:
        allowed = {**allowed, "users": [str(mia.id)]}
    more = {} if allowed is None else {"allowed_mentions": allowed}
    _, said = await client.say(f"@everyone <@{mia.id}>", **more)
    message = discord.world.general.messages[int(said["id"])]
    assert (message.pings_everyone, mia in message.pings) == (everyone, member)
    assert discord.traffic.requests[-1].could_ping is (allowed is None or bool(allowed["parse"]))


async def test_a_reply_pings_whom_it_replies_to_unless_told_otherwise(discord: Discord, client: Client) -> None:
    said = Message(discord.world.general, discord.world.member, "hm?")
    discord.world.general.messages[said.id] = said
    for allowed, pinged in (({"parse": [], "replied_user": True}, True), ({"parse": []}, False)):
        reference = {"message_id": str(said.id)}
        _, answer = await client.say("hm", message_reference=reference, allowed_mentions=allowed)
        message = discord.world.general.messages[int(answer["id"])]
        assert (discord.world.member in message.pings) is pinged


async def test_commands_are_replaced_all_at_once_and_keep_their_ids(discord: Discord, client: Client) -> None:
    path = f"/applications/{discord.world.application.id}/commands"
    ask, tell = ({"name": name, "description": "x", "type": 1} for name in ("ask", "tell"))
    _, (first,) = await client.call("PUT", path, [ask])
    _, (again, _) = await client.call("PUT", path, [ask, tell])
    assert first["id"] == again["id"]
    assert (await client.call("POST", path, tell))[0] == 200
    assert (await client.call("DELETE", f"{path}/{first['id']}"))[0] == 204
    assert [command["name"] for command in (await client.call("GET", path))[1]] == ["tell"]
    assert (await client.call("GET", f"{path}/{first['id']}"))[1]["code"] == 10063
    assert (await client.call("PUT", path, [{"name": "Ask", "description": "x"}]))[1]["code"] == 50035
    assert (await client.call("PUT", "/applications/1/commands", []))[1]["code"] == 50001


async def test_a_servers_commands_are_its_own(discord: Discord, client: Client) -> None:
    path = f"/applications/{discord.world.application.id}/guilds/{discord.world.guild.id}/commands"
    await client.call("PUT", path, [{"name": "ask", "description": "x", "type": 1}])
    assert [command["name"] for command in discord.world.commands_in(discord.world.guild)] == ["ask"]
    assert discord.world.commands_in(discord.world.elsewhere) == []


async def test_faults_happen_as_often_as_they_are_told_to(discord: Discord, client: Client) -> None:
    fault = discord.faults.add(Fault("POST", MESSAGES, 429, times=2))
    answers = [await client.say("hello") for _ in range(3)]
    assert [status for status, _ in answers] == [429, 429, 200]
    assert answers[0][1]["retry_after"] == fault.retry_after_s
    assert fault.came == 2
    assert len(discord.world.general.messages) == 1


async def test_a_fault_can_hold_a_request(discord: Discord, client: Client) -> None:
    until = asyncio.Event()
    fault = discord.faults.add(Fault("POST", MESSAGES, until=until))
    saying = asyncio.create_task(client.say("hello"))
    await discord.met(fault)
    assert discord.world.general.messages == {}
    until.set()
    assert (await saying)[0] == 200
