"""What goes wrong between us and Discord: one clear line for the member, one useful line for the log."""

import logging
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands

from qwenbot.bot import limits
from qwenbot.bot.words import words

log = logging.getLogger(__name__)

NETWORK: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What any request to Discord may raise (a time-out is an OSError)."""

_STALE: Final = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
_ANSWERED_OR_EXPIRED: Final = frozenset({limits.UNKNOWN_INTERACTION, limits.ALREADY_ACKNOWLEDGED})


def is_too_late(error: BaseException) -> bool:
    """Tell whether an interaction has expired or been answered already, so that nothing more can or need be said."""
    return isinstance(error, discord.HTTPException) and error.code in _ANSWERED_OR_EXPIRED


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell who asked, privately, and the log, that an interaction failed."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if is_too_late(error):
        log.debug("An interaction had expired or was answered already: %s", error)
        return
    if isinstance(error, _STALE):
        log.info("A member used a command as it was before: %s", error)
        await _tell(interaction, "stale")
        return
    if isinstance(error, NETWORK):
        log.warning("Discord did not take an answer: %s: %s", type(error).__name__, error)
    else:
        log.error("An interaction failed", exc_info=error)
    await _tell(interaction, "failed")


def locale_of(interaction: discord.Interaction[Any]) -> str:
    """Return the language that a member uses Discord in, as `en` or `zh`."""
    return interaction.locale.value.partition("-")[0]


async def _tell(interaction: discord.Interaction[Any], key: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        return  # takes choices, not words
    text = words(locale_of(interaction), key)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except NETWORK as error:
        log.debug("The member could not be told: %s", error)
