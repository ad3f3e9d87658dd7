"""The buttons that open an entry. All they know is in their `custom_id`, so they outlive restarts and reloads."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, Self, cast

import discord

from qwenbot.bot.failures import report
from qwenbot.bot.intake import Intake

_TEMPLATE: Final = re.compile(r"entry:(?P<visibility>public|private):(?P<entry>[a-z0-9][a-z0-9-]{0,63})")


def custom_id(entry: str, *, private: bool) -> str:
    """Return what a button carries: the entry, and whether everybody sees what it opens or only who clicks."""
    return f"entry:{'private' if private else 'public'}:{entry}"


def entry_button(
    intake: Intake, open_entry: Callable[[discord.Interaction[Any], str, bool], Awaitable[None]]
) -> type[discord.ui.DynamicItem[Any]]:
    """Make the class that discord.py dispatches clicks to; `open_entry` gets the click, the entry, and if private.

    A class of its own for each bot: discord.py builds the instances, so what they need comes from around them.
    """

    class EntryButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
        """A click on a button that was sent at any time."""

        def __init__(self, item: discord.ui.Button[Any], entry: str, *, private: bool) -> None:
            super().__init__(item)
            self.entry = entry
            self.private = private

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            return cls(cast("discord.ui.Button[Any]", item), match["entry"], private=match["visibility"] == "private")

        async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
            return intake.admit(interaction.id)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            try:
                await open_entry(interaction, self.entry, self.private)
            except Exception as error:  # noqa: BLE001 - the last resort: discord.py would tell the member nothing
                await report(interaction, error)

    return EntryButton
