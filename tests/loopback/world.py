"""Who and what there is: mutable, as the world is. Tests make it; requests change it; `wire` shows it."""

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any, Final

from tests.loopback.snowflakes import snowflake


class Permission(IntFlag):
    """The few permissions that matter here, with Discord's numbers."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    SEND_MESSAGES_IN_THREADS = 1 << 38


NOTHING: Final = Permission(0)

ORDINARY: Final = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_MESSAGES_IN_THREADS
)
"""What everybody may do in a server where nobody has changed anything that matters here."""

EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
SUPPRESS_EMBEDS: Final = 1 << 2
COMPONENTS_V2: Final = 1 << 15
"""Message flags."""


class ChannelType(IntEnum):
    """The kinds of channel there are here, with Discord's numbers."""

    TEXT = 0
    DIRECT = 1
    GROUP = 3
    THREAD = 11


@dataclass(eq=False, slots=True)
class User:
    """An account. `takes_direct_messages` is a setting of theirs, `locale` the language of their Discord."""

    name: str
    bot: bool = False
    locale: str = "en-US"
    takes_direct_messages: bool = True
    id: int = field(default_factory=snowflake)


@dataclass(eq=False, slots=True)
class Guild:
    """A server: what everybody may do there, and for each member what they may beyond that."""

    name: str
    owner: User
    everyone: Permission = ORDINARY
    members: dict[User, Permission] = field(default_factory=dict)
    channels: list["Channel"] = field(default_factory=list)
    id: int = field(default_factory=snowflake)
    roles: dict[User, int] = field(default_factory=dict)

    def join(self, user: User, more: Permission = NOTHING) -> None:
        """Let a user in, with rights beyond everybody's."""
        self.members[user] = more
        self.roles.setdefault(user, snowflake())

    def channel(self, name: str, parent: "Channel | None" = None) -> "Channel":
        """Open a text channel, or with a parent a thread."""
        kind = ChannelType.TEXT if parent is None else ChannelType.THREAD
        self.channels.append(Channel(kind, name, self, parent=parent))
        return self.channels[-1]


@dataclass(eq=False, slots=True)
class Channel:
    """Where messages are: in a server, or between the bot and one user (`recipient`).

    `denied` and `allowed` are what differs here, for a member or, under None, for everybody.
    """

    kind: ChannelType
    name: str = ""
    guild: Guild | None = None
    recipient: User | None = None
    parent: "Channel | None" = None
    denied: dict[User | None, Permission] = field(default_factory=dict)
    allowed: dict[User | None, Permission] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    id: int = field(default_factory=snowflake)


@dataclass(eq=False, slots=True)
class File:
    """A file that hangs on a message."""

    name: str
    data: bytes = field(repr=False)
    id: int = field(default_factory=snowflake)


@dataclass(eq=False, slots=True)
class Message:
    """A message; `embeds` and `components` are as they were sent. `pings` is who hears of it, True for everybody."""

    channel: Channel
    author: User
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    mentions: list[User] = field(default_factory=list)
    pings: list[User] = field(default_factory=list)
    pings_everyone: bool = False
    reference: "Message | None" = None
    reference_id: int | None = None
    webhook_id: int | None = None
    interaction: dict[str, Any] | None = None
    edited: bool = False
    nonce: str | int | None = None
    id: int = field(default_factory=snowflake)


@dataclass(eq=False, slots=True)
class Application:
    """The application whose bot logs in. `team` are its accepted members by role, with `owner` as the team's owner."""

    owner: User
    bot: User
    token: str = "MTA.loopback.token"
    team: dict[User, str] | None = None
    shards: int = 1
    commands: list[dict[str, Any]] = field(default_factory=list)
    guild_commands: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The application's id, which is its bot's too, as with most."""
        return self.bot.id


class World:
    """One application, two servers that its bot is in, and a few people; a test adds what else it needs."""

    def __init__(self) -> None:
        self.owner = User("olga")
        self.member = User("mia")
        self.other = User("noah")
        self.application = Application(self.owner, User("qwenbot", bot=True))
        self.guild = Guild("Readers", self.owner)
        self.elsewhere = Guild("Elsewhere", self.other)
        self.guilds = [self.guild, self.elsewhere]
        self.general = self.guild.channel("general")
        self.elsewhere.channel("general")
        for guild in self.guilds:
            for user in (self.application.bot, self.owner, self.member, self.other):
                guild.join(user)
        self.direct: dict[User, Channel] = {}
        self.nonces: dict[str, Message] = {}
        self._users: dict[int, User] = {}
        self._channels: dict[int, Channel] = {}

    @property
    def bot(self) -> User:
        """The account of the bot."""
        return self.application.bot

    @property
    def users(self) -> list[User]:
        """Everybody who is in some server or has a channel of their own."""
        found = dict.fromkeys(user for guild in self.guilds for user in guild.members)
        return list(found | dict.fromkeys(self.direct))

    def crowd(self, number: int) -> list[User]:
        """Let so many more people into the first server, and return them."""
        users = [User(f"reader-{n}") for n in range(number)]
        for user in users:
            self.guild.join(user)
        return users

    def direct_channel(self, user: User) -> Channel:
        """Return the channel between the bot and a user, opened if there is none."""
        if user not in self.direct:
            self.direct[user] = Channel(ChannelType.DIRECT, recipient=user)
        return self.direct[user]

    def channel_by_id(self, channel_id: int) -> Channel | None:
        """Find a channel, in servers and among the direct ones."""
        found = self._channels.get(channel_id)
        if found is None or (found.guild is not None and found not in found.guild.channels):
            everywhere = [*(channel for guild in self.guilds for channel in guild.channels), *self.direct.values()]
            self._channels = {channel.id: channel for channel in everywhere}
        return self._channels.get(channel_id)

    def user_by_id(self, user_id: int) -> User | None:
        """Find a user."""
        if user_id not in self._users:
            self._users = {user.id: user for user in self.users}
        return self._users.get(user_id)

    def commands_in(self, guild: Guild | None) -> list[dict[str, Any]]:
        """Return the commands that are offered in a server, or in direct messages."""
        own = self.application.guild_commands.get(guild.id, []) if guild else []
        named = {(command["type"], command["name"]) for command in own}
        return [*own, *(c for c in self.application.commands if (c["type"], c["name"]) not in named)]
