"""Direct messages, mentions of the bot and replies to it. Whatever else is written, it is silent."""

import logging
import re

import discord
from discord.ext import commands

from qwenbot.bot import asking, limits
from qwenbot.bot.failures import NETWORK
from qwenbot.bot.intake import Intake, Recent
from qwenbot.bot.markdown import escape
from qwenbot.bot.rendering import Part, render, render_brief
from qwenbot.bot.sending import may_speak_at, permissions_at, reply
from qwenbot.bot.words import words
from qwenbot.service.ask import AskService
from qwenbot.service.live import LiveKnowledge
from qwenbot.text.normalise import normalise

log = logging.getLogger(__name__)

_WRITTEN_BY_PEOPLE = frozenset({discord.MessageType.default, discord.MessageType.reply})


class MessagesCog(commands.Cog):
    """Questions in messages. A reply to the bot counts if it pings: without, Discord does not send us its text."""

    def __init__(self, bot: commands.AutoShardedBot, service: AskService, live: LiveKnowledge, intake: Intake) -> None:
        self._bot = bot
        self._service = service
        self._live = live
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
        try:
            parts = self._answer(message, self._without_mention(message.content))
        except Exception:  # the last resort: a member is told that it failed, whatever failed
            log.exception("A message could not be answered")
            parts = (Part(words(self._live.engine.knowledge.story.language, "failed")),)
        await self._speak(message, parts)

    def _answer(self, message: discord.Message, text: str) -> tuple[Part, ...]:
        if not any(character.isalnum() for character in normalise(text)):
            return (self._hint(),)  # a mention alone, an emoji, a picture: nothing was asked
        asked = self._service.ask(text, asking.by_message(message))
        if message.guild is None:
            return render(asked.reply)
        return render_brief(asked.reply, framed=permissions_at(message).embed_links)

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

    async def _speak(self, message: discord.Message, parts: tuple[Part, ...]) -> None:
        try:
            await reply(message, parts)
        except discord.Forbidden as error:
            if error.code == limits.CANNOT_MESSAGE_USER:
                log.debug("A member takes no direct messages")
            else:
                self._say_mute(message, error.text)
        except NETWORK as error:
            log.warning("Discord did not take an answer: %s: %s", type(error).__name__, error)

    def _say_mute(self, message: discord.Message, why: str) -> None:
        """Log, once for each channel, that we may not answer there."""
        if self._mute_channels.is_new(message.channel.id):
            log.warning(
                "Cannot answer in channel %d (%s): allow View Channel, Send Messages and Embed Links there",
                message.channel.id,
                why,
            )
