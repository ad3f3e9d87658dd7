"""Looking around: topics, facts, who, the timeline, sources and changes."""

from dataclasses import replace

import pytest

from qwenbot.answering.reply import Choice as Offered
from qwenbot.bot import limits
from qwenbot.bot.browsing import (
    Pages,
    changes_pages,
    facts_pages,
    page,
    sources_pages,
    timeline_pages,
    topics_pages,
    who_pages,
)
from qwenbot.knowledge.model import Correction, Date, Entry, Fact, Knowledge, Section
from qwenbot.service.changes import Changes
from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.loopback.driver import Choice, Discord
from tests.loopback.world import Permission
from tests.stories import en

DATES = {"holt-resigned": Date(2031, 5, 4), "holt-reason": Date(2031, 5), "aster-elected": Date(2029)}
TOPICS = {"holt-when": en("Holt", zh="霍尔特"), "holt-why": en("Holt", zh="霍尔特"), "dam-owner": en("The dam")}
STORY = replace(
    DAM_ONLINE,
    facts=tuple(replace(fact, date=DATES.get(fact.id)) for fact in DAM_ONLINE.facts),
    entries=tuple(replace(entry, topic=TOPICS.get(entry.id)) for entry in DAM_ONLINE.entries),
)
EMPTY = Knowledge(STORY.story)


def long_story(number: int) -> Knowledge:
    """Return the story with many facts and entries more."""
    facts = tuple(
        Fact(f"extra-{n}", en(f"On day {n} the gauge showed {n} metres."), STORY.facts[0].status, STORY.facts[0].cites,
             ("larkfield-dam",), Date(2031, 1 + n // 28 % 12, 1 + n % 28))
        for n in range(number)
    )  # fmt: skip
    entries = tuple(
        Entry(f"gauge-{n}", (f"What did the gauge show on day {n}?",), en(f"It showed {n} metres [extra-{n}]."),
              entities=("larkfield-dam",), topic=en("Gauge"))
        for n in range(number)
    )  # fmt: skip
    return replace(STORY, facts=(*STORY.facts, *facts), entries=(*STORY.entries, *entries))


LONG = long_story(60)


@pytest.fixture(name="backstage")
def _backstage() -> Backstage:
    return Backstage(STORY)


# ---------------------------------------------------------------- topics


async def test_a_topic_is_chosen_then_a_question_and_all_of_it_is_private(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("topics")
    assert shown.ephemeral
    assert shown.cards[0].title == "What you can ask about"
    assert "• Holt (2)\n• The dam (1)\n• Other questions (" in shown.cards[0].text
    questions = await discord.choose(shown, "Holt")
    assert questions.cards[0].title == "Holt"
    assert questions.cards[0].text == "• When did Mira Holt resign?\n• Why did Mira Holt resign?"
    answer = await discord.choose(questions, "Why did Mira Holt resign?")
    assert answer.ephemeral
    assert answer.cards[0].title == "Why did Mira Holt resign?"


async def test_a_menu_works_after_a_restart_and_what_is_gone_says_so(discord: Discord) -> None:
    async with online(discord, Backstage(STORY)):
        shown = await discord.slash("topics")
        questions = await discord.choose(shown, "Holt")
    async with online(discord, Backstage(STORY)):
        assert (await discord.choose(shown, "Holt")).cards == questions.cards
        assert (await discord.choose(questions, "Why did Mira Holt resign?")).cards
    async with online(discord, Backstage(EMPTY)):
        assert (await discord.choose(shown, "Holt")).text.startswith("That is no longer there")
        gone = await discord.choose(questions, "Why did Mira Holt resign?")
        assert gone.text.startswith("I no longer have that answer")


async def test_topics_are_in_the_language_of_the_members_discord(discord: Discord, bot: Backstage) -> None:
    discord.world.member.locale = "zh-CN"
    shown = await discord.slash("topics")
    assert "• 霍尔特 (2)" in shown.cards[0].text
    assert (await discord.choose(shown, "霍尔特")).cards[0].title == "霍尔特"


# ---------------------------------------------------------------- facts and who


async def test_the_facts_about_somebody_with_their_status_and_sources(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("facts", about="mira holt")
    assert shown.ephemeral
    assert shown.cards[0].title == "What is known about Mira Holt"
    assert shown.cards[0].text == (
        "**2031-05** The Gazette reported that she left over a cut to repairs.\n"
        "-# The Gazette, “News”, paragraph 1 — reported, according to The Gazette\n\n"
        "**<t:1935662400:D>** Mira Holt resigned as chief engineer on 4 May 2031.\n"
        "-# The Gazette, “News”, paragraph 1 — reported"
    )


async def test_names_are_offered_while_typing_and_what_is_picked_is_shown(discord: Discord, bot: Backstage) -> None:
    for command, option in (("facts", "about"), ("who", "name")):
        choices = await discord.autocomplete(command, option, "nor")
        assert choices[0] == Choice("Northwater", "northwater")
        assert len(await discord.autocomplete(command, option, "")) == len(STORY.entities)
        assert await discord.autocomplete(command, option, "qwrt zxcv") == ()
    assert (await discord.slash("facts", about="northwater")).cards[0].title == "What is known about Northwater"
    assert (await discord.slash("who", name="northwater")).cards[0].title == "Northwater"


async def test_who_says_who_it_is_and_what_can_be_asked(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("who", name="mira-holt")
    (card,) = shown.cards
    assert card.title == "Mira Holt"
    assert card.text.split("\n")[:3] == [
        "*person*",
        "Facts: 2, with `/facts about:` and this name",
        "What you can ask about Mira Holt:",
    ]
    assert (await discord.choose(shown, "Who is Mira Holt?")).cards[0].title == "Who is Mira Holt?"


async def test_a_name_that_two_bear_or_that_is_misspelt_is_asked_back(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("who", name="Aster")
    assert (shown.text, shown.labels) == ("Which of these do you mean?", ("Tom Aster", "Ana Aster"))
    await discord.press(shown, "Ana Aster")
    await discord.requests("POST", "/interactions/{interaction_id}/{interaction_token}/callback", 2)
    assert shown.message.embeds[0]["title"] == "Ana Aster"
    assert (await discord.slash("facts", about="mira hotl")).labels[0] == "Mira Holt"


async def test_a_name_that_is_not_known_says_what_to_do(discord: Discord, bot: Backstage) -> None:
    told = await discord.slash("facts", about="@everyone")
    assert told.ephemeral
    assert told.text.startswith("I know nobody and nothing by that name.")


async def test_a_name_is_shown_as_it_is_written(discord: Discord) -> None:
    entities = tuple(
        replace(each, name="Pump_7 *old*") if each.id == "pump-7" else each for each in DAM_ONLINE.entities
    )
    async with online(discord, Backstage(replace(DAM_ONLINE, entities=entities))):
        assert (await discord.slash("facts", about="pump-7")).cards[0].title == r"What is known about Pump\_7 \*old\*"
        (card,) = (await discord.slash("who", name="pump-7")).cards
    assert card.title == r"Pump\_7 \*old\*"
    assert r"What you can ask about Pump\_7 \*old\*:" in card.text


async def test_who_has_no_facts_is_told_so(discord: Discord) -> None:
    async with online(discord, Backstage(replace(STORY, facts=(), entries=()))):
        assert (await discord.slash("facts", about="tom aster")).text.startswith("I have no facts about Tom Aster.")


# ---------------------------------------------------------------- timeline, sources, changes


async def test_the_timeline_is_in_order_with_discords_timestamps(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("timeline")
    assert shown.ephemeral
    heads = [line for line in shown.cards[0].text.split("\n") if line.startswith("**")]
    assert [line.partition("** ")[0] for line in heads] == ["**2029", "**2031-05", "**<t:1935662400:D>"]


async def test_sources_say_how_much_stands_on_them(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("sources")
    assert "**The Gazette**\n" in shown.cards[0].text
    assert f"Facts that stand on it: {len(STORY.facts)}\n• News" in shown.cards[0].text


async def test_changes_show_corrections_and_what_came_and_went(discord: Discord) -> None:
    store = Backstage().store
    async with online(discord, Backstage(replace(STORY, entries=STORY.entries[1:]), store=store)):
        assert (await discord.slash("changes")).text.startswith("Nothing has been corrected, added or removed.")
    corrected = replace(STORY.entries[0], corrections=(Correction(Date(2031, 5, 9), "The *date* was wrong."),))
    async with online(discord, Backstage(replace(STORY, entries=(corrected, *STORY.entries[1:-1])), store=store)):
        shown = await discord.slash("changes")
    assert shown.cards[0].text == (
        "**Corrected**\n• <t:1936094400:D> **When did Mira Holt resign?**: The \\*date\\* was wrong.\n\n"
        "**New since the last version**\n• When did Mira Holt resign?\n\n"
        f"**Removed since the last version**\n• {STORY.entries[-1].title}"
    )


@pytest.mark.parametrize("command", ["topics", "timeline", "sources", "changes"])
async def test_where_there_is_nothing_one_is_told_what_to_do(discord: Discord, command: str) -> None:
    async with online(discord, Backstage(EMPTY)):
        told = await discord.slash(command)
    assert told.ephemeral
    assert told.cards == ()
    assert told.text


async def test_everything_works_in_direct_messages(discord: Discord, bot: Backstage) -> None:
    channel = discord.world.direct_channel(discord.world.member)
    for command in ("topics", "timeline", "sources", "changes"):
        assert (await discord.slash(command, channel=channel)).said
    assert (await discord.slash("who", name="northwater", channel=channel)).said


# ---------------------------------------------------------------- pages


async def test_pages_are_turned_in_place_after_a_restart_too(discord: Discord) -> None:
    async with online(discord, Backstage(LONG)):
        shown = await discord.slash("timeline")
    assert shown.labels == ("Next",)
    async with online(discord, Backstage(LONG)):
        await discord.press(shown, "Next")
        await discord.slash("help")
    text = shown.message.embeds[0]["description"]
    assert text.rpartition("\n\n")[2].startswith("Page 2 of ")
    async with online(discord, Backstage(STORY)):  # which has but one page
        await discord.press(shown, "Next")
        await discord.slash("help")
    assert "Page" not in shown.message.embeds[0]["description"]
    assert shown.message.components == []


def all_pages(report: str, pages: Pages) -> Pages:
    return tuple(page(report, "larkfield-dam", pages, n, "en") for n in range(len(pages)))


def test_nothing_is_left_out_and_each_page_is_within_the_limits() -> None:
    dam = LONG.entity_by_id["larkfield-dam"]
    for report, pages, number in (
        ("timeline", timeline_pages(LONG, "en"), 60),
        ("facts", facts_pages(LONG, dam, "en"), 60),
        ("who", who_pages(LONG, dam, "en"), 60),
    ):
        shown = all_pages(report, pages)
        assert len(shown) > 2
        assert all(len(part.text) + len(part.title) + 5 <= limits.CONTENT for part in shown)
        together = "\n".join(part.text for part in shown)
        assert all(f" day {n}" in together for n in range(number))


def test_many_topics_and_many_changes_are_pages_too() -> None:
    entries = tuple(
        Entry(f"e-{n}", (f"Question {n}?",), en("So."), topic=en(f"Topic {n} " + "x" * 300)) for n in range(60)
    )
    knowledge = replace(STORY, entries=entries)
    shown = topics_pages(knowledge, "en")
    options = [option for part in shown for menu in part.rows for option in getattr(menu, "options", ())]
    assert [option.value for option in options] == [f"e-{n}" for n in range(60)]
    assert all(len(option.label) <= limits.OPTION_TEXT for option in options)
    added = tuple(Offered(f"e-{n}", f"Question {n}?") for n in range(200))
    assert len(changes_pages(Changes((), added), "en")) > 1


def test_a_source_with_many_sections_is_parted_between_them() -> None:
    sections = tuple(Section(f"s-{n}", f"Chapter {n} of the long report", 1) for n in range(100))
    knowledge = replace(STORY, sources=(replace(STORY.sources[0], sections=sections),))
    shown = sources_pages(knowledge, "en")
    lines = [line for part in shown for line in part.text.split("\n")]
    assert len(shown) > 1
    assert [line for line in lines if line.startswith("•")] == [f"• {section.title}" for section in sections]


async def test_where_it_may_not_embed_a_page_is_plain_text(discord: Discord) -> None:
    discord.world.general.denied[None] = Permission.EMBED_LINKS
    async with online(discord, Backstage(LONG)):
        shown = await discord.slash("timeline")
        assert shown.text.startswith("**Timeline**\n**2029** Tom Aster")
        await discord.press(shown, "Next")
        await discord.slash("help")
    assert shown.message.content.startswith("**Timeline**\n")
