"""Direct messages, mentions of the bot and replies to it. Whatever else is written, it is silent."""

import logging
import re

import discord
from discord.ext import commands

from qwenbot.bot import asking, limits
from qwenbot.bot.controls import below, delete_row
from qwenbot.bot.failures import NETWORK, not_taken
from qwenbot.bot.intake import Intake, Recent
from qwenbot.bot.markdown import escape
from qwenbot.bot.parts import Part
from qwenbot.bot.policy import Place, Policy, key_of
from qwenbot.bot.rendering import render, render_brief, with_rows
from qwenbot.bot.sending import may_speak_at, permissions_at, reply
from qwenbot.bot.words import words
from qwenbot.knowledge.model import Outcome
from qwenbot.service.ask import AskService
from qwenbot.service.live import LiveKnowledge
from qwenbot.text.normalise import normalise

log = logging.getLogger(__name__)

_WRITTEN_BY_PEOPLE = frozenset({discord.MessageType.default, discord.MessageType.reply})


class MessagesCog(commands.Cog):
    """Questions in messages. A reply to the bot counts if it pings: without, Discord does not send us its text."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        service: AskService,
        live: LiveKnowledge,
        policy: Policy,
        intake: Intake,
    ) -> None:
        self._bot = bot
        self._service = service
        self._live = live
        self._policy = policy
        self._intake = intake
        self._mute_channels = Recent()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for us."""
        if not self._is_for_us(message) or not self._intake.admit(message.id):
            return
        if not may_speak_at(message):
            self._say_mute(message, "the permissions forbid it")
            return
        hush = self._policy.hushed(Place.of(message))
        if hush == "hushed-here":
            log.debug("Asked in channel %d, where the server wants no answers", message.channel.id)
            return
        try:
            parts, key = self._answer(message, self._without_mention(message.content), hush)
        except Exception:  # the last resort: a member is told that it failed, whatever failed
            log.exception("A message could not be answered")
            parts, key = self._line("failed"), None
        await self._speak(message, parts, key)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Take note that a message is gone, whoever has deleted it."""
        self._policy.deleted(Place(gone.guild_id, gone.channel_id), (gone.message_id,))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Take note of many, as a moderator deletes them."""
        self._policy.deleted(Place(gone.guild_id, gone.channel_id), gone.message_ids)

    def _answer(self, message: discord.Message, text: str, hush: str | None) -> tuple[tuple[Part, ...], str | None]:
        """Return what to say, and what tells the answer, if it is one, from others."""
        user = message.author.id
        if not self._policy.admits(user):
            return self._line("too-many") if message.guild is None or self._policy.tells(user) else (), None
        if not any(character.isalnum() for character in normalise(text)):
            return (self._hint(),), None  # a mention alone, an emoji, a picture: nothing was asked
        if hush:
            return self._line("only-privately"), None
        asked = self._service.ask(text, asking.by_message(message))
        rows = below(asked, private=False, asker=user)
        if message.guild is None:
            return with_rows(render(asked.reply), rows, delete_row(user)), None
        framed = permissions_at(message).embed_links
        if asked.reply.outcome is Outcome.ABSTAINED:
            return render_brief(asked.reply), None
        parts = with_rows(render(asked.reply, framed=framed), rows, delete_row(user))
        if asked.reply.outcome is Outcome.SUGGESTED:
            return parts, None
        key, place = key_of(asked.reply), Place.of(message)
        above = self._policy.claim(place, key, place.link(message.id))
        if above:
            return (Part(words(asked.reply.language, "said-just-now", link=above)),), None
        return parts, key

    def _line(self, key: str) -> tuple[Part, ...]:
        return (Part(words(self._live.engine.knowledge.story.language, key)),)

    def _hint(self) -> Part:
        story = self._live.engine.knowledge.story
        return Part(words(story.language, "how-to-ask", title=escape(story.title.text())))

    def _is_for_us(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id is not None or message.type not in _WRITTEN_BY_PEOPLE:
            return False
        us = self._bot.user
        return message.guild is None or (us is not None and any(user.id == us.id for user in message.mentions))

    def _without_mention(self, text: str) -> str:
        return re.sub(rf"<@!?{self._bot.user.id}>", " ", text).strip() if self._bot.user else text

    async def _speak(self, message: discord.Message, parts: tuple[Part, ...], key: str | None) -> None:
        if not parts:
            return
        place = Place.of(message)
        link = None
        try:
            link = await reply(message, parts)
        except discord.Forbidden as error:
            if error.code == limits.CANNOT_MESSAGE_USER:
                log.debug("A member takes no direct messages")
            else:
                self._say_mute(message, error.text)
        except NETWORK as error:
            not_taken(error)
        if key and link:
            self._policy.said(place, key, link)
        elif key:
            self._policy.unsaid(place, key)

    def _say_mute(self, message: discord.Message, why: str) -> None:
        """Log, once for each channel, that we may not answer there."""
        if self._mute_channels.is_new(message.channel.id):
            log.warning(
                "Cannot answer in channel %d (%s): allow View Channel, Send Messages and Embed Links there",
                message.channel.id,
                why,
            )
