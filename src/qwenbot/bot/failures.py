"""What goes wrong between us and Discord: one clear line for the member, one useful line for the log."""

import logging
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands

from qwenbot.bot import limits
from qwenbot.bot.markdown import shorten
from qwenbot.bot.words import words

log = logging.getLogger(__name__)

NETWORK: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What any request to Discord may raise (a time-out is an OSError, `Blocked` a ClientError)."""

_STALE: Final = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
_TRIED_BY_DISCORD_PY: Final = frozenset({500, 502, 504, 524})
"""What discord.py itself answers by sending again, five times in 25 s; a 503 only where an interaction is answered."""


_LINE: Final = 200


class Blocked(aiohttp.ClientError):
    """Discord, or what stands before it, takes no requests for a while: a 429 that discord.py cannot read.

    `wait_s` is how long, if it says so.
    """

    def __init__(self, wait_s: float | None) -> None:
        until = "for a while" if wait_s is None else f"for {wait_s:.0f} s"
        super().__init__(f"Discord takes no requests from this address {until} (429)")
        self.wait_s = wait_s


def is_too_late(error: BaseException) -> bool:
    """Tell whether an interaction has expired or been answered already, so that nothing more can or need be said."""
    return isinstance(error, discord.HTTPException) and (is_expired(error) or is_answered(error))


def is_expired(error: BaseException) -> bool:
    """Tell whether Discord has stopped waiting for the answer to an interaction."""
    return isinstance(error, discord.HTTPException) and error.code == limits.UNKNOWN_INTERACTION


def is_answered(error: BaseException) -> bool:
    """Tell whether an interaction has been answered already."""
    return isinstance(error, discord.HTTPException) and error.code == limits.ALREADY_ACKNOWLEDGED


def wait_after(error: BaseException) -> float | None:
    """Return how many seconds at least to wait before the same is sent again; None if that is of no use.

    It is where discord.py does not send again itself, and what failed may pass: a 503, a lost connection, a block.
    """
    match error:
        case Blocked():
            return error.wait_s or 0.0
        case discord.DiscordServerError():
            return None if error.status in _TRIED_BY_DISCORD_PY else 0.0
        case TimeoutError() | discord.HTTPException():
            return None
        case aiohttp.ClientError() | OSError():
            return 0.0
    return None


def let_be(error: BaseException) -> None:
    """Take note of an answer that Discord did not take because it was too late, or not the first."""
    if is_expired(error):
        log.warning("An answer came later than the %.0f s that Discord waits for one", limits.FIRST_RESPONSE_S)
    else:
        log.debug("An interaction was answered already: %s", error)


def one_line(error: BaseException) -> str:
    """Return what an error says in one line: what stands before Discord answers with whole pages."""
    return shorten(str(error).partition("<")[0].rstrip(": "), _LINE)


def describe(error: BaseException) -> str:
    """Name an error, and say what it says in one line."""
    return f"{type(error).__name__}: {one_line(error)}"


def not_taken(error: BaseException) -> None:
    """Take note of an answer that Discord did not take, or that did not reach it."""
    log.warning("Discord did not take an answer: %s", describe(error), extra={"cause": error})


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell who asked, privately, and the log, that an interaction failed."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if is_too_late(error):
        let_be(error)
        return
    if isinstance(error, _STALE):
        log.info("A member used a command as it was before: %s", error)
        await _tell(interaction, "stale")
        return
    if isinstance(error, NETWORK):
        not_taken(error)
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
        log.debug("The member could not be told: %s", describe(error))
