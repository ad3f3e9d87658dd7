"""/admin: for those who run the bot, and those who manage a server it is in. Spoken to in English."""

import re
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot import limits
from qwenbot.bot.exporting import send_lines
from qwenbot.bot.figures import gaps_parts, settings_part, stats_part
from qwenbot.bot.operators import Operators
from qwenbot.bot.parts import Part
from qwenbot.bot.reloading import tell
from qwenbot.bot.sending import defer, follow_up
from qwenbot.service.ports import StoreError
from qwenbot.service.services import Services
from qwenbot.service.settings import MOST_COOLDOWN_S

Interaction = discord.Interaction[Any]

GAPS: Final = 50
"""Questions that `/admin gaps` lists: more than a curator answers in a day."""

MOST_DAYS: Final = 3650
_EVERYWHERE: Final = "everywhere"
_NAMED: Final = 5
"""Channels that are named as missing: whoever mends these sees what is wrong."""


class ChannelsError(ValueError):
    """What was given as channels names none of this server; the text says what to do."""


class AdminCog(commands.Cog):
    """Administration. Discord hides the group from all but managers of a server, or whom the server lets use it.

    In servers only: in a direct message Discord would show it to everybody. What only the operator may do is checked
    here. Whatever is done or refused leaves an audit line.
    """

    admin = app_commands.Group(
        name="admin",
        description="For those who run this bot",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services, operators: Operators) -> None:
        self._services = services
        self._operators = operators

    @admin.command(name="reload", description="Read the knowledge again: serve it, or say what is wrong with it")
    async def reload(self, interaction: Interaction) -> None:
        """Reload for the operator; a refusal is private and audited."""
        await defer(interaction, ephemeral=True)
        allowed = await self._operators.include(interaction.user.id)
        outcome = await self._services.reload.reload(str(interaction.user.id), allowed=allowed)
        await follow_up(interaction, (tell(outcome),))

    @admin.command(name="stats", description="How I was used: questions, what they came to, and what members voted")
    @app_commands.describe(days="The last how many days; 30 if you leave it out")
    async def stats(self, interaction: Interaction, days: app_commands.Range[int, 1, MOST_DAYS] = 30) -> None:
        """Show the figures of the last days."""
        await defer(interaction, ephemeral=True)
        self._services.auditor.note(str(interaction.user.id), "stats", f"{days} days")
        try:
            stats = await self._services.records.stats(days)
        except StoreError as error:
            await follow_up(interaction, (Part(str(error)),))
        else:
            await follow_up(interaction, (stats_part(stats, self._services.live.engine.knowledge),))

    @admin.command(name="gaps", description="What was asked most and went unanswered")
    async def gaps(self, interaction: Interaction) -> None:
        """List unanswered questions that several people have asked."""
        await defer(interaction, ephemeral=True)
        self._services.auditor.note(str(interaction.user.id), "gaps")
        try:
            gaps = await self._services.records.gaps(GAPS)
        except StoreError as error:
            await follow_up(interaction, (Part(str(error)),))
        else:
            await follow_up(interaction, gaps_parts(gaps))

    @admin.command(name="export", description="Everything that is kept, as files of JSON lines, for the operator")
    async def export(self, interaction: Interaction) -> None:
        """Send the operator the whole log."""
        await defer(interaction, ephemeral=True)
        user = str(interaction.user.id)
        if not await self._operators.include(interaction.user.id):
            self._services.auditor.note(user, "export", "refused: not an operator")
            await follow_up(interaction, (Part("Only the operator of this bot may do that."),))
            return
        self._services.auditor.note(user, "export")
        text = "Everything that is kept, a line for each record. It names nobody; handle it with care all the same."
        await send_lines(interaction, self._services.records.export_all(), text, "Nothing is kept yet.")

    @admin.command(name="settings", description="Where I speak on this server, to whom, and how often; or see it")
    @app_commands.describe(
        channels="Channels where I may answer for all to see, such as #a #b; or: everywhere",
        private="Whether answers to /ask are private where nobody says otherwise",
        cooldown="For how many seconds the same answer is not repeated in a channel; 0 for no pause",
    )
    async def settings(
        self,
        interaction: Interaction,
        channels: app_commands.Range[str, 1, limits.CHANNELS] | None = None,
        private: bool | None = None,
        cooldown: app_commands.Range[int, 0, MOST_COOLDOWN_S] | None = None,
    ) -> None:
        """Change what is given, and show what holds then."""
        await defer(interaction, ephemeral=True)
        await follow_up(interaction, (await self._settle(interaction, channels, private, cooldown),))

    async def _settle(
        self, interaction: Interaction, channels: str | None, private: bool | None, cooldown: int | None
    ) -> Part:
        guild_id, user, service = interaction.guild_id or 0, str(interaction.user.id), self._services.settings
        try:
            if channels is None and private is None and cooldown is None:
                self._services.auditor.note(user, "settings", f"server {guild_id}: read")
                return settings_part(await service.of_now(guild_id), changed=False)
            settings = await service.change(
                guild_id,
                user,
                channels=None if channels is None else channels_in(channels, interaction.guild),
                private_by_default=private,
                cooldown_s=cooldown,
            )
        except ChannelsError as error:
            self._services.auditor.note(user, "settings", f"server {guild_id}: not changed, no such channels")
            return Part(str(error))
        except StoreError as error:
            return Part(str(error))
        return settings_part(settings, changed=True)


def channels_in(text: str, guild: discord.Guild | None) -> frozenset[int]:
    """Return the channels of a server that a text names; none for “everywhere”. Raises ChannelsError."""
    if text.strip().casefold() == _EVERYWHERE:
        return frozenset()
    words = text.replace(",", " ").replace("><", "> <").split()
    numbers = [int(found[1]) for word in words if (found := re.fullmatch(r"(?:<#)?([0-9]{1,20})>?", word))]
    if not words or len(numbers) < len(words):
        raise ChannelsError(
            "Nothing was changed. Name channels as #channel, one after another, so that Discord makes links of them, "
            "or write: everywhere"
        )
    gone = [number for number in numbers if guild is None or guild.get_channel_or_thread(number) is None]
    if gone:
        raise ChannelsError(
            f"Nothing was changed. I see no such channel here: {' '.join(f'<#{number}>' for number in gone[:_NAMED])}. "
            "Let me view it, or leave it out."
        )
    return frozenset(numbers)
