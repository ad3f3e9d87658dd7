"""What goes wrong between the bot and Discord costs no answer, is said once, and ends nothing."""

import asyncio
import logging

import pytest

from qwenbot.bot.errors import BotError
from qwenbot.service.ports import QueryRecord
from qwenbot.store.memory import MemoryStore
from tests.bot.serving import Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.server import loopback_discord

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WHO = "who owns the dam?"


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


# ---------------------------------------------------------------- interactions


async def test_a_command_delivered_twice_is_answered_once(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    discord.faults.deliver_twice()
    interaction = await discord.use("ask", question=WHO)
    await discord.seen(interaction)
    await discord.slash("help")
    assert (len(interaction.messages), interaction.refused) == (1, 0)
    assert bot.questions == [WHO]
    assert warnings(caplog) == []


async def test_what_another_process_has_answered_is_let_be(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """Two processes that run the same shard for a moment, as in a rolling restart, are both sent everything."""
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, 400, code=40060))
    await discord.use("ask", question=WHO)
    await discord.requests("POST", CALLBACK)
    await discord.slash("help")
    assert len(discord.traffic.to("POST", CALLBACK)) == 2
    assert warnings(caplog) == []


@pytest.mark.usefixtures("_addresses")
async def test_an_answer_that_comes_too_late_is_let_be(backstage: Backstage, caplog: pytest.LogCaptureFixture) -> None:
    async with loopback_discord(deadline_s=0.2) as discord, online(discord, backstage):
        await discord.commands()
        discord.faults.add(Fault("POST", CALLBACK, delay_s=0.3))
        late = await discord.use("ask", question=WHO)
        await discord.requests("POST", CALLBACK)
        assert (await discord.slash("help")).cards
        assert late.messages == []
        assert [request.code for request in discord.traffic.to("POST", CALLBACK)] == [10062, 0]
    assert warnings(caplog) == []


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_is_tried_again(discord: Discord, bot: Backstage, status: int) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, status))
    assert (await discord.slash("ask", question=WHO)).cards


async def test_a_rate_limit_is_waited_for(discord: Discord, bot: Backstage) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, 429))
    assert (await discord.slash("ask", question=WHO)).cards


async def test_a_lost_connection_is_told_and_logged(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, lost=True))
    shown = await discord.slash("ask", question=WHO)
    assert shown.ephemeral
    assert shown.text.startswith("Something went wrong on my side")
    (said,) = warnings(caplog)
    assert said.startswith("Discord did not take an answer: ")


async def test_choices_that_cannot_be_sent_trouble_nobody(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    await discord.commands()
    discord.faults.add(Fault("POST", CALLBACK, 403))
    typing = asyncio.create_task(discord.autocomplete("ask", "question", "who"))
    await discord.requests("POST", CALLBACK)
    assert (await discord.slash("ask", question=WHO)).cards
    typing.cancel()
    assert warnings(caplog) == []


class BrokenStore(MemoryStore):
    """A log that breaks its promise never to raise."""

    def record(self, record: QueryRecord) -> None:
        raise RuntimeError(f"a secret detail of {record.question}")


async def test_a_fault_of_our_own_is_told_to_who_asked_and_logged_with_its_traceback(
    discord: Discord, caplog: pytest.LogCaptureFixture
) -> None:
    async with online(discord, Backstage(store=BrokenStore())):
        for shown in (await discord.slash("ask", question=WHO), await discord.direct_message(WHO)):
            assert shown.text.startswith("Something went wrong on my side")
            assert "secret" not in shown.said
    assert sum(record.exc_info is not None for record in caplog.records) == 2


# ---------------------------------------------------------------- the gateway


@pytest.mark.parametrize("code", [1006, 1000, 4000, 4007, 4009])
async def test_a_lost_gateway_is_found_again_and_nothing_is_missed(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    await discord.commands()
    await discord.gateway.drop(code)
    await discord.offline()
    interaction = await discord.use("ask", question=WHO)
    (shown,) = await discord.seen(interaction)
    assert shown.cards
    assert len(discord.traffic.resumes) == 1
    assert not any(record.exc_info for record in caplog.records)


async def test_when_asked_to_connect_again_it_does(discord: Discord, bot: Backstage) -> None:
    await discord.commands()
    await discord.gateway.ask_to_reconnect()
    await discord.offline()
    assert (await discord.slash("ask", question=WHO)).cards
    assert len(discord.traffic.resumes) == 1


async def test_a_session_that_is_over_is_begun_anew(discord: Discord, bot: Backstage) -> None:
    """Identifies are kept five seconds apart, as Discord asks."""
    await discord.commands()
    await discord.gateway.invalidate(resumable=False)
    await discord.offline()
    await discord.online()
    assert (await discord.slash("ask", question=WHO)).cards
    assert (len(discord.traffic.identifies), len(discord.traffic.resumes)) == (2, 0)
    first, second = discord.traffic.identified_at
    assert second - first > 4.9


async def test_an_event_that_discord_py_cannot_read_ends_the_bot_with_one_sentence(
    discord: Discord, backstage: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with online(discord, backstage) as running:
            await discord.gateway.dispatch("GUILD_CREATE", {"id": "not a number"})
            await running

    with pytest.raises(BotError, match="has broken down: ValueError"):
        await run()
    assert any(record.exc_info for record in caplog.records)


async def test_heartbeats_are_sent(discord: Discord, bot: Backstage) -> None:
    """The first comes at once; a connection without them is closed by Discord."""
    assert discord.traffic.heartbeats >= 1
