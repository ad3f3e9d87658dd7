"""What is offered while somebody types: choices from memory, and never a failure that they would see."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

import discord
from discord import app_commands

from qwenbot.bot import limits
from qwenbot.bot.failures import NETWORK
from qwenbot.bot.markdown import shorten

log = logging.getLogger(__name__)


async def offer(
    interaction: discord.Interaction[Any], find: Callable[[], Iterable[tuple[str, str]]]
) -> list[app_commands.Choice[str]]:
    """Offer what is found, as pairs of a title and an id; return nothing more to offer, which is what discord.py wants.

    It sends what is returned only where nothing was sent; that would not tell us if it came too late.
    """
    try:
        found = list(find())[: limits.CHOICES]
    except Exception:  # the last resort: whoever types on is not disturbed
        log.exception("Nothing could be offered while somebody typed")
        found = []
    choices = [
        app_commands.Choice(name=shorten(title, limits.CHOICE_NAME) or value, value=value) for title, value in found
    ]
    try:
        await interaction.response.autocomplete(choices)
    except NETWORK as error:
        log.debug("Choices came too late: %s", error)
    return []
