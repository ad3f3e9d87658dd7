"""The gateway: who is let in, what it sends, and what becomes of a lost connection."""

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.loopback.calls import Client
from tests.loopback.driver import Discord
from tests.loopback.world import User

INTENTS = 1 << 0 | 1 << 9 | 1 << 12


class Socket:
    """One connection, as a client has it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, discord: Discord, compressed: bool) -> None:
        self.socket = socket
        self.discord = discord
        self._inflate = zlib.decompressobj() if compressed else None

    async def next(self) -> dict[str, Any]:
        """Return the next payload; its `code`, if the server closes the connection instead."""
        message = await self.socket.receive(timeout=5)
        if message.type is aiohttp.WSMsgType.CLOSE:
            return {"code": message.data}
        data = self._inflate.decompress(message.data) if self._inflate else message.data
        payload: dict[str, Any] = json.loads(data)
        return payload

    async def event(self, name: str) -> dict[str, Any]:
        """Return the data of the next event of a name, passing over others."""
        while (payload := await self.next()).get("t") != name:
            assert "code" not in payload, payload
        data: dict[str, Any] = payload["d"]
        return data

    async def identify(self, **others: Any) -> None:
        """Log in."""
        token = self.discord.world.application.token
        data = {"token": token, "intents": INTENTS, "properties": {}, **others}
        await self.socket.send_json({"op": 2, "d": data})

    async def resume(self, session: str, sequence: int) -> None:
        """Go on with a session."""
        data = {"token": self.discord.world.application.token, "session_id": session, "seq": sequence}
        await self.socket.send_json({"op": 6, "d": data})


@asynccontextmanager
async def connected(client: Client, compress: str = "") -> AsyncIterator[Socket]:
    """Connect, and take the greeting."""
    query = "?v=10&encoding=json" + (f"&compress={compress}" if compress else "")
    async with client.session.ws_connect(client.discord.gateway_url + query, max_msg_size=0) as socket:
        opened = Socket(socket, client.discord, bool(compress))
        hello = await opened.next()
        assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41_250)
        yield opened


@pytest.mark.parametrize("compress", ["", "zlib-stream"])
async def test_who_logs_in_is_sent_its_servers(discord: Discord, client: Client, compress: str) -> None:
    async with connected(client, compress) as socket:
        await socket.identify()
        ready = await socket.event("READY")
        names = [(await socket.event("GUILD_CREATE"))["name"] for _ in ready["guilds"]]
        await discord.online()
    await discord.offline()
    assert names == ["Readers", "Elsewhere"]
    assert ready["resume_gateway_url"] == discord.gateway_url
    assert discord.traffic.violations == []


async def test_a_heartbeat_is_acknowledged(discord: Discord, client: Client) -> None:
    async with connected(client) as socket:
        await socket.socket.send_json({"op": 1, "d": None})
        assert (await socket.next())["op"] == 11
    assert discord.traffic.heartbeats == 1


@pytest.mark.parametrize(
    ("data", "code", "faults"),
    [
        ({"token": "wrong"}, 4004, 0),
        ({"shard": [2, 2]}, 4010, 0),
        ({"intents": INTENTS | 1 << 15}, 4014, 1),
        ({"intents": INTENTS | 1 << 1}, 4014, 1),
    ],
)
async def test_who_asks_for_too_much_is_not_let_in(
    discord: Discord, client: Client, data: dict[str, Any], code: int, faults: int
) -> None:
    async with connected(client) as socket:
        await socket.identify(**data)
        assert await socket.next() == {"code": code}
    assert len(discord.traffic.violations) == faults


async def test_another_version_and_payloads_too_long_are_faults(discord: Discord, client: Client) -> None:
    async with client.session.ws_connect(discord.gateway_url + "?v=9") as socket:
        await socket.send_str(json.dumps({"op": 1, "d": "x" * 4096}))
        await socket.receive()
        await socket.receive()
    assert len(discord.traffic.violations) == 2


async def test_a_resumed_session_misses_nothing(discord: Discord, client: Client) -> None:
    async with connected(client) as socket:
        await socket.identify()
        ready = await socket.event("READY")
    await discord.offline()
    await discord.say(f"<@{discord.world.bot.id}> hello")
    async with connected(client) as socket:
        await socket.resume(ready["session_id"], 3)
        assert (await socket.event("MESSAGE_CREATE"))["content"].endswith("hello")
        await socket.event("RESUMED")


async def test_a_session_that_is_not_known_cannot_be_resumed(discord: Discord, client: Client) -> None:
    async with connected(client) as socket:
        await socket.resume("unknown", 1)
        assert await socket.next() == {"op": 9, "d": False, "s": None, "t": None}


@pytest.mark.parametrize("intents", [1 << 9, 1 << 12])
async def test_only_what_was_asked_for_is_sent(discord: Discord, client: Client, intents: int) -> None:
    async with connected(client) as socket:
        await socket.identify(intents=intents)
        await discord.online()
        await discord.say("in a channel")
        await discord.say("alone", channel=discord.world.direct_channel(discord.world.member))
        event = await socket.event("MESSAGE_CREATE")
    assert ("guild_id" in event) is (intents == 1 << 9)


async def test_the_text_of_a_message_is_only_for_whom_it_mentions(discord: Discord, client: Client) -> None:
    async with connected(client) as socket:
        await socket.identify()
        await discord.online()
        await discord.say("for nobody")
        assert (await socket.event("MESSAGE_CREATE"))["content"] == ""
        await discord.say(f"<@{discord.world.bot.id}> for you")
        assert (await socket.event("MESSAGE_CREATE"))["content"].endswith("for you")
        await discord.say("alone", channel=discord.world.direct_channel(discord.world.member))
        assert (await socket.event("MESSAGE_CREATE"))["content"] == "alone"


async def test_each_shard_is_sent_what_is_its_own(discord: Discord, client: Client) -> None:
    """Direct messages go to the first."""
    guild = discord.world.guild
    while (guild.id >> 22) % 2 == 0:
        guild.id += 1 << 22
    async with connected(client) as first, connected(client) as second:
        await first.identify(shard=[0, 2])
        await second.identify(shard=[1, 2])
        await discord.online()
        await discord.say("in a channel")
        await discord.say("alone", channel=discord.world.direct_channel(discord.world.member))
        assert "guild_id" not in await first.event("MESSAGE_CREATE")
        assert "guild_id" in await second.event("MESSAGE_CREATE")


async def test_an_event_can_be_sent_twice(discord: Discord, client: Client) -> None:
    async with connected(client) as socket:
        await socket.identify()
        await discord.online()
        discord.faults.deliver_twice()
        await discord.say("x", user=User("anna"), channel=discord.world.direct_channel(User("anna")))
        first, second = [await socket.event("MESSAGE_CREATE") for _ in range(2)]
    assert first == second


@pytest.mark.parametrize("resumable", [True, False])
async def test_sessions_can_be_ended(discord: Discord, client: Client, resumable: bool) -> None:
    async with connected(client) as socket:
        await socket.identify()
        await discord.online()
        await discord.gateway.invalidate(resumable=resumable)
        while (payload := await socket.next())["op"] != 9:
            pass
    assert payload["d"] is resumable
    assert bool(discord.gateway.sessions) is resumable


@pytest.mark.parametrize("code", [1006, 4000, 4004])
async def test_who_connects_can_be_turned_away_with_a_close_code(discord: Discord, client: Client, code: int) -> None:
    discord.gateway.refuse(code)
    async with client.session.ws_connect(discord.gateway_url + "?v=10&encoding=json") as socket:
        assert (await socket.receive(timeout=5)).type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
    async with connected(client):
        pass


async def test_who_connects_can_be_turned_away_with_a_status(discord: Discord, client: Client) -> None:
    discord.gateway.refuse(503)
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        await client.session.ws_connect(discord.gateway_url + "?v=10&encoding=json")


async def test_a_session_that_has_missed_too_much_cannot_be_resumed(discord: Discord, client: Client) -> None:
    async with connected(client) as socket:
        await socket.identify()
        ready = await socket.event("READY")
        await discord.online()
    await discord.offline()
    (session,) = discord.gateway.sessions
    session.sent.popleft()
    async with connected(client) as socket:
        await socket.resume(ready["session_id"], 0)
        assert (await socket.next())["op"] == 9
