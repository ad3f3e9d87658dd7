"""Which entries does a question look like? An inverted index finds candidates, learnt weights put them in order.

Two looks, so that the time hardly grows with the base: the features that fewest entries have choose the candidates by
their centroids (the mean of an entry's phrasings); only those are scored exactly. Rank is not confidence; that is
`confidence`.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from qwenbot.matching.features import Features, Numbers, Vector
from qwenbot.matching.learning import Example, Scores, Weights, learn
from qwenbot.matching.query import Query

CANDIDATES: Final = 16
"""Entries scored exactly; the right one is among the first ten by centroid for 98 % of questions."""

RIVALS: Final = 16
"""Entries that a phrasing learns to be told from."""

MATCHES: Final = 10
"""Entries returned."""

EXACT: Final = 3
"""Entries whose phrasings are compared one by one; those behind are only offered."""

_ROOM: Final = 20_000
"""Postings looked at for one question, rare features first, so that the time does not grow with the base. With fewer
the ranking is as good, but the centroid's cosine, of which the confidence is made, is only a part of itself."""

_ROOM_TO_LEARN: Final = 4_000
"""The same for a phrasing's rivals, of which only the order matters."""

_NOTHING: Final = Vector(np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.float32))
"""Stands for a text that has no features."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a question looks like.

    `rank` is a learnt score, `centroid` the cosine to the mean of its phrasings, `nearest` that to the nearest of
    them, which has the number `phrasing`; for all but the first few matches the centroid stands for that too.
    """

    entry: str
    rank: float
    nearest: float
    centroid: float
    phrasing: int


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text that an entry is known by, a phrasing or what is `told` there; `owner` is the entry's number."""

    entry: str
    owner: int
    query: Query
    vector: Vector
    told: bool = False


class Index:
    """The texts that an entry is known by, as vectors. The order in which they are given does not matter."""

    def __init__(self, features: Features, entries: tuple[str, ...], texts: Sequence[Text]) -> None:
        """Index some of the texts that the features were made of, ordered by entry."""
        self.features = features
        self._entries = entries
        owners = np.array([text.owner for text in texts], dtype=np.int32)
        self._rows = _Rows([text.vector for text in texts], owners, len(entries))
        # The vectors are kept once.
        self.texts = tuple(replace(text, vector=self._rows.vector(number)) for number, text in enumerate(texts))
        self._postings = _Postings(self._rows, len(features), len(entries))
        self._weights = self._learn()

    @classmethod
    def build(cls, phrasings: Mapping[str, Sequence[Query]], told: Mapping[str, Sequence[Query]] | None = None) -> Self:
        """Index the phrasings of every entry, and what it tells: that names its matter in words a phrasing may lack."""
        entries = tuple(sorted(phrasings))
        texts_of = {entry: (*phrasings[entry], *(told or {}).get(entry, ())) for entry in entries}
        read = [(owner, query) for owner, entry in enumerate(entries) for query in texts_of[entry]]
        features, vectors = Features.of([query for _, query in read], [owner for owner, _ in read])
        vectors.reverse()
        texts = [
            Text(entry, owner, query, vectors.pop(), told=place >= len(phrasings[entry]))
            for owner, entry in enumerate(entries)
            for place, query in enumerate(texts_of[entry])
        ]
        return cls(features, entries, texts)

    def drop_texts(self) -> None:
        """Let go of the texts: learning and calibrating need them, answering does not."""
        self.texts = ()

    def only(self, texts: Sequence[Text]) -> "Index":
        """Return an index of some of the texts, in their order; it knows how rare the words of the others are."""
        return Index(self.features, self._entries, texts)

    def rarity(self, key: str) -> float | None:
        """Return how telling a unit is; None if no phrasing has it."""
        return self.features.rarity(key)

    @property
    def highest_rarity(self) -> float:
        """The rarity of a unit that one entry alone has, and so the least of one that none has."""
        return self.features.highest_rarity

    def search(self, vector: Vector) -> tuple[Match, ...]:
        """Return the entries that a question looks like, best first; ties go by id."""
        found, centroids = self._postings.search(vector, CANDIDATES)
        if not len(found):
            return ()
        scores = self._weights.scores(vector, found)
        order = np.lexsort((found, -scores))[:MATCHES].tolist()
        spread = self._spread(vector)
        nearest = [self._rows.nearest(spread, int(found[place])) for place in order[:EXACT]]
        nearest += [(float(centroids[place]), 0) for place in order[EXACT:]]
        return tuple(
            Match(self._entries[found[place]], float(scores[place]), cosine, float(centroids[place]), phrasing)
            for place, (cosine, phrasing) in zip(order, nearest, strict=True)
        )

    def match(self, vector: Vector, entry: str) -> Match:
        """Return how like an entry a question looks, wherever it ranks; `nearest` stands for the centroid too."""
        owner = self._entries.index(entry)
        nearest, phrasing = self._rows.nearest(self._spread(vector), owner)
        rank = float(self._weights.scores(vector, np.array([owner], dtype=np.int32))[0])
        return Match(entry, rank, nearest, nearest, phrasing)

    def shared(self, query: Query, vector: Vector, match: Match) -> tuple[tuple[str, float], ...]:
        """Return the units that the question shares with the entry, and how much of its rank each is."""
        position = np.array([self._entries.index(match.entry)], dtype=np.int32)
        parts = []
        for key in dict.fromkeys(unit.key for unit in query.units):
            number = self.features.unit_number(key)
            if number is not None:
                place = vector.numbers == number
                one = Vector(vector.numbers[place], vector.weights[place])
                parts.append((key, float(self._weights.scores(one, position)[0])))
        return tuple(sorted((part for part in parts if part[1] > 0), key=itemgetter(1), reverse=True))

    def _spread(self, vector: Vector) -> npt.NDArray[np.float32]:
        """Return a vector with a place for every feature."""
        spread = np.zeros(max(1, len(self.features)), dtype=np.float32)
        spread[vector.numbers] = vector.weights
        return spread

    def _learn(self) -> Weights:
        postings = self._postings
        weights = Weights(len(self.features), len(self._entries), len(postings.entries))
        weights.add(postings.features(), postings.entries, postings.weights)
        examples = []
        # In an order that depends on the texts alone, neighbours in it having nothing in common.
        for text in sorted(self.texts, key=lambda text: (zlib.crc32(text.query.text.encode()), text.query.text)):
            found, _ = postings.search(text.vector, RIVALS, _ROOM_TO_LEARN)
            examples.append(Example(text.vector, np.array([text.owner, *found[found != text.owner]], dtype=np.int32)))
        learn(weights, examples)
        return weights


class _Rows:
    """The vectors of the texts, one after another, and so those of an entry."""

    def __init__(self, vectors: Sequence[Vector], owners: npt.NDArray[np.int32], entries: int) -> None:
        full = [vector if len(vector.numbers) else _NOTHING for vector in vectors]
        self._numbers: Numbers = np.concatenate([_NOTHING.numbers, *(vector.numbers for vector in full)])[1:]
        self._weights = np.concatenate([_NOTHING.weights, *(vector.weights for vector in full)])[1:]
        self._starts = np.concatenate([[0], np.cumsum([len(vector.numbers) for vector in full])]).astype(np.int64)
        self._first = np.searchsorted(owners, np.arange(entries + 1)).tolist()

    def vector(self, text: int) -> Vector:
        """Return the vector of a text, without a copy."""
        place = slice(self._starts[text], self._starts[text + 1])
        return Vector(self._numbers[place], self._weights[place])

    def sums(self) -> Iterator[tuple[Numbers, npt.NDArray[np.float64]]]:
        """Yield, for each entry in turn, its features and the sum of their weights in its texts."""
        for start, end in pairwise(self._starts[self._first].tolist()):
            order = np.argsort(self._numbers[start:end], kind="stable")
            numbers = self._numbers[start:end][order]
            first = np.flatnonzero(np.diff(numbers, prepend=-1))
            weights = self._weights[start:end][order].astype(np.float64)
            yield numbers[first], np.add.reduceat(weights, first) if len(first) else np.zeros(0)

    def nearest(self, spread: npt.NDArray[np.float32], entry: int) -> tuple[float, int]:
        """Return the cosine to the text of an entry that is nearest, and that text's number within the entry.

        `spread` is the question's vector with a place for every feature.
        """
        first, last = self._first[entry], self._first[entry + 1]
        starts = self._starts[first : last + 1]
        place = slice(starts[0], starts[-1])
        parts = spread.take(self._numbers[place]) * self._weights[place]
        cosines = np.add.reduceat(parts, starts[:-1] - starts[0])
        best = int(cosines.argmax())
        return float(cosines[best]), best


class _Postings:
    """For each feature, the entries whose centroids have it, and its weight there."""

    def __init__(self, texts: _Rows, features: int, entries: int) -> None:
        numbers, weights, owners = [], [], []
        for entry, (found, sums) in enumerate(texts.sums()):
            numbers.append(found)
            weights.append((sums / max(np.sqrt(np.add.reduce(sums * sums)), 1e-12)).astype(np.float32))
            owners.append(np.full(len(found), entry, dtype=np.int32))
        every = np.concatenate([np.zeros(0, dtype=np.int32), *numbers])
        order = np.argsort(every, kind="stable").astype(np.int32)  # by feature, then by entry
        features_of = every[order]
        self.entries: Numbers = np.concatenate([np.zeros(0, dtype=np.int32), *owners])[order]
        self.weights: npt.NDArray[np.float32] = np.concatenate([np.zeros(0, dtype=np.float32), *weights])[order]
        self._starts = np.searchsorted(features_of, np.arange(features + 1)).astype(np.int64)
        self._count = entries

    def features(self) -> Numbers:
        """Return the feature of each posting, in order."""
        return np.repeat(np.arange(len(self._starts) - 1, dtype=np.int32), np.diff(self._starts))

    def search(self, vector: Vector, most: int, room: int = _ROOM) -> tuple[Numbers, Scores]:
        """Return the entries nearest by centroid, as far as the rarest features tell, and their cosines."""
        starts = self._starts[vector.numbers]
        lengths = self._starts[vector.numbers + 1] - starts
        order = np.argsort(lengths, kind="stable")
        looked_at = np.cumsum(lengths[order])
        order = order[: max(1, int(np.searchsorted(looked_at, room, side="right")))]
        places, lengths = _ranges(starts[order], lengths[order])
        if not len(places):
            return np.zeros(0, dtype=np.int32), np.zeros(0)
        parts = self.weights.take(places).astype(np.float64) * np.repeat(vector.weights[order], lengths)
        scores = np.bincount(self.entries.take(places), weights=parts, minlength=self._count)
        found = np.flatnonzero(scores > 0)
        if len(found) > most:  # of the others no order is made: a partition of many equal scores is slow
            least = np.partition(scores[found], -most)[-most]
            found = found[scores[found] >= least]
        nearest: Numbers = found[np.lexsort((found, -scores[found]))][:most].astype(np.int32)
        return nearest, scores[nearest].astype(np.float64)


def _ranges(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
    """Return the numbers of several ranges one after another, and the lengths of the ranges."""
    ends = np.cumsum(lengths)
    count = ends[-1] if len(ends) else 0
    return np.arange(count) + np.repeat(starts - (ends - lengths), lengths), lengths
