"""From parts to what discord.py sends, as answers to interactions and as replies in channels."""

import logging
from typing import Any

import discord

from qwenbot.bot.buttons import custom_id
from qwenbot.bot.failures import is_too_late
from qwenbot.bot.rendering import Part

log = logging.getLogger(__name__)


async def respond(
    interaction: discord.Interaction[Any], parts: tuple[Part, ...], *, ephemeral: bool, private: bool = False
) -> None:
    """Answer an interaction, once; one that has expired or been answered by another delivery is let be.

    `ephemeral` shows the answer to the member alone; `private` says so of what its buttons will open.
    """
    first, *more = parts
    try:
        await interaction.response.send_message(**_arguments(first, private=private), ephemeral=ephemeral)
        for part in more:
            await interaction.followup.send(**_arguments(part, private=private), ephemeral=ephemeral)
    except discord.HTTPException as error:
        if not is_too_late(error):
            raise
        log.debug("An interaction had expired or was answered already: %s", error)


async def follow_up(interaction: discord.Interaction[Any], parts: tuple[Part, ...]) -> None:
    """Say privately what an interaction that was deferred privately has come to."""
    for part in parts:
        await interaction.followup.send(**_arguments(part, private=True), ephemeral=True)


async def reply(message: discord.Message, parts: tuple[Part, ...]) -> None:
    """Answer a message in its channel, as a reply that pings nobody; the answer stands if the message is gone."""
    extra: dict[str, Any] = {}
    if permissions_at(message).read_message_history:  # without, Discord takes no reply
        extra = {"reference": message.to_reference(fail_if_not_exists=False), "mention_author": False}
    for part in parts:
        await message.channel.send(**_arguments(part, private=False), **extra)
        extra = {}


def permissions_at(message: discord.Message) -> discord.Permissions:
    """Return what we may do where a message was written, as far as we know: where we do not, try."""
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable | discord.DMChannel):
        return discord.Permissions.all()
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return discord.Permissions.all()
    return channel.permissions_for(message.guild.me)


def may_speak_at(message: discord.Message) -> bool:
    """Tell whether we may answer a message where it was written. Asking Discord in vain too often is a ban."""
    allowed = permissions_at(message)
    return allowed.send_messages_in_threads if isinstance(message.channel, discord.Thread) else allowed.send_messages


def _arguments(part: Part, *, private: bool) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    if part.card:
        arguments["embed"] = discord.Embed(title=part.title or None, description=part.text)
    else:
        arguments["content"] = part.text
    if part.buttons:
        view = discord.ui.View(timeout=None)
        for button in part.buttons:
            view.add_item(discord.ui.Button(label=button.label, custom_id=custom_id(button.entry, private=private)))
        view.stop()  # discord.py keeps each view that still listens; ours are dispatched by their custom_id
        arguments["view"] = view
    return arguments
