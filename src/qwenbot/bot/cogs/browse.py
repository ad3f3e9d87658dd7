"""/topics, /facts, /who, /timeline, /sources and /changes: what is known, for who looks around, privately.

Each shows one page; its buttons turn to the next. They carry which report it is, what about and which page, so they
work after a restart, and show the knowledge as it is then.
"""

import re
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot import custom_ids, drawing, limits
from qwenbot.bot.answers import tell
from qwenbot.bot.browsing import (
    Pages,
    changes_pages,
    facts_pages,
    page,
    sources_pages,
    timeline_pages,
    topic_pages,
    topics_pages,
    who_pages,
)
from qwenbot.bot.clicks import Clicks, chosen
from qwenbot.bot.failures import locale_of
from qwenbot.bot.markdown import shorten
from qwenbot.bot.offering import offer
from qwenbot.bot.parts import Button, Part
from qwenbot.bot.sending import first, respond
from qwenbot.bot.words import words
from qwenbot.knowledge.model import Entity
from qwenbot.reports.entities import like, named
from qwenbot.reports.topics import topic_of
from qwenbot.service.changes import ChangesService
from qwenbot.service.live import LiveKnowledge

Interaction = discord.Interaction[Any]


class BrowseCog(commands.Cog):
    """Shows what is known."""

    def __init__(self, live: LiveKnowledge, changes: ChangesService, clicks: Clicks) -> None:
        self._live = live
        self._changes = changes
        clicks.on(custom_ids.PAGE, self._turn)
        clicks.on(custom_ids.TOPIC, self._topic)

    @app_commands.command(name="topics", description="What you can ask about, by topic")
    async def topics(self, interaction: Interaction) -> None:
        """Show the topics."""
        await self._show(interaction, "topics")

    @app_commands.command(name="facts", description="All facts about somebody or something, with their sources")
    @app_commands.describe(about="A name: type to see those I know")
    async def facts(self, interaction: Interaction, about: app_commands.Range[str, 1, limits.QUESTION]) -> None:
        """Show the facts about an entity."""
        await self._find(interaction, "facts", about)

    @app_commands.command(
        name="who", description="Who somebody is, or what something is, and what you can ask about it"
    )
    @app_commands.describe(name="A name: type to see those I know")
    async def who(self, interaction: Interaction, name: app_commands.Range[str, 1, limits.QUESTION]) -> None:
        """Show who an entity is."""
        await self._find(interaction, "who", name)

    @app_commands.command(name="timeline", description="What happened when, in order, with the sources")
    async def timeline(self, interaction: Interaction) -> None:
        """Show the timeline."""
        await self._show(interaction, "timeline")

    @app_commands.command(name="sources", description="What my answers stand on: every source, with its sections")
    async def sources(self, interaction: Interaction) -> None:
        """Show the sources."""
        await self._show(interaction, "sources")

    @app_commands.command(name="changes", description="What was corrected, and which questions are new or gone")
    async def changes(self, interaction: Interaction) -> None:
        """Show the changes."""
        await self._show(interaction, "changes")

    @facts.autocomplete("about")
    @who.autocomplete("name")
    async def suggest(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer names while one is typed."""
        return await offer(interaction, partial(self._names, typed))

    def _names(self, typed: str) -> list[tuple[str, str]]:
        return [(entity.name, entity.id) for entity in like(self._live.engine.knowledge, typed, limits.CHOICES)]

    async def _find(self, interaction: Interaction, report: str, typed: str) -> None:
        """Show a report on the entity of a name, or offer those it may be."""
        knowledge = self._live.engine.knowledge
        exactly = named(knowledge, typed)
        if len(exactly) == 1:
            await self._show(interaction, report, exactly[0].id)
        elif found := exactly or like(knowledge, typed, limits.BUTTONS):
            text = words(locale_of(interaction), "which-name")
            await respond(interaction, (Part(text, rows=(_choices(report, found),)),), ephemeral=True)
        else:
            await tell(interaction, "nobody")

    async def _show(self, interaction: Interaction, report: str, about: str = "") -> None:
        language = locale_of(interaction)
        shown = self._pages(report, about, language)
        if shown is None:
            await tell(interaction, "gone-report")
        else:
            await respond(interaction, (page(report, about, shown, 0, language),), ephemeral=True)

    async def _turn(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Put another page in the place of the one whose button was pressed; a name that was offered gets its own."""
        report, about, language = match["report"], match["about"].removeprefix("-"), locale_of(interaction)
        shown = self._pages(report, about, language)
        if shown is None:
            await tell(interaction, "gone-report")
            return
        part = page(report, about, shown, int(match["number"]), language)
        changed = drawing.edit(part, framed=interaction.app_permissions.embed_links)
        await first(partial(interaction.response.edit_message, **changed))

    async def _topic(self, interaction: Interaction, _: re.Match[str]) -> None:
        await self._show(interaction, "topic", chosen(interaction))

    def _pages(self, report: str, about: str, language: str) -> Pages | None:
        """Return the pages of a report; None if what it is about, or the report itself, is no more."""
        knowledge = self._live.engine.knowledge
        match report:
            case "topics":
                return topics_pages(knowledge, language)
            case "timeline":
                return timeline_pages(knowledge, language)
            case "sources":
                return sources_pages(knowledge, language)
            case "changes":
                return changes_pages(self._changes.changes(), language)
            case "topic":
                topic = topic_of(knowledge, about, language)
                return topic_pages(topic, language) if topic else None
            case "facts" | "who":
                entity = knowledge.entity_by_id.get(about)
                show = facts_pages if report == "facts" else who_pages
                return show(knowledge, entity, language) if entity else None
        return None


def _choices(report: str, entities: tuple[Entity, ...]) -> tuple[Button, ...]:
    return tuple(
        Button(shorten(entity.name, limits.BUTTON_LABEL), custom_ids.page(report, entity.id, 0))
        for entity in entities[: limits.BUTTONS]
    )
