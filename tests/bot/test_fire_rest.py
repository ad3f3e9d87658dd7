"""Whatever goes wrong with a request: the member gets the answer, once, or one clear line; the log gets one line.

Faults come before what was asked for is done, or after it (`done`), when only the answer is lost: then a second try
must not say it twice.
"""

import asyncio
import logging
from typing import Any, Final

import pytest

from tests.bot.serving import Backstage
from tests.loopback.driver import Discord
from tests.loopback.faults import PAGE, Fault
from tests.loopback.shown import Shown
from tests.loopback.world import Message, Permission

CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES: Final = "/channels/{channel_id}/messages"
ORIGINAL: Final = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
WHO: Final = "who owns the dam?"

PASSING: Final[dict[str, dict[str, Any]]] = {
    "a rate limit of the route": {"status": 429},
    "a rate limit of everything": {"status": 429, "everywhere": True},
    "a block that does not say how long": {"status": 429, "retry_after_s": None},
    "a block that says so in its head": {"status": 429, "page": PAGE, "retry_after_s": 1},
    "a page before Discord": {"status": 429, "page": PAGE, "retry_after_s": None},
    "500": {"status": 500},
    "502": {"status": 502},
    "502, a page": {"status": 502, "page": PAGE},
    "503": {"status": 503},
    "a lost connection": {"lost": True},
    "a slow API": {"delay_s": 0.3},
    "500 after it was done": {"status": 500, "done": True},
    "503 after it was done": {"status": 503, "done": True},
    "a connection lost after it was done": {"lost": True, "done": True},
    "a slow answer": {"delay_s": 0.3, "done": True},
}
"""What passes by itself, and costs nobody an answer."""

LASTING: Final[dict[str, dict[str, Any]]] = {
    "lost connections": {"lost": True},
    "blocks": {"status": 429, "retry_after_s": None},
    "pages before Discord": {"status": 403, "page": PAGE},
}
"""What does not pass while a member waits."""

passing = pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
lasting = pytest.mark.parametrize("fault", LASTING.values(), ids=LASTING.keys())


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what an operator reads, of us or of discord.py, whatever pages there are in it."""
    formatter = logging.Formatter("%(message)s")
    found = [formatter.format(each) for each in caplog.records if each.levelno >= logging.WARNING]
    return [line for line in found if not line.startswith("Global rate limit")]  # the second that discord.py says of it


def one_line_at_most(caplog: pytest.LogCaptureFixture) -> bool:
    found = lines(caplog)
    return len(found) <= 1 and not any("\n" in line or "<" in line or len(line) > 300 for line in found)


async def rest_is_said(discord: Discord) -> None:
    """Wait until everything is said that was to be said before now."""
    await discord.slash("help")
    await discord.direct_message("?", user=discord.world.other)


def written(discord: Discord, message: Message) -> list[Shown]:
    """Return what the bot has written where a message is, but for answers to interactions."""
    found = [each for each in message.channel.messages.values() if each.author is discord.world.bot]
    return [Shown.of(each) for each in found if each.interaction is None]


# ---------------------------------------------------------------- what passes


@passing
async def test_a_command_is_answered_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, **fault))
    interaction = await discord.use("ask", question=WHO)
    (shown,) = await discord.seen(interaction)
    await rest_is_said(discord)
    assert shown.cards[0].text.startswith("Northwater")
    assert len(interaction.messages) == 1
    assert bot.questions == [WHO]
    assert one_line_at_most(caplog), lines(caplog)


@passing
async def test_a_click_is_answered_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    shown = await discord.slash("ask", question="when did mira holt resign")
    discord.faults.add(Fault("POST", CALLBACK, **fault))
    pressed = await discord.press(shown, "Why did Mira Holt resign?")
    (answer,) = await discord.seen(pressed)
    await rest_is_said(discord)
    assert answer.cards
    assert len(pressed.messages) == 1
    assert one_line_at_most(caplog), lines(caplog)


@passing
@pytest.mark.parametrize("direct", [False, True], ids=["in a channel", "alone"])
async def test_a_message_is_answered_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any], direct: bool
) -> None:
    discord.faults.add(Fault("POST", MESSAGES, **fault))
    channel = discord.world.direct_channel(discord.world.member) if direct else discord.world.general
    said = await discord.say(f"<@{discord.world.bot.id}> {WHO}", channel=channel)
    (shown,) = await discord.answers(said)
    await rest_is_said(discord)
    assert "Northwater" in shown.said
    assert len(written(discord, said)) == 1
    assert one_line_at_most(caplog), lines(caplog)


@passing
async def test_what_was_deferred_is_answered_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    shown = await discord.slash("ask", question=WHO)
    discord.faults.add(Fault("POST", CALLBACK, **fault))
    discord.faults.add(Fault("PATCH", ORIGINAL, **fault))
    pressed = await discord.press(shown, "Why this answer?")
    (why,) = await discord.seen(pressed)
    await rest_is_said(discord)
    assert why.ephemeral
    assert why.cards
    assert len(pressed.messages) == 1
    assert len({line.partition("(")[0] for line in lines(caplog)}) <= 2, lines(caplog)


@passing
async def test_an_answer_to_somebodys_message_is_posted_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    said = await discord.say(WHO, user=discord.world.other)
    preview = await discord.menu("Answer this", said)
    discord.faults.add(Fault("POST", MESSAGES, **fault))
    await discord.press(preview, "Post publicly")
    await discord.answers(said)
    await rest_is_said(discord)
    (posted,) = written(discord, said)
    assert "Northwater" in posted.said
    assert one_line_at_most(caplog), lines(caplog)


@passing
async def test_choices_are_offered_or_none_are(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    """Who types on is asked again: nothing is said, and nothing is logged as a fault of ours."""
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, **fault))
    typing = asyncio.create_task(discord.autocomplete("ask", "question", "who"))
    await discord.requests("POST", CALLBACK)
    await rest_is_said(discord)
    typing.cancel()
    assert one_line_at_most(caplog), lines(caplog)


@passing
async def test_an_answer_is_deleted_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    shown = await discord.slash("ask", question=WHO)
    discord.faults.add(Fault("DELETE", ORIGINAL, **fault))
    pressed = await discord.press(shown, "Delete")
    await discord.requests("DELETE", ORIGINAL, 2 if fault.keys() & {"status", "lost"} else 1)
    await rest_is_said(discord)
    assert shown.message.id not in discord.world.general.messages
    assert pressed.messages == []
    assert one_line_at_most(caplog), lines(caplog)


# ---------------------------------------------------------------- what lasts


@lasting
async def test_choices_that_cannot_be_offered_at_all_are_not_spoken_of(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    """discord.py tries once more, with none."""
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, times=2, **fault))
    await discord.type_into("ask", "question", "who")
    await discord.requests("POST", CALLBACK, 2)
    await rest_is_said(discord)
    assert lines(caplog) == []


@lasting
async def test_a_command_that_cannot_be_answered_gets_one_clear_line(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, fault: dict[str, Any]
) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, times=1 if "page" in fault else 3, **fault))
    interaction = await discord.use("ask", question=WHO)
    (shown,) = await discord.seen(interaction)
    await rest_is_said(discord)
    assert shown.text.startswith("Something went wrong on my side")
    assert shown.ephemeral
    assert len(interaction.messages) == 1
    assert len(lines(caplog)) == 1
    assert lines(caplog)[0].startswith("Discord did not take an answer: ")
    assert one_line_at_most(caplog)


async def test_a_hundred_members_who_meet_an_outage_are_one_line(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, 403, times=100))
    asked = [await discord.use("ask", question=WHO) for _ in range(100)]
    for each in asked:
        (shown,) = await discord.seen(each)
        assert shown.text.startswith("Something went wrong on my side")
    assert len(lines(caplog)) == 1


async def test_a_message_that_cannot_be_answered_is_one_line_and_the_next_is_answered(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    discord.faults.add(Fault("POST", MESSAGES, 400, code=50035))
    await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    await discord.requests("POST", MESSAGES)
    assert (await discord.mention("when did mira holt resign")).cards
    assert len(lines(caplog)) == 1


async def test_whatever_is_written_into_a_channel_bears_a_nonce_that_is_enforced(
    discord: Discord, bot: Backstage
) -> None:
    """Another process that is told of the same message says the same nonce, too: Discord takes one of them."""
    said = await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    await discord.answers(said)
    await discord.direct_message("hello")
    bodies = [request.body for request in discord.traffic.to("POST", MESSAGES)]
    assert all(body["enforce_nonce"] for body in bodies)
    assert bodies[0]["nonce"] == f"{said.id}-0"
    assert len({body["nonce"] for body in bodies}) == len(bodies)


async def test_a_message_that_waits_for_a_rate_limit_does_not_hold_up_the_other_channels(
    discord: Discord, bot: Backstage
) -> None:
    never = asyncio.Event()
    fault = discord.faults.add(Fault("POST", MESSAGES, 429, until=never))
    said = await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    await discord.met(fault)
    assert "Northwater" in (await discord.direct_message(WHO)).said
    never.set()
    await discord.answers(said)


async def test_without_the_right_to_read_what_was_an_answer_is_no_reply(discord: Discord, bot: Backstage) -> None:
    discord.world.general.denied[discord.world.bot] = Permission.READ_MESSAGE_HISTORY
    await discord.gateway.update(discord.world.general)
    discord.faults.add(Fault("POST", MESSAGES, 503, done=True))
    said = await discord.say(f"<@{discord.world.bot.id}> {WHO}")
    (shown,) = await discord.answers(said)
    assert shown.replies_to is None
