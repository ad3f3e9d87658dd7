"""The socket that events go out on: hello, identify, resume, heartbeats; and what may happen to a connection."""

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
from aiohttp import WSMsgType, web

from tests.loopback import wire
from tests.loopback.changes import Changes
from tests.loopback.compression import compressor
from tests.loopback.traffic import Traffic
from tests.loopback.world import Channel, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
_LONGEST: Final = 4096
_CLOSE_CODES: Final = 1000
_HEARTBEAT_MS: Final = 41_250
_REMEMBERED: Final = 5_000
"""Events that a session can be sent again."""

PRIVILEGED: Final = {1 << 1: "members", 1 << 8: "presences", 1 << 15: "message content"}
"""Intents that Discord gives only to whom it has granted them: here to nobody."""

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12

NO_TOKEN, NOT_AUTHENTICATED, INVALID_SHARD, PRIVILEGED_INTENTS, UNKNOWN_OPCODE = 4004, 4003, 4010, 4014, 4001


@dataclass(eq=False, slots=True)
class Session:
    """What one shard has been sent; it outlives its connection, so that it can be resumed."""

    shard: int
    shards: int
    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    number: int = 0
    sent: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    connection: "Connection | None" = None
    ready: bool = False

    def event(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """Give an event its number, and keep it for a resume."""
        self.number += 1
        self.sent.append({"op": DISPATCH, "t": name, "s": self.number, "d": data})
        return self.sent[-1]

    def since(self, number: int) -> list[dict[str, Any]] | None:
        """Return the events after one, for a resume; None if they are not all remembered."""
        missed = [event for event in self.sent if event["s"] > number]
        return missed if len(missed) == self.number - number else None


class Connection:
    """One socket, compressed as it asked for."""

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, compression: str | None
    ) -> None:
        self.socket = socket
        self._transport = transport
        self._compress = compressor(compression)

    async def send(self, payload: dict[str, Any]) -> None:
        """Send one payload, unless the other end has gone."""
        text = json.dumps(payload)
        try:
            if self._compress is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(self._compress(text.encode()))
        except (ConnectionError, aiohttp.ClientConnectionError):
            pass  # what a resume is for

    def cut(self) -> None:
        """End it without a word."""
        if self._transport is not None:
            self._transport.abort()


class Gateway:
    """All sessions and connections of the bot."""

    def __init__(self, world: World, traffic: Traffic, changes: Changes) -> None:
        self._world = world
        self._traffic = traffic
        self._changes = changes
        self.url = ""
        self.sessions: list[Session] = []
        self.connections: list[Connection] = []
        self._refusals: list[int] = []

    def refuse(self, *codes: int) -> None:
        """Let nobody in the next times: with a status of HTTP, or with a close code instead of a greeting."""
        self._refusals += codes

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection to its end."""
        refusal = self._refusals.pop(0) if self._refusals else None
        if refusal is not None and refusal < _CLOSE_CODES:
            return web.Response(status=refusal)
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        if refusal is not None:
            await socket.close(code=refusal)
            return socket
        if (request.query.get("v"), request.query.get("encoding")) != ("10", "json"):
            self._traffic.gateway_violations.append(f"the gateway was asked for {dict(request.query)}")
        connection = Connection(socket, request.transport, request.query.get("compress"))
        self.connections.append(connection)
        await connection.send({"op": HELLO, "s": None, "t": None, "d": {"heartbeat_interval": _HEARTBEAT_MS}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, message.data)
        finally:
            self.connections.remove(connection)
            for session in self.sessions:
                if session.connection is connection:
                    session.connection = None
            self._changes.tell()
        return socket

    async def _receive(self, connection: Connection, text: str) -> None:
        if len(text.encode()) > _LONGEST:
            self._traffic.gateway_violations.append(
                f"{len(text.encode())} bytes in one payload, not {_LONGEST} at most"
            )
        payload = json.loads(text)
        match payload["op"]:
            case 1:
                self._traffic.heartbeats += 1
                await connection.send({"op": ACK, "d": None, "s": None, "t": None})
            case 2:
                await self._identify(connection, payload["d"])
            case 6:
                await self._resume(connection, payload["d"])
            case operation:
                self._traffic.gateway_violations.append(f"operation {operation} is not served here")
                await connection.socket.close(code=UNKNOWN_OPCODE)

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        self._traffic.identifies.append(data)
        self._traffic.identified_at.append(asyncio.get_running_loop().time())
        shard, shards = data.get("shard", [0, 1])
        asked = [name for bit, name in PRIVILEGED.items() if data["intents"] & bit]
        if data["token"] != self._world.application.token:
            await connection.socket.close(code=NO_TOKEN, message=b"Authentication failed.")
        elif not 0 <= shard < shards:
            await connection.socket.close(code=INVALID_SHARD, message=b"Invalid shard.")
        elif asked:
            self._traffic.gateway_violations.append(f"asked for privileged intents: {', '.join(asked)}")
            await connection.socket.close(code=PRIVILEGED_INTENTS, message=b"Disallowed intent(s).")
        else:
            session = Session(shard, shards, data["intents"], connection=connection)
            self.sessions = [each for each in self.sessions if each.shard != shard] + [session]
            await self._welcome(session)

    async def _welcome(self, session: Session) -> None:
        guilds = [guild for guild in self._world.guilds if self._world.bot in guild.members]
        own = [guild for guild in guilds if (guild.id >> 22) % session.shards == session.shard]
        app = self._world.application
        ready = {
            "v": 10,
            "user": wire.own_user(app.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in own],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [session.shard, session.shards],
            "application": {"id": str(app.id), "flags": 0},
        }
        await self._send(session, "READY", ready)
        for guild in own:
            await self._send(session, "GUILD_CREATE", wire.guild(guild, app.bot))
        session.ready = True
        self._changes.tell()

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        self._traffic.resumes.append(data)
        session = next((each for each in self.sessions if each.id == data["session_id"]), None)
        missed = None if session is None else session.since(data["seq"])
        if data["token"] != self._world.application.token:
            await connection.socket.close(code=NO_TOKEN, message=b"Authentication failed.")
        elif session is None or missed is None:
            await connection.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
        else:
            session.connection = connection
            for event in missed:
                await connection.send(event)
            await self._send(session, "RESUMED", {})
            self._changes.tell()

    # ------------------------------------------------------------------ for the driver

    async def dispatch(self, name: str, data: dict[str, Any], intent: int = 0, times: int = 1) -> None:
        """Send an event to the shard whose it is, if it asked for events of that kind."""
        guild_id = int(data.get("guild_id") or 0)
        for session in self.sessions:
            if session.shard == (guild_id >> 22) % session.shards and (not intent or session.intents & intent):
                for _ in range(times):
                    await self._send(session, name, data)

    async def _send(self, session: Session, name: str, data: dict[str, Any]) -> None:
        event = session.event(name, data)
        if session.connection is not None:
            await session.connection.send(event)

    def is_up(self, shards: int | None = None) -> bool:
        """Tell whether every shard of the bot, or so many of them, are connected and have been sent their servers."""
        up = [each for each in self.sessions if each.ready and each.connection is not None]
        return bool(up) and len(up) == (shards or up[0].shards)

    async def drop(self, code: int = 1006) -> None:
        """Lose every connection: with a code as Discord closes them, with 1006 as a cut cable does."""
        for connection in list(self.connections):
            if code == 1006:
                connection.cut()
            else:
                await connection.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Tell every shard to connect again, as Discord does now and then."""
        for connection in list(self.connections):
            await connection.send({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell every shard that its session is over."""
        connections = [session.connection for session in self.sessions if session.connection]
        if not resumable:
            self.sessions.clear()
        for connection in connections:
            await connection.send({"op": INVALID_SESSION, "d": resumable, "s": None, "t": None})

    async def update(self, channel: Channel) -> None:
        """Tell the bot that a channel is different now."""
        await self.dispatch("CHANNEL_UPDATE", wire.channel(channel), GUILDS)
