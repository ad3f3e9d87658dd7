"""Everything that can be pressed still works when the bot was restarted, or its knowledge reloaded, in between."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest

from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.bot.test_browse import LONG
from tests.loopback.driver import Discord
from tests.loopback.shown import Shown

WHEN = "When did Mira Holt resign?"
WHO = "Who is Mira Holt?"
OLD = "How much water does Pump 7 move?"
CHANGED = replace(LONG, out_of_scope=(*LONG.out_of_scope, "how do i boil an egg"))
"""Another version of the same story."""

Ask = Callable[[Discord], Awaitable[Shown]]
Between = Callable[[Discord, Backstage], AbstractAsyncContextManager[None]]


async def answer(discord: Discord) -> Shown:
    return await discord.slash("ask", question=WHEN)


async def mentioned(discord: Discord) -> Shown:
    return await discord.mention("when did holt resign?")


async def alone(discord: Discord) -> Shown:
    return await discord.direct_message("when did holt resign?")


async def choice(discord: Discord) -> Shown:
    return await discord.slash("ask", question=OLD)


async def preview(discord: Discord) -> Shown:
    message = await discord.say("when did holt resign?", user=discord.world.other)
    return await discord.menu("Answer this", message)


PRESSED: dict[str, tuple[Ask, str, str]] = {
    "a follow-up": (answer, WHO, WHO),
    "a follow-up to a mention": (mentioned, WHO, WHO),
    "a follow-up to a direct message": (alone, WHO, WHO),
    "helpful": (answer, "Helpful", "Thank you"),
    "helpful, of a direct message": (alone, "Helpful", "Thank you"),
    "why": (mentioned, "Why this answer?", "Best match"),
    "a choice": (choice, OLD, "30 tonnes"),
    "none of these": (choice, "None of these", "Thank you"),
    "why, of a choice": (choice, "Why this answer?", "Best match"),
    "another preview": (preview, WHO, WHO),
}
"""What is asked, which button is pressed, and what is said then."""


@asynccontextmanager
async def restarted(discord: Discord, backstage: Backstage) -> AsyncIterator[None]:
    async with online(discord, backstage):
        yield


@asynccontextmanager
async def reloaded(discord: Discord, backstage: Backstage) -> AsyncIterator[None]:
    async with online(discord, backstage):
        backstage.knowledge = CHANGED
        assert (await discord.slash("admin reload", user=discord.world.owner)).cards[0].title == "Reloaded"
        yield


@pytest.fixture(name="backstage")
def _backstage() -> Backstage:
    return Backstage(LONG)


@pytest.mark.parametrize("between", [restarted, reloaded])
@pytest.mark.parametrize(("asks", "label", "says"), PRESSED.values(), ids=PRESSED)
async def test_what_was_sent_before_is_pressed_after(
    discord: Discord, backstage: Backstage, between: Between, asks: Ask, label: str, says: str
) -> None:
    async with online(discord, backstage):
        shown = await asks(discord)
    async with between(discord, backstage):
        assert says in (await discord.click(shown, label)).said


@pytest.mark.parametrize("between", [restarted, reloaded])
async def test_what_changes_or_posts_a_message_works_after(
    discord: Discord, backstage: Backstage, between: Between
) -> None:
    async with online(discord, backstage):
        answered = await answer(discord)
        question = await discord.say("who is holt?", user=discord.world.other)
        looked_up = await discord.menu("Answer this", question)
        timeline = await discord.slash("timeline")
        click = await discord.press(answered, "Not helpful")
        await discord.modal(click)
    async with between(discord, backstage):
        assert (await discord.submit(click, text="no")).text.startswith("Thank you: your reason")
        await discord.press(timeline, "Next")
        await discord.press(looked_up, "Post publicly")
        assert (await discord.answers(question))[0].cards[0].title == WHO
        await discord.press(answered, "Delete")
        await discord.requests("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
        await discord.slash("help")
    assert "Page 2 of" in timeline.message.embeds[0]["description"]
    assert answered.message.id not in discord.world.general.messages
    assert [vote.reason for vote in backstage.store.votes] == ["no"]


async def test_an_entry_that_is_gone_says_so_from_wherever_it_is_opened(discord: Discord) -> None:
    backstage = Backstage(DAM_ONLINE)
    async with online(discord, backstage):
        shown = [await answer(discord), await preview(discord)]
    backstage.knowledge = type(DAM_ONLINE)(DAM_ONLINE.story)
    async with online(discord, backstage):
        for each in shown:
            gone = await discord.click(each, WHO)
            assert gone.ephemeral
            assert gone.text.startswith("I no longer have that answer")
