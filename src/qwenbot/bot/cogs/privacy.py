"""/privacy: what is kept of a member, for them alone: to see, to take away, and to have deleted."""

import re
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot import custom_ids, limits
from qwenbot.bot.clicks import Clicks
from qwenbot.bot.exporting import send_lines
from qwenbot.bot.failures import locale_of
from qwenbot.bot.markdown import escape, moment, shorten
from qwenbot.bot.pages import Atom, pages
from qwenbot.bot.parts import Part
from qwenbot.bot.sending import defer, follow_up
from qwenbot.bot.words import words
from qwenbot.service.ports import StoreError
from qwenbot.service.records import RecordsService, Shown

Interaction = discord.Interaction[Any]


class PrivacyCog(commands.Cog):
    """A member's own data. Everything here waits for the store, so each command asks Discord for time first."""

    privacy = app_commands.Group(name="privacy", description="What I keep of you: see it, take it with you, delete it")

    def __init__(self, records: RecordsService, clicks: Clicks) -> None:
        self._records = records
        clicks.on(custom_ids.KEPT, self._clicked)

    @privacy.command(name="show", description="See what I keep of you")
    async def show(self, interaction: Interaction) -> None:
        """Show what is kept."""
        await self._show(interaction)

    async def _clicked(self, interaction: Interaction, _: re.Match[str]) -> None:
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        await defer(interaction, ephemeral=True, thinking=True)
        locale = locale_of(interaction)
        try:
            shown = await self._records.show(str(interaction.user.id))
        except StoreError:
            await follow_up(interaction, (Part(words(locale, "unreadable")),))
        else:
            await follow_up(interaction, shown_parts(shown, locale))

    @privacy.command(name="export", description="Get all that I keep of you, as a file")
    async def export(self, interaction: Interaction) -> None:
        """Send what is kept as lines of JSON."""
        await defer(interaction, ephemeral=True, thinking=True)
        locale = locale_of(interaction)
        lines = self._records.export(str(interaction.user.id))
        await send_lines(interaction, lines, words(locale, "privacy-export"), words(locale, "privacy-none"))

    @privacy.command(name="forget", description="Delete all that I keep of you, at once and for good")
    async def forget(self, interaction: Interaction) -> None:
        """Delete what is kept."""
        await defer(interaction, ephemeral=True, thinking=True)
        locale = locale_of(interaction)
        try:
            number = await self._records.forget(str(interaction.user.id))
        except StoreError:
            text = words(locale, "unreadable")
        else:
            text = words(locale, "privacy-forgotten", n=number) if number else words(locale, "privacy-nothing")
        await follow_up(interaction, (Part(text),))


def shown_parts(shown: Shown, language: str) -> tuple[Part, ...]:
    """Say what is kept of a member."""
    if not (shown.questions or shown.votes or shown.audits):
        return (Part(words(language, "privacy-none")),)
    atoms = [Atom(words(language, "privacy-counts", questions=shown.questions, votes=shown.votes, audits=shown.audits))]
    if shown.first is not None and shown.last is not None:
        atoms.append(Atom(words(language, "privacy-times", first=moment(shown.first), last=moment(shown.last)), "\n"))
    if shown.latest:
        atoms.append(Atom(words(language, "privacy-latest"), "\n\n"))
        atoms += [Atom(f"• {escape(shorten(question, limits.KEPT))}", "\n") for question in shown.latest]
    atoms.append(Atom(words(language, "privacy-what"), "\n\n"))
    title = words(language, "privacy-title")
    return tuple(Part(text, title, card=True) for text in pages(atoms, limits.BROWSED))
