"""`qwenbot run` as a process: it serves, it stops, and it says why it cannot."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.bot.processes import LARGE_PACK, PACK, environment_for, program, serving, write_pack
from tests.loopback.driver import Choice, Discord
from tests.loopback.faults import Fault
from tests.loopback.world import Permission

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
GLOBAL = "/applications/{application_id}/commands"
LONGEST_STOP_S = 5.0


linux = pytest.mark.skipif(sys.platform != "linux", reason="only there is it known which processes a process has")


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    """Prepare a working directory with a pack in it."""
    write_pack(tmp_path)
    return tmp_path


def kept_on_disk(directory: Path) -> bytes:
    return b"".join(file.read_bytes() for file in (directory / "data").iterdir())


def rows(directory: Path, sql: str = "SELECT question FROM queries ORDER BY at") -> list[Any]:
    with closing(sqlite3.connect(directory / "data" / "qwenbot.db")) as database:
        return [row[0] for row in database.execute(sql)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_until_told_to_stop_and_says_nothing_on_standard_output(
    discord: Discord, place: Path, number: signal.Signals
) -> None:
    dams = discord.world.guild.channel("dams")  # where the same answer is not that of a moment ago
    async with serving(place, discord) as running:
        shown = [
            await discord.slash("ask", question="who owns the dam?"),
            await discord.direct_message("which company has the dam"),
            await discord.mention("larkfield dam owner?", channel=dams),
        ]
        choices = await discord.autocomplete("ask", "question", "dam")
        ended = await running.ends(number)
    assert [each.cards[0].text.startswith("Northwater owns it [1].") for each in shown] == [True, True, True]
    assert choices == (Choice("Who owns the dam?", "dam-owner"),)
    assert (ended.status, ended.out) == (0, "")
    assert ended.took_s < LONGEST_STOP_S
    assert "Traceback" not in ended.err
    assert rows(place) == ["who owns the dam?", "which company has the dam", "larkfield dam owner?"]


async def test_a_stop_in_the_middle_of_questions_loses_none(discord: Discord, place: Path) -> None:
    """Each answer is on its way for a while when the signal comes; each that was logged arrives, and the reverse."""
    number = 40  # more than one member may ask
    crowd = discord.world.crowd(number)
    async with serving(place, discord) as running:
        await discord.slash("help")
        fault = discord.faults.add(Fault("POST", CALLBACK, times=number, delay_s=0.5))
        asked = [await discord.use("ask", user=crowd[n], question=f"who owns the dam? {n}") for n in range(20)]
        await discord.met(fault)
        ending = asyncio.create_task(running.ends(signal.SIGTERM))
        asked += [await discord.use("ask", user=crowd[n], question=f"who owns the dam? {n}") for n in range(20, number)]
        ended = await ending
    answered = [interaction for interaction in asked if interaction.messages]
    assert ended.status == 0
    assert ended.took_s < LONGEST_STOP_S
    assert len(answered) >= 1
    assert sorted(rows(place)) == sorted(interaction.data["options"][0]["value"] for interaction in answered)
    assert ended.err.count("not delivered") == 0


async def test_an_answer_that_never_gets_through_does_not_hold_up_a_stop(discord: Discord, place: Path) -> None:
    async with serving(place, discord) as running:
        await discord.slash("help")
        never = asyncio.Event()
        fault = discord.faults.add(Fault("POST", CALLBACK, until=never))
        await discord.use("ask", question="who owns the dam?")
        await discord.met(fault)
        ended = await running.ends(signal.SIGTERM)
        never.set()
    assert ended.status == 0
    assert ended.took_s < LONGEST_STOP_S
    assert "answers not delivered: 1\n" in ended.err
    assert rows(place) == ["who owns the dam?"]


async def test_a_stop_before_it_is_connected_is_a_stop(discord: Discord, place: Path) -> None:
    never = asyncio.Event()
    fault = discord.faults.add(Fault("GET", "/users/@me", until=never))
    async with program(place, environment_for(discord)) as running:
        await discord.met(fault)
        ended = await running.ends(signal.SIGTERM)
        never.set()
    assert (ended.status, "Traceback" in ended.err) == (0, False)
    assert ended.took_s < LONGEST_STOP_S


async def test_a_second_start_sends_no_commands(discord: Discord, place: Path) -> None:
    for _ in range(2):
        async with serving(place, discord) as running:
            await discord.slash("help")
            await running.ends(signal.SIGTERM)
    assert len(discord.traffic.to("PUT", GLOBAL)) == 1


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("answer: >-", "answr: >-"),
        ("- larkfield dam owner", "- larkfield: dam: owner"),
        ("- larkfield dam owner", "- [larkfield dam owner"),
    ],
    ids=["a key", "YAML", "a bracket"],
)
async def test_a_broken_file_is_shown_with_its_line_at_reload_and_a_mended_one_is_served(
    discord: Discord, place: Path, sound: str, broken: str
) -> None:
    admin = discord.world.owner
    async with serving(place, discord, QWENBOT_ADMIN_IDS=str(admin.id)) as running:
        file = write_pack(place, PACK.replace(sound, broken))
        shown = await discord.slash("admin reload", user=admin)
        assert (shown.cards[0].title, shown.ephemeral) == ("Not reloaded", True)
        line = PACK[: PACK.index(sound)].count("\n") + 1
        assert f"{file.relative_to(place)}:{line}:" in shown.cards[0].text
        assert (await discord.slash("ask", question="who owns the dam?")).cards[0].text.startswith("Northwater")

        write_pack(place, PACK.replace("Northwater owns it", "It belongs to Northwater"))
        shown = await discord.slash("admin reload", user=admin)
        assert (shown.cards[0].title, "Changed: `dam-owner`" in shown.cards[0].text) == ("Reloaded", True)
        assert (await discord.slash("ask", question="who owns the dam?")).cards[0].text.startswith("It belongs")
        await running.ends(signal.SIGTERM)
    kept, swapped = rows(place, "SELECT detail FROM audit ORDER BY id")
    assert kept.startswith("kept the old knowledge: ")
    assert swapped.endswith("0 added, 0 removed, 1 changed")


@linux
async def test_a_reload_whose_process_is_killed_is_told_and_logged_once_and_the_old_goes_on(
    discord: Discord, place: Path
) -> None:
    admin = discord.world.owner
    async with serving(place, discord) as running:
        write_pack(place, LARGE_PACK)
        reload = await discord.use("admin reload", user=admin)
        child = await running.child()
        assert (await discord.slash("ask", question="who owns the dam?")).cards
        os.kill(child, signal.SIGKILL)
        (shown,) = await discord.seen(reload)
        assert (shown.cards[0].title, shown.ephemeral) == ("Not reloaded", True)
        assert shown.cards[0].text.endswith("by signal 9, as happens when memory runs out. Please try again.")
        assert (await discord.slash("ask", question="who owns the dam?")).cards[0].text.startswith("Northwater")

        write_pack(place, PACK.replace("Northwater owns it", "It belongs to Northwater"))
        assert (await discord.slash("admin reload", user=admin)).cards[0].title == "Reloaded"
        ended = await running.ends(signal.SIGTERM)
    assert not Path(f"/proc/{child}").exists()
    assert ended.err.count("signal 9") == 1
    assert "Traceback" not in ended.err


@linux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_in_the_middle_of_a_reload_ends_its_process_in_time(
    discord: Discord, place: Path, number: signal.Signals
) -> None:
    async with serving(place, discord) as running:
        write_pack(place, LARGE_PACK)
        await discord.use("admin reload", user=discord.world.owner)
        child = await running.child()
        ended = await running.ends(number)
    assert ended.status == 0
    assert ended.took_s < LONGEST_STOP_S
    assert "Traceback" not in ended.err
    assert not Path(f"/proc/{child}").exists()


async def test_a_manager_of_a_server_who_is_no_operator_cannot_reload(discord: Discord, place: Path) -> None:
    manager = discord.world.other
    discord.world.guild.members[manager] = Permission.MANAGE_GUILD
    async with serving(place, discord) as running:
        write_pack(place, PACK.replace("Northwater owns it", "It belongs to Northwater"))
        shown = await discord.slash("admin reload", user=manager)
        assert (shown.text, shown.ephemeral) == ("Only the operator of this bot may do that.", True)
        assert (await discord.slash("ask", question="who owns the dam?")).cards[0].text.startswith("Northwater")
        await running.ends(signal.SIGTERM)
    assert rows(place, "SELECT detail FROM audit") == ["refused: not an operator"]
    assert str(manager.id).encode() not in kept_on_disk(place)


async def test_a_hundred_questions_are_a_hundred_rows_and_say_nothing_of_who_asked(
    discord: Discord, place: Path
) -> None:
    """In the bytes of the files, not just in the tables."""
    askers = discord.world.crowd(5)
    private = "mia@example.org +44 20 7946 0958"
    asking = [(askers[n % 5], f"who owns the dam? {n} <@{askers[n % 5].id}> {private}") for n in range(50)]
    async with serving(place, discord) as running:
        for asker, question in asking:
            await discord.slash("ask", user=asker, question=question)
            await discord.direct_message(question, user=asker)
        await running.ends(signal.SIGTERM)
    assert rows(place, "SELECT count(*) FROM queries") == [100]
    on_disk = kept_on_disk(place)
    assert b"who owns the dam? 49" in on_disk
    names = [name for asker in askers for name in (str(asker.id), asker.name)]
    assert [name for name in (*names, "mia@example.org", "7946 0958") if name.encode() in on_disk] == []


async def test_a_dead_database_costs_no_answer(discord: Discord, place: Path) -> None:
    (place / "data" / "qwenbot.db").mkdir(parents=True)
    async with serving(place, discord) as running:
        assert (await discord.slash("ask", question="who owns the dam?")).cards
        ended = await running.ends(signal.SIGTERM)
    assert ended.status == 0
    assert "qwenbot.db" in ended.err


async def test_a_locked_database_costs_no_answer_and_does_not_hold_up_a_stop(discord: Discord, place: Path) -> None:
    async with serving(place, discord) as running:
        await discord.slash("help")
        with closing(sqlite3.connect(place / "data" / "qwenbot.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert (await discord.slash("ask", question="who owns the dam?")).cards
            ended = await running.ends(signal.SIGTERM)
    assert ended.status == 0
    assert ended.took_s < LONGEST_STOP_S
    assert "qwenbot.db" in ended.err


async def test_all_that_can_hold_up_a_stop_together_does_not(discord: Discord, place: Path) -> None:
    """A Discord that says nothing more, on any connection, and a database that somebody has locked."""
    never = asyncio.Event()
    async with serving(place, discord) as running:
        await discord.slash("help")
        fault = discord.faults.add(Fault("POST", CALLBACK, until=never))
        with closing(sqlite3.connect(place / "data" / "qwenbot.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await discord.use("ask", question="who owns the dam?")
            await discord.met(fault)
            ended = await running.ends(signal.SIGTERM)
        never.set()
    assert ended.status == 0
    assert ended.took_s < LONGEST_STOP_S


async def test_a_wrong_token_is_one_sentence_and_status_2(discord: Discord, place: Path) -> None:
    async with program(place, environment_for(discord) | {"DISCORD_TOKEN": "MTA.wrong.token"}) as running:
        ended = await running.ends()
    *log, last = ended.err.splitlines()
    assert (ended.status, ended.out) == (2, "")
    assert last == (
        "qwenbot: Discord does not accept the token in DISCORD_TOKEN: copy it again from the application's Bot page."
    )
    assert all(" info " in line for line in log)
    assert "MTA.wrong.token" not in ended.err


async def test_without_a_token_it_says_what_to_set(discord: Discord, place: Path) -> None:
    environment = environment_for(discord)
    del environment["DISCORD_TOKEN"]
    async with program(place, environment) as running:
        ended = await running.ends()
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "DISCORD_TOKEN is not set" in ended.err
    assert discord.traffic.requests == []


async def test_a_discord_out_of_reach_is_one_line_and_status_1(discord: Discord, place: Path) -> None:
    """So that whatever started the bot starts it again."""
    nowhere = {"DISCORD_API_URL": "http://127.0.0.1:9/api/v10", "DISCORD_GATEWAY_URL": "ws://127.0.0.1:9/gateway"}
    async with program(place, environment_for(discord) | nowhere) as running:
        ended = await running.ends()
    assert (ended.status, "Traceback" in ended.err) == (1, False)
    assert "Discord cannot be reached at http://127.0.0.1:9/api/v10" in ended.err.splitlines()[-1]


async def test_the_token_is_in_no_log_however_much_is_logged(discord: Discord, place: Path) -> None:
    async with serving(place, discord, QWENBOT_LOG_LEVEL="debug") as running:
        await discord.slash("help")
        ended = await running.ends(signal.SIGTERM)
    assert " debug " in ended.err
    assert discord.world.application.token not in ended.err
