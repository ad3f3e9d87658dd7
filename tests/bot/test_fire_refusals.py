"""What Discord refuses for good: nothing is tried in vain, the member gets a line where there is a way, the log too."""

import logging
from typing import Any, Final

import pytest

from tests.bot.serving import Backstage
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.limits import BUTTON, ROW, STRING_SELECT
from tests.loopback.shown import Shown
from tests.loopback.world import EPHEMERAL, Message, Permission

CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES: Final = "/channels/{channel_id}/messages"
ORIGINAL: Final = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
WHO: Final = "who owns the dam?"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    formatter = logging.Formatter("%(message)s")
    return [formatter.format(each) for each in caplog.records if each.levelno >= logging.WARNING]


def with_button(discord: Discord, custom_id: str, kind: int = BUTTON) -> Shown:
    """Show a message of the bot's, from some other time, with one thing to click in it."""
    item: dict[str, Any] = {"type": kind, "custom_id": custom_id, "id": 2}
    item |= {"style": 2, "label": "Old"} if kind == BUTTON else {"options": [{"label": "a", "value": "a"}]}
    rows = [{"type": ROW, "id": 1, "components": [item]}]
    message = Message(discord.world.general, discord.world.bot, "from long ago", components=rows)
    discord.world.general.messages[message.id] = message
    return Shown.of(message)


# ---------------------------------------------------------------- interactions


@pytest.mark.parametrize("route", ["callback", "edit"])
async def test_an_interaction_that_has_expired_is_one_line_and_no_second_try(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, route: str
) -> None:
    shown = await discord.slash("ask", question=WHO)
    if route == "callback":
        discord.faults.add(Fault("POST", CALLBACK, 404, code=10062))
        await discord.use("ask", question=WHO)
        await discord.requests("POST", CALLBACK, 2)
    else:
        discord.faults.add(Fault("PATCH", ORIGINAL, 404, code=10062))
        await discord.press(shown, "Why this answer?")
        await discord.requests("PATCH", ORIGINAL)
    await discord.slash("help")
    assert len(discord.traffic.to("POST", CALLBACK)) == 3
    assert lines(caplog) == ["An answer came later than the 3 s that Discord waits for one"]


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "x",
        "entry:public:",
        "entry:public:No-Such-Id",
        "vote:sideways:0",
        "why:../../x",
        "delete:me",
        "page:1:2",
        "💥",
    ],
)
async def test_an_unknown_button_says_what_to_do(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, custom_id: str
) -> None:
    shown = with_button(discord, custom_id or "-")
    answer = await discord.click(shown, "Old")
    assert answer.ephemeral
    assert answer.text
    assert not answer.cards
    assert lines(caplog) == []


@pytest.mark.parametrize("custom_id", ["entry:public:gone-since", f"why:{'0' * 32}", f"vote:up:{'0' * 32}"])
async def test_a_button_for_what_is_gone_is_answered(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, custom_id: str
) -> None:
    answer = await discord.click(with_button(discord, custom_id), "Old")
    assert answer.ephemeral
    assert answer.said
    assert lines(caplog) == []


async def test_an_unknown_menu_says_what_to_do(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    shown = with_button(discord, "topic-menu-of-old", STRING_SELECT)
    assert (await discord.choose(shown, "a")).ephemeral
    assert lines(caplog) == []


async def test_an_answer_whose_message_was_deleted_meanwhile_is_gone_and_that_is_all(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """The second click on Delete, say."""
    shown = await discord.slash("ask", question=WHO)
    discord.faults.add(Fault("DELETE", ORIGINAL, 404, code=10008))
    pressed = await discord.press(shown, "Delete")
    await discord.requests("DELETE", ORIGINAL)
    await discord.slash("help")
    assert pressed.messages == []
    assert lines(caplog) == []


# ---------------------------------------------------------------- messages


@pytest.mark.parametrize("direct", [False, True], ids=["in a channel", "alone"])
async def test_a_message_that_is_deleted_before_the_reply_is_answered_all_the_same(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, direct: bool
) -> None:
    channel = discord.world.direct_channel(discord.world.member) if direct else discord.world.general
    slow = discord.faults.add(Fault("POST", MESSAGES, delay_s=0.1))
    said = await discord.say(f"<@{discord.world.bot.id}> {WHO}", channel=channel)
    await discord.met(slow)
    del channel.messages[said.id]
    (shown,) = await discord.answers(said)
    assert "Northwater" in shown.said
    assert lines(caplog) == []


async def test_what_is_refused_because_the_message_is_gone_is_one_line(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 404, code=10008))
    await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    await discord.requests("POST", MESSAGES)
    assert (await discord.direct_message(WHO)).cards
    assert len(discord.traffic.to("POST", MESSAGES)) == 2
    assert len(lines(caplog)) <= 1


async def test_a_channel_that_is_gone_is_one_line(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    slow = discord.faults.add(Fault("POST", MESSAGES, delay_s=0.1))
    await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    await discord.met(slow)
    discord.world.guild.channels.remove(discord.world.general)
    await discord.requests("POST", MESSAGES)
    assert (await discord.direct_message(WHO)).cards
    assert len(lines(caplog)) == 1


@pytest.mark.parametrize("code", [50013, 50001])
async def test_where_it_may_not_speak_it_says_so_once_in_the_log_and_tries_nothing_again(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    """So it is where permissions have changed and the bot does not know yet."""
    discord.faults.add(Fault("POST", MESSAGES, 403, code=code, times=3))
    for number in range(3):
        await discord.say(f"<@{discord.world.bot.id}> {WHO}", user=discord.world.other)
        await discord.requests("POST", MESSAGES, number + 1)
    assert (await discord.direct_message(WHO)).cards
    assert len(discord.traffic.to("POST", MESSAGES)) == 4
    (said,) = lines(caplog)
    assert "allow View Channel, Send Messages and Embed Links there" in said


async def test_where_it_knows_that_it_may_not_speak_it_does_not_try(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    discord.world.general.denied[discord.world.bot] = Permission.SEND_MESSAGES
    await discord.gateway.update(discord.world.general)
    for _ in range(3):
        await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    assert (await discord.direct_message(WHO)).cards
    assert len(discord.traffic.to("POST", MESSAGES)) == 1
    assert len(lines(caplog)) == 1
    shown = await discord.slash("ask", question=WHO)
    assert shown.cards, "an answer to a command needs no permission"


async def test_closed_direct_messages_trouble_nobody(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """Who closes them while an answer is on its way wants none."""
    discord.world.other.takes_direct_messages = False
    await discord.say(WHO, user=discord.world.other, channel=discord.world.direct_channel(discord.world.other))
    await discord.requests("POST", MESSAGES)
    assert (await discord.direct_message(WHO)).cards
    assert len(discord.traffic.to("POST", MESSAGES)) == 2
    assert lines(caplog) == []


async def test_post_publicly_where_the_bot_may_not_says_so(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    said = await discord.say(WHO, user=discord.world.other)
    preview = await discord.menu("Answer this", said)
    discord.faults.add(Fault("POST", MESSAGES, 403, code=50013))
    pressed = await discord.press(preview, "Post publicly")
    (shown,) = await discord.seen(pressed)
    assert shown.text
    assert shown.message.flags & EPHEMERAL
    assert len(lines(caplog)) <= 1
