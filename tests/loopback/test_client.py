"""The unmodified discord.py client, with a small application of all that a bot can do here, and members who use it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord as discord_py
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.loopback.driver import Choice, Discord
from tests.loopback.interactions import Interaction, Kind
from tests.loopback.offers import NotOfferedError
from tests.loopback.shown import Button, Card

Use = discord_py.Interaction[discord_py.Client]


class Name(discord_py.ui.Modal, title="Who are you?"):
    """A modal with one input."""

    name: discord_py.ui.TextInput[Any] = discord_py.ui.TextInput(label="Name", custom_id="name", max_length=10)

    async def on_submit(self, interaction: Use, /) -> None:
        await interaction.response.send_message(f"Hello {self.name.value}")


class Buttons(discord_py.ui.View):
    """Two buttons: one changes its message, one cannot be clicked."""

    @discord_py.ui.button(label="Change")
    async def change(self, interaction: Use, _: "discord_py.ui.Button[Buttons]") -> None:
        await interaction.response.edit_message(content="changed", view=None)
        await interaction.followup.send("It is done", ephemeral=True)

    @discord_py.ui.button(label="Never", disabled=True)
    async def never(self, interaction: Use, _: "discord_py.ui.Button[Buttons]") -> None:
        raise AssertionError


def application() -> discord_py.Client:
    """Make the small application."""
    client = discord_py.Client(intents=discord_py.Intents(guilds=True, guild_messages=True, dm_messages=True))
    tree = app_commands.CommandTree(client)

    @tree.command(description="Say it in a card")
    async def card(interaction: Use, text: str) -> None:
        await interaction.response.send_message(embed=discord_py.Embed(title="Card", description=text), view=Buttons())

    @card.autocomplete("text")
    async def offer(_: Use, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}!", value=typed)]

    @tree.command(description="Think first")
    async def think(interaction: Use) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content="thought")
        extra = await interaction.followup.send("extra", wait=True)
        await extra.edit(content="more")
        await interaction.delete_original_response()

    @tree.command(description="Ask back")
    async def modal(interaction: Use) -> None:
        await interaction.response.send_modal(Name())

    @tree.context_menu(name="Read this")
    async def read(interaction: Use, message: discord_py.Message) -> None:
        await interaction.response.send_message(message.content.upper(), ephemeral=True)

    @client.event
    async def setup_hook() -> None:
        await tree.sync()

    @client.event
    async def on_message(message: discord_py.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said {message.content!r}")

    return client


@pytest.fixture(name="discord")
async def _discord(discord: Discord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    monkeypatch.setattr(Route, "BASE", discord.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord.gateway_url))
    client = application()
    running = asyncio.create_task(client.start(discord.world.application.token))
    await discord.online()
    yield discord
    await client.close()
    await running
    assert discord.traffic.violations == []


async def test_a_card_is_shown_with_its_buttons(discord: Discord) -> None:
    shown = await discord.slash("card", text="hm")
    assert shown.cards == (Card("Card", "hm"),)
    assert [(button.label, button.disabled) for button in shown.buttons] == [("Change", False), ("Never", True)]
    assert shown.said == "Card\nhm"


async def test_a_click_can_change_the_message_and_say_something(discord: Discord) -> None:
    shown = await discord.slash("card", text="hm")
    said = await discord.click(shown, "Change")
    assert (said.text, said.ephemeral) == ("It is done", True)
    assert shown.message.content == "changed"
    assert shown.message.components == []


async def test_what_cannot_be_clicked_is_not(discord: Discord) -> None:
    shown = await discord.slash("card", text="hm")
    with pytest.raises(AssertionError, match="disabled"):
        await discord.click(shown, "Never")
    with pytest.raises(AssertionError, match="no button"):
        await discord.click(shown, "Other")


async def test_choices_are_offered(discord: Discord) -> None:
    assert await discord.autocomplete("card", "text", "a") == (Choice("a!", "a"),)
    with pytest.raises(NotOfferedError):
        await discord.autocomplete("card", "other", "a")


async def test_an_answer_can_be_thought_over_changed_and_taken_back(discord: Discord) -> None:
    interaction = await discord.use("think")
    await discord.requests("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
    assert [(each.text, each.ephemeral) for each in await discord.seen(interaction)] == [("more", False)]


async def test_a_modal_is_filled_in(discord: Discord) -> None:
    interaction = await discord.use("modal")
    assert (await discord.modal(interaction))["title"] == "Who are you?"
    with pytest.raises(NotOfferedError, match="does not take 11"):
        await discord.submit(interaction, name="x" * 11)
    assert (await discord.submit(interaction, name="Mia")).text == "Hello Mia"


async def test_a_message_has_a_menu(discord: Discord) -> None:
    shown = await discord.direct_message("hello")
    assert (await discord.menu("Read this", shown.message)).text == "YOU SAID 'HELLO'"


async def test_a_reply_pings_whom_it_replies_to(discord: Discord) -> None:
    """That is what discord.py does unless it is told otherwise."""
    shown = await discord.direct_message("hello")
    assert shown.replies_to == "hello"
    assert shown.pings(discord.world.member)
    assert not shown.pings(discord.world.other)


async def test_an_ephemeral_message_is_clicked_only_by_who_sees_it(discord: Discord) -> None:
    shown = await discord.slash("card", text="hm")
    shown.message.flags |= 64
    seen = type(shown).of(shown.message)
    with pytest.raises(AssertionError, match="does not see"):
        await discord.click(seen, Button("Change", seen.buttons[0].custom_id), user=discord.world.other)


async def test_what_is_not_offered_cannot_be_used(discord: Discord) -> None:
    for options in ({}, {"text": 7}, {"text": "x", "other": "y"}):
        with pytest.raises(NotOfferedError):
            await discord.slash("card", **options)
    with pytest.raises(NotOfferedError):
        await discord.slash("other")


async def test_nobody_waits_for_ever(discord: Discord, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Interaction(Kind.COMMAND, discord.world.member, discord.world.general, {})
    with pytest.raises(AssertionError, match="in vain for 1 messages"):
        await discord.seen(silent, patience_s=0.01)
