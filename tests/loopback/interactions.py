"""Commands used, buttons clicked, things typed, modals sent in: what each allows, and how far the bot has got."""

import asyncio
import secrets
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from tests.loopback import wire
from tests.loopback.permissions import in_channel
from tests.loopback.snowflakes import snowflake
from tests.loopback.world import EPHEMERAL, Application, Channel, ChannelType, Guild, Message, User

TOKEN_S: Final = 15 * 60.0
"""How long an interaction can be followed up."""


class Kind(IntEnum):
    """What somebody did, with Discord's numbers."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How a bot may answer first, with Discord's numbers."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


ANSWERS: Final = {
    Kind.COMMAND: frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL}),
    Kind.COMPONENT: frozenset(Callback) - {Callback.CHOICES},
    Kind.AUTOCOMPLETE: frozenset({Callback.CHOICES}),
    Kind.MODAL: frozenset(Callback) - {Callback.CHOICES, Callback.MODAL},
}
"""Which first answers there are to what."""


@dataclass(eq=False, slots=True)
class Interaction:
    """One interaction. `messages` are what the member has seen of it so far, in order.

    A modal sent in was `opened_by` the interaction that it answered.
    """

    kind: Kind
    user: User
    channel: Channel
    data: dict[str, Any]
    message: Message | None = None
    opened_by: "Interaction | None" = None
    id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    created: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    answer: Callback | None = None
    answers: int = 0
    refused: int = 0
    ephemeral: bool = False
    thinking: bool = False
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    choices: list[dict[str, Any]] | None = None
    modal: dict[str, Any] | None = None

    @property
    def guild(self) -> Guild | None:
        """The server it happened in."""
        return self.channel.guild

    def age_s(self) -> float:
        """Return how long ago it happened."""
        return asyncio.get_running_loop().time() - self.created

    def is_settled(self) -> bool:
        """Tell whether whoever did it has got what they wait for."""
        return self.answer is not None and not self.thinking

    def metadata(self, app: Application) -> dict[str, Any]:
        """Return what a message that answers it says of it."""
        shown: dict[str, Any] = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": wire.user(self.user),
            "authorizing_integration_owners": _owners(self, app),
        }
        if self.kind is Kind.COMPONENT and self.message is not None:
            shown["interacted_message_id"] = str(self.message.id)
        if self.opened_by is not None:
            shown["triggering_interaction_metadata"] = self.opened_by.metadata(app)
        return shown

    def by_id(self, message_id: str) -> Message | None:
        """Find one of its messages; `@original` is the first answer."""
        if message_id == "@original":
            return self.original
        return next((each for each in self.messages if str(each.id) == message_id), None)


def event(interaction: Interaction, app: Application) -> dict[str, Any]:
    """Return INTERACTION_CREATE."""
    place, guild, who = interaction.channel, interaction.guild, interaction.user
    shown: dict[str, Any] = {
        "id": str(interaction.id),
        "application_id": str(app.id),
        "type": int(interaction.kind),
        "data": interaction.data,
        "channel_id": str(place.id),
        "channel": wire.channel(place),
        "token": interaction.token,
        "version": 1,
        "app_permissions": wire.app_permissions(place, app.bot),
        "locale": who.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": _owners(interaction, app),
        "context": 0 if guild else 1 if place.kind is ChannelType.DIRECT else 2,
        "attachment_size_limit": 10_485_760,
    }
    if guild is None:
        shown["user"] = wire.user(who)
    else:
        member = {**wire.member(guild, who), "user": wire.user(who), "permissions": str(int(in_channel(place, who)))}
        shown |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": member,
        }
    if interaction.message is not None:
        shown["message"] = wire.message(interaction.message)
    return shown


def _owners(interaction: Interaction, app: Application) -> dict[str, str]:
    """Return for whom the application is installed: the server if its bot is there, the user anyhow."""
    place, user = interaction.channel, {"1": str(interaction.user.id)}
    if place.guild is not None:
        return {"0": str(place.guild.id)} if app.bot in place.guild.members else user
    return {"0": "0", **user} if place.kind is ChannelType.DIRECT else user


class Interactions:
    """All interactions of a bot, by id and by token. `deadline_s` is how long the first answer may take."""

    def __init__(self, deadline_s: float) -> None:
        self.deadline_s = deadline_s
        self._by_token: dict[str, Interaction] = {}

    @property
    def all(self) -> list[Interaction]:
        """All that is remembered, the first first."""
        return list(self._by_token.values())

    def add(self, interaction: Interaction) -> Interaction:
        """Take note of what somebody did."""
        self._by_token[interaction.token] = interaction
        return interaction

    def forget(self, interaction: Interaction) -> None:
        """Take no more requests for it."""
        self._by_token.pop(interaction.token, None)

    def to_answer(self, interaction_id: int, token: str) -> Interaction | None:
        """Find the interaction that a first answer is for, unless it is too late for one."""
        found = self.by_token(token)
        if found is None or found.id != interaction_id:
            return None
        return found if found.answer is not None or found.age_s() <= self.deadline_s else None

    def by_token(self, token: str) -> Interaction | None:
        """Find the interaction that a follow-up is for."""
        found = self._by_token.get(token)
        return found if found is not None and found.age_s() <= TOKEN_S else None


def is_ephemeral(message: Message) -> bool:
    """Tell whether only one member sees a message."""
    return bool(message.flags & EPHEMERAL)
