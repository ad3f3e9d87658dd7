"""What can be said and asked of an answer: votes with their reasons, *None of these*, *Why this answer?*, *Delete*."""

import logging
import re
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from qwenbot.bot import custom_ids, drawing, limits
from qwenbot.bot.answers import tell
from qwenbot.bot.clicks import Clicks, written
from qwenbot.bot.failures import locale_of
from qwenbot.bot.markdown import escape, escape_within
from qwenbot.bot.parts import Part
from qwenbot.bot.sending import PATIENTLY_S, defer, first, follow_up, surely
from qwenbot.bot.words import has_words, words
from qwenbot.knowledge.model import Knowledge
from qwenbot.service.feedback import FeedbackService
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import StoreError
from qwenbot.service.why import Why, WhyService

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]


class FeedbackCog(commands.Cog):
    """The controls below answers. Whoever sees an answer may vote on it; each one's last vote counts."""

    def __init__(self, feedback: FeedbackService, why: WhyService, live: LiveKnowledge, clicks: Clicks) -> None:
        self._feedback = feedback
        self._why = why
        self._live = live
        clicks.on(custom_ids.VOTE, self._vote)
        clicks.on(custom_ids.REASON, self._reason)
        clicks.on(custom_ids.NONE, self._none)
        clicks.on(custom_ids.WHY, self._explain)
        clicks.on(custom_ids.DELETE, self._delete)

    async def _vote(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a vote; a bad one counts at once, and the modal asks for a reason, which may be left out."""
        helpful = match["way"] == "up"
        self._feedback.vote(match["query"], str(interaction.user.id), helpful=helpful)
        if helpful:
            await tell(interaction, "thanks")
            return
        locale = locale_of(interaction)
        title, label = words(locale, "reason-title"), words(locale, "reason-label")
        modal = drawing.modal(title, custom_ids.reason(match["query"]), label, limits.REASON)
        await first(partial(interaction.response.send_modal, modal))

    async def _reason(self, interaction: Interaction, match: re.Match[str]) -> None:
        reason = written(interaction).strip()
        if reason:
            self._feedback.vote(match["query"], str(interaction.user.id), helpful=False, reason=reason)
        await tell(interaction, "thanks-reason" if reason else "thanks")

    async def _none(self, interaction: Interaction, match: re.Match[str]) -> None:
        self._feedback.none_fits(match["query"], str(interaction.user.id))
        await tell(interaction, "none-noted")

    async def _explain(self, interaction: Interaction, match: re.Match[str]) -> None:
        await defer(interaction, ephemeral=True, thinking=True)  # the store may take its time
        locale = locale_of(interaction)
        try:
            why = await self._why.why(match["query"])
        except StoreError:
            await follow_up(interaction, (Part(words(locale, "unreadable")),))
            return
        part = why_part(why, self._live.engine.knowledge, locale) if why else Part(words(locale, "why-gone"))
        await follow_up(interaction, (part,))

    async def _delete(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Delete the message below which the button stands, for who asked and for moderators."""
        if str(interaction.user.id) != match["user"] and not interaction.permissions.manage_messages:
            await tell(interaction, "not-yours")
            return
        await defer(interaction)
        try:
            await surely(interaction.delete_original_response, PATIENTLY_S)
        except discord.NotFound:
            log.debug("An answer was deleted already")
        except discord.Forbidden:
            await interaction.followup.send(words(locale_of(interaction), "not-deleted"), ephemeral=True)


def why_part(why: Why, knowledge: Knowledge, language: str) -> Part:
    """Say why a question came to what it came to: without ids, and without what was asked."""

    def title(entry: str | None) -> str:
        known = knowledge.entry_by_id.get(entry or "")
        return escape_within(known.title, limits.EMBED_TITLE) if known else words(language, "an-entry-gone")

    matched = (entry.id for entry in knowledge.entries if why.matched in entry.questions)
    lines = [words(language, "why-best", title=title(next(matched, why.entry)), score=f"{why.score:.0%}")]
    if why.matched:
        lines.append(words(language, "why-matched", matched=escape(why.matched)))
    if why.runner_up is None:
        lines.append(words(language, "why-no-second"))
    else:
        second = f"{why.runner_up_score or 0:.0%}"
        lines.append(words(language, "why-second", title=title(why.runner_up), score=second))
    lines.append(words(language, "why-rule", rule=rule_words(language, why.rule)))
    return Part("\n".join(lines), words(language, "why-title"), card=True)


def rule_words(language: str, rule: str) -> str:
    """Return what a rule that decided means, for members."""
    return words(language, f"rule-{rule}" if has_words(f"rule-{rule}") else "rule-unnamed")
