"""Find an entity by what somebody types of its name, and what can be said and asked of it."""

from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz

from qwenbot.knowledge.model import Entity, EntityType, Entry, EntryKind, Knowledge
from qwenbot.text.normalise import squeeze

NEAR: Final = 75.0
"""How alike a name must be, from 0 to 100, to be offered: two slips in a name of ten letters are."""

_FIRST: Final = (EntityType.PERSON, EntityType.ORGANISATION)


def named(knowledge: Knowledge, typed: str) -> tuple[Entity, ...]:
    """Return the entities of exactly this id, name or alias; namesakes share an alias."""
    if typed in knowledge.entity_by_id:
        return (knowledge.entity_by_id[typed],)
    key = squeeze(typed)
    return tuple(entity for entity in knowledge.entities if key and key in map(squeeze, _names(entity)))


def like(knowledge: Knowledge, typed: str, limit: int) -> tuple[Entity, ...]:
    """Return entities whose names begin with, hold or resemble what is typed, the nearest first; no more than `limit`.

    People come first, then organisations, where all else is equal; before anything is typed that is all there is.
    """
    key = squeeze(typed)
    scored = ((_nearness(entity, key), _order(entity), n) for n, entity in enumerate(knowledge.entities))
    near = sorted(each for each in scored if not key or each[0] <= -NEAR)
    return tuple(knowledge.entities[n] for _, _, n in near[:limit])


def entries_about(knowledge: Knowledge, entity: Entity) -> tuple[Entry, ...]:
    """Return what can be asked about an entity: first what has its name in the title, each in the files' order.

    That is what its curator says is about it, and where nothing is said, what names it in the title.
    """
    name = squeeze(entity.name)
    about = (entry for entry in knowledge.entries if entry.kind is EntryKind.ANSWER and _is_about(entry, entity))
    return tuple(sorted(about, key=lambda entry: name not in squeeze(entry.title)))


def _is_about(entry: Entry, entity: Entity) -> bool:
    if entry.entities is not None:
        return entity.id in entry.entities
    title = squeeze(entry.title)
    return any(squeeze(name) in title for name in _names(entity))


def _names(entity: Entity) -> Iterator[str]:
    yield entity.name
    yield from entity.aliases


def _nearness(entity: Entity, key: str) -> float:
    """Return how near a name is, negated so that the nearest sorts first."""
    return -max(_likeness(name, key) for name in map(squeeze, _names(entity))) if key else 0.0


def _likeness(name: str, key: str) -> float:
    if name.startswith(key):
        return 200.0
    return 150.0 if key in name else fuzz.ratio(name, key)


def _order(entity: Entity) -> int:
    return _FIRST.index(entity.type) if entity.type in _FIRST else len(_FIRST)
