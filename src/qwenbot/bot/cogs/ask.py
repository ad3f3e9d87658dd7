"""/ask, its autocomplete, and the buttons that open an entry."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.answering.reply import Reply
from qwenbot.bot import asking, limits
from qwenbot.bot.buttons import entry_button
from qwenbot.bot.failures import NETWORK, locale_of
from qwenbot.bot.intake import Intake
from qwenbot.bot.markdown import shorten
from qwenbot.bot.rendering import Part, render
from qwenbot.bot.sending import respond
from qwenbot.bot.words import words
from qwenbot.knowledge.model import Outcome
from qwenbot.service.ask import AskService

log = logging.getLogger(__name__)


class AskCog(commands.Cog):
    """Questions by command. An answer is public unless asked otherwise; a miss is always private."""

    def __init__(self, bot: commands.AutoShardedBot, service: AskService, intake: Intake) -> None:
        self._bot = bot
        self._service = service
        self._button = entry_button(intake, self._open)

    async def cog_load(self) -> None:
        """Hear of clicks on any button that was ever sent."""
        self._bot.add_dynamic_items(self._button)

    @app_commands.command(name="ask", description="Ask about the story. Every answer names its sources.")
    @app_commands.describe(
        question="Your question, in your own words, or one that is offered",
        private="Show the answer to you alone",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, limits.QUESTION],
        private: bool = False,
    ) -> None:
        """Answer a question, or open the entry whose id autocomplete has put in its place."""
        asker = asking.by_command(interaction, private=private)
        opened = self._service.open(question, asker)
        asked = opened or self._service.ask(question, asker)
        await _answer(interaction, asked.reply, chosen=opened is not None, private=private)

    @ask.autocomplete("question")
    async def suggest(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Offer entries by their titles; whoever types on is not disturbed by a failure."""
        found = self._service.suggest(typed, limits.CHOICES)[: limits.CHOICES]
        choices = [
            app_commands.Choice(name=shorten(choice.question, limits.CHOICE_NAME) or choice.entry, value=choice.entry)
            for choice in found
        ]
        try:
            await interaction.response.autocomplete(choices)
        except NETWORK as error:
            log.debug("Choices came too late: %s", error)
        return []  # discord.py sends this only where nothing was sent

    async def _open(self, interaction: discord.Interaction[Any], entry: str, private: bool) -> None:
        asked = self._service.open(entry, asking.by_button(interaction, private=private))
        if asked is None:
            await respond(interaction, (Part(words(locale_of(interaction), "gone")),), ephemeral=True)
        else:
            await _answer(interaction, asked.reply, chosen=True, private=private)


async def _answer(interaction: discord.Interaction[Any], reply: Reply, *, chosen: bool, private: bool) -> None:
    ephemeral = private or reply.outcome is not Outcome.ANSWERED
    await respond(interaction, render(reply, chosen=chosen), ephemeral=ephemeral, private=private)
