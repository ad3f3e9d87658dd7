"""Questions by command: /ask, what is offered while typing, and what the answer's buttons do."""

from dataclasses import replace
from typing import NoReturn

import pytest

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ask import AskService
from qwenbot.service.ports import Surface
from qwenbot.service.services import Services
from tests.bot.serving import CONTROLS, DAM_ONLINE, Backstage, online
from tests.loopback.driver import Choice, Discord
from tests.loopback.offers import NotOfferedError

WHEN = "When did Mira Holt resign?"
OLD = "How much water does Pump 7 move?"
"""A question whose entry is past its review, and so only suggested."""


async def test_an_answer_is_public_titled_and_cited(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question="when did mira holt resign")
    (card,) = shown.cards
    assert not shown.ephemeral
    assert card.title == WHEN
    assert card.text == (
        "Mira Holt resigned on 4 May 2031 [1].\n\n**Sources**\n"
        "[1] The Gazette, “News”, paragraph 1 — reported\nAs of <t:1936094400:D>"
    )
    assert shown.labels == ("Why did Mira Holt resign?", "Who is Mira Holt?", *CONTROLS)


async def test_a_question_is_logged_with_a_pseudonym(discord: Discord, bot: Backstage) -> None:
    await discord.slash("ask", question=WHEN)
    (record,) = bot.store.queries
    assert (record.surface, record.question, record.outcome, record.entry) == (
        Surface.SLASH,
        WHEN,
        Outcome.ANSWERED,
        "holt-when",
    )
    assert record.asker is not None
    assert str(discord.world.member.id) not in record.asker


async def test_a_private_answer_is_seen_by_who_asked_and_so_is_what_its_buttons_open(
    discord: Discord, bot: Backstage
) -> None:
    shown = await discord.slash("ask", question=WHEN, private=True)
    assert shown.ephemeral
    assert (await discord.click(shown, "Who is Mira Holt?")).ephemeral


async def test_what_was_asked_or_opened_in_private_is_no_subject_of_what_all_see(
    discord: Discord, bot: Backstage
) -> None:
    shown = await discord.slash("ask", question=WHEN, private=True)
    await discord.click(shown, "Who is Mira Holt?")
    assert (await discord.slash("ask", question="and why?")).text.startswith("I don't know")
    await discord.slash("ask", question=WHEN)
    assert (await discord.slash("ask", question="and why?")).cards[0].title == "Why did Mira Holt resign?"


async def test_a_miss_is_seen_by_who_asked_alone(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question="qwrt zxcv?")
    assert shown.ephemeral
    assert shown.text.startswith("I don't know")
    assert shown.buttons == ()


async def test_what_the_story_does_not_say_is_seen_by_who_asked_alone(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question="How old is Mira Holt?")
    assert shown.ephemeral
    assert shown.cards[0].text.startswith("The story does not say.")


async def test_did_you_mean_is_private_and_a_click_answers_in_public(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=OLD)
    assert shown.ephemeral
    assert OLD in shown.labels
    opened = await discord.click(shown, OLD)
    assert not opened.ephemeral
    assert opened.cards[0].title == OLD
    assert opened.cards[0].text.startswith("30 tonnes a minute [1].")
    assert [record.surface for record in bot.store.queries] == [Surface.SLASH, Surface.BUTTON]


async def test_anybody_may_click_in_a_public_answer(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    opened = await discord.click(shown, "Who is Mira Holt?", user=discord.world.other)
    assert opened.cards[0].title == "Who is Mira Holt?"


async def test_who_has_installed_the_bot_can_ask_in_a_direct_message(discord: Discord, bot: Backstage) -> None:
    channel = discord.world.direct_channel(discord.world.member)
    shown = await discord.slash("ask", question=WHEN, channel=channel)
    assert shown.cards[0].title == WHEN


async def test_a_chinese_question_gets_the_chinese_answer(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question="米拉什么时候辞职的")
    assert "**出处**" in shown.said
    assert "2031 年 5 月 4 日" in shown.said


async def test_a_question_that_would_ping_everybody_pings_nobody(discord: Discord, bot: Backstage) -> None:
    mine = discord.world.member
    shown = await discord.slash("ask", question=f"@everyone <@{mine.id}> when did **holt** resign?")
    assert not shown.pings_anybody
    assert "@everyone" not in shown.said
    (request,) = discord.traffic.to("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
    assert request.body["data"]["allowed_mentions"] == {"parse": []}
    assert str(mine.id) not in bot.questions[0]


@pytest.mark.parametrize("question", ["?", "\u200b", "😀", "a" * 2000, "\\", "`*_~|<@&1>"])
async def test_any_text_gets_an_answer(discord: Discord, bot: Backstage, question: str) -> None:
    assert (await discord.slash("ask", question=question)).said


async def test_a_question_over_the_limit_cannot_be_sent(discord: Discord, bot: Backstage) -> None:
    with pytest.raises(NotOfferedError, match="2001 characters"):
        await discord.slash("ask", question="a" * 2001)


async def test_pinned_entries_are_offered_before_anything_is_typed(discord: Discord, bot: Backstage) -> None:
    assert await discord.autocomplete("ask", "question", "") == (
        Choice(WHEN, "holt-when"),
        Choice("Who owns the dam?", "dam-owner"),
    )


async def test_entries_are_offered_by_title_while_typing(discord: Discord, bot: Backstage) -> None:
    choices = await discord.autocomplete("ask", "question", "why holt")
    assert Choice("Why did Mira Holt resign?", "holt-why") in choices
    assert list(bot.store.queries) == []


async def test_a_long_title_is_offered_in_what_room_there_is(discord: Discord) -> None:
    title = "Why did Mira Holt resign " + "and resign again " * 9 + "?"
    long = replace(DAM_ONLINE.entries[1], questions=(title,), pinned=True)
    async with online(discord, Backstage(replace(DAM_ONLINE, entries=(long, *DAM_ONLINE.entries[2:])))):
        (choice, _) = await discord.autocomplete("ask", "question", "")
    assert choice.value == "holt-why"
    assert title.startswith(choice.name.removesuffix("…"))


async def test_with_nothing_to_offer_the_offer_is_empty(discord: Discord, bot: Backstage) -> None:
    assert await discord.autocomplete("ask", "question", "😀") == ()


async def test_what_is_picked_is_answered_under_its_title(discord: Discord, bot: Backstage) -> None:
    (choice, *_) = await discord.autocomplete("ask", "question", "")
    shown = await discord.slash("ask", question=choice.value)
    assert shown.cards[0].title == choice.name
    assert bot.questions == [WHEN]


async def test_small_talk_that_is_picked_by_its_id_shows_its_title(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question="greeting")
    assert shown.cards[0].title == "hello"


class _Forgetful(AskService):
    """A service that has lost its titles."""

    def __init__(self) -> None:
        pass

    def suggest(self, typed: str, limit: int) -> NoReturn:
        raise RuntimeError


async def test_whoever_types_is_not_disturbed_by_a_failure(discord: Discord, caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Backstage):
        def services(self) -> Services:
            return replace(Backstage.services(self), ask=_Forgetful())

    async with online(discord, Failing()):
        assert await discord.autocomplete("ask", "question", "when") == ()
    assert "Nothing could be offered while somebody typed" in caplog.text
