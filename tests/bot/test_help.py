"""/help."""

from tests.bot.serving import Backstage, online
from tests.loopback.driver import Discord


async def test_help_is_private_and_says_what_it_is_what_to_ask_and_what_it_keeps(
    discord: Discord, bot: Backstage
) -> None:
    shown = await discord.slash("help")
    (card,) = shown.cards
    assert shown.ephemeral
    assert card.title == "What I am"
    assert "questions about **The dam**. Ask about the Larkfield dam." in card.text
    for said in ("There is no AI", "**How to ask**", "**What I keep**", "As of <t:1936094400:D>"):
        assert said in card.text


async def test_help_is_in_the_language_of_the_members_discord_where_the_bot_has_it(
    discord: Discord, bot: Backstage
) -> None:
    discord.world.member.locale = "zh-CN"
    assert (await discord.slash("help")).cards[0].title == "我是什么"
    discord.world.member.locale = "fr"
    assert (await discord.slash("help")).cards[0].title == "What I am"


async def test_help_is_offered_in_direct_messages(discord: Discord, bot: Backstage) -> None:
    assert (await discord.slash("help", channel=discord.world.direct_channel(discord.world.member))).cards


async def test_help_leads_to_what_is_kept_after_a_restart_too(discord: Discord) -> None:
    async with online(discord, Backstage()):
        shown = await discord.slash("help")
    async with online(discord, Backstage()):
        await discord.slash("ask", question="who owns the dam?")
        kept = await discord.click(shown, "What I keep of you")
    assert kept.ephemeral
    assert kept.cards[0].title == "What I keep of you"
    assert "• who owns the dam?" in kept.cards[0].text
