"""Who answers a click on a button, a choice from a menu or a modal sent in: found by `custom_id`, whenever it was sent.

discord.py would dispatch buttons to classes of theirs, but modals only to those that it still holds. One table does for
all three, and what it does not know is answered too.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord
from discord.ext import commands

from qwenbot.bot.answers import tell
from qwenbot.bot.failures import report
from qwenbot.bot.intake import Intake

Interaction = discord.Interaction[Any]
Handler = Callable[[Interaction, re.Match[str]], Awaitable[None]]


class Clicks(commands.Cog):
    """Hands each click to whoever has asked for its kind."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._handlers: dict[str, tuple[re.Pattern[str], Handler]] = {}

    def on(self, pattern: str, handler: Handler) -> None:
        """Let a handler answer the clicks whose `custom_id` a pattern describes; it gets what the pattern names."""
        self._handlers[pattern.partition(":")[0]] = (re.compile(pattern), handler)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a click, once, whatever happens."""
        if interaction.type not in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            return
        if not self._intake.admit(interaction.id):
            return
        try:
            await self._answer(interaction)
        except Exception as error:  # noqa: BLE001 - the last resort: discord.py would tell the member nothing
            await report(interaction, error)

    async def _answer(self, interaction: Interaction) -> None:
        custom_id = str(_data(interaction).get("custom_id", ""))
        pattern, handler = self._handlers.get(custom_id.partition(":")[0], (None, None))
        match = pattern.fullmatch(custom_id) if pattern else None
        if match is None or handler is None:
            await tell(interaction, "old-button")
        else:
            await handler(interaction, match)


def chosen(interaction: Interaction) -> str:
    """Return the value that was chosen from a menu."""
    values = _data(interaction).get("values") or [""]
    return str(values[0])


def written(interaction: Interaction) -> str:
    """Return the one text of a modal that was sent in."""
    for row in _data(interaction).get("components") or []:
        for item in row.get("components") or []:
            return str(item.get("value") or "")
    return ""


def _data(interaction: Interaction) -> dict[str, Any]:
    return cast("dict[str, Any]", interaction.data or {})
