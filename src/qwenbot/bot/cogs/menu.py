"""“Answer this” in the menu of a message: a private preview first, and then, for who wants it, a public answer."""

import re
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from qwenbot.answering.reply import Choice, Reply
from qwenbot.bot import asking, custom_ids
from qwenbot.bot.answers import admit, tell
from qwenbot.bot.clicks import Clicks
from qwenbot.bot.controls import below, below_copy, below_preview, delete_row, has_substance
from qwenbot.bot.failures import NETWORK, locale_of, not_taken
from qwenbot.bot.intake import Recent
from qwenbot.bot.parts import Part
from qwenbot.bot.policy import Place, Policy, key_of
from qwenbot.bot.rendering import render, with_lead, with_rows
from qwenbot.bot.sending import defer, follow_up, respond, say
from qwenbot.bot.words import words
from qwenbot.knowledge.model import EntryKind
from qwenbot.service.ask import Asked, AskService
from qwenbot.service.live import LiveKnowledge
from qwenbot.text.normalise import normalise

Interaction = discord.Interaction[Any]

NAME: Final = "Answer this"


class MenuCog(commands.Cog):
    """Answers to what others wrote. Their text arrives with the command; afterwards only ids are carried."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        service: AskService,
        live: LiveKnowledge,
        policy: Policy,
        clicks: Clicks,
    ) -> None:
        self._bot = bot
        self._service = service
        self._live = live
        self._policy = policy
        self._posting = Recent()
        clicks.on(custom_ids.PREVIEW, self._preview)
        clicks.on(custom_ids.POST, self._post_entry)
        clicks.on(custom_ids.COPY, self._post_copy)

    async def cog_load(self) -> None:
        """Add the command: discord.py finds none of this kind in a cog by itself."""
        self._bot.tree.add_command(app_commands.ContextMenu(name=NAME, callback=self.answer_this))

    async def cog_unload(self) -> None:
        """Take the command away."""
        self._bot.tree.remove_command(NAME, type=discord.AppCommandType.message)

    async def answer_this(self, interaction: Interaction, message: discord.Message) -> None:
        """Show, privately, what the answer to a message would be."""
        if not any(character.isalnum() for character in normalise(message.content)):
            await tell(interaction, "no-text")
        elif await admit(interaction, self._policy):
            asked = self._service.ask(message.content, asking.by_menu(interaction))
            await self._show(interaction, asked, message.id)

    async def _preview(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Show, privately, another entry as the answer."""
        if not await admit(interaction, self._policy):
            return
        asked = self._service.open(match["entry"], asking.by_menu(interaction))
        if asked is None:
            await tell(interaction, "gone")
        else:
            await self._show(interaction, asked, int(match["message"]))

    async def _show(self, interaction: Interaction, asked: Asked, message: int) -> None:
        reply = asked.reply
        parts = render(reply)
        # An answer of several entries is posted by copying its preview, which must then be one message.
        postable = (reply.entry is not None or len(parts) == 1) and self._policy.hushed(Place.of(interaction)) is None
        parts = with_rows(parts, below_preview(asked, self._also(reply), message, postable=postable))
        lead = words(locale_of(interaction), "preview" if has_substance(reply) else "preview-miss")
        await respond(interaction, with_lead(parts, lead), ephemeral=True)

    def _also(self, reply: Reply) -> tuple[Choice, ...]:
        """Return what else might have been meant: what is offered, or else what ranked next."""
        entries = self._live.engine.knowledge.entry_by_id
        ranked = (entries[each.entry] for each in reply.candidates if each.entry in entries)
        near = tuple(Choice(entry.id, entry.title) for entry in ranked if entry.kind is EntryKind.ANSWER)
        offered = reply.suggestions or (near if has_substance(reply) else ())
        return tuple(choice for choice in offered if choice.entry != reply.entry)

    async def _post_entry(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Post an entry as it is now."""
        if not await admit(interaction, self._policy):
            return
        asked = self._service.open(match["entry"], asking.by_menu(interaction))
        if asked is None:
            await tell(interaction, "gone")
            return
        user = interaction.user.id
        parts = with_rows(render(asked.reply), below(asked, private=False, asker=user), delete_row(user))
        await self._post(interaction, parts, int(match["message"]), key_of(asked.reply))

    async def _post_copy(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Post what the preview shows, word for word: an answer of several entries, for which there is no id."""
        if match["version"] != self._live.engine.knowledge.version:
            await tell(interaction, "changed-since")
            return
        text = _answer_in(interaction.message)
        part = Part(text, card=True, rows=below_copy(match["query"], interaction.user.id))
        await self._post(interaction, (part,), int(match["message"]), f"copy {hash(text):x}")

    async def _post(self, interaction: Interaction, parts: tuple[Part, ...], target: int, key: str) -> None:
        """Post an answer to a message, once, with who looked it up; unless it was given here a moment ago."""
        place, preview = Place.of(interaction), interaction.message.id if interaction.message else 0
        if hush := self._policy.hushed(place):
            await tell(interaction, "unreadable" if hush == "hushed-unread" else "cannot-post")
        elif not self._posting.is_new(preview):
            await tell(interaction, "posting")
        elif above := self._policy.claim(place, key, place.link(target)):
            await tell(interaction, "said-above", link=above)
        else:
            try:
                link = await self._speak(interaction, parts, target)
            except Exception:  # raised again: only what was claimed is given back
                self._posting.forget(preview)
                self._policy.unsaid(place, key)
                raise
            if link is None:
                self._policy.unsaid(place, key)
                return
            self._policy.said(place, key, link)
            if interaction.response.type is discord.InteractionResponseType.deferred_message_update:
                await self._say_posted(interaction, link)

    async def _say_posted(self, interaction: Interaction, link: str) -> None:
        """Put a link in the place of the preview; that it was posted stands, even if this does not come through."""
        try:
            await follow_up(interaction, (Part(words(locale_of(interaction), "posted", link=link)),))
        except NETWORK as error:
            not_taken(error)

    async def _speak(self, interaction: Interaction, parts: tuple[Part, ...], target: int) -> str | None:
        """Reply to the message where we may, else follow up with a link to it; return a link to that, if it came."""
        place = Place.of(interaction)
        lead = words(locale_of(interaction), "answered-for", user=interaction.user.id)
        if not _may_write(interaction):
            lead = f"{place.link(target)}\n{lead}"
            sent = await respond(interaction, with_lead(parts, lead), ephemeral=False)
            return None if sent is None else place.link(sent)
        await defer(interaction)
        channel = self._bot.get_partial_messageable(place.channel, guild_id=place.guild)
        reference = discord.MessageReference(
            message_id=target, channel_id=place.channel, guild_id=place.guild, fail_if_not_exists=False
        )
        return await say(channel, with_lead(parts, lead), interaction.id, reference)


def _answer_in(preview: discord.Message | None) -> str:
    """Return the text of an answer of several entries, which has no title, from the preview that shows it."""
    if preview is None:
        return ""
    return preview.embeds[0].description or "" if preview.embeds else preview.content.partition("\n")[2]


def _may_write(interaction: Interaction) -> bool:
    """Tell whether the bot may reply in the channel: it must be there, and not only be installed to who asks."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    allowed = interaction.app_permissions
    sends = (
        allowed.send_messages_in_threads if isinstance(interaction.channel, discord.Thread) else allowed.send_messages
    )
    reads = allowed.view_channel and allowed.read_message_history  # who replies must see what to
    return interaction.is_guild_integration() and reads and sends and allowed.embed_links
