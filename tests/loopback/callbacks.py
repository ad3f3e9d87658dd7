"""Requests about interactions: the first answer in time and once, then follow-ups, edits and deletions."""

from typing import Any

from tests.loopback import errors, wire
from tests.loopback.command_limits import check_choices, check_modal
from tests.loopback.interactions import ANSWERS, Callback, Interaction, is_ephemeral
from tests.loopback.limits import check_edit, check_message
from tests.loopback.messages import change, ping, written
from tests.loopback.rest import Answer, Call, Route
from tests.loopback.state import State
from tests.loopback.traffic import Upload
from tests.loopback.world import EPHEMERAL, LOADING, Message

_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = _WEBHOOK + "/messages/@original"
_MESSAGE = _WEBHOOK + "/messages/{message_id}"


async def callback(state: State, call: Call) -> Answer:
    """Take the first answer to an interaction."""
    interaction = state.interactions.to_answer(call.id("interaction_id"), call.ids["interaction_token"])
    if interaction is None:
        raise errors.unknown_interaction()
    if interaction.answer is not None:
        interaction.refused += 1
        raise errors.already_acknowledged()
    kind, data = call.body.get("type"), call.body.get("data") or {}
    if kind not in ANSWERS[interaction.kind] or (kind == Callback.UPDATE and interaction.message is None):
        call.refuse([f"an interaction of type {interaction.kind} takes no answer of type {kind}"])
    interaction.answer = Callback(kind)
    _answer(state, interaction, data, call.files)
    if call.query.get("with_response") not in {"1", "true"}:
        return Answer(204)
    return Answer(200, _answered(interaction))


async def follow_up(state: State, call: Call) -> Answer:
    """Write another message; the first after a deferred answer takes its place, and is seen by whom that was for."""
    interaction = _interaction(state, call)
    message = _written(state, interaction, call.body, call.files)
    if interaction.thinking:
        message.flags = message.flags & ~EPHEMERAL | (EPHEMERAL if interaction.ephemeral else 0)
        interaction.thinking = False
        interaction.original = message
    _show(interaction, message)
    return Answer(200, wire.message(message))


async def get_message(state: State, call: Call) -> Answer:
    return Answer(200, wire.message(_message(_interaction(state, call), call)))


async def patch_message(state: State, call: Call) -> Answer:
    """Change one of an interaction's messages; a deferred answer becomes one by this."""
    interaction = _interaction(state, call)
    message = _message(interaction, call)
    change(message, call.body, call.files)
    ping(state.world, message, call.body.get("allowed_mentions"))
    if message.flags & LOADING:
        message.flags &= ~LOADING
        interaction.thinking = False
        _show(interaction, message)
    else:
        message.edited = True
    return Answer(200, wire.message(message))


async def delete_message(state: State, call: Call) -> Answer:
    interaction = _interaction(state, call)
    message = _message(interaction, call)
    if message in interaction.messages:
        interaction.messages.remove(message)
    message.channel.messages.pop(message.id, None)
    if message is interaction.original:
        interaction.original = None
    return Answer(204)


def check_callback(body: Any) -> list[str]:
    """Say what is wrong with a first answer by itself; whether it fits the interaction is another matter."""
    kind, data = body.get("type"), body.get("data") or {}
    match kind:
        case Callback.MESSAGE:
            return check_message(data)
        case Callback.UPDATE:
            return check_edit(data)
        case Callback.CHOICES:
            return check_choices(data.get("choices") or [])
        case Callback.MODAL:
            return check_modal(data)
        case Callback.DEFERRED_MESSAGE | Callback.DEFERRED_UPDATE:
            return [f"a deferred answer has {key}" for key in data if key != "flags"]
        case _:
            return []


def _answer(state: State, interaction: Interaction, data: dict[str, Any], files: dict[str, Upload]) -> None:
    match interaction.answer:
        case Callback.MESSAGE:
            interaction.original = _written(state, interaction, data, files)
            interaction.ephemeral = is_ephemeral(interaction.original)
            _show(interaction, interaction.original)
        case Callback.DEFERRED_MESSAGE:
            interaction.original = _written(state, interaction, {"flags": data.get("flags")}, {})
            interaction.original.flags |= LOADING
            interaction.ephemeral = is_ephemeral(interaction.original)
            interaction.thinking = True
        case Callback.UPDATE if interaction.message is not None:
            change(interaction.message, data, files)
            ping(state.world, interaction.message, data.get("allowed_mentions"))
            interaction.message.edited = True
            interaction.original = interaction.message
        case Callback.DEFERRED_UPDATE:
            interaction.original = interaction.message
        case Callback.CHOICES:
            interaction.choices = data.get("choices") or []
        case Callback.MODAL:
            interaction.modal = data
        case _:
            raise AssertionError(interaction.answer)


def _written(state: State, interaction: Interaction, body: dict[str, Any], files: dict[str, Upload]) -> Message:
    message = written(state.world, interaction.channel, body, files)
    message.interaction = interaction.metadata(state.world.application)
    message.webhook_id = state.world.application.id
    message.kind = 20 if interaction.original is None else 19
    return message


def _show(interaction: Interaction, message: Message) -> None:
    interaction.messages.append(message)
    if not is_ephemeral(message):
        interaction.channel.messages[message.id] = message


def _answered(interaction: Interaction) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "response_message_ephemeral": interaction.ephemeral,
        "response_message_loading": interaction.thinking,
        "channel_id": str(interaction.channel.id),
    }
    if interaction.guild is not None:
        shown["guild_id"] = str(interaction.guild.id)
    answer: dict[str, Any] = {"interaction": shown}
    if interaction.original is not None:
        shown["response_message_id"] = str(interaction.original.id)
    if interaction.original is not None and interaction.answer in {Callback.MESSAGE, Callback.UPDATE}:
        answer["resource"] = {"type": int(interaction.answer), "message": wire.message(interaction.original)}
    return answer


def _interaction(state: State, call: Call) -> Interaction:
    """Find the interaction that a follow-up belongs to; before its first answer there is nothing to follow up."""
    if call.id("webhook_id") != state.world.application.id:
        raise errors.unknown_webhook()
    interaction = state.interactions.by_token(call.ids["webhook_token"])
    if interaction is None:
        raise errors.invalid_token()
    if interaction.answer is None:
        raise errors.unknown_webhook()
    return interaction


def _message(interaction: Interaction, call: Call) -> Message:
    message = interaction.by_id(call.ids.get("message_id", "@original"))
    if message is None:
        raise errors.unknown_message()
    return message


ROUTES = (
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback, check_callback),
    Route("POST", _WEBHOOK, follow_up, check_message),
    Route("GET", _ORIGINAL, get_message),
    Route("PATCH", _ORIGINAL, patch_message, check_edit),
    Route("DELETE", _ORIGINAL, delete_message),
    Route("GET", _MESSAGE, get_message),
    Route("PATCH", _MESSAGE, patch_message, check_edit),
    Route("DELETE", _MESSAGE, delete_message),
)
