"""Requests about channels: messages written, read, changed and deleted, and direct channels opened."""

from typing import Any

from tests.loopback import errors, wire
from tests.loopback.gateway import DIRECT_MESSAGES, GUILD_MESSAGES
from tests.loopback.limits import check_edit, check_message
from tests.loopback.messages import change, ping, reply, written
from tests.loopback.permissions import in_channel, may_send
from tests.loopback.rest import Answer, Call, Route
from tests.loopback.state import State
from tests.loopback.world import Channel, Message, Permission

_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"


async def get_channel(state: State, call: Call) -> Answer:
    return Answer(200, wire.channel(_channel(state, call)))


async def open_direct(state: State, call: Call) -> Answer:
    """Open a direct channel; whether the user takes messages shows when one is sent."""
    user = state.world.user_by_id(int(call.body["recipient_id"]))
    if user is None:
        raise errors.unknown_user()
    return Answer(200, wire.channel(state.world.direct_channel(user)))


async def post_message(state: State, call: Call) -> Answer:
    """Write a message, but not one that has been written before; in a direct channel only to who takes them."""
    channel = _channel(state, call)
    if channel.recipient is not None and not channel.recipient.takes_direct_messages:
        raise errors.closed_direct_messages()
    if not may_send(channel, state.world.bot):
        raise errors.missing_permissions()
    said_before = _said_before(state, call.body)
    if said_before is not None:
        return Answer(200, wire.message(said_before))
    message = written(state.world, channel, call.body, call.files)
    if call.body.get("message_reference"):
        _reply(state, channel, message, call.body)
    channel.messages[message.id] = message
    if message.nonce is not None:
        state.world.nonces[str(message.nonce)] = message
    await _tell(state, message)
    return Answer(200, wire.message(message))


async def get_message(state: State, call: Call) -> Answer:
    channel = _channel(state, call)
    if Permission.READ_MESSAGE_HISTORY not in in_channel(channel, state.world.bot):
        raise errors.missing_access()
    return Answer(200, wire.message(_message(channel, call)))


async def patch_message(state: State, call: Call) -> Answer:
    """Change a message of the bot's own; an answer to an interaction is one of those unless it is ephemeral."""
    message = _message(_channel(state, call), call)
    if message.author is not state.world.bot:
        raise errors.not_the_author()
    change(message, call.body, call.files)
    ping(state.world, message, call.body.get("allowed_mentions"))
    message.edited = True
    return Answer(200, wire.message(message))


async def delete_message(state: State, call: Call) -> Answer:
    channel = _channel(state, call)
    message = _message(channel, call)
    if message.author is not state.world.bot and Permission.MANAGE_MESSAGES not in in_channel(channel, state.world.bot):
        raise errors.missing_permissions()
    del channel.messages[message.id]
    return Answer(204)


def _said_before(state: State, body: dict[str, Any]) -> Message | None:
    """Return the message that bears the same nonce, if that is enforced; one that was deleted is not said again."""
    nonce = body.get("nonce")
    found = state.world.nonces.get(str(nonce)) if nonce is not None and body.get("enforce_nonce") else None
    if found is not None and found.id not in found.channel.messages:
        raise errors.unknown_message()
    return found


def _reply(state: State, channel: Channel, message: Message, body: dict[str, Any]) -> None:
    if Permission.READ_MESSAGE_HISTORY not in in_channel(channel, state.world.bot):
        raise errors.invalid_form(["cannot reply without permission to read message history"])
    reference = body["message_reference"]
    found = channel.messages.get(int(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists", True):
        raise errors.invalid_form(["message_reference: unknown message"])
    reply(message, found, int(reference["message_id"]), body.get("allowed_mentions"))


async def _tell(state: State, message: Message) -> None:
    """Send the bot its own message, too, as Discord does."""
    intent = GUILD_MESSAGES if message.channel.guild else DIRECT_MESSAGES
    await state.gateway.dispatch("MESSAGE_CREATE", wire.message_event(message, state.world.bot), intent)


def _channel(state: State, call: Call) -> Channel:
    channel = state.world.channel_by_id(call.id("channel_id"))
    if channel is None:
        raise errors.unknown_channel()
    if Permission.VIEW_CHANNEL not in in_channel(channel, state.world.bot):
        raise errors.missing_access()
    return channel


def _message(channel: Channel, call: Call) -> Message:
    message = channel.messages.get(call.id("message_id"))
    if message is None:
        raise errors.unknown_message()
    return message


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("POST", "/users/@me/channels", open_direct),
    Route("POST", _MESSAGES, post_message, check_message),
    Route("GET", _MESSAGE, get_message),
    Route("PATCH", _MESSAGE, patch_message, check_edit),
    Route("DELETE", _MESSAGE, delete_message),
)
