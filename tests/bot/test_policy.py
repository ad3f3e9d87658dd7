"""Who sees an answer: the server's settings, cooldowns, and how much one member asks."""

from dataclasses import replace

import pytest

from qwenbot.service.ports import GuildSettings, StoreError
from qwenbot.store.memory import MemoryStore
from tests.bot.serving import Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.gateway import GUILD_MESSAGES
from tests.loopback.shown import Shown
from tests.loopback.world import Permission

WHEN = "When did Mira Holt resign?"
OWNER = "Who owns the dam?"
OLD = "How much water does Pump 7 move?"
ABOVE = "Only you see this: I gave this answer a moment ago, here: "
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES = "/channels/{channel_id}/messages"


def link_to(shown: Shown) -> str:
    channel = shown.message.channel
    assert channel.guild is not None
    return f"https://discord.com/channels/{channel.guild.id}/{channel.id}/{shown.message.id}"


async def settle(backstage: Backstage, discord: Discord, **settings: object) -> None:
    """Keep a server's settings before the bot starts."""
    kept = replace(GuildSettings(), **settings)  # type: ignore[arg-type]  # each test names fields of its own
    await backstage.store.write_settings(discord.world.guild.id, kept)


class BrokenStore(MemoryStore):
    """A store whose settings cannot be read."""

    async def read_settings(self) -> dict[int, GuildSettings]:
        raise StoreError


# ---------------------------------------------------------------- cooldown


async def test_within_the_cooldown_the_same_answer_is_private_whole_and_links_to_the_one_above(
    discord: Discord, bot: Backstage
) -> None:
    first = await discord.slash("ask", question=WHEN)
    again = await discord.slash("ask", question="when did holt resign", user=discord.world.other)
    assert (first.ephemeral, again.ephemeral) == (False, True)
    assert again.text == ABOVE + link_to(first)
    assert again.cards == first.cards
    assert "Delete" not in again.labels


async def test_a_mention_within_the_cooldown_gets_a_link_to_the_answer_above(discord: Discord, bot: Backstage) -> None:
    first = await discord.mention("when did holt resign?")
    await discord.direct_message("?")  # by now it knows what the message is that it has written
    again = await discord.mention("when did holt resign?", user=discord.world.other)
    assert again.said == f"I answered that a moment ago: {link_to(first)}"


@pytest.mark.parametrize("many", [False, True])
async def test_an_answer_that_was_deleted_is_given_again_in_full(discord: Discord, bot: Backstage, many: bool) -> None:
    """Whether with the button or by a moderator's own means: Discord tells of both in the same way."""
    message = (await discord.mention("when did holt resign?")).message
    await discord.direct_message("?")  # by now it knows what the message is that it has written
    del message.channel.messages[message.id]
    place = {"guild_id": str(discord.world.guild.id), "channel_id": str(message.channel.id)}
    if many:
        await discord.gateway.dispatch("MESSAGE_DELETE_BULK", place | {"ids": [str(message.id)]}, GUILD_MESSAGES)
    else:
        await discord.gateway.dispatch("MESSAGE_DELETE", place | {"id": str(message.id)}, GUILD_MESSAGES)
    assert (await discord.mention("when did holt resign?", user=discord.world.other)).cards[0].title == WHEN


async def test_an_answer_that_did_not_get_through_is_given_to_the_next_in_full(
    discord: Discord, bot: Backstage
) -> None:
    discord.faults.add(Fault("POST", CALLBACK, 404, code=10062))
    await discord.use("ask", question=WHEN)
    await discord.requests("POST", CALLBACK)
    await discord.slash("help")  # by now it knows what has become of it
    assert not (await discord.slash("ask", question=WHEN)).ephemeral
    discord.faults.add(Fault("POST", MESSAGES, 400))
    await discord.say(f"<@{discord.world.bot.id}> who owns the dam?")
    await discord.requests("POST", MESSAGES)
    await discord.slash("help")
    assert (await discord.mention("who owns the dam?", user=discord.world.other)).cards


async def test_the_cooldown_is_of_one_answer_in_one_channel(discord: Discord, backstage: Backstage) -> None:
    elsewhere = discord.world.guild.channel("dams")
    async with online(discord, backstage):
        await discord.slash("ask", question=WHEN)
        assert not (await discord.slash("ask", question=OWNER)).ephemeral
        assert not (await discord.slash("ask", question=WHEN, channel=elsewhere)).ephemeral


async def test_private_answers_start_no_cooldown_and_in_direct_messages_there_is_none(
    discord: Discord, bot: Backstage
) -> None:
    await discord.slash("ask", question=WHEN, private=True)
    assert not (await discord.slash("ask", question=WHEN)).ephemeral
    channel = discord.world.direct_channel(discord.world.member)
    for _ in range(2):
        assert (await discord.slash("ask", question=WHEN, channel=channel)).text == ""
        assert (await discord.direct_message("when did holt resign?")).cards[0].title == WHEN


async def test_of_many_who_ask_the_same_at_once_one_is_answered_in_public(discord: Discord, bot: Backstage) -> None:
    asked = [await discord.use("ask", question=WHEN) for _ in range(5)]
    shown = [(await discord.seen(each))[0] for each in asked]
    assert sorted(each.ephemeral for each in shown) == [False, True, True, True, True]
    assert all(each.cards for each in shown)


async def test_a_server_can_do_without_the_cooldown(discord: Discord, backstage: Backstage) -> None:
    await settle(backstage, discord, cooldown_s=0)
    async with online(discord, backstage):
        for _ in range(2):
            assert not (await discord.slash("ask", question=WHEN)).ephemeral


# ---------------------------------------------------------------- settings


async def test_where_a_server_wants_private_answers_they_are_unless_asked_otherwise(
    discord: Discord, backstage: Backstage
) -> None:
    await settle(backstage, discord, private_by_default=True)
    async with online(discord, backstage):
        shown = await discord.slash("ask", question=WHEN)
        assert (shown.ephemeral, shown.text) == (True, "")
        assert (await discord.click(shown, "Who is Mira Holt?")).ephemeral
        assert not (await discord.slash("ask", question=WHEN, private=False)).ephemeral


async def test_outside_of_the_servers_channels_answers_are_private_and_mentions_get_silence(
    discord: Discord, backstage: Backstage
) -> None:
    dams = discord.world.guild.channel("dams")
    thread = discord.world.guild.channel("pumps", parent=dams)
    await settle(backstage, discord, channels=frozenset({dams.id}))
    async with online(discord, backstage):
        shown = await discord.slash("ask", question=WHEN)
        assert shown.ephemeral
        assert shown.text == "Only you see this: on this server I speak in other channels."
        assert shown.cards[0].title == WHEN
        assert (await discord.slash("ask", question=WHEN, private=True)).text == ""
        await discord.silence(await discord.say(f"<@{discord.world.bot.id}> who owns the dam?"))
        assert not (await discord.slash("ask", question=WHEN, channel=dams)).ephemeral
        assert not (await discord.slash("ask", question=WHEN, channel=thread)).ephemeral
        assert (await discord.mention("who owns the dam?", channel=thread)).cards


async def test_where_the_settings_cannot_be_read_answers_are_private(discord: Discord) -> None:
    async with online(discord, Backstage(store=BrokenStore())):
        shown = await discord.slash("ask", question=WHEN)
        assert shown.ephemeral
        assert shown.text == "Only you see this: I cannot read this server's settings just now."
        assert shown.cards[0].title == WHEN
        assert (await discord.mention("who owns the dam?")).said.endswith("please ask with /ask.")
        assert (await discord.direct_message("who owns the dam?")).cards
    async with online(discord, Backstage()):
        assert (await discord.click(shown, "Who is Mira Holt?")).ephemeral, "what began in private stays there"


async def test_settings_that_make_no_sense_are_said_in_the_log_at_once(
    discord: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    class Garbled(MemoryStore):
        async def read_settings(self) -> dict[int, GuildSettings]:
            raise ValueError("12,x")

    async with online(discord, Backstage(store=Garbled())):
        assert (await discord.slash("ask", question=WHEN)).ephemeral
        (record,) = (record for record in caplog.records if record.levelname == "ERROR")
    assert record.getMessage() == "The bot goes on, but reading settings and changes has failed"


# ---------------------------------------------------------------- how much one asks


async def test_who_asks_too_much_is_told_so_kindly_and_alone(discord: Discord, bot: Backstage) -> None:
    for _ in range(30):
        await discord.slash("ask", question=WHEN, private=True)
    told = await discord.slash("ask", question=WHEN)
    assert told.ephemeral
    assert told.text.startswith("That was a lot of questions in one minute.")
    assert (await discord.direct_message("who owns the dam?")).text == told.text
    assert (await discord.mention("who owns the dam?")).text == told.text
    await discord.silence(await discord.say(f"<@{discord.world.bot.id}> who owns the dam?"))
    assert len(bot.questions) == 30
    assert (await discord.slash("ask", question=OWNER, user=discord.world.other)).cards


async def test_who_mentions_the_bot_too_often_without_a_question_gets_silence_in_the_end(
    discord: Discord, bot: Backstage
) -> None:
    for _ in range(30):
        assert (await discord.mention("")).text.startswith("Ask me about The dam")
    assert (await discord.mention("")).text.startswith("That was a lot of questions in one minute.")
    await discord.silence(await discord.say(f"<@{discord.world.bot.id}>"))


# ---------------------------------------------------------------- pings


async def test_a_mention_points_the_member_at_the_answer_and_pings_nobody_else(
    discord: Discord, bot: Backstage
) -> None:
    noah = discord.world.other
    shown = await discord.slash("ask", question=WHEN, mention=noah)
    assert shown.text == f"<@{noah.id}>"
    assert shown.pings(noah)
    assert shown.message.pings == [noah]
    assert shown.cards[0].title == WHEN


async def test_what_one_sees_alone_points_nobody_at_it(discord: Discord, bot: Backstage) -> None:
    for options in ({"question": WHEN, "private": True}, {"question": OLD}, {"question": "qwrt zxcv?"}):
        shown = await discord.slash("ask", mention=discord.world.other, **options)
        assert shown.ephemeral
        assert not shown.pings_anybody
        assert str(discord.world.other.id) not in shown.said


async def test_where_it_may_not_embed_a_command_is_answered_in_plain_text(discord: Discord, bot: Backstage) -> None:
    discord.world.general.denied[None] = Permission.EMBED_LINKS
    shown = await discord.slash("ask", question=WHEN)
    assert shown.text.startswith(f"**{WHEN}**\nMira Holt resigned on 4 May 2031 [1].")
