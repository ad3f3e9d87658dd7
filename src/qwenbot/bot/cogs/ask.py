"""/ask, its autocomplete, and the buttons and menus that open an entry."""

import re
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot import asking, custom_ids, limits
from qwenbot.bot.answers import admit, give, tell
from qwenbot.bot.clicks import Clicks, chosen
from qwenbot.bot.offering import offer
from qwenbot.bot.policy import Place, Policy
from qwenbot.service.ask import AskService


class AskCog(commands.Cog):
    """Questions by command. An answer is public unless asked otherwise; a miss is always private."""

    def __init__(self, service: AskService, policy: Policy, clicks: Clicks) -> None:
        self._service = service
        self._policy = policy
        clicks.on(custom_ids.ENTRY, self._clicked)
        clicks.on(custom_ids.CHOOSE, self._chosen)

    @app_commands.command(name="ask", description="Ask about the story. Every answer names its sources.")
    @app_commands.describe(
        question="Your question, in your own words, or one that is offered",
        private="Show the answer to you alone",
        mention="Point a member at the answer: they are notified, unless it is private",
    )
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, limits.QUESTION],
        private: bool | None = None,
        mention: discord.User | None = None,
    ) -> None:
        """Answer a question, or open the entry whose id autocomplete has put in its place."""
        if not await admit(interaction, self._policy):
            return
        quiet = self._policy.keeps_private(Place.of(interaction), private)
        asker = asking.by_command(interaction, private=quiet)
        opened = self._service.open(question, asker)
        asked = opened or self._service.ask(question, asker)
        who = None if mention is None else mention.id
        await give(interaction, asked, self._policy, chosen=opened is not None, private=private, mention=who)

    @ask.autocomplete("question")
    async def suggest(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Offer entries by their titles; whoever types on is not disturbed by a failure."""
        return await offer(interaction, partial(self._titles, typed))

    def _titles(self, typed: str) -> list[tuple[str, str]]:
        return [(choice.question, choice.entry) for choice in self._service.suggest(typed, limits.CHOICES)]

    async def _clicked(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> None:
        await self._open(interaction, match["entry"], private=match["visibility"] == "private")

    async def _chosen(self, interaction: discord.Interaction[Any], _: re.Match[str]) -> None:
        await self._open(interaction, chosen(interaction), private=True)

    async def _open(self, interaction: discord.Interaction[Any], entry: str, *, private: bool) -> None:
        if not await admit(interaction, self._policy):
            return
        asked = self._service.open(entry, asking.by_button(interaction, private=private))
        if asked is None:
            await tell(interaction, "gone")
        else:
            await give(interaction, asked, self._policy, chosen=True, private=private)
