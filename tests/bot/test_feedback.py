"""Votes, reasons, *None of these*, *Why this answer?* and *Delete*: who may press them, and what comes of it."""

from dataclasses import replace

import pytest

from qwenbot.service.ports import Verdict
from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.shown import Button
from tests.loopback.world import Permission
from tests.stories import en

WHEN = "When did Mira Holt resign?"
OLD = "How much water does Pump 7 move?"
"""A question whose entry is past its review, and so only suggested."""

ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


def votes(bot: Backstage) -> list[tuple[str, Verdict, str | None]]:
    """Return what was voted: on which question, how and why."""
    asked = {record.id: record.question for record in bot.store.queries}
    return [(asked[vote.query], vote.verdict, vote.reason) for vote in bot.store.votes]


async def test_helpful_is_noted_and_thanked_for_privately(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    thanks = await discord.click(shown, "Helpful", user=discord.world.other)
    assert thanks.ephemeral
    assert thanks.text.startswith("Thank you")
    assert votes(bot) == [(WHEN, Verdict.HELPFUL, None)]
    assert str(discord.world.other.id) not in repr(list(bot.store.votes))


async def test_not_helpful_counts_at_once_and_asks_for_a_reason(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    click = await discord.press(shown, "Not helpful")
    modal = await discord.modal(click)
    assert modal["title"] == "What was wrong with it?"
    assert votes(bot) == [(WHEN, Verdict.NOT_HELPFUL, None)]
    thanks = await discord.submit(click, text="The date is <@1234567890> wrong, see me@example.org")
    assert thanks.ephemeral
    (*_, last) = votes(bot)
    assert last[1] is Verdict.NOT_HELPFUL
    assert (last[2] or "").startswith("The date is")
    assert "example.org" not in (last[2] or "")


async def test_the_reason_may_be_left_out(discord: Discord, bot: Backstage) -> None:
    click = await discord.press(await discord.slash("ask", question=WHEN), "Not helpful")
    assert (await discord.submit(click)).text.startswith("Thank you: noted.")
    assert votes(bot)[-1] == (WHEN, Verdict.NOT_HELPFUL, None)


async def test_a_modal_that_was_opened_before_a_restart_can_be_sent_in_after_it(discord: Discord) -> None:
    backstage = Backstage()
    async with online(discord, backstage):
        click = await discord.press(await discord.slash("ask", question=WHEN), "Not helpful")
        await discord.modal(click)
    async with online(discord, backstage):
        await discord.submit(click, text="too short")
    assert votes(backstage)[-1] == (WHEN, Verdict.NOT_HELPFUL, "too short")


async def test_none_of_these_is_noted_and_says_what_to_do_next(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=OLD)
    told = await discord.click(shown, "None of these")
    assert told.ephemeral
    assert "/topics" in told.text
    assert votes(bot) == [(OLD, Verdict.NONE_FITS, None)]


# ---------------------------------------------------------------- why


async def test_why_tells_the_match_the_score_the_runner_up_and_what_decided(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("when did holt resign?")
    why = await discord.click(shown, "Why this answer?", user=discord.world.other)
    (card,) = why.cards
    assert why.ephemeral
    assert card.title == "Why this answer?"
    first, matched, second, rule = card.text.split("\n")
    assert first.startswith(f"**Best match:** {WHEN} (")
    assert first.endswith("%)")
    assert matched.startswith("Your question was most like the phrasing “")
    assert second.startswith("**Runner-up:** ")
    assert rule == "**What decided:** the best match was sure enough, and clearly ahead of the next"


async def test_why_works_after_a_restart_and_a_reload(discord: Discord) -> None:
    backstage = Backstage()
    async with online(discord, backstage):
        shown = await discord.slash("ask", question=WHEN)
    backstage.knowledge = type(DAM_ONLINE)(DAM_ONLINE.story)
    async with online(discord, backstage):
        why = await discord.click(shown, "Why this answer?")
    assert "holt-when" not in why.said
    assert "**Best match:** an answer that I no longer have (" in why.said


async def test_why_of_a_question_that_is_kept_no_more_says_so(discord: Discord) -> None:
    async with online(discord, Backstage()):
        shown = await discord.slash("ask", question=WHEN)
    async with online(discord, Backstage()):
        assert (await discord.click(shown, "Why this answer?")).text.startswith("I no longer have a record")


async def test_why_is_told_in_chinese_to_who_uses_discord_in_it(discord: Discord, bot: Backstage) -> None:
    discord.world.member.locale = "zh-CN"
    shown = await discord.slash("ask", question=WHEN)
    assert (await discord.click(shown, "Why this answer?")).cards[0].title == "为什么是这条回答？"


# ---------------------------------------------------------------- delete


async def test_who_asked_deletes_the_answer(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    await discord.press(shown, "Delete")
    await discord.requests("DELETE", ORIGINAL)
    assert shown.message.id not in discord.world.general.messages


async def test_the_answer_to_a_mention_is_deleted_too(discord: Discord, bot: Backstage) -> None:
    shown = await discord.mention("when did holt resign?")
    await discord.press(shown, "Delete")
    await discord.requests("DELETE", ORIGINAL)
    assert shown.message.id not in discord.world.general.messages


async def test_nobody_else_deletes_it(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    told = await discord.click(shown, "Delete", user=discord.world.other)
    assert (told.ephemeral, told.text) == (
        True,
        "Only who asked for this answer can delete it, or a moderator of this server.",
    )
    assert shown.message.id in discord.world.general.messages


async def test_moderators_delete_it_after_a_restart_too(discord: Discord) -> None:
    discord.world.guild.members[discord.world.other] = Permission.MANAGE_MESSAGES
    async with online(discord, Backstage()):
        shown = await discord.slash("ask", question=WHEN)
    async with online(discord, Backstage()):
        await discord.press(shown, "Delete", user=discord.world.other)
        await discord.requests("DELETE", ORIGINAL)
    assert shown.message.id not in discord.world.general.messages


async def test_deleting_twice_is_no_trouble(discord: Discord, bot: Backstage, caplog: pytest.LogCaptureFixture) -> None:
    shown = await discord.slash("ask", question=WHEN)
    for number in (1, 2):
        await discord.press(shown, "Delete")
        await discord.requests("DELETE", ORIGINAL, number)
    await discord.slash("help")
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_what_discord_does_not_let_be_deleted_is_told(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    discord.faults.add(Fault("DELETE", ORIGINAL, 403))
    told = await discord.click(shown, "Delete")
    assert told.ephemeral
    assert told.text.startswith("Discord does not let me delete that message.")


async def test_each_message_of_a_long_answer_can_be_deleted(discord: Discord) -> None:
    long = " ".join(["The engineers measured the water again [holt-resigned]."] * 120)
    entries = tuple(
        replace(entry, answer=en(long)) if entry.id == "holt-who" else entry for entry in DAM_ONLINE.entries
    )
    async with online(discord, Backstage(replace(DAM_ONLINE, entries=entries))):
        asked = await discord.use("ask", question="holt-who")
        first, last = await discord.seen(asked, 2)
    assert first.labels == ("Delete",)
    assert last.labels[-4:] == ("Helpful", "Not helpful", "Why this answer?", "Delete")


# ---------------------------------------------------------------- what is not known


@pytest.mark.parametrize("custom_id", ["entry:holt-when", "vote:sideways:1", "what:is-this", "", "topic:x"])
async def test_a_button_of_another_version_says_so(discord: Discord, bot: Backstage, custom_id: str) -> None:
    shown = await discord.slash("ask", question=WHEN)
    button = Button("old", custom_id)
    shown = replace(shown, buttons=(button,))
    told = await discord.click(shown, button)
    assert told.ephemeral
    assert told.text.startswith("This button belongs to an earlier version of me.")
