"""Run the bot: put it together, log in, serve until told to stop, and say in one sentence why if it cannot."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from qwenbot.bot.clicks import Clicks
from qwenbot.bot.client import QwenBot
from qwenbot.bot.cogs.admin import AdminCog
from qwenbot.bot.cogs.ask import AskCog
from qwenbot.bot.cogs.browse import BrowseCog
from qwenbot.bot.cogs.feedback import FeedbackCog
from qwenbot.bot.cogs.help import HelpCog
from qwenbot.bot.cogs.menu import MenuCog
from qwenbot.bot.cogs.messages import MessagesCog
from qwenbot.bot.cogs.privacy import PrivacyCog
from qwenbot.bot.errors import BotConfigError, BotError
from qwenbot.bot.failures import NETWORK, one_line
from qwenbot.bot.intake import Intake
from qwenbot.bot.operators import Operators
from qwenbot.bot.policy import Policy
from qwenbot.bot.quiet import quiet
from qwenbot.bot.sync import sync_commands
from qwenbot.service.ports import Notes
from qwenbot.service.services import Services

log = logging.getLogger(__name__)

_CLOSED_BECAUSE: Final = {
    4004: "Discord does not accept DISCORD_TOKEN any more: copy the token again from the application's Bot page.",
    4010: "Discord refuses these shards: QWENBOT_SHARD_IDS must lie below QWENBOT_SHARD_COUNT.",
    4011: "The bot is in too many servers for this many shards: raise QWENBOT_SHARD_COUNT, or leave it unset.",
}
"""Gateway close codes that settings cause, from Discord's documentation."""


@dataclass(frozen=True, slots=True)
class BotSettings:
    """How to run: Discord's addresses (both or neither), who may reload, which shards, where commands go.

    `shard_count` None lets Discord say; `shard_ids` None runs all of them; `sync_guild` None sends commands everywhere.
    """

    token: str = field(repr=False)
    api_url: str | None = None
    gateway_url: str | None = None
    admin_ids: frozenset[int] = frozenset()
    shard_count: int | None = None
    shard_ids: tuple[int, ...] | None = None
    sync_guild: int | None = None


async def run_bot(settings: BotSettings, services: Services, stop: asyncio.Event) -> None:
    """Serve until `stop` is set, then finish what is under way and return, within 5 seconds.

    Raises BotConfigError if a setting keeps it from running, BotError if something else does.
    """
    _check(settings)
    _connect_to(settings.api_url, settings.gateway_url)
    bot = QwenBot(Intake(), shard_count=settings.shard_count, shard_ids=settings.shard_ids)
    with quiet():
        async with bot:
            await _add_cogs(bot, settings, services)
            serving = asyncio.create_task(_serve(bot, settings, services.notes))
            loading = asyncio.create_task(_load(services), name="reading settings and changes")
            loading.add_done_callback(_say_fault)
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            loading.cancel()
            if not serving.done():
                log.info("Stopping")
                await bot.shut_down()
                serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


async def _load(services: Services) -> None:
    """Read what is kept of settings and of the last knowledge, while the bot is at work already."""
    await asyncio.gather(services.settings.load(), services.changes.load())


async def _add_cogs(bot: QwenBot, settings: BotSettings, services: Services) -> None:
    operators = Operators(settings.admin_ids, bot.application_info, time.monotonic)
    policy = Policy(services.settings, services.cooldowns, services.limit, time.monotonic)
    clicks = Clicks(bot.intake)
    await bot.add_cog(clicks)
    await bot.add_cog(AskCog(services.ask, policy, clicks))
    await bot.add_cog(MenuCog(bot, services.ask, services.live, policy, clicks))
    await bot.add_cog(FeedbackCog(services.feedback, services.why, services.live, clicks))
    await bot.add_cog(BrowseCog(services.live, services.changes, clicks))
    await bot.add_cog(MessagesCog(bot, services.ask, services.live, policy, bot.intake))
    await bot.add_cog(HelpCog(services.live))
    await bot.add_cog(PrivacyCog(services.records, clicks))
    await bot.add_cog(AdminCog(services, operators))


async def _serve(bot: QwenBot, settings: BotSettings, notes: Notes) -> None:
    with _in_our_words():
        await bot.login(settings.token)
        application_id = cast("int", bot.application_id)  # login has read it
        # Beside the connection: Discord may let a bot wait for hours before it takes commands again.
        syncing = asyncio.create_task(
            sync_commands(bot.tree, notes, application_id, settings.sync_guild), name="sending the commands"
        )
        syncing.add_done_callback(_say_fault)
        try:
            await bot.connect()
        finally:
            syncing.cancel()


def _say_fault(task: asyncio.Task[None]) -> None:
    """Say what has ended a task beside the connection, at once: nobody waits for it."""
    if not task.cancelled() and (fault := task.exception()) is not None:
        log.error("The bot goes on, but %s has failed", task.get_name(), exc_info=fault)


def _check(settings: BotSettings) -> None:
    if not settings.token:
        raise BotConfigError("DISCORD_TOKEN is not set: put the token from the application's Bot page there.")
    if not settings.token.isascii() or not settings.token.isprintable() or " " in settings.token:
        raise BotConfigError("DISCORD_TOKEN has characters in it that no token has: copy it again.")
    if (settings.api_url is None) != (settings.gateway_url is None):
        raise BotConfigError("DISCORD_API_URL and DISCORD_GATEWAY_URL go together: set both or neither.")
    if settings.shard_ids is not None and settings.shard_count is None:
        raise BotConfigError("QWENBOT_SHARD_IDS needs QWENBOT_SHARD_COUNT.")


def _connect_to(api_url: str | None, gateway_url: str | None) -> None:
    """Set both addresses. With only the first, discord.py would give the token to Discord's own gateway."""
    if api_url is not None and gateway_url is not None:
        Route.BASE = api_url.rstrip("/")
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what ends discord.py into an error of ours."""
    try:
        yield
    except discord.LoginFailure as error:
        raise BotConfigError(
            "Discord does not accept the token in DISCORD_TOKEN: copy it again from the application's Bot page."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise BotConfigError("Discord refuses this bot its intents, though none is privileged.") from error
    except discord.ConnectionClosed as error:
        if error.code in _CLOSED_BECAUSE:
            raise BotConfigError(_CLOSED_BECAUSE[error.code]) from error
        raise BotError(f"Discord has closed the connection for good (code {error.code}).") from error
    except (discord.GatewayNotFound, *NETWORK) as error:
        raise BotError(f"Discord cannot be reached at {Route.BASE}: {one_line(error)}") from error
    except discord.DiscordException as error:
        raise BotError(f"discord.py has given up: {error}") from error
    except Exception as error:  # an event that discord.py cannot read ends it, with whatever it stumbled over
        log.exception("discord.py has stumbled")
        raise BotError(f"discord.py has broken down: {type(error).__name__}: {error}") from error
