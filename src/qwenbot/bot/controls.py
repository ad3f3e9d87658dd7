"""Which buttons stand below what is said. Their labels are the same in every language: guides and members name them."""

from typing import Final

from qwenbot.answering.reply import Choice, Reply
from qwenbot.bot import custom_ids, limits
from qwenbot.bot.markdown import shorten
from qwenbot.bot.parts import Button, Look, Row
from qwenbot.knowledge.model import Outcome
from qwenbot.service.ask import Asked

HELPFUL: Final = "Helpful"
NOT_HELPFUL: Final = "Not helpful"
NONE_OF_THESE: Final = "None of these"
WHY: Final = "Why this answer?"
DELETE: Final = "Delete"
POST: Final = "Post publicly"


def below(asked: Asked, *, private: bool, asker: int | None) -> tuple[Row, ...]:
    """Return the rows below a reply: what it offers, then what can be said or asked of it.

    `private` if only who clicks is to see what its buttons open; `asker` may delete it, where all see it.
    """
    reply = asked.reply
    controls = (*_verdicts(asked.id, reply.outcome), *_delete(asker)) if has_substance(reply) else ()
    return _rows(offers(reply.suggestions or reply.follow_ups, private=private), controls)


def below_preview(asked: Asked, others: tuple[Choice, ...], message: int, *, postable: bool) -> tuple[Row, ...]:
    """Return the rows below the private preview of an answer to somebody's message: *Post publicly*, and `others`.

    `postable` unless the bot must not speak there.
    """
    reply = asked.reply
    post: tuple[Button, ...] = ()
    if postable and reply.outcome is not Outcome.SUGGESTED and has_substance(reply):
        copied = custom_ids.copy(message, asked.id, reply.knowledge)
        post = (Button(POST, copied if reply.entry is None else custom_ids.post(message, reply.entry)),)
    verdicts = _verdicts(asked.id, reply.outcome) if has_substance(reply) else ()
    previews = tuple(
        Button(label, custom_ids.preview(message, entry), Look.CONTROL) for label, entry in _labels(others)
    )
    return _rows((*post, *verdicts), previews)


def below_copy(query: str, asker: int) -> tuple[Row, ...]:
    """Return the row below an answer that was posted as its preview showed it."""
    return _rows((*_verdicts(query, Outcome.ANSWERED), *_delete(asker)))


def offers(choices: tuple[Choice, ...], *, private: bool) -> tuple[Button, ...]:
    """Return a button for each of the first few entries, under its title."""
    return tuple(Button(label, custom_ids.entry(entry, private=private)) for label, entry in _labels(choices))


def delete_row(asker: int | None) -> tuple[Row, ...]:
    """Return the row below each message of a long answer that is not its last."""
    return _rows(_delete(asker))


def has_substance(reply: Reply) -> bool:
    """Tell what a curator wrote about the story, or an offer of it, from small talk and a miss."""
    if reply.outcome is Outcome.ABSTAINED:
        return reply.entry is not None
    return bool(reply.citations) or reply.outcome is Outcome.SUGGESTED


def _labels(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    by_entry = {choice.entry: choice.question for choice in choices}  # Discord refuses two buttons of one id
    offered = list(by_entry.items())[: limits.BUTTONS]
    return [(shorten(title, limits.BUTTON_LABEL) or entry, entry) for entry, title in offered]


def _verdicts(query: str, outcome: Outcome) -> tuple[Button, ...]:
    why = Button(WHY, custom_ids.why(query), Look.CONTROL)
    if outcome is Outcome.SUGGESTED:
        return Button(NONE_OF_THESE, custom_ids.none_fits(query), Look.CONTROL), why
    return (
        Button(HELPFUL, custom_ids.vote(query, helpful=True), Look.CONTROL),
        Button(NOT_HELPFUL, custom_ids.vote(query, helpful=False), Look.CONTROL),
        why,
    )


def _delete(asker: int | None) -> tuple[Button, ...]:
    return () if asker is None else (Button(DELETE, custom_ids.delete(asker), Look.DANGER),)


def _rows(*rows: tuple[Button, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row)
