"""Much at once, and trouble behind the bot meanwhile: everybody is answered, and the loop never stands still."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from qwenbot.answering.engine import Engine
from qwenbot.bootstrap import Means, assemble
from qwenbot.bot.client import CONNECTIONS
from qwenbot.bot.run import BotSettings, run_bot
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.reload import Checked
from qwenbot.store.sqlite import open_sqlite
from qwenbot.store.writer import Pace
from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.server import loopback_discord
from tests.loopback.traffic import Request
from tests.loopback.world import User

CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"
WHO: Final = "who owns the dam?"
PATIENT_S: Final = 120.0
"""A deadline that a machine which does much else keeps, too: here it is counted, not timed."""


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    formatter = logging.Formatter("%(message)s")
    return [formatter.format(each) for each in caplog.records if each.levelno >= logging.WARNING]


def crowd(discord: Discord, number: int) -> list[User]:
    """Let many members join, so that none asks more than one may."""
    members = [User(f"member-{n}") for n in range(number)]
    for each in members:
        discord.world.guild.join(each)
    return members


@pytest.mark.usefixtures("_addresses")
async def test_a_thousand_interactions_at_once_are_each_answered_once(
    backstage: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    async with loopback_discord(deadline_s=PATIENT_S) as discord, online(discord, backstage):
        await discord.commands()
        members = crowd(discord, 1_000)
        asked = await asyncio.gather(*(discord.use("ask", user=each, question=WHO) for each in members))
        for each in asked:
            assert (await discord.seen(each, patience_s=PATIENT_S))[0].said
        assert [(len(each.messages), each.refused) for each in asked] == [(1, 0)] * len(asked)
    assert lines(caplog) == []
    assert len(backstage.questions) == 1_000


@pytest.mark.usefixtures("_addresses")
async def test_a_thousand_at_once_over_an_api_that_fails_now_and_then(
    backstage: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    """Each tenth meets something that passes; each is answered once all the same."""
    async with loopback_discord(deadline_s=PATIENT_S) as discord, online(discord, backstage):
        await discord.commands()
        met: list[str] = []

        def by_chance(request: Request) -> Fault | None:
            if request.route != CALLBACK or hash(request.path) % 10 or request.path in met:
                return None
            met.append(request.path)
            method, route = request.method, request.route
            kinds = (
                Fault(method, route, 429),
                Fault(method, route, lost=True),
                Fault(method, route, 503),
                Fault(method, route, 500, done=True),
                Fault(method, route, lost=True, done=True),
            )
            return kinds[len(met) % len(kinds)]

        discord.faults.by_chance = by_chance
        asked = await asyncio.gather(*(discord.use("ask", user=each, question=WHO) for each in crowd(discord, 1_000)))
        for each in asked:
            await discord.seen(each, patience_s=PATIENT_S)
        assert [len(each.messages) for each in asked] == [1] * len(asked)
        assert len(met) > len(asked) // 20
        assert all("rate limited" in line for line in lines(caplog)), lines(caplog)
        assert len(lines(caplog)) == 1


@pytest.mark.usefixtures("_addresses")
async def test_no_more_connections_are_opened_than_a_process_may_have(backstage: Backstage) -> None:
    async with loopback_discord(deadline_s=PATIENT_S) as discord, online(discord, backstage):
        await discord.commands()
        held = asyncio.Event()
        discord.faults.add(Fault("POST", CALLBACK, times=400, until=held))
        asked = await asyncio.gather(*(discord.use("ask", user=each, question=WHO) for each in crowd(discord, 400)))
        await discord.met_often("POST", CALLBACK, CONNECTIONS - 1)
        await asyncio.sleep(0.1)
        assert len(discord.traffic.to("POST", CALLBACK)) <= CONNECTIONS
        held.set()
        for each in asked:
            await discord.seen(each, patience_s=PATIENT_S)


async def test_while_knowledge_is_reloaded_everybody_is_answered_by_the_old_or_the_new(discord: Discord) -> None:
    changed = tuple(
        replace(entry, questions=(*entry.questions, "whose dam is it anyway")) if entry.id == "dam-owner" else entry
        for entry in DAM_ONLINE.entries
    )
    new = replace(DAM_ONLINE, entries=changed)
    backstage = Backstage(check=lambda: Checked(Engine.build(new), ()))
    admin = discord.world.owner
    async with online(discord, backstage, admin_ids=frozenset({admin.id})):
        await discord.commands()
        reloads = [await discord.use("admin reload", user=admin)]
        asked = []
        for member in crowd(discord, 300):
            asked.append(await discord.use("ask", user=member, question=WHO))
            await asyncio.sleep(0)
        reloads.append(await discord.use("admin reload", user=admin))
        for question in asked:
            assert (await discord.seen(question))[0].said
        for reload in reloads:
            assert (await discord.seen(reload))[0].cards[0].title == "Reloaded"
        assert [len(question.messages) for question in asked] == [1] * len(asked)
        assert "Northwater" in (await discord.direct_message("whose dam is it anyway")).said
    versions = {record.knowledge for record in backstage.store.queries}
    assert versions == {DAM_ONLINE.version, new.version}


# ---------------------------------------------------------------- the store


async def told(caplog: pytest.LogCaptureFixture) -> None:
    """Wait until the outage is worth a line."""
    async with asyncio.timeout(PATIENT_S):
        while not lines(caplog):  # noqa: ASYNC110 - a log wakes nobody
            await asyncio.sleep(0.05)


async def no_reload() -> Checked:
    raise NotImplementedError  # none of these tests reloads


@asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """Have a database to oneself for as long as this lasts."""
    other = sqlite3.connect(path, timeout=10, check_same_thread=False)
    with closing(other):
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        yield
        other.rollback()


async def test_an_outage_of_the_store_costs_no_answer_and_no_record(
    discord: Discord, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Another program has the database to itself for a while: it is said once, and once when it is over."""
    caplog.set_level(logging.INFO, "qwenbot.store")
    path = tmp_path / "log.db"
    pace = Pace(gather_s=0.01, first_s=0.01, longest_s=0.05, grace_s=0.1)
    settings = BotSettings(discord.world.application.token, discord.api_url, discord.gateway_url)
    async with open_sqlite(path, pace) as store:
        services = assemble(LiveKnowledge(Engine.build(DAM_ONLINE)), store, Means(), no_reload)
        stop = asyncio.Event()
        running = asyncio.create_task(run_bot(settings, services, stop))
        await discord.online()
        assert (await discord.slash("ask", question=WHO)).said
        async with locked(path):
            for each in crowd(discord, 50):
                assert (await discord.slash("ask", user=each, question=WHO)).said
                assert (await discord.direct_message(WHO, user=each)).said
            await told(caplog)
            assert (await discord.direct_message(WHO)).cards
        stop.set()
        await running
    with closing(sqlite3.connect(path)) as kept:
        assert kept.execute("SELECT count(*) FROM queries").fetchone() == (102,)
    assert len(lines(caplog)) == 1
    assert "\n" not in lines(caplog)[0]
