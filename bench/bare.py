"""A bare discord.py bot, to measure beside: whatever it is asked, its answer is the same.

That is the message in ANSWER, and to whatever is typed the choices in CHOICES, both as JSON that another bot has sent.
The message is built for each answer, as in discord.py's own examples.
"""

import json
import os
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Use = discord.Interaction[discord.Client]


class Bare(discord.Client):
    """Logs in with as little as slash commands need."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Tell Discord of the command."""
        await self.tree.sync()


def bare(answer: dict[str, Any], offered: list[dict[str, str]]) -> Bare:
    """Make the bot that answers with this message, and offers these choices."""
    client = Bare()
    (embed,) = answer["embeds"]

    @client.tree.command(description="Ask")
    async def ask(interaction: Use, question: str, private: bool = False) -> None:
        del question
        shown = discord.Embed(title=embed.get("title"), description=embed["description"])
        await interaction.response.send_message(embed=shown, view=_view(answer["components"]), ephemeral=private)

    @ask.autocomplete("question")
    async def offer(_: Use, __: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=each["name"], value=each["value"]) for each in offered]

    return client


def _view(rows: list[dict[str, Any]]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in row["components"]:
            style = discord.ButtonStyle(item["style"])
            view.add_item(discord.ui.Button(label=item["label"], custom_id=item["custom_id"], style=style, row=number))
    view.stop()  # else discord.py keeps each for ever
    return view


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    made = bare(json.loads(os.environ["ANSWER"]), json.loads(os.environ["CHOICES"]))
    made.run(os.environ["DISCORD_TOKEN"], log_handler=None)
