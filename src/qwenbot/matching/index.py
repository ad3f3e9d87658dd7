"""Which entries does a question look like? An inverted index over entries, and exact comparison with the best of them.

Two looks: every entry that shares a feature is scored by its centroid (the mean of its phrasings), and the best of
those by their nearest phrasing too. Rank is not confidence; that is `confidence`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from qwenbot.matching.features import BLOCKS, Features, features
from qwenbot.matching.query import Query

SHORTLIST: Final = 16
"""Entries compared phrasing by phrasing; the right one is among the first ten by centroid for 98 % of questions."""

NEAREST_SHARE: Final = 0.55
"""How much of the rank is the nearest phrasing's, the rest being the centroid's; flat between 0.4 and 0.7."""

_TOTAL: Final = sum(weight**2 for weight in BLOCKS.values())


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a question looks like: cosines to its nearest phrasing and to its centroid, and their mix."""

    entry: str
    rank: float
    nearest: float
    centroid: float
    phrasing: int


@dataclass(frozen=True, slots=True)
class _Phrasing:
    number: int
    vector: Mapping[int, float]


class Index:
    """The texts that an entry is known by, as vectors. The order in which they are added does not matter."""

    def __init__(self, phrasings: Mapping[str, Iterable[Query]]) -> None:
        extracted = {entry: [features(query) for query in phrasings[entry]] for entry in sorted(phrasings)}
        self._entries = tuple(extracted)
        self._number: dict[tuple[str, str], int] = {}
        self._rarity: list[float] = []
        self._weigh(extracted)
        self._phrasings: list[list[_Phrasing]] = []
        self._postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for position, entry in enumerate(self._entries):
            vectors = [self._vector(found) for found in extracted[entry]]
            self._phrasings.append([_Phrasing(n, vector) for n, vector in enumerate(vectors)])
            for number, weight in _mean(vectors).items():
                self._postings[number].append((position, weight))

    def rarity(self, key: str) -> float | None:
        """Return how telling a unit is (the logarithm of its inverse entry frequency); None if no phrasing has it."""
        number = self._number.get(("unit", key))
        return None if number is None else self._rarity[number]

    @property
    def highest_rarity(self) -> float:
        """The rarity of a unit that one entry alone has, and so the least of one that none has."""
        return math.log(1 + len(self._entries))

    def search(self, query: Query) -> tuple[Match, ...]:
        """Return the entries that the question looks like, best first; ties go by id."""
        vector = self._vector(features(query))
        scores: dict[int, float] = defaultdict(float)
        for number, weight in vector.items():
            for position, share in self._postings.get(number, ()):
                scores[position] += weight * share
        short = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:SHORTLIST]
        matches = [self._match(position, vector, centroid) for position, centroid in short]
        return tuple(sorted(matches, key=lambda match: (-match.rank, match.entry)))

    def shared(self, query: Query, match: Match) -> tuple[tuple[str, float], ...]:
        """Return the units that the question shares with its nearest phrasing, and how much of the cosine each is."""
        nearest = self._phrasings[self._entries.index(match.entry)][match.phrasing].vector
        vector = self._vector(features(query))
        numbers = {unit.key: self._number.get(("unit", unit.key)) for unit in query.units}
        parts = [(key, vector[n] * nearest[n]) for key, n in numbers.items() if n in vector and n in nearest]
        return tuple(sorted(parts, key=itemgetter(1), reverse=True))

    def _weigh(self, extracted: Mapping[str, list[Features]]) -> None:
        entries_with: Counter[tuple[str, str]] = Counter()
        for many in extracted.values():
            entries_with.update({(block, key) for found in many for block in BLOCKS for key in found[block]})
        for feature in sorted(entries_with):
            self._number[feature] = len(self._number)
            self._rarity.append(math.log(1 + len(extracted) / entries_with[feature]))

    def _vector(self, found: Features) -> dict[int, float]:
        """Return a vector of length 1: blocks of fixed shares, features weighted by rarity.

        Features that no entry has count for the length alone: what the base has never seen is evidence against.
        """
        vector: dict[int, float] = {}
        unknown = self.highest_rarity
        for block, share in BLOCKS.items():
            known: list[tuple[int, float]] = []
            square = 0.0
            for key, amount in found[block].items():
                number = self._number.get((block, key))
                weight = amount * (unknown if number is None else self._rarity[number])
                square += weight * weight
                if number is not None:
                    known.append((number, weight))
            if square:
                scale = share / math.sqrt(square * _TOTAL)
                vector.update((number, weight * scale) for number, weight in known)
        return vector

    def _match(self, position: int, vector: Mapping[int, float], centroid: float) -> Match:
        best, nearest = -1.0, 0
        for phrasing in self._phrasings[position]:
            cosine = sum(weight * vector[number] for number, weight in phrasing.vector.items() if number in vector)
            if cosine > best:
                best, nearest = cosine, phrasing.number
        rank = NEAREST_SHARE * best + (1 - NEAREST_SHARE) * centroid
        return Match(self._entries[position], rank, best, centroid, nearest)


def _mean(vectors: list[dict[int, float]]) -> dict[int, float]:
    total: dict[int, float] = defaultdict(float)
    for vector in vectors:
        for number, weight in vector.items():
            total[number] += weight
    length = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {number: weight / length for number, weight in total.items()}
