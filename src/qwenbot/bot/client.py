"""The bot as discord.py sees it: no privileged intent, no cache beyond need, no ping, no text commands."""

import asyncio
import logging
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot import limits
from qwenbot.bot.blocks import blocks_seen
from qwenbot.bot.failures import report
from qwenbot.bot.intake import Intake
from qwenbot.bot.shards import ShardQueue

log = logging.getLogger(__name__)

STOP_TAKING_S: Final = 0.5
FINISH_S: Final = 1.5
"""What a stop may take: to leave the gateway, and to finish what is under way. The log may take two seconds more, and
all of it is under 5."""


CONNECTIONS: Final = 256
"""Connections to Discord at once. discord.py sets no bound: a thousand questions at once would be a thousand
handshakes, and more files than many a system lets a process have open (1,024). At 0.1 s a request, 2,500 a second."""


class Tree(app_commands.CommandTree["QwenBot"]):
    """The commands: each interaction once, and one place where failed commands end up."""

    async def interaction_check(self, interaction: discord.Interaction["QwenBot"], /) -> bool:
        """Take an interaction on, unless this is its second delivery."""
        return self.client.intake.admit(interaction.id)

    async def on_error(
        self, interaction: discord.Interaction["QwenBot"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell who asked, and the log."""
        await report(interaction, error)


class QwenBot(commands.AutoShardedBot):
    """Connects, and hands events to its cogs. With `shard_count` None, Discord says how many shards to run."""

    def __init__(self, intake: Intake, *, shard_count: int | None, shard_ids: tuple[int, ...] | None) -> None:
        shards: dict[str, Any] = {} if shard_ids is None else {"shard_ids": list(shard_ids)}
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here, so no word of it
        super().__init__(
            command_prefix=commands.when_mentioned,  # never looked at: see on_message
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=shard_count,
            connector=aiohttp.TCPConnector(limit=0, limit_per_host=CONNECTIONS),
            http_trace=blocks_seen(),
            **shards,
        )
        self.intake = intake
        self._discord_counts_shards = shard_count is None
        self._identifying = asyncio.Lock()
        self._identified_at = float("-inf")

    async def setup_hook(self) -> None:
        """Put our queue in the place of discord.py's, which has no other way in."""
        self._AutoShardedClient__queue = ShardQueue()

    async def on_message(self, message: discord.Message, /) -> None:
        """Parse no commands: “@bot who is X” is a question, and the cog of messages answers it."""

    async def on_ready(self) -> None:
        """Say once that the bot is at work; discord.py calls this again after each reconnect."""
        log.info("Ready as %s in %d servers", self.user, len(self.guilds))

    async def launch_shards(self) -> None:
        """Ask how many shards to run, and connect to the gateway that was set.

        discord.py would connect to the gateway that the answer names, past a gateway proxy.
        """
        if self._discord_counts_shards:
            self.shard_count, _, _ = await self.http.get_bot_gateway()
        await super().launch_shards()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Keep identifies five seconds apart, and wait for no longer than that takes."""
        del shard_id, initial
        async with self._identifying:
            loop = asyncio.get_running_loop()
            await asyncio.sleep(self._identified_at + limits.IDENTIFY_S - loop.time())
            self._identified_at = loop.time()

    async def shut_down(self) -> None:
        """Stop taking events, finish what is under way, and close."""
        try:
            async with asyncio.timeout(STOP_TAKING_S):
                await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))
        except TimeoutError:
            log.debug("The gateway did not say goodbye")
        await self.intake.finish(FINISH_S)
        await self.close()
