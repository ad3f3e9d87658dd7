"""Which commands Discord offers to whom and where, and how it sends what a member fills in."""

from typing import Any, Final

from tests.loopback import wire
from tests.loopback.command_limits import CHAT, INPUT
from tests.loopback.limits import ROW, TEXT_INPUT, walk
from tests.loopback.permissions import ALL, in_channel
from tests.loopback.world import Channel, ChannelType, Guild, Permission, User, World

_TYPES: Final = {3: str, 4: int, 5: bool, 6: User, 10: float}
_NESTED: Final = frozenset({1, 2})
_USER: Final = 6


class NotOfferedError(AssertionError):
    """Discord does not offer this, so no member can do it."""


def offered(
    world: World, command: str, user: User, channel: Channel, kind: int = CHAT
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a command's definition, and the names that lead to its subcommand. Raises NotOfferedError."""
    name, *path = command.split(" ") if kind == CHAT else [command]
    here_are = world.commands_in(channel.guild)
    found = next((each for each in here_are if (each["type"], each["name"]) == (kind, name)), None)
    if found is None:
        raise NotOfferedError(f"there is no command {name!r}")
    context = 0 if channel.guild else 1 if channel.kind is ChannelType.DIRECT else 2
    if "guild_id" not in found and found["contexts"] is not None and context not in found["contexts"]:
        raise NotOfferedError(f"{name!r} is not offered here")
    if channel.guild is not None and world.bot not in channel.guild.members and 1 not in found["integration_types"]:
        raise NotOfferedError(f"{name!r} is not installed to {user.name}")
    here = in_channel(channel, user)
    needed = found["default_member_permissions"]
    if channel.guild is not None and needed is not None and here != ALL and (needed == "0" or int(needed) & ~here):
        raise NotOfferedError(f"{name!r} is not offered to {user.name}")
    if channel.guild is not None and Permission.USE_APPLICATION_COMMANDS not in here:
        raise NotOfferedError(f"{user.name} may use no commands here")
    return found, tuple(path)


def options_for(
    definition: dict[str, Any], path: tuple[str, ...], given: dict[str, Any], typing: str | None = None
) -> dict[str, Any]:
    """Return the data of an interaction. `typing` names the option that is being typed into. Raises NotOfferedError."""
    data: dict[str, Any] = {"id": definition["id"], "type": definition["type"], "name": definition["name"]}
    if "guild_id" in definition:
        data["guild_id"] = definition["guild_id"]
    level, options = data, definition["options"]
    for name in path:
        inner = next((each for each in options if each["name"] == name and each["type"] in _NESTED), None)
        if inner is None:
            raise NotOfferedError(f"there is no subcommand {name!r}")
        level["options"] = [{"name": name, "type": inner["type"]}]
        level, options = level["options"][0], inner.get("options", [])
    if any(each["type"] in _NESTED for each in options):
        raise NotOfferedError(f"{definition['name']!r} is only a group")
    level["options"] = _filled(options, given, typing)
    return data


def resolved(data: dict[str, Any], guild: Guild | None) -> dict[str, Any]:
    """Return an interaction's data with ids in the place of users, and the users beside them."""
    level = data
    while (nested := level.get("options") or []) and nested[0]["type"] in _NESTED:
        level = nested[0]
    users = [option["value"] for option in level.get("options", []) if option["type"] == _USER]
    if not users:
        return data
    for option in level["options"]:
        if option["type"] == _USER:
            option["value"] = str(option["value"].id)
    known: dict[str, Any] = {"users": {str(user.id): wire.user(user) for user in users}}
    if guild is not None:
        known["members"] = {str(user.id): {**wire.member(guild, user), "permissions": "0"} for user in users}
    return {**data, "resolved": {**data.get("resolved", {}), **known}}


def filled(modal: dict[str, Any], values: dict[str, str]) -> list[dict[str, Any]]:
    """Return the components of a modal as they are sent in with these values, by custom_id. Raises NotOfferedError."""
    inputs = {item["custom_id"]: item for item in walk(modal["components"]) if item.get("type") == TEXT_INPUT}
    for name, value in values.items():
        if name not in inputs:
            raise NotOfferedError(f"the modal has no input {name!r}")
        least, most = inputs[name].get("min_length") or 0, inputs[name].get("max_length") or INPUT
        if not least <= len(value) <= most:
            raise NotOfferedError(f"input {name!r} does not take {len(value)} characters")
    sent = [
        {"type": TEXT_INPUT, "id": n, "custom_id": name, "value": values.get(name, "")}
        for n, name in enumerate(inputs, 1)
    ]
    return [{"type": ROW, "id": each["id"] + len(sent), "components": [each]} for each in sent]


def _filled(options: list[dict[str, Any]], given: dict[str, Any], typing: str | None) -> list[dict[str, Any]]:
    by_name = {option["name"]: option for option in options}
    for name in given:
        if name not in by_name:
            raise NotOfferedError(f"there is no option {name!r}")
    filled = []
    for name, option in by_name.items():
        if name in given:
            filled.append({"name": name, "type": option["type"], "value": given[name]})
        elif option.get("required") and typing is None:
            raise NotOfferedError(f"option {name!r} is required")
    for each in filled:
        if each["name"] == typing:
            if not by_name[typing].get("autocomplete"):
                raise NotOfferedError(f"nothing is offered for {typing!r}")
            each["focused"] = True
        else:
            _fits(by_name[each["name"]], each["value"])
    return filled


def _fits(option: dict[str, Any], value: Any) -> None:
    kind = _TYPES.get(option["type"])
    if kind is not None and not isinstance(value, kind):
        raise NotOfferedError(f"option {option['name']!r} takes a {kind.__name__}, not {value!r}")
    if isinstance(value, str) and not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
        raise NotOfferedError(f"option {option['name']!r} does not take {len(value)} characters")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise NotOfferedError(f"option {option['name']!r} has no choice {value!r}")
