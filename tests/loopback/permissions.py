"""What a member may do in a channel, by Discord's documented order: everybody, roles, then the channel's exceptions."""

from typing import Final

from tests.loopback.world import Channel, ChannelType, Guild, Permission, User

ALL: Final = Permission(sum(Permission))


def in_guild(guild: Guild, user: User) -> Permission:
    """Return what a member may do in a server as a whole; nothing if they are not in it."""
    if user not in guild.members:
        return Permission(0)
    granted = guild.everyone | guild.members[user]
    return ALL if user is guild.owner or Permission.ADMINISTRATOR in granted else granted


def in_channel(channel: Channel, user: User) -> Permission:
    """Return what a user may do in a channel; between two people everything."""
    if channel.guild is None:
        return ALL
    granted = in_guild(channel.guild, user)
    if granted == ALL:
        return granted
    place = channel.parent or channel
    for whose in (None, user):
        granted &= ~place.denied.get(whose, Permission(0))
        granted |= place.allowed.get(whose, Permission(0))
    return granted


def may_send(channel: Channel, user: User) -> bool:
    """Tell whether a user may write in a channel."""
    here = in_channel(channel, user)
    sending = Permission.SEND_MESSAGES_IN_THREADS if channel.kind is ChannelType.THREAD else Permission.SEND_MESSAGES
    return Permission.VIEW_CHANNEL in here and sending in here
