"""Who asks, and in which conversation. A conversation is one person's in one place and one way of asking there."""

from typing import Any

import discord

from qwenbot.service.ask import Asker
from qwenbot.service.ports import Surface


def by_command(interaction: discord.Interaction[Any], *, private: bool) -> Asker:
    """Return who used a command; what is asked privately never becomes the subject of what is asked in public."""
    return _asker(interaction, Surface.SLASH, "private" if private else "slash")


def by_button(interaction: discord.Interaction[Any], *, private: bool) -> Asker:
    """Return who clicked; the click belongs to the conversation that the button's message is part of."""
    message = interaction.message
    if private:
        talk = "private"
    elif message is not None and message.interaction_metadata is not None:
        talk = "slash"
    else:
        talk = "message"
    return _asker(interaction, Surface.BUTTON, talk)


def by_menu(interaction: discord.Interaction[Any]) -> Asker:
    """Return who wants somebody's message answered: that stands alone, and is the subject of nothing."""
    return Asker(Surface.MENU, str(interaction.user.id))


def by_message(message: discord.Message) -> Asker:
    """Return who wrote a direct message or mentioned us."""
    surface = Surface.DIRECT if message.guild is None else Surface.MENTION
    return Asker(surface, str(message.author.id), _key("message", message.channel.id, message.author.id))


def _asker(interaction: discord.Interaction[Any], surface: Surface, talk: str) -> Asker:
    return Asker(surface, str(interaction.user.id), _key(talk, interaction.channel_id, interaction.user.id))


def _key(talk: str, channel: int | None, user: int) -> str:
    return f"{talk}:{channel}:{user}"
