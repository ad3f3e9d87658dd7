"""From parts to what discord.py sends, as answers to interactions and as replies in channels: said once, and surely.

discord.py sends again after most server errors, but neither after a 503 nor after a lost connection, and a request that
was lost may have been carried out. So what is sent again here is what Discord takes only once: the first answer to an
interaction, an edit, and a message in a channel with its `nonce`. A follow-up is none of these, and is not sent again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, TypeVar

import discord

from qwenbot.bot import drawing
from qwenbot.bot.failures import NETWORK, describe, is_answered, is_too_late, let_be, wait_after
from qwenbot.bot.parts import Part

log = logging.getLogger(__name__)

_Sent = TypeVar("_Sent")

AT_ONCE_S: Final = (0.3, 0.9)
"""Pauses before an interaction is answered again: all within the 3 s that Discord waits."""

PATIENTLY_S: Final = (0.5, 2.0, 6.0)
"""Pauses before a message is sent again; an answer is of no use much later."""


async def surely(send: Callable[[], Awaitable[_Sent]], waits_s: tuple[float, ...]) -> _Sent:
    """Send what Discord takes only once, and send it again where that may help; raises what the last try raised."""
    for wait_s in waits_s:
        try:
            return await send()
        except NETWORK as error:
            least_s = wait_after(error)
            if least_s is None or least_s > sum(waits_s):
                raise
            log.debug("Sending again: %s", describe(error))
            await asyncio.sleep(max(wait_s, least_s))
    return await send()


async def respond(interaction: discord.Interaction[Any], parts: tuple[Part, ...], *, ephemeral: bool) -> int | None:
    """Answer an interaction, once, and return the id of the first message, if Discord has taken it.

    One that has expired or been answered by another delivery is let be. `ephemeral` shows it to the member alone.
    """
    head, *more = parts
    framed = interaction.app_permissions.embed_links
    message_id = await _begin(interaction, drawing.message(head, framed=framed), ephemeral=ephemeral)
    if message_id is not None:
        for part in more:
            await interaction.followup.send(**drawing.message(part, framed=framed), ephemeral=ephemeral)
    return message_id


async def _begin(interaction: discord.Interaction[Any], arguments: dict[str, Any], *, ephemeral: bool) -> int | None:
    """Give the first answer, and return its id; None if it is too late, or another process has answered."""
    try:
        done = await first(partial(interaction.response.send_message, **arguments, ephemeral=ephemeral))
        return (await interaction.original_response()).id if done is None else done.message_id
    except discord.HTTPException as error:
        if not is_too_late(error):
            raise
        let_be(error)
        return None


async def first(answer: Callable[[], Awaitable[_Sent]]) -> _Sent | None:
    """Give an interaction its first answer, of whatever kind; None if an earlier try has done so.

    A try of which we do not hear may have come through. Then the next one, ours or discord.py's, is told that there is
    an answer already. Told so at once, the answer is another process's: raises what Discord raises, as for all else.
    """
    loop = asyncio.get_running_loop()
    started = loop.time()
    try:
        return await surely(answer, AT_ONCE_S)
    except discord.HTTPException as error:
        if is_answered(error) and loop.time() - started >= AT_ONCE_S[0]:
            return None
        raise


async def defer(interaction: discord.Interaction[Any], **how: bool) -> None:
    """Have an interaction wait for its answer, as discord.py's method of this name does."""
    await first(partial(interaction.response.defer, **how))


async def follow_up(interaction: discord.Interaction[Any], parts: tuple[Part, ...]) -> None:
    """Say privately what an interaction that was deferred privately has come to."""
    head, *more = parts
    framed = interaction.app_permissions.embed_links
    await surely(partial(interaction.edit_original_response, **drawing.edit(head, framed=framed)), PATIENTLY_S)
    for part in more:
        await interaction.followup.send(**drawing.message(part, framed=framed), ephemeral=True)


async def reply(message: discord.Message, parts: tuple[Part, ...]) -> str:
    """Answer a message in its channel, as a reply that pings nobody, and return a link to the first message of it."""
    known = permissions_at(message).read_message_history  # without, Discord takes no reply
    to = message.to_reference(fail_if_not_exists=False) if known else None
    return await say(message.channel, parts, message.id, to)


async def say(
    channel: discord.abc.Messageable,
    parts: tuple[Part, ...],
    cause: int,
    to: discord.MessageReference | None = None,
) -> str:
    """Write messages into a channel, and return a link to the first, which replies to a message and pings nobody.

    `cause` is the id of what they answer, a message or an interaction: to that, they are said once, whoever is told of
    it and however often. They stand even if the message that they reply to is gone: let the reference say so.
    """
    extra: dict[str, Any] = {} if to is None else {"reference": to, "mention_author": False}
    link = ""
    for number, part in enumerate(parts):
        nonce = f"{cause}-{number}"
        sent = await surely(partial(channel.send, **drawing.message(part), nonce=nonce, **extra), PATIENTLY_S)
        link = link or sent.jump_url
        extra = {}
    return link


def permissions_at(message: discord.Message) -> discord.Permissions:
    """Return what we may do where a message was written, as far as we know: where we do not, try."""
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable | discord.DMChannel):
        return discord.Permissions.all()
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return discord.Permissions.all()
    return channel.permissions_for(message.guild.me)


def may_speak_at(message: discord.Message) -> bool:
    """Tell whether we may answer a message where it was written. Asking Discord in vain too often is a ban."""
    allowed = permissions_at(message)
    return allowed.send_messages_in_threads if isinstance(message.channel, discord.Thread) else allowed.send_messages
