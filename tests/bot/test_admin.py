"""/admin: who may do what, and what comes of it."""

import json
import threading
from dataclasses import replace

import pytest

from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.service.ports import GuildSettings, StoreError
from qwenbot.service.reload import Checked
from qwenbot.store.memory import MemoryStore
from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.offers import NotOfferedError
from tests.loopback.world import Permission, User

APPLICATION = "/oauth2/applications/@me"


@pytest.fixture(name="manager")
def _manager(discord: Discord) -> User:
    """Return a manager of a server, to whom the command is offered, and who is no operator."""
    discord.world.guild.members[discord.world.other] = Permission.MANAGE_GUILD
    return discord.world.other


def broken() -> Checked:
    place = Place("knowledge/people.yaml", 12, 3)
    return Checked(None, (Problem(place, Severity.ERROR, "`answr` is not a key.", "unknown-key"),))


async def test_the_owner_reloads_and_is_told_what_changed(discord: Discord, bot: Backstage) -> None:
    bot.knowledge = replace(DAM_ONLINE, entries=DAM_ONLINE.entries[1:])
    shown = await discord.slash("admin reload", user=discord.world.owner)
    assert shown.ephemeral
    assert shown.cards[0].title == "Reloaded"
    assert "Removed: `holt-when`" in shown.cards[0].text
    assert [choice.value for choice in await discord.autocomplete("ask", "question", "")] == ["dam-owner"]
    (audit,) = bot.store.audits
    assert (audit.action, audit.detail.split(": ")[1]) == ("reload", "0 added, 1 removed, 0 changed")


async def test_a_manager_who_is_no_operator_is_refused_and_audited(
    discord: Discord, bot: Backstage, manager: User
) -> None:
    bot.check = broken
    shown = await discord.slash("admin reload", user=manager)
    assert (shown.ephemeral, shown.text) == (True, "Only the operator of this bot may do that.")
    (audit,) = bot.store.audits
    assert (audit.action, audit.detail) == ("reload", "refused: not an operator")
    assert audit.actor is not None
    assert str(manager.id) not in audit.actor


async def test_who_does_not_manage_the_server_is_not_offered_it(discord: Discord, bot: Backstage) -> None:
    with pytest.raises(NotOfferedError):
        await discord.slash("admin reload")
    with pytest.raises(NotOfferedError):
        await discord.slash("admin reload", channel=discord.world.direct_channel(discord.world.member))


async def test_whom_the_settings_name_may(discord: Discord, backstage: Backstage, manager: User) -> None:
    async with online(discord, backstage, admin_ids=frozenset({manager.id})):
        shown = await discord.slash("admin reload", user=manager)
    assert shown.cards[0].text.endswith("No entry differs from before.")


@pytest.mark.parametrize(("role", "allowed"), [("admin", True), ("developer", True), ("read_only", False)])
async def test_of_a_team_those_may_who_may_change_the_application(
    discord: Discord, backstage: Backstage, manager: User, role: str, allowed: bool
) -> None:
    discord.world.application.team = {manager: role}
    async with online(discord, backstage):
        assert bool((await discord.slash("admin reload", user=manager)).cards) is allowed
        assert (await discord.slash("admin reload", user=discord.world.owner)).cards


async def test_with_the_owners_out_of_reach_nobody_is_let_in(
    discord: Discord, bot: Backstage, manager: User, caplog: pytest.LogCaptureFixture
) -> None:
    discord.faults.add(Fault("GET", APPLICATION, 503))
    shown = await discord.slash("admin reload", user=manager)
    assert shown.text == "Only the operator of this bot may do that."
    assert any("owners could not be read" in record.getMessage() for record in caplog.records)


async def test_the_owners_are_not_asked_for_each_time(discord: Discord, bot: Backstage, manager: User) -> None:
    before = len(discord.traffic.to("GET", APPLICATION))
    for _ in range(3):
        await discord.slash("admin reload", user=manager)
    assert len(discord.traffic.to("GET", APPLICATION)) == before + 1


async def test_broken_knowledge_is_shown_with_file_and_line_and_the_old_goes_on(
    discord: Discord, bot: Backstage
) -> None:
    bot.check = broken
    shown = await discord.slash("admin reload", user=discord.world.owner)
    assert shown.ephemeral
    assert shown.cards[0].title == "Not reloaded"
    assert "knowledge/people.yaml:12:3: error: `answr` is not a key. (unknown-key)" in shown.cards[0].text
    assert (await discord.slash("ask", question="who owns the dam?")).cards[0].text.startswith("Northwater")
    assert [audit.detail for audit in bot.store.audits] == ["kept the old knowledge: 1 error in the new"]


async def test_a_reload_that_crashes_is_told_and_logged(
    discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture
) -> None:
    def crash() -> Checked:
        raise RuntimeError("the disk has gone")

    bot.check = crash
    shown = await discord.slash("admin reload", user=discord.world.owner)
    assert shown.ephemeral
    assert shown.text.startswith("Something went wrong on my side")
    assert "the disk has gone" not in shown.said
    assert any(record.exc_info for record in caplog.records if record.name == "qwenbot.bot.failures")
    assert actions(bot) == [("reload", "kept the old knowledge: reading the new broke down")]
    bot.check = None
    assert (await discord.slash("admin reload", user=discord.world.owner)).cards[0].title == "Reloaded"


async def test_questions_are_answered_while_the_knowledge_is_read(discord: Discord, bot: Backstage) -> None:
    may_end = threading.Event()

    def slow() -> Checked:
        may_end.wait(10)
        return broken()

    bot.check = slow
    reload = await discord.use("admin reload", user=discord.world.owner)
    assert (await discord.slash("ask", question="who owns the dam?")).cards
    assert reload.messages == []
    may_end.set()
    (shown,) = await discord.seen(reload)
    assert shown.cards[0].title == "Not reloaded"


# ---------------------------------------------------------------- figures


def actions(bot: Backstage) -> list[tuple[str, str]]:
    return [(audit.action, audit.detail) for audit in bot.store.audits]


async def test_a_manager_reads_how_the_bot_was_used(discord: Discord, bot: Backstage, manager: User) -> None:
    assert (await discord.slash("admin stats", user=manager)).cards[0].text == "Nobody has asked anything."
    shown = await discord.slash("ask", question="when did mira holt resign?")
    await discord.click(shown, "Helpful")
    await discord.slash("ask", question="qwrt zxcv?", user=manager)
    told = await discord.slash("admin stats", user=manager, days=7)
    assert told.ephemeral
    assert told.cards[0].title == "The last 7 days"
    assert told.cards[0].text == (
        "Questions: 2, by 2 people\nAnswered: 1 (50%)\nOffered a choice: 0 (0%)\nNot known: 1 (50%)\n"
        "Votes: 1 helpful, 0 not helpful, 0 none of these\n\n**Answered most**\n1 × When did Mira Holt resign?"
    )
    assert actions(bot) == [("stats", "30 days"), ("stats", "7 days")]


async def test_figures_name_entries_as_they_are_written_and_none_that_is_gone(
    discord: Discord, backstage: Backstage
) -> None:
    titled = replace(DAM_ONLINE.entries[0], questions=("When did *Mira* resign?", *DAM_ONLINE.entries[0].questions))
    async with online(
        discord, Backstage(replace(DAM_ONLINE, entries=(titled, *DAM_ONLINE.entries[1:])), store=backstage.store)
    ):
        for question in ("holt-when", "dam-owner"):
            await discord.slash("ask", question=question)
        told = await discord.slash("admin stats", user=discord.world.owner)
        assert told.cards[0].text.endswith("1 × Who owns the dam?\n1 × When did \\*Mira\\* resign?")
    async with online(discord, Backstage(replace(DAM_ONLINE, entries=DAM_ONLINE.entries[1:]), store=backstage.store)):
        told = await discord.slash("admin stats", user=discord.world.owner)
    assert told.cards[0].text.endswith("**Answered most**\n1 × Who owns the dam?")


async def test_gaps_are_what_several_people_asked_in_vain(discord: Discord, bot: Backstage, manager: User) -> None:
    for user in (discord.world.member, manager):
        await discord.slash("ask", question="what does **holt** earn?", user=user)
    assert (await discord.slash("admin gaps", user=manager)).text.startswith("Nothing to show: ")
    await discord.slash("ask", question="What does **Holt** earn", user=discord.world.owner)
    told = await discord.slash("admin gaps", user=manager)
    assert told.ephemeral
    assert told.cards[0].text.startswith("**3 people, 3 times**, last <t:1936094400:f>\n")
    assert "\\*\\*Holt\\*\\* earn" in told.cards[0].text
    assert actions(bot) == [("gaps", "")] * 2


async def test_the_operator_exports_everything_and_a_manager_does_not(
    discord: Discord, bot: Backstage, manager: User
) -> None:
    await discord.slash("ask", question="who owns the dam?")
    refused = await discord.slash("admin export", user=manager)
    assert (refused.ephemeral, refused.text) == (True, "Only the operator of this bot may do that.")
    told, file = await discord.seen(await discord.use("admin export", user=discord.world.owner), 2)
    assert told.ephemeral
    assert file.ephemeral
    ((_, data),) = file.files
    kinds = [json.loads(line)["type"] for line in data.decode().splitlines()]
    assert kinds == ["question", "audit", "audit"]
    assert actions(bot) == [("export", "refused: not an operator"), ("export", "")]
    assert str(discord.world.member.id).encode() not in data


# ---------------------------------------------------------------- settings


async def test_settings_are_shown_changed_kept_and_audited(discord: Discord, bot: Backstage, manager: User) -> None:
    told = await discord.slash("admin settings", user=manager)
    assert told.ephemeral
    assert told.cards[0].title == "How I behave on this server"
    assert "for all to see: everywhere\n" in told.cards[0].text
    general = discord.world.general
    told = await discord.slash("admin settings", user=manager, channels=f"<#{general.id}>", private=True, cooldown=0)
    assert told.cards[0].title == "Changed: how I behave on this server"
    assert f"for all to see: <#{general.id}>\n" in told.cards[0].text
    assert "nobody says otherwise: yes" in told.cards[0].text
    assert "in a channel: none" in told.cards[0].text
    assert await bot.store.read_settings() == {
        discord.world.guild.id: GuildSettings(frozenset({general.id}), private_by_default=True, cooldown_s=0)
    }
    read, changed = actions(bot)
    assert read == ("settings", f"server {discord.world.guild.id}: read")
    assert changed[1].endswith(f"-> channels {general.id}, private, cooldown 0 s")
    assert (await discord.slash("ask", question="who owns the dam?")).ephemeral
    told = await discord.slash("admin settings", user=manager, channels="Everywhere")
    assert "for all to see: everywhere\n" in told.cards[0].text
    assert "nobody says otherwise: yes" in told.cards[0].text


@pytest.mark.parametrize("channels", ["general", "#general", " ", "<#123456789012345678>", "<@1>", "<#1> and more"])
async def test_what_is_no_channel_here_changes_nothing_and_says_what_to_do(
    discord: Discord, bot: Backstage, manager: User, channels: str
) -> None:
    told = await discord.slash("admin settings", user=manager, channels=channels)
    assert told.ephemeral
    assert told.text.startswith("Nothing was changed. ")
    assert await bot.store.read_settings() == {}
    assert actions(bot) == [("settings", f"server {discord.world.guild.id}: not changed, no such channels")]


async def test_as_many_channels_as_can_be_named_can_be_shown(discord: Discord, backstage: Backstage) -> None:
    admin = discord.world.owner
    named = " ".join(f"<#{discord.world.guild.channel(f'dam-{n}').id}>" for n in range(65))
    async with online(discord, backstage):
        told = await discord.slash("admin settings", user=admin, channels=named)
        assert told.cards[0].text.count("<#") == 65
        for unknown in (named.replace("<#1", "<#2"), " ".join(map(str, range(100, 460)))):
            told = await discord.slash("admin settings", user=admin, channels=unknown)
            assert told.text.startswith("Nothing was changed. ")
        with pytest.raises(NotOfferedError):
            await discord.slash("admin settings", user=admin, channels=f"{named} {named}")


async def test_settings_that_cannot_be_kept_say_so_and_change_nothing(discord: Discord, manager: User) -> None:
    class Full(MemoryStore):
        async def write_settings(self, guild_id: int, settings: GuildSettings) -> None:
            raise StoreError

    async with online(discord, Backstage(store=Full())):
        told = await discord.slash("admin settings", user=manager, cooldown=0)
        assert told.text.startswith("What I have kept cannot be reached just now")
        for _ in range(2):
            shown = await discord.slash("ask", question="who owns the dam?")
    assert shown.ephemeral  # the cooldown is as it was


async def test_who_does_not_manage_the_server_sees_none_of_it(discord: Discord, bot: Backstage) -> None:
    for command in ("stats", "gaps", "settings", "export"):
        with pytest.raises(NotOfferedError):
            await discord.slash(f"admin {command}")
