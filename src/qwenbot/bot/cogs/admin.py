"""/admin: for those who run the bot."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.bot.operators import Operators
from qwenbot.bot.reloading import tell
from qwenbot.bot.sending import defer, follow_up
from qwenbot.service.reload import ReloadService


class AdminCog(commands.Cog):
    """Administration. Discord hides the group from all but managers of a server; who may do what is checked here.

    In servers only: in a direct message Discord would show it to everybody.
    """

    admin = app_commands.Group(
        name="admin",
        description="For those who run this bot",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, service: ReloadService, operators: Operators) -> None:
        self._service = service
        self._operators = operators

    @admin.command(name="reload", description="Read the knowledge again: serve it, or say what is wrong with it")
    async def reload(self, interaction: discord.Interaction[Any]) -> None:
        """Reload for the operator; a refusal is private and audited."""
        await defer(interaction, ephemeral=True)
        allowed = await self._operators.include(interaction.user.id)
        outcome = await self._service.reload(str(interaction.user.id), allowed=allowed)
        await follow_up(interaction, (tell(outcome),))
