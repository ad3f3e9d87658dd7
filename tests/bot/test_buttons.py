"""Buttons that open an entry outlive restarts and reloads."""

from dataclasses import replace

import pytest

from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.world import Permission

WHEN = "When did Mira Holt resign?"
WHO = "Who is Mira Holt?"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WITHOUT_WHO = replace(
    DAM_ONLINE,
    entries=tuple(replace(entry, follow_ups=()) for entry in DAM_ONLINE.entries if entry.id != "holt-who"),
)


async def test_a_button_works_after_a_restart(discord: Discord) -> None:
    async with online(discord, Backstage()):
        shown = await discord.slash("ask", question=WHEN)
    async with online(discord, Backstage()):
        assert (await discord.click(shown, WHO)).cards[0].title == WHO


async def test_a_button_to_an_entry_that_a_reload_has_removed_says_so(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    bot.knowledge = WITHOUT_WHO
    discord.world.guild.members[discord.world.owner] = Permission.MANAGE_GUILD
    await discord.slash("admin reload", user=discord.world.owner)
    gone = await discord.click(shown, WHO)
    assert gone.ephemeral
    assert gone.text.startswith("I no longer have that answer")
    assert bot.questions == [WHEN]


async def test_who_clicks_is_told_in_the_language_of_their_discord(discord: Discord) -> None:
    async with online(discord, Backstage()):
        shown = await discord.slash("ask", question=WHEN)
    discord.world.other.locale = "zh-TW"
    async with online(discord, Backstage(WITHOUT_WHO)):
        gone = await discord.click(shown, WHO, user=discord.world.other)
    assert gone.text.startswith("这条回答已经不在了")


async def test_a_click_delivered_twice_is_answered_once(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    discord.faults.deliver_twice()
    interaction = await discord.press(shown, WHO)
    await discord.seen(interaction)
    await discord.slash("help")
    assert (len(interaction.messages), interaction.refused) == (1, 0)
    assert bot.questions == [WHEN, WHO]


async def test_a_click_whose_answer_fails_is_told_and_logged(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    shown = await discord.slash("ask", question=WHEN)
    discord.faults.add(Fault("POST", CALLBACK, 403))
    told = await discord.click(shown, WHO)
    assert told.ephemeral
    assert told.text.startswith("Something went wrong on my side")
    assert [record.getMessage()[:45] for record in caplog.records if record.levelname == "WARNING"] == [
        "Discord did not take an answer: Forbidden: 40"
    ]
