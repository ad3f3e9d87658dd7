"""“Answer this”: a private preview of the answer to somebody's message, and posting it."""

from dataclasses import replace

import pytest

from qwenbot.service.ports import GuildSettings, Surface
from tests.bot.serving import DAM_ONLINE, Backstage, online
from tests.bot.test_policy import BrokenStore
from tests.loopback.driver import Discord
from tests.loopback.faults import Fault
from tests.loopback.offers import NotOfferedError
from tests.loopback.shown import Shown
from tests.loopback.world import Channel, ChannelType, Guild, Message, Permission
from tests.stories import en

WHEN = "When did Mira Holt resign?"
WHO = "Who is Mira Holt?"
OLD = "How much water does Pump 7 move?"
BOTH = "When did Mira Holt resign and who owns the dam?"
MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


async def asked_by_noah(discord: Discord, text: str = "anyone know when holt resigned?") -> Message:
    return await discord.say(text, user=discord.world.other)


async def posted(discord: Discord, preview: Shown, to: Message) -> Shown:
    """Press *Post publicly*, and return what stands below the message then."""
    await discord.press(preview, "Post publicly")
    return (await discord.answers(to))[0]


async def test_the_preview_is_private_and_has_the_answer_and_what_else_was_near(
    discord: Discord, bot: Backstage
) -> None:
    preview = await discord.menu("Answer this", await asked_by_noah(discord))
    assert preview.ephemeral
    assert preview.text == "Only you see this. It is my best answer to that message."
    assert preview.cards[0].title == WHEN
    assert preview.labels[:4] == ("Post publicly", "Helpful", "Not helpful", "Why this answer?")
    assert WHO in preview.labels[4:]
    assert WHEN not in preview.labels
    (record,) = bot.store.queries
    assert (record.surface, record.entry) == (Surface.MENU, "holt-when")


async def test_posted_publicly_it_replies_to_the_message_names_who_looked_it_up_and_pings_nobody(
    discord: Discord, bot: Backstage
) -> None:
    question = await asked_by_noah(discord)
    preview = await discord.menu("Answer this", question)
    shown = await posted(discord, preview, question)
    assert shown.replies_to == question.content
    assert shown.text == f"Looked up by <@{discord.world.member.id}>"
    assert shown.cards == preview.cards
    assert not shown.pings_anybody
    assert shown.labels[-4:] == ("Helpful", "Not helpful", "Why this answer?", "Delete")
    await discord.requests("PATCH", ORIGINAL)
    assert preview.message.content.startswith("Posted: https://discord.com/channels/")
    assert preview.message.embeds == preview.message.components == []


async def test_another_candidate_can_be_looked_at_and_posted(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord)
    preview = await discord.click(await discord.menu("Answer this", question), WHO)
    assert preview.ephemeral
    assert preview.cards[0].title == WHO
    assert (await posted(discord, preview, question)).cards[0].title == WHO


async def test_what_is_only_suggested_is_chosen_from_and_then_posted(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord, OLD)
    preview = await discord.menu("Answer this", question)
    assert "Post publicly" not in preview.labels
    assert "None of these" in preview.labels
    preview = await discord.click(preview, OLD)
    assert (await posted(discord, preview, question)).cards[0].title == OLD


async def test_an_answer_of_several_entries_is_posted_as_it_was_previewed(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord, BOTH)
    preview = await discord.menu("Answer this", question)
    assert bot.store.queries[-1].entry is None
    shown = await posted(discord, preview, question)
    assert shown.cards == preview.cards
    why = await discord.click(shown, "Why this answer?", user=discord.world.other)
    assert "each was answered" in why.said


async def test_an_answer_of_several_entries_and_messages_cannot_be_posted(discord: Discord) -> None:
    """Nothing of it could be left out, and there is no id for the whole."""
    long = en(" ".join(["The engineers measured the water again [owner]."] * 60))
    entries = tuple(
        replace(entry, answer=long) if entry.id in {"holt-when", "dam-owner"} else entry for entry in DAM_ONLINE.entries
    )
    question = await asked_by_noah(discord, BOTH)
    async with online(discord, Backstage(replace(DAM_ONLINE, entries=entries))):
        _, preview = await discord.seen(await discord.use_on("Answer this", question), 2)
    assert preview.labels[:3] == ("Helpful", "Not helpful", "Why this answer?")
    assert WHEN in preview.labels


async def test_where_it_may_not_embed_it_is_posted_as_it_was_previewed_too(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord, BOTH)
    discord.world.general.denied[discord.world.bot] = Permission.EMBED_LINKS
    preview = await discord.menu("Answer this", question)
    lead, _, answer = preview.text.partition("\n")
    assert lead.startswith("Only you see this.")
    shown = await discord.click(preview, "Post publicly")
    assert not shown.ephemeral
    assert shown.text.endswith(f"\nLooked up by <@{discord.world.member.id}>\n{answer}")


async def test_a_message_to_which_there_is_no_answer_is_told_so_privately(discord: Discord, bot: Backstage) -> None:
    preview = await discord.menu("Answer this", await asked_by_noah(discord, "qwrt zxcv?"))
    assert preview.ephemeral
    assert preview.text.startswith("Only you see this. I have no answer to that message:\nI don't know")
    assert preview.labels == ()


async def test_a_message_without_text_is_told_so(discord: Discord, bot: Backstage) -> None:
    told = await discord.menu("Answer this", await asked_by_noah(discord, "😀"))
    assert told.ephemeral
    assert told.text.startswith("That message has no text")
    assert bot.questions == []


async def test_it_works_after_a_restart_and_an_entry_that_is_gone_says_so(discord: Discord) -> None:
    question = await asked_by_noah(discord)
    async with online(discord, Backstage()):
        preview = await discord.menu("Answer this", question)
    without = replace(DAM_ONLINE, entries=tuple(each for each in DAM_ONLINE.entries if each.id != "holt-when"))
    async with online(
        discord, Backstage(replace(without, entries=tuple(replace(e, follow_ups=()) for e in without.entries)))
    ):
        assert (await discord.click(preview, "Post publicly")).text.startswith("I no longer have that answer")
    async with online(discord, Backstage()):
        assert (await posted(discord, preview, question)).cards[0].title == WHEN


async def test_a_copy_of_what_has_changed_since_is_not_posted(discord: Discord) -> None:
    question = await asked_by_noah(discord, BOTH)
    async with online(discord, Backstage()):
        preview = await discord.menu("Answer this", question)
    async with online(discord, Backstage(replace(DAM_ONLINE, out_of_scope=()))):
        told = await discord.click(preview, "Post publicly")
    assert told.text.startswith("What I know has changed since this preview.")


async def test_pressed_twice_it_is_posted_once(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord)
    preview = await discord.menu("Answer this", question)
    await discord.press(preview, "Post publicly")
    assert (await discord.click(preview, "Post publicly")).text.startswith("This has been posted already")
    await discord.answers(question)
    await discord.requests("PATCH", ORIGINAL)
    assert len(discord.traffic.to("POST", MESSAGES)) == 1


async def test_what_was_answered_a_moment_ago_is_linked_to_and_not_posted_again(
    discord: Discord, bot: Backstage
) -> None:
    await discord.slash("ask", question=WHEN)
    preview = await discord.menu("Answer this", await asked_by_noah(discord))
    assert (await discord.click(preview, "Post publicly")).text.startswith("Only you see this: I gave this answer")


async def test_where_posting_fails_it_can_be_tried_again(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord)
    preview = await discord.menu("Answer this", question)
    discord.faults.add(Fault("POST", MESSAGES, 400))
    assert (await discord.click(preview, "Post publicly")).text.startswith("Something went wrong on my side")
    assert (await posted(discord, preview, question)).cards[0].title == WHEN


async def test_where_the_server_wants_no_answers_nothing_can_be_posted(discord: Discord) -> None:
    backstage = Backstage()
    question = await asked_by_noah(discord)
    async with online(discord, backstage):
        before = await discord.menu("Answer this", question)
    await backstage.store.write_settings(discord.world.guild.id, GuildSettings(channels=frozenset({1})))
    async with online(discord, backstage):
        preview = await discord.menu("Answer this", question)
        assert preview.cards[0].title == WHEN
        assert "Post publicly" not in preview.labels
        assert (await discord.click(before, "Post publicly")).text.startswith("I may not speak in this channel")


async def test_where_the_settings_cannot_be_read_nothing_is_posted_and_one_is_told_to_try_again(
    discord: Discord,
) -> None:
    question = await asked_by_noah(discord)
    async with online(discord, Backstage()):
        preview = await discord.menu("Answer this", question)
    async with online(discord, Backstage(store=BrokenStore())):
        told = await discord.click(preview, "Post publicly")
    assert told.ephemeral
    assert told.text.endswith("Please try again in a minute.")


# ---------------------------------------------------------------- where the bot may not write, or is not


@pytest.mark.parametrize("denied", [Permission.SEND_MESSAGES, Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY])
async def test_where_it_may_not_write_it_follows_up_with_a_link_to_the_message(
    discord: Discord, bot: Backstage, denied: Permission
) -> None:
    question = await asked_by_noah(discord)
    discord.world.general.denied[discord.world.bot] = denied
    preview = await discord.menu("Answer this", question)
    shown = await discord.click(preview, "Post publicly")
    assert not shown.ephemeral
    place = f"{discord.world.guild.id}/{discord.world.general.id}/{question.id}"
    assert shown.text == (f"https://discord.com/channels/{place}\nLooked up by <@{discord.world.member.id}>")
    assert shown.cards[0].title == WHEN
    assert not shown.pings_anybody


async def test_what_came_too_late_to_be_posted_was_not_said(discord: Discord, bot: Backstage) -> None:
    question = await asked_by_noah(discord)
    discord.world.general.denied[discord.world.bot] = Permission.EMBED_LINKS
    preview = await discord.menu("Answer this", question)
    discord.faults.add(Fault("POST", CALLBACK, 404, code=10062))
    await discord.press(preview, "Post publicly")
    await discord.requests("POST", CALLBACK, 2)
    await discord.slash("help")  # by now it knows what has become of it
    assert not (await discord.slash("ask", question=WHEN)).ephemeral


@pytest.fixture(name="abroad")
def _abroad(discord: Discord) -> Channel:
    """Return a channel of a server that the bot is not in."""
    guild = Guild("Abroad", discord.world.other)
    guild.join(discord.world.member)
    guild.join(discord.world.other)
    return guild.channel("general")


async def test_who_has_installed_it_to_themselves_uses_it_where_the_bot_is_not(
    discord: Discord, bot: Backstage, abroad: Channel
) -> None:
    assert (await discord.slash("ask", question=WHEN, channel=abroad)).cards[0].title == WHEN
    question = await discord.say("who is holt?", user=discord.world.other, channel=abroad)
    preview = await discord.menu("Answer this", question)
    shown = await discord.click(preview, "Post publicly")
    assert not shown.ephemeral
    assert shown.text.startswith(f"https://discord.com/channels/{abroad.guild and abroad.guild.id}/{abroad.id}/")
    assert (await discord.slash("help", channel=abroad)).cards
    with pytest.raises(NotOfferedError):
        await discord.slash("admin reload", channel=abroad, user=discord.world.other)


async def test_it_answers_in_group_chats(discord: Discord, bot: Backstage) -> None:
    group = Channel(ChannelType.GROUP, recipient=discord.world.other)
    assert (await discord.slash("ask", question=WHEN, channel=group)).cards[0].title == WHEN
    question = await discord.say("who is holt?", user=discord.world.other, channel=group)
    preview = await discord.menu("Answer this", question)
    shown = await discord.click(preview, "Post publicly")
    assert shown.text.startswith(f"https://discord.com/channels/@me/{group.id}/{question.id}\n")
    await discord.press(shown, "Delete")
    await discord.requests("DELETE", ORIGINAL)
    assert shown.message.id not in group.messages


async def test_in_a_direct_message_it_replies(discord: Discord, bot: Backstage) -> None:
    question = await discord.say("hm?", channel=discord.world.direct_channel(discord.world.member))
    question.content = "who is holt?"
    preview = await discord.menu("Answer this", question)
    await discord.press(preview, "Post publicly")
    *_, shown = await discord.answers(question, 2)
    assert (shown.replies_to, shown.cards[0].title) == ("who is holt?", WHO)


async def test_what_was_posted_counts_even_if_the_preview_cannot_be_changed_any_more(
    discord: Discord, bot: Backstage
) -> None:
    question = await asked_by_noah(discord)
    preview = await discord.menu("Answer this", question)
    discord.faults.add(Fault("PATCH", ORIGINAL, 404))
    assert (await posted(discord, preview, question)).cards[0].title == WHEN
    await discord.requests("PATCH", ORIGINAL)
    assert (await discord.click(preview, "Post publicly")).text.startswith("This has been posted already")
    assert len(discord.traffic.to("POST", MESSAGES)) == 1
