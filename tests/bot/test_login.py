"""Logging in, and telling Discord which commands there are."""

from dataclasses import replace
from typing import Any

import pytest

from qwenbot.bot.errors import BotConfigError
from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault

GLOBAL = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12


async def test_no_privileged_intent_is_asked_for(discord: Discord, bot: Backstage) -> None:
    (identify,) = discord.traffic.identifies
    assert identify["intents"] == GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES


async def test_discord_says_how_many_shards_there_are(discord: Discord, backstage: Backstage) -> None:
    async with online(discord, backstage):
        assert [each["shard"] for each in discord.traffic.identifies] == [[0, 1]]
    assert len(discord.traffic.to("GET", "/gateway/bot")) == 1


async def test_shards_that_are_set_are_run_and_no_others(discord: Discord, backstage: Backstage) -> None:
    guild = discord.world.guild
    while (guild.id >> 22) % 3 != 1:
        guild.id += 1 << 22
    settings = {"token": discord.world.application.token, "shard_count": 3, "shard_ids": (1,)}
    async with online(discord, backstage, 1, **settings):
        assert [each["shard"] for each in discord.traffic.identifies] == [[1, 3]]
        assert (await discord.slash("ask", question="who owns the dam")).cards
    assert discord.traffic.to("GET", "/gateway/bot") == []


async def test_commands_are_sent_once_and_again_only_when_they_have_changed(
    discord: Discord, backstage: Backstage
) -> None:
    async with online(discord, backstage):
        await discord.requests("PUT", GLOBAL)
        await discord.slash("help")
    async with online(discord, backstage):
        await discord.slash("help")
    assert len(discord.traffic.to("PUT", GLOBAL)) == 1

    note = f"commands of {discord.world.application.id} in all servers"
    assert await backstage.store.get_note(note)
    await backstage.store.put_note(note, "of an older version")
    async with online(discord, backstage):
        await discord.requests("PUT", GLOBAL, 2)


async def test_a_test_server_gets_the_commands_alone(discord: Discord, backstage: Backstage) -> None:
    async with online(discord, backstage, sync_guild=discord.world.guild.id):
        await discord.requests("PUT", IN_GUILD)
        assert (await discord.slash("help")).ephemeral
    assert discord.traffic.to("PUT", GLOBAL) == []


async def test_a_bot_whose_commands_are_not_taken_serves_all_the_same_and_tries_again(
    discord: Discord, backstage: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    discord.faults.add(Fault("PUT", GLOBAL, 503))
    async with online(discord, backstage):
        await discord.requests("PUT", GLOBAL)
        assert (await discord.direct_message("who owns the dam?")).cards
    (said,) = (record.getMessage() for record in caplog.records if "commands" in record.getMessage())
    assert said.startswith("Discord did not take the commands, which stay as they were: 503 ")
    async with online(discord, backstage):
        await discord.requests("PUT", GLOBAL, 2)
        await discord.slash("help")


async def test_a_wrong_token_is_named(discord: Discord, backstage: Backstage) -> None:
    with pytest.raises(BotConfigError, match="does not accept the token in DISCORD_TOKEN"):
        async with online(discord, backstage, token="MTA.wrong.token"):
            pass


async def test_a_token_that_is_reset_while_the_bot_runs_is_named(discord: Discord, backstage: Backstage) -> None:
    async def run() -> None:
        async with online(discord, backstage) as running:
            discord.world.application.token = "MTA.reset.token"
            await discord.gateway.drop(4000)
            await running

    with pytest.raises(BotConfigError, match="does not accept DISCORD_TOKEN any more"):
        await run()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"token": ""}, "DISCORD_TOKEN is not set"),
        ({"token": "with a space"}, "characters in it that no token has"),
        ({"gateway_url": None}, "go together"),
        ({"shard_ids": (0,)}, "needs QWENBOT_SHARD_COUNT"),
    ],
)
async def test_settings_that_cannot_work_are_named_before_anything_is_sent(
    discord: Discord, backstage: Backstage, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(BotConfigError, match=said):
        async with online(discord, backstage, **settings):
            pass
    assert discord.traffic.requests == []


async def test_two_stories_are_served_by_the_same_program(discord: Discord, backstage: Backstage) -> None:
    """Nothing in the bot knows which story it tells."""
    other = replace(DAM_ONLINE, entries=tuple(entry for entry in DAM_ONLINE.entries if entry.id != "holt-when"))
    async with online(discord, Backstage(other)):
        choices = await discord.autocomplete("ask", "question", "")
    assert [choice.value for choice in choices] == ["dam-owner"]
