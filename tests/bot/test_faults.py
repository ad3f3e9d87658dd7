"""What goes wrong on the way to an answer, within the bot or beside it, costs nobody more than that answer."""

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
async def test_an_answer_that_comes_too_late_is_one_line(
    backstage: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    async with loopback_discord(deadline_s=0.2) as discord, online(discord, backstage):
        await discord.commands()
        discord.faults.add(Fault("POST", CALLBACK, delay_s=0.3))
        late = await discord.use("ask", question=WHO)
        await discord.requests("POST", CALLBACK)
        assert (await discord.slash("help")).cards
        assert late.messages == []
        assert [request.code for request in discord.traffic.to("POST", CALLBACK)] == [10062, 0]
    assert warnings(caplog) == ["An answer came later than the 3 s that Discord waits for one"]


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
