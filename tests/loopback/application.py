"""Requests about the bot itself: who it is, what it runs on, which commands it has."""

from typing import Any

from tests.loopback import errors, wire
from tests.loopback.command_limits import check_commands
from tests.loopback.rest import Answer, Call, Route
from tests.loopback.snowflakes import snowflake
from tests.loopback.state import State

_GLOBAL = "/applications/{application_id}/commands"
_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


async def own_user(state: State, _: Call) -> Answer:
    return Answer(200, wire.own_user(state.world.bot))


async def own_application(state: State, _: Call) -> Answer:
    return Answer(200, wire.application(state.world.application))


async def gateway_bot(state: State, _: Call) -> Answer:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    body = {"url": state.gateway.url, "shards": state.world.application.shards, "session_start_limit": limit}
    return Answer(200, body)


async def get_commands(state: State, call: Call) -> Answer:
    return Answer(200, _commands(state, call))


async def put_commands(state: State, call: Call) -> Answer:
    """Replace all commands; one that had the same name keeps its id."""
    before = {(command["type"], command["name"]): command["id"] for command in _commands(state, call)}
    commands = [_command(state, call, wanted, before) for wanted in call.body]
    _commands(state, call)[:] = commands
    return Answer(200, commands)


async def post_command(state: State, call: Call) -> Answer:
    """Add one command, or replace the one of its name."""
    before = {(command["type"], command["name"]): command["id"] for command in _commands(state, call)}
    command = _command(state, call, call.body, before)
    others = [each for each in _commands(state, call) if each["id"] != command["id"]]
    call.refuse(check_commands([*others, call.body]))
    _commands(state, call)[:] = [*others, command]
    return Answer(200 if len(others) < len(before) else 201, command)


async def get_command(state: State, call: Call) -> Answer:
    return Answer(200, _find(state, call))


async def delete_command(state: State, call: Call) -> Answer:
    _commands(state, call).remove(_find(state, call))
    return Answer(204)


def _commands(state: State, call: Call) -> list[dict[str, Any]]:
    app = state.world.application
    if call.id("application_id") != app.id:
        raise errors.missing_access()
    if "guild_id" not in call.ids:
        return app.commands
    if call.id("guild_id") not in {guild.id for guild in state.world.guilds}:
        raise errors.missing_access()
    return app.guild_commands.setdefault(call.id("guild_id"), [])


def _find(state: State, call: Call) -> dict[str, Any]:
    for command in _commands(state, call):
        if command["id"] == call.ids["command_id"]:
            return command
    raise errors.unknown_command()


def _command(state: State, call: Call, wanted: dict[str, Any], before: dict[tuple[int, str], str]) -> dict[str, Any]:
    kind = wanted.get("type", 1)
    command = {
        "id": before.get((kind, wanted["name"])) or str(snowflake()),
        "application_id": str(state.world.application.id),
        "version": str(snowflake()),
        "type": kind,
        "name": wanted["name"],
        "description": wanted.get("description", ""),
        "options": wanted.get("options", []),
        "default_member_permissions": _permissions(wanted.get("default_member_permissions")),
        "nsfw": wanted.get("nsfw", False),
    }
    if "guild_id" in call.ids:
        return {**command, "guild_id": call.ids["guild_id"]}
    return {
        **command,
        "contexts": wanted.get("contexts"),
        "integration_types": wanted.get("integration_types") or [0],
        "dm_permission": wanted.get("dm_permission", True),
    }


def _permissions(wanted: Any) -> str | None:
    return None if wanted is None else str(wanted)


ROUTES = (
    Route("GET", "/users/@me", own_user),
    Route("GET", "/oauth2/applications/@me", own_application),
    Route("GET", "/applications/@me", own_application),
    Route("GET", "/gateway/bot", gateway_bot),
    Route("GET", _GLOBAL, get_commands),
    Route("PUT", _GLOBAL, put_commands, check_commands),
    Route("POST", _GLOBAL, post_command),
    Route("GET", _GLOBAL + "/{command_id}", get_command),
    Route("DELETE", _GLOBAL + "/{command_id}", delete_command),
    Route("GET", _IN_GUILD, get_commands),
    Route("PUT", _IN_GUILD, put_commands, check_commands),
    Route("POST", _IN_GUILD, post_command),
    Route("GET", _IN_GUILD + "/{command_id}", get_command),
    Route("DELETE", _IN_GUILD + "/{command_id}", delete_command),
)
