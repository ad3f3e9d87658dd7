"""Questions in messages: to the bot alone, in a channel with a mention, in a reply; and silence otherwise."""

import logging

import pytest

from qwenbot.service.ports import Surface
from tests.bot.serving import CONTROLS, Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.world import Permission, User

MESSAGES = "/channels/{channel_id}/messages"
WHEN = "When did Mira Holt resign?"
OLD = "How much water does Pump 7 move?"
"""A question whose entry is past its review, and so only suggested."""


async def test_a_direct_message_is_answered_as_a_reply_that_pings_nobody(discord: Discord, bot: Backstage) -> None:
    shown = await discord.direct_message("when did holt resign?")
    assert shown.cards[0].title == WHEN
    assert shown.replies_to == "when did holt resign?"
    assert not shown.pings_anybody
    assert [record.surface for record in bot.store.queries] == [Surface.DIRECT]


async def test_a_follow_up_in_a_direct_message_keeps_its_subject(discord: Discord, bot: Backstage) -> None:
    await discord.direct_message("when did holt resign?")
    assert (await discord.direct_message("and why?")).cards[0].title == "Why did Mira Holt resign?"


async def test_a_subject_is_not_anothers(discord: Discord, bot: Backstage) -> None:
    await discord.mention("when did holt resign?")
    shown = await discord.mention("and why?", user=discord.world.other)
    assert shown.text.startswith("I don't know")


async def test_what_was_asked_in_private_is_no_subject_in_a_channel(discord: Discord, bot: Backstage) -> None:
    await discord.slash("ask", question=WHEN, private=True)
    assert (await discord.mention("and why?")).text.startswith("I don't know")


async def test_a_direct_miss_says_what_can_be_asked(discord: Discord, bot: Backstage) -> None:
    assert "Ask about the Larkfield dam." in (await discord.direct_message("qwrt zxcv?")).text


async def test_a_mention_is_answered_in_the_channel(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("when did holt resign?")
    assert shown.cards[0].title == WHEN
    assert shown.labels == ("Why did Mira Holt resign?", "Who is Mira Holt?", *CONTROLS)
    assert not shown.pings_anybody
    (record,) = bot.store.queries
    assert (record.surface, record.question) == (Surface.MENTION, "when did holt resign?")


async def test_a_mention_at_the_end_is_one_too(discord: Discord, bot: Backstage) -> None:
    message = await discord.say(f"who owns the dam <@!{discord.world.bot.id}>")
    (shown,) = await discord.answers(message)
    assert shown.cards[0].title == "Who owns the dam?"


async def test_a_mention_is_no_command(discord: Discord, bot: Backstage) -> None:
    """discord.py would look for a command named “help”."""
    shown = await discord.mention("help")
    assert shown.said
    assert bot.questions == ["help"]


async def test_a_click_below_a_mentions_answer_goes_on_from_it(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("when did holt resign?")
    opened = await discord.click(shown, "Who is Mira Holt?")
    assert not opened.ephemeral
    assert (await discord.mention("and why did she resign?")).cards[0].title == "Why did Mira Holt resign?"


async def test_a_miss_in_a_channel_is_one_sentence(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("qwrt zxcv?")
    assert shown.said == "I don't know: I found nothing on that in what I was given."


async def test_did_you_mean_in_a_channel_has_buttons(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention(OLD)
    assert OLD in shown.labels
    assert (await discord.click(shown, OLD)).cards[0].text.startswith("30 tonnes")


async def test_a_reply_to_the_bot_is_answered(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("when did holt resign?")
    assert (await discord.reply_to(shown, "and why?")).cards[0].title == "Why did Mira Holt resign?"


async def test_in_a_thread_the_answer_is_in_the_thread(discord: Discord, backstage: Backstage) -> None:
    thread = discord.world.guild.channel("dams", parent=discord.world.general)
    discord.world.general.denied[None] = Permission.SEND_MESSAGES  # which does not hold for threads
    async with online(discord, backstage):
        shown = await discord.mention("who owns the dam?", channel=thread)
    assert shown.message.channel is thread


async def test_in_a_channel_that_it_has_not_heard_of_it_answers_too(discord: Discord, bot: Backstage) -> None:
    channel = discord.world.guild.channel("new")
    assert (await discord.mention("who owns the dam?", channel=channel)).cards


@pytest.mark.parametrize("text", ["", "?!", "😀"])
async def test_a_mention_that_asks_nothing_gets_a_hint_and_is_not_logged(
    discord: Discord, bot: Backstage, text: str
) -> None:
    shown = await discord.mention(text)
    assert shown.text.startswith("Ask me about The dam: with /ask")
    assert bot.questions == []


# ---------------------------------------------------------------- silence


async def test_who_did_not_ask_gets_no_answer(discord: Discord, bot: Backstage) -> None:
    for text in ("when did Mira Holt resign?", "/ask", f"<@{discord.world.other.id}> who owns the dam?", "@here who"):
        await discord.silence(await discord.say(text))


async def test_a_reply_to_somebody_else_gets_no_answer(discord: Discord, bot: Backstage) -> None:
    said = await discord.say("hm", user=discord.world.other)
    await discord.silence(await discord.say("who owns the dam?", reply_to=said))


async def test_a_reply_that_does_not_ping_arrives_empty_and_gets_no_answer(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("who owns the dam?")
    await discord.silence(await discord.say("and why?", reply_to=shown.message, pings=False))


async def test_other_bots_and_webhooks_get_no_answer(discord: Discord, bot: Backstage) -> None:
    robot = User("robot", bot=True)
    discord.world.guild.join(robot)
    us = f"<@{discord.world.bot.id}> who owns the dam?"
    await discord.silence(await discord.say(us, user=robot))
    await discord.silence(await discord.say(us, webhook=True))


async def test_the_bot_does_not_answer_itself(discord: Discord, bot: Backstage) -> None:
    shown = await discord.direct_message(f"<@{discord.world.bot.id}> who owns the dam?")
    await discord.silence(shown.message)


async def test_what_discord_itself_writes_gets_no_answer(discord: Discord, bot: Backstage) -> None:
    """Somebody has pinned a message of the bot's, or joined: the text is Discord's own."""
    for kind in (6, 7):
        await discord.silence(await discord.say(f"<@{discord.world.bot.id}>", kind=kind))


# ---------------------------------------------------------------- permissions


async def test_where_it_may_not_speak_it_is_silent_asks_nothing_and_logs_one_line(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    general = discord.world.general
    discord.world.general.denied[discord.world.bot] = Permission.SEND_MESSAGES
    await discord.gateway.update(general)
    for _ in range(3):
        await discord.silence(await discord.say(f"<@{discord.world.bot.id}> who owns the dam?"))
    assert [request for request in discord.traffic.requests if request.path.startswith(f"/channels/{general.id}")] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        f"Cannot answer in channel {general.id} (the permissions forbid it): "
        "allow View Channel, Send Messages and Embed Links there"
    ]
    assert bot.questions == []


async def test_a_permission_lost_unnoticed_is_one_line_too(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """As with a time-out, of which a bot without the members intent does not hear."""
    discord.world.general.denied[discord.world.bot] = Permission.SEND_MESSAGES
    for _ in range(2):
        await discord.silence(await discord.say(f"<@{discord.world.bot.id}> who owns the dam?"))
    (said,) = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
    assert said.startswith(f"Cannot answer in channel {discord.world.general.id} (Missing Permissions): ")


async def test_where_it_may_not_embed_the_answer_is_plain_text(discord: Discord, bot: Backstage) -> None:
    discord.world.general.denied[None] = Permission.EMBED_LINKS
    await discord.gateway.update(discord.world.general)
    shown = await discord.mention("when did holt resign?")
    assert shown.cards == ()
    assert shown.text.startswith(f"**{WHEN}**\nMira Holt resigned on 4 May 2031 [1].\n\n**Sources**")


async def test_where_it_may_not_read_the_history_the_answer_is_no_reply(discord: Discord, bot: Backstage) -> None:
    discord.world.general.denied[None] = Permission.READ_MESSAGE_HISTORY
    await discord.gateway.update(discord.world.general)
    shown = await discord.mention("when did holt resign?")
    assert shown.replies_to is None


async def test_who_takes_no_direct_messages_is_no_trouble(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """They can write to the bot and cannot be answered."""
    shy = User("shy", takes_direct_messages=False)
    await discord.silence(await discord.say("who owns the dam?", user=shy, channel=discord.world.direct_channel(shy)))
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


# ---------------------------------------------------------------- faults


async def test_a_message_delivered_twice_is_answered_once(discord: Discord, bot: Backstage) -> None:
    discord.faults.deliver_twice()
    message = await discord.say(f"<@{discord.world.bot.id}> who owns the dam?")
    await discord.answers(message)
    await discord.direct_message("?")
    assert len(await discord.answers(message)) == 1
    assert bot.questions == ["who owns the dam?"]


async def test_a_rate_limit_delays_an_answer_and_loses_none(discord: Discord, bot: Backstage) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 429, times=2))
    assert (await discord.mention("who owns the dam?")).cards
    assert [request.status for request in discord.traffic.to("POST", MESSAGES)] == [429, 429, 200]


async def test_an_answer_that_discord_does_not_take_is_one_line_and_the_next_one_comes(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 400))
    await discord.say(f"<@{discord.world.bot.id}> who owns the dam?")
    await discord.requests("POST", MESSAGES)
    assert (await discord.mention("when did holt resign?")).cards[0].title == WHEN
    (said,) = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
    assert said.startswith("Discord did not take an answer: HTTPException: 400 ")


async def test_a_message_that_is_gone_is_answered_all_the_same(discord: Discord, bot: Backstage) -> None:
    message = await discord.say(f"<@{discord.world.bot.id}> who owns the dam?")
    del message.channel.messages[message.id]
    assert (await discord.answers(message))[0].cards
