"""What is compared of a question: its units, their neighbours and pairs, and the letters of its words, as a vector.

Each block is weighted by rarity and brought to the same length, so that a long word's letters do not outvote a name.
A feature is a code of 64 bits (block, first id, second id), so that a hundred thousand phrasings take megabytes.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from qwenbot.matching.query import Query
from qwenbot.text.tokens import is_unspaced

SHARES: Final[Mapping[str, float]] = {"unit": 1.0, "letters": 0.7, "next": 0.45, "skip": 0.4, "pair": 0.9}
"""The blocks and their shares of a vector; the result is flat around these (docs/matching.md, ablation)."""

ENTRY_RARITY_BELOW: Final = 20
"""With fewer phrasings an entry than this, a feature is rare by the entries that have it, else by the phrasings."""

_PAIRED: Final = 16
"""Units that are paired with each other; a longer question is prose, and its pairs would be quadratic."""

_SHORTEST, _LONGEST = 2, 5
_UNKNOWN_LETTERS: Final = 0.3
"""What an n-gram that no phrasing has counts in a vector's length beside the rarest that one has."""

_BITS: Final = 21
"""Bits of an id: two million units and as many n-grams. Five blocks above two ids fit into 64."""

_UNIT, _LETTERS, _NEXT, _SKIP, _PAIR = range(len(SHARES))
_SHARE: Final = np.array(list(SHARES.values())) / math.sqrt(sum(share**2 for share in SHARES.values()))

Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
_Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vector:
    """A text's features, by number, with their weights; of length 1 where the base knows all of it."""

    numbers: Numbers
    weights: Weights


@dataclass(frozen=True, slots=True)
class _Raw:
    """A text's features as codes, each once, with how much there is of it; and what the base has never seen."""

    codes: _Codes
    amounts: Weights
    unknown_units: float
    unknown_letters: float


class Features:
    """The features of a base's texts: those that one text alone has are left out, its units aside."""

    def __init__(self, units: Sequence[str], grams: Sequence[str]) -> None:
        """Give numbers to the units and the n-grams that the texts have, both in order."""
        self._units = {key: number for number, key in enumerate(units, start=2)}  # 0 and 1 are the ends of a sentence
        self._grams = {gram: number for number, gram in enumerate(grams)}
        self._codes: _Codes = np.zeros(0, dtype=np.int64)
        self._rarity = np.zeros(0)
        self._blocks = np.zeros(0, dtype=np.int8)
        self._rarity_of: Mapping[str, float] = {}
        self.highest_rarity = 0.0
        self._remember()

    @classmethod
    def of(cls, texts: Sequence[Query], entries: Sequence[int]) -> tuple[Self, list[Vector]]:
        """Return the features of texts, and the vector of each; `entries` tells the entry of each, from 0 in order."""
        units = sorted({unit.key for text in texts for unit in text.units})
        grams = sorted({gram for text in texts for word in _words(text) for gram in _grams(word)})
        features = cls(units, grams)
        raw = [features._raw(text) for text in texts]
        features._weigh(raw, entries)
        raw.reverse()
        return features, [features._weighed(raw.pop()) for _ in texts]  # what is weighed is let go

    def __len__(self) -> int:
        return len(self._codes)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is remembered."""
        return {name: value for name, value in vars(self).items() if name != "_letters"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._remember()

    def _remember(self) -> None:
        # Remembering is safe: the n-grams of a base never change, so neither do those of a word.
        self._letters = lru_cache(maxsize=1 << 16)(partial(_letters, self._grams))

    def vector(self, query: Query) -> Vector:
        """Return a text's vector. What no text of the base has counts for its length alone: it is evidence against."""
        return self._weighed(self._raw(query))

    def rarity(self, key: str) -> float | None:
        """Return how telling a unit is, as the logarithm of its inverse frequency; None if no text has it."""
        return self._rarity_of.get(key)

    def unit_number(self, key: str) -> int | None:
        """Return the number of the feature that a unit is; None if no text has it."""
        unit = self._units.get(key)
        return None if unit is None else int(np.searchsorted(self._codes, unit << _BITS))

    def _weigh(self, raw: Sequence[_Raw], entries: Sequence[int]) -> None:
        """Choose the features that count, and tell how rare each is."""
        self._codes, self._rarity = _rarities(raw, entries)
        self._blocks = (self._codes >> (2 * _BITS)).astype(np.int8)
        self.highest_rarity = math.log(1 + (max(entries, default=0) + 1))
        numbers = np.searchsorted(self._codes, np.fromiter(self._units.values(), dtype=np.int64) << _BITS)
        self._rarity_of = dict(zip(self._units, self._rarity[numbers].tolist(), strict=True))

    def _raw(self, text: Query) -> _Raw:
        ids = [self._units.get(unit.key) for unit in text.units]
        known = np.array([unit for unit in ids if unit is not None], dtype=np.int64)
        letters = [self._letters(word) for word in _words(text)]
        parts = [
            _code(_UNIT, known),
            *(found for found, _ in letters),
            *_neighbours(np.array([0, *(-1 if unit is None else unit for unit in ids), 1], dtype=np.int64)),
            _pairs(np.array(sorted({unit for unit in ids if unit is not None})[:_PAIRED], dtype=np.int64)),
        ]
        amounts = [1 / unit.alternatives for unit, number in zip(text.units, ids, strict=True) if number is not None]
        codes = np.concatenate(parts)
        weight = np.concatenate([amounts, np.ones(len(codes) - len(amounts))])
        codes, where = np.unique(codes, return_inverse=True)
        counts = np.bincount(where, weights=weight, minlength=len(codes))
        return _Raw(
            codes,
            np.where(counts > 1, 1 + np.log(np.maximum(counts, 1)), counts).astype(np.float32),
            sum(1 / unit.alternatives for unit, number in zip(text.units, ids, strict=True) if number is None),
            float(sum(missing for _, missing in letters)),
        )

    def _weighed(self, raw: _Raw) -> Vector:
        numbers = np.searchsorted(self._codes, raw.codes)
        numbers[numbers == len(self._codes)] = 0
        known = self._codes[numbers] == raw.codes if len(self._codes) else np.zeros(len(raw.codes), dtype=bool)
        numbers = numbers[known]
        weights = raw.amounts[known] * self._rarity[numbers]
        blocks = self._blocks[numbers]
        squares = np.bincount(blocks, weights=weights * weights, minlength=len(SHARES))
        squares[_UNIT] += raw.unknown_units * self.highest_rarity**2
        squares[_LETTERS] += raw.unknown_letters * _UNKNOWN_LETTERS * self.highest_rarity**2
        scale = np.divide(_SHARE, np.sqrt(squares), out=np.zeros(len(SHARES)), where=squares > 0)
        return Vector(numbers.astype(np.int32), (weights * scale[blocks]).astype(np.float32))


def _letters(known: Mapping[str, int], word: str) -> tuple[_Codes, int]:
    """Return the codes of a word's n-grams that the base has, and how many it has not."""
    grams = list(_grams(word))
    found = [number for gram in grams if (number := known.get(gram)) is not None]
    return _code(_LETTERS, np.array(found, dtype=np.int64)), len(grams) - len(found)


def _rarities(raw: Sequence[_Raw], entries: Sequence[int]) -> tuple[_Codes, npt.NDArray[np.float64]]:
    """Return the features that count, in order, and the rarity of each; the texts are ordered by entry."""
    if not raw:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    codes, texts_with = _counted([text.codes for text in raw])
    kept = (texts_with > 1) | (codes >> (2 * _BITS) == _UNIT)
    codes, with_it, count = codes[kept], texts_with[kept], len(raw)
    if len(raw) < ENTRY_RARITY_BELOW * (max(entries) + 1):
        of_entry = groupby(zip(entries, raw, strict=True), key=itemgetter(0))
        every, entries_with = _counted([_union([text.codes for _, text in texts]) for _, texts in of_entry])
        with_it, count = entries_with[np.searchsorted(every, codes)], max(entries) + 1
    return codes, np.log(1 + count / with_it)


def _counted(sets: Sequence[_Codes]) -> tuple[_Codes, npt.NDArray[np.int64]]:
    """Return every code, in order, and how many of the sets have it."""
    every = np.concatenate(sets)
    every.sort()
    first = np.flatnonzero(np.diff(every, prepend=-1))
    return every[first], np.diff(first, append=len(every))


def _union(sets: Sequence[_Codes]) -> _Codes:
    return np.unique(np.concatenate(sets))


def _code(block: int, first: _Codes, second: _Codes | int = 0) -> _Codes:
    return (np.int64(block) << (2 * _BITS)) | (first << _BITS) | second


def _neighbours(ids: _Codes) -> Iterator[_Codes]:
    """Yield the pairs of units that follow each other, and of those with one between; an unknown unit is in none."""
    for block, distance in ((_NEXT, 1), (_SKIP, 2)):
        first, second = ids[:-distance], ids[distance:]
        both = (first >= 0) & (second >= 0)
        yield _code(block, first[both], second[both])


def _pairs(ids: _Codes) -> _Codes:
    first, second = _combinations(len(ids))
    return _code(_PAIR, ids[first], ids[second])


@lru_cache(maxsize=_PAIRED + 1)
def _combinations(count: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    return np.triu_indices(count, 1)


def _words(text: Query) -> Iterator[str]:
    """Yield the words as typed, so that a misspelling still shares letters; names are compared as names."""
    for unit in text.units:
        if unit.key[0] != "@" and not is_unspaced(unit.typed[0]):
            yield from unit.typed.split(" ")


def _grams(word: str) -> Iterator[str]:
    marked = f"<{word}>"
    for size in range(_SHORTEST, min(_LONGEST, len(marked)) + 1):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
