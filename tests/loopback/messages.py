"""What becomes of a message's body: the same for messages in channels, answers to interactions and follow-ups."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.loopback.permissions import in_channel
from tests.loopback.traffic import Upload
from tests.loopback.world import (
    COMPONENTS_V2,
    EPHEMERAL,
    SUPPRESS_EMBEDS,
    Channel,
    File,
    Message,
    Permission,
    User,
    World,
)

_SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | COMPONENTS_V2 | 1 << 12
"""Message flags that a bot may set; the last is for a message without a sound."""


def written(
    world: World, channel: Channel, body: dict[str, Any], files: Mapping[str, Upload] = MappingProxyType({})
) -> Message:
    """Make the bot's message of a body and its files, with whom it pings."""
    message = Message(channel, world.bot)
    change(message, body, files)
    message.nonce = body.get("nonce")
    message.flags = (body.get("flags") or 0) & _SETTABLE
    ping(world, message, body.get("allowed_mentions"))
    here = None if channel.guild is None or world.bot not in channel.guild.members else in_channel(channel, world.bot)
    if here is not None and Permission.EMBED_LINKS not in here:
        message.embeds = []  # Discord takes the message and shows it without
    return message


def change(message: Message, body: dict[str, Any], files: Mapping[str, Upload] = MappingProxyType({})) -> None:
    """Change what a body names in a message. Files that `attachments` does not name go; those that come are added."""
    if "attachments" in body or files:
        kept = {str(each.get("id")) for each in body.get("attachments") or []}
        message.files = [each for each in message.files if str(each.id) in kept]
        message.files += [File(file.name, file.data) for file in files.values()]
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or []]
    if "components" in body:
        message.components = _numbered(body["components"] or [])


def ping(world: World, message: Message, allowed: dict[str, Any] | None) -> None:
    """Work out who is mentioned, and who of them hears of it. Without `allowed_mentions` everybody does.

    An embed mentions nobody.
    """
    named = [int(each) for each in re.findall(r"<@!?(\d+)>", message.content)]
    found = [user for user in map(world.user_by_id, dict.fromkeys(named)) if user is not None]
    message.mentions = found
    parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse") or []
    users = [int(each) for each in (allowed or {}).get("users") or []]
    message.pings = [user for user in found if "users" in parse or user.id in users]
    message.pings_everyone = "everyone" in parse and re.search(r"@(everyone|here)\b", message.content) is not None


def reply(message: Message, to: Message | None, reference_id: int, allowed: dict[str, Any] | None) -> None:
    """Make a message a reply, which mentions whom it replies to, and pings them unless told otherwise."""
    message.kind = 19
    message.reference, message.reference_id = to, reference_id
    if to is None or to.author in message.pings:
        return
    if allowed is None or allowed.get("replied_user", False):
        message.pings.append(to.author)
        if to.author not in message.mentions:
            message.mentions.append(to.author)


def hears(message: Message, user: User) -> bool:
    """Tell whether a message pings a user."""
    return message.pings_everyone or user in message.pings


def _numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each component the number that Discord gives it."""
    count = 0

    def number(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        nonlocal count
        shown = []
        for item in items:
            count += 1
            shown.append({**item, "id": item.get("id") or count})
            shown[-1].pop("required", None)  # only of use in a modal, and only there shown
            if "components" in item:
                shown[-1]["components"] = number(item["components"])
        return shown

    return number(components)
