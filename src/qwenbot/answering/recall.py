"""Facts that answer a question which no entry holds: about the same ones, in the same words, of the kind asked for.

Nothing is joined or concluded. A fact is told as its curator wrote it, and only if it has everything in it that the
question names: better to offer what is near than to tell what was not asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from qwenbot.knowledge.model import EntityType, Fact, Knowledge
from qwenbot.matching.query import Query
from qwenbot.text.asking import STRONG, Asking
from qwenbot.text.tokens import is_number

MOST: Final = 2
"""Facts that fit, above which the question is too wide to be answered by them."""

_PLACES: Final = frozenset({EntityType.PLACE, EntityType.ORGANISATION})


@dataclass(frozen=True, slots=True)
class _Known:
    """A fact as a question is read: the keys of its words, its numbers, and whom it is about."""

    fact: Fact
    keys: frozenset[str]
    numbers: frozenset[str]
    entities: frozenset[str]


class Recall:
    """The facts of one version of the knowledge, by whom they are about."""

    def __init__(self, knowledge: Knowledge, read: Callable[[str], Query]) -> None:
        self._types: Mapping[str, EntityType] = {entity.id: entity.type for entity in knowledge.entities}
        self._about: dict[str, list[_Known]] = {}
        for fact in knowledge.facts:
            query = read(fact.text.text())
            known = _Known(
                fact,
                frozenset(unit.key for unit in query.units),
                query.numbers,
                frozenset((*fact.entities, *query.entities)),
            )
            for entity in known.entities:
                self._about.setdefault(entity, []).append(known)

    def facts(self, query: Query) -> tuple[Fact, ...]:
        """Return the facts that have all that a question names; none where too many do."""
        matter = {unit.key for unit in query.units if not unit.small and unit.key[0] not in "@?"}
        guessed = any(correction.guess for correction in query.corrections)
        if not query.mentions or query.denied or guessed or all(map(is_number, matter)):
            return ()
        about = (known for entity in query.mentions[0].entities for known in self._about.get(entity, ()))
        found = {known.fact.id: known.fact for known in about if self._answers(known, query, matter)}
        return tuple(found.values()) if len(found) <= MOST else ()

    def _answers(self, known: _Known, query: Query, matter: set[str]) -> bool:
        named = all(known.entities.intersection(mention.entities) for mention in query.mentions)
        if not (named and matter <= known.keys and query.numbers <= known.numbers):
            return False
        return all(self._tells(known, kind, query) for kind in query.asking & STRONG)

    def _tells(self, known: _Known, kind: Asking, query: Query) -> bool:
        """Say whether a fact has an answer of a kind that is not in the question already."""
        new = {self._types[entity] for entity in known.entities.difference(query.entities)}
        match kind:
            case Asking.WHEN:
                return known.fact.date is not None
            case Asking.WHO:
                return EntityType.PERSON in new
            case Asking.WHERE:
                return not new.isdisjoint(_PLACES)
            case Asking.HOW_MANY:
                return not known.numbers <= query.numbers
            case _:
                return False  # no fact is typed as a reason, an age or a duration
