"""What is remembered from one turn to the next, and how a follow-up becomes a question that stands alone.

The memory is a small value, so nothing leaks between people. A follow-up is resolved into words (“and Yu?” after
“when did Lin leave” is “when did Yu leave”), so that it can be shown, explained and matched like any other question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qwenbot.knowledge.model import Entity, EntityType, Knowledge
from qwenbot.matching.query import Query

_PRONOUNS: Final = {
    EntityType.PERSON: frozenset({"he", "him", "his", "she", "her", "they", "them", "their", "他", "她"}),
}
_THING_PRONOUNS: Final = frozenset({"it", "its", "they", "them", "their", "that", "this", "there", "它", "那里"})
"""The pronouns of an entity that lists none, by its type."""

_ANY_PRONOUN: Final = _PRONOUNS[EntityType.PERSON] | _THING_PRONOUNS
_SUBSTITUTE: Final = re.compile(
    r"^(?:(?:and|or|but|then|also|so|no,?|nope|i meant?|i mean|ok|what about|how about|what of)\s+)+(?=\S)"
    r"|^(?:那么?|还有|不是?，?|我是说)|(?:呢|呢？)$"
)
_SHORT: Final = 4
"""Main units up to which a question without a name may lean on what went before."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The talk so far: `question` is the last one as resolved, `entities` whom it was about, most recent first.

    `entry` is what it was answered with; `offered` are the entries it offered, in the order shown, so that a bare
    number can pick one.
    """

    entities: tuple[str, ...] = ()
    entry: str | None = None
    question: str = ""
    offered: tuple[str, ...] = ()


START: Final = Conversation()
"""A conversation in which nothing has been said."""


def resolutions(query: Query, before: Query, conversation: Conversation, knowledge: Knowledge) -> Iterator[str]:
    """Yield the questions that this one may stand for after what went before, the likeliest first.

    Nothing is yielded for a question that stands alone, so that a change of subject inherits nothing.
    """
    if not conversation.question:
        return
    rest = _SUBSTITUTE.sub("", query.text).strip(" ?？!.")
    if query.mentions and (rest != query.text.strip(" ?？!.") or _only_names(query)):
        yield from _with_other_names(query, before)
        return
    named = _with_names_for_pronouns(query, conversation, knowledge)
    if named:
        yield named
    main = [unit for unit in query.units if not unit.small]
    if not query.mentions and len(main) <= _SHORT:
        yield f"{query.text.strip(' ?？!.')} {_statement(before)}".strip()


def _only_names(query: Query) -> bool:
    return all(unit.small or unit.key[0] == "@" for unit in query.units)


def _with_other_names(query: Query, before: Query) -> Iterator[str]:
    """Put the new names in the place of the old ones in the question before."""
    new = " ".join(mention.typed for mention in query.mentions)
    if not before.mentions:
        yield f"{before.text} {new}"
        return
    text = before.text
    for mention in before.mentions[1:]:
        text = text.replace(mention.typed, " ", 1)
    yield text.replace(before.mentions[0].typed, new, 1)


def _with_names_for_pronouns(query: Query, conversation: Conversation, knowledge: Knowledge) -> str | None:
    """Put the name of whom the talk is about in the place of the first pronoun that fits."""
    entities = [knowledge.entity_by_id[entity] for entity in conversation.entities if entity in knowledge.entity_by_id]
    named = set(query.entities)
    for unit in query.units:
        typed = unit.typed.partition("'")[0]
        if typed not in _ANY_PRONOUN:
            continue
        for entity in entities:
            if entity.id not in named and typed in _pronouns_of(entity):
                return re.sub(_whole(typed), entity.name, query.text, count=1)
    return None


def _whole(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


def _pronouns_of(entity: Entity) -> frozenset[str]:
    return frozenset(entity.pronouns) or _PRONOUNS.get(entity.type, _THING_PRONOUNS)


def _statement(query: Query) -> str:
    """Return the question without its question words: what it takes for granted."""
    return " ".join(unit.typed for unit in query.units if unit.key[0] != "?" and unit.alternatives >= 1)
