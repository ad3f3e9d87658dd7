"""Whatever goes wrong with the socket: what was missed is answered, once, or the program ends with one sentence."""

import logging
from typing import Final

import pytest

from qwenbot.bot.errors import BotConfigError, BotError
from tests.bot.serving import Backstage, online
from tests.loopback.driver import Discord

CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES: Final = "/channels/{channel_id}/messages"
WHO: Final = "who owns the dam?"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what an operator reads of what went wrong, whatever pages there are in it."""
    formatter = logging.Formatter("%(message)s")
    return [formatter.format(each) for each in caplog.records if each.levelno >= logging.WARNING]


async def missed(discord: Discord) -> None:
    """Let members ask in every way while nobody is there, and see that each is answered once when somebody is."""
    used = await discord.use("ask", question=WHO)
    said = [
        await discord.say(WHO, channel=discord.world.direct_channel(discord.world.member)),
        await discord.say(f"<@{discord.world.bot.id}> when did mira holt resign"),
    ]
    assert (await discord.seen(used))[0].cards
    for each in said:
        assert (await discord.answers(each))[0].cards
    await discord.slash("help")
    await discord.direct_message("?", user=discord.world.other)
    assert (len(used.messages), used.refused) == (1, 0)
    for each in said:
        assert len(await discord.answers(each)) == 1


# ---------------------------------------------------------------- what may be tried again


@pytest.mark.parametrize("code", [1006, 1000, 1001, 1011, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
async def test_a_lost_socket_is_resumed_and_nothing_is_missed(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    await discord.commands()
    await discord.gateway.drop(code)
    await discord.offline()
    await missed(discord)
    assert len(discord.traffic.resumes) == 1
    assert len(lines(caplog)) <= 1


async def test_a_socket_lost_again_and_again_is_resumed_each_time(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    for number in range(5):
        await discord.gateway.drop()
        await discord.offline()
        assert (await discord.slash("ask", question=WHO, user=discord.world.other)).cards
        assert len(discord.traffic.resumes) == number + 1
    assert len(lines(caplog)) <= 1


async def test_when_asked_to_connect_again_it_does_and_nothing_is_missed(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    await discord.gateway.ask_to_reconnect()
    await discord.offline()
    await missed(discord)
    assert len(discord.traffic.resumes) == 1
    assert lines(caplog) == []


async def test_a_session_that_is_invalid_but_can_be_resumed_is(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    await discord.gateway.invalidate(resumable=True)
    await discord.offline()
    await missed(discord)
    assert (len(discord.traffic.identifies), len(discord.traffic.resumes)) == (1, 1)
    assert lines(caplog) == []


async def test_a_session_that_is_over_is_begun_anew_five_seconds_later(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    await discord.gateway.invalidate(resumable=False)
    await discord.offline()
    await discord.online()
    assert (await discord.slash("ask", question=WHO)).cards
    assert (len(discord.traffic.identifies), len(discord.traffic.resumes)) == (2, 0)
    first, second = discord.traffic.identified_at
    assert second - first > 4.9
    assert lines(caplog) == []


async def test_a_session_that_cannot_be_resumed_is_begun_anew(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """So it is after a long time without a connection."""
    await discord.commands()
    discord.gateway.sessions.clear()
    await discord.gateway.drop(4009)
    await discord.offline()
    await discord.online()
    assert (await discord.slash("ask", question=WHO)).cards
    assert (len(discord.traffic.identifies), len(discord.traffic.resumes)) == (2, 1)
    assert len(lines(caplog)) <= 1


@pytest.mark.parametrize("refusals", [(503,), (502, 1006), (4000,), (1006, 1001)], ids=str)
async def test_a_gateway_that_lets_nobody_in_for_a_while_is_asked_again(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, refusals: tuple[int, ...]
) -> None:
    await discord.commands()
    discord.gateway.refuse(*refusals)
    await discord.gateway.drop()
    await discord.offline()
    await discord.online()
    assert (await discord.slash("ask", question=WHO)).cards
    assert len(lines(caplog)) <= 2
    assert not any("\n" in line for line in lines(caplog))


async def test_an_event_that_is_sent_twice_is_answered_once(discord: Discord, bot: Backstage) -> None:
    await discord.commands()
    discord.faults.deliver_twice(3)
    await missed(discord)
    assert len(bot.questions) == 3


# ---------------------------------------------------------------- what may not


@pytest.mark.parametrize(
    ("code", "error", "said"),
    [
        (4004, BotConfigError, "does not accept DISCORD_TOKEN any more: copy the token again"),
        (4010, BotConfigError, "QWENBOT_SHARD_IDS must lie below QWENBOT_SHARD_COUNT"),
        (4011, BotConfigError, "raise QWENBOT_SHARD_COUNT"),
        (4012, BotError, r"has closed the connection for good \(code 4012\)"),
        (4013, BotError, r"has closed the connection for good \(code 4013\)"),
        (4014, BotConfigError, "refuses this bot its intents"),
    ],
)
async def test_a_connection_that_is_closed_for_good_ends_the_program_with_a_sentence(
    discord: Discord,
    backstage: Backstage,
    caplog: pytest.LogCaptureFixture,
    code: int,
    error: type[BotError],
    said: str,
) -> None:
    async def run() -> None:
        async with online(discord, backstage) as running:
            await discord.slash("ask", question=WHO)
            await discord.gateway.drop(code)
            await running

    with pytest.raises(error, match=said):
        await run()
    assert lines(caplog) == []
    assert len(discord.traffic.identifies) == 1
    assert discord.traffic.resumes == []


async def test_an_outage_of_the_network_loses_no_session(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """What members wrote meanwhile is answered, which a new session would not be sent."""
    await discord.commands()
    discord.gateway.refuse(503, 503)
    await discord.gateway.drop()
    await discord.offline()
    said = await discord.say(WHO, channel=discord.world.direct_channel(discord.world.member))
    assert (await discord.answers(said))[0].cards
    assert len(discord.traffic.identifies) == 1
    assert len(lines(caplog)) == 1
