"""Who sees an answer, everybody or who asked alone: by a server's settings, cooldowns, and how much somebody asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import discord

from qwenbot.answering.reply import Reply
from qwenbot.service.limits import Cooldowns, RateLimit
from qwenbot.service.settings import SettingsService

TOLD_S: Final = 60.0
"""How often a member who asks too much in a channel is told so there: where others read, once is enough."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a channel or thread, with the channel that a thread belongs to."""

    guild: int | None
    channel: int
    parent: int | None = None

    @classmethod
    def of(cls, where: "discord.Interaction[Any] | discord.Message") -> "Place":
        """Return where an interaction or a message is."""
        parent = where.channel.parent_id if isinstance(where.channel, discord.Thread) else None
        if isinstance(where, discord.Interaction):
            return cls(where.guild_id, where.channel_id or 0, parent)
        return cls(where.guild.id if where.guild else None, where.channel.id, parent)

    def link(self, message: int | None = None) -> str:
        """Return a link to a message here, or to the channel."""
        address = f"https://discord.com/channels/{self.guild or '@me'}/{self.channel}"
        return address if message is None else f"{address}/{message}"


@dataclass(slots=True)
class Policy:
    """Decides who sees an answer. `clock` tells seconds, from anywhere on."""

    settings: SettingsService
    cooldowns: Cooldowns
    limit: RateLimit
    clock: Callable[[], float]
    told: RateLimit = field(default_factory=lambda: RateLimit(most=1, window_s=TOLD_S))

    def admits(self, user: int) -> bool:
        """Tell whether a member may ask now, and count it."""
        return self.limit.allow(str(user), self.clock())

    def tells(self, user: int) -> bool:
        """Tell whether a member who may not ask now is to be told so where others read it."""
        return self.told.allow(str(user), self.clock())

    def hushed(self, place: Place) -> str | None:
        """Return why nothing may be said here for all to see, as a key of `words`; None if it may."""
        settings = self.settings.of(place.guild)
        if settings is None:
            return "hushed-unread"
        if settings.channels and not settings.channels & {place.channel, place.parent}:
            return "hushed-here"
        return None

    def keeps_private(self, place: Place, wanted: bool | None) -> bool:
        """Tell whether an answer is for who asked alone: as `wanted`, or as is usual here where nothing is said."""
        if wanted is not None:
            return wanted
        settings = self.settings.of(place.guild)
        return settings is None or settings.private_by_default

    def claim(self, place: Place, key: str, link: str) -> str | None:
        """Return the link to where an answer was given here a moment ago; if it was not, `link` is where now.

        `key` tells it from others: see `key_of`. Always None in direct messages.
        """
        settings = self.settings.of(place.guild)
        if place.guild is None or settings is None:
            return None
        above = self.cooldowns.seen(place.channel, key, self.clock(), settings.cooldown_s)
        if above is None:
            self.said(place, key, link)
        return above

    def said(self, place: Place, key: str, link: str) -> None:
        """Remember the link to an answer whose place was claimed."""
        self.cooldowns.put(place.channel, key, self.clock(), link)

    def unsaid(self, place: Place, key: str) -> None:
        """Give back the place of an answer that did not come out, so that the next one is given in full."""
        self.cooldowns.put(place.channel, key, float("-inf"), "")

    def deleted(self, place: Place, messages: Iterable[int]) -> None:
        """Give back the places of answers whose messages were deleted: nobody is sent to where nothing is any more."""
        self.cooldowns.forget({place.link(message) for message in messages})


def key_of(reply: Reply) -> str:
    """Return what tells an answer from others: its entry, or of one that was composed, its text."""
    return reply.entry or f"text {hash(reply.text):x}"
