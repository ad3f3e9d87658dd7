"""/help: what this is, what it can answer, how to ask it, what it keeps."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot import custom_ids, limits
from qwenbot.bot.failures import locale_of
from qwenbot.bot.markdown import escape, timestamp
from qwenbot.bot.pages import Atom, pages
from qwenbot.bot.parts import Button, Look, Part
from qwenbot.bot.rendering import with_rows
from qwenbot.bot.sending import respond
from qwenbot.bot.words import words
from qwenbot.knowledge.model import Story
from qwenbot.service.live import LiveKnowledge


class HelpCog(commands.Cog):
    """Help, in the member's language where we have it."""

    def __init__(self, live: LiveKnowledge) -> None:
        self._live = live

    @app_commands.command(name="help", description="What I am, what I can answer, how to ask, and what I keep")
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Show the help to who asks for it."""
        story = self._live.engine.knowledge.story
        await respond(interaction, help_parts(story, locale_of(interaction)), ephemeral=True)


def help_parts(story: Story, language: str) -> tuple[Part, ...]:
    """Return the help for a story, with a button to what is kept of who reads it."""
    what = words(
        language, "help-what", title=escape(story.title.text(language)), about=escape(story.about.text(language))
    )
    atoms = [
        Atom(what),
        Atom(words(language, "help-ask"), "\n\n"),
        Atom(words(language, "help-privacy"), "\n\n"),
        Atom(words(language, "as-of", date=timestamp(story.as_of)), "\n\n"),
    ]
    first, *more = pages(atoms, limits.BROWSED)
    parts = Part(first, words(language, "help-title"), card=True), *(Part(text, card=True) for text in more)
    return with_rows(parts, ((Button(words(language, "privacy-title"), custom_ids.KEPT, Look.CONTROL),),))
