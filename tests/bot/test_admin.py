"""/admin reload: who may, and what comes of it."""

import threading
from dataclasses import replace

import pytest

from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.service.reload import Checked
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
