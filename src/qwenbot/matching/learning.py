"""Weights for features, learnt from the base's own phrasings: each entry's centroid, corrected where it goes wrong.

The corrections are passive-aggressive (Crammer et al., “Online Passive-Aggressive Algorithms”, JMLR 2006): where a
phrasing does not win its entry by a margin, its features are moved from the rival to the entry just as far as that
takes; the result is the average over all steps. No dependency, no randomness, and a new entry works at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from qwenbot.matching.features import Vector

MARGIN: Final = 0.5
"""The lead over the rival that a phrasing must have; flat from 0.4 to 1.0 on the public sets' validation halves."""

PASSES: Final = 5
"""Passes over the phrasings; after the first, only over those that had to be corrected in the one before."""

_AGGRESSIVENESS: Final = 0.3
"""How far one phrasing may move the weights at most, which keeps its own oddities from being learnt by heart."""

_STEPS: Final = 200_000
"""Steps after which no further pass is begun: so many phrasings have been neighbours to each other already."""

_AT_ONCE: Final = 64
"""Examples that are looked at together: a step each in numpy would spend most of its time on the way there."""

_SPARSENESS: Final = 8
_MOST_CELLS: Final = 1 << 25
"""Cells for each weight, so that two rarely share one; fewer where that would be more than 128 MiB. Sharing is harmless
(“hash kernels”): it adds a little noise."""

Numbers = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A phrasing to learn from: its vector, its entry, and the entries that it could be taken for, that one first."""

    vector: Vector
    candidates: Numbers


class Weights:
    """A weight for each pair of feature and entry, in one table that both are hashed into."""

    def __init__(self, features: int, entries: int, pairs: int) -> None:
        """Make a table for about so many pairs."""
        size = 1 << max(10, (min(_SPARSENESS * pairs, max(_MOST_CELLS, 2 * pairs)) - 1).bit_length())
        self._mask = np.uint32(size - 1)
        self._of_feature = _spread(features, 0x9E3779B1)
        self._of_entry = _spread(entries, 0x85EBCA6B)
        self._table = np.zeros(size, dtype=np.float32)

    def scores(self, vector: Vector, entries: Numbers) -> Scores:
        """Return the score of each of the entries; the sums are taken in one order, whatever the machine."""
        cells = (self._of_feature[vector.numbers][:, None] + self._of_entry[entries]) & self._mask
        scores: Scores = np.add.reduce(self._table.take(cells) * vector.weights[:, None], axis=0, dtype=np.float64)
        return scores

    def scores_of_each(self, vectors: Sequence[Vector], entries: Numbers) -> npt.NDArray[np.float32]:
        """Return the scores of several vectors, none of them empty, each with the entries in a row of its own."""
        lengths = np.array([len(vector.numbers) for vector in vectors])
        of_feature = self._of_feature[np.concatenate([vector.numbers for vector in vectors])]
        cells = (of_feature[:, None] + np.repeat(self._of_entry[entries], lengths, axis=0)) & self._mask
        products = self._table.take(cells)
        products *= np.concatenate([vector.weights for vector in vectors])[:, None]
        scores: npt.NDArray[np.float32] = np.add.reduceat(products, np.cumsum(lengths) - lengths, axis=0)
        return scores

    def add(self, numbers: Numbers, entries: Numbers, amounts: npt.NDArray[np.float32]) -> None:
        """Add an amount for each pair of feature and entry."""
        cells = (self._of_feature[numbers] + self._of_entry[entries]) & self._mask
        np.add.at(self._table, cells, amounts)


def learn(weights: Weights, examples: Sequence[Example]) -> None:
    """Correct weights that hold the centroids; the order of the examples is the order of the steps."""
    moved: list[_Moved] = []
    left = [one for one in examples if len(one.candidates) > 1 and len(one.vector.numbers)]
    step = 0
    for number_of_pass in range(PASSES):
        if number_of_pass and step + len(left) > _STEPS:
            break
        missed: list[Example] = []
        for start in range(0, len(left), _AT_ONCE):
            wrong = _correct(weights, left[start : start + _AT_ONCE], step + start)
            missed += wrong.examples
            moved.append(wrong)
        step += len(left)
        left = missed  # what has its margin is not looked at again: it seldom loses it
    for some in moved:
        _move(weights, some, (-some.rates * some.steps / step).astype(np.float32))  # leaves the average over all steps


@dataclass(frozen=True, slots=True)
class _Moved:
    """The examples that were corrected: the rival of each, how far it was moved, and at which step."""

    examples: list[Example]
    rivals: Numbers
    rates: npt.NDArray[np.float32]
    steps: npt.NDArray[np.int64]


def _correct(weights: Weights, examples: Sequence[Example], step: int) -> _Moved:
    """Move those that do not keep the margin to their nearest rival; each sees the weights as they were before."""
    candidates = np.full((len(examples), max(len(one.candidates) for one in examples)), -1, dtype=np.int32)
    for place, one in enumerate(examples):
        candidates[place, : len(one.candidates)] = one.candidates
    scores = weights.scores_of_each([one.vector for one in examples], candidates)
    scores[candidates < 0] = -np.inf
    row = np.arange(len(examples))
    rivals = 1 + scores[:, 1:].argmax(axis=1)
    losses = MARGIN - (scores[:, 0] - scores[row, rivals])
    missed = np.flatnonzero(losses > 0)
    squares = [float(np.add.reduce(examples[place].vector.weights ** 2)) for place in missed.tolist()]
    rates = np.minimum(_AGGRESSIVENESS, losses[missed] / (2 * np.array(squares))).astype(np.float32)
    moved = _Moved(
        [examples[place] for place in missed.tolist()], candidates[missed, rivals[missed]], rates, step + missed
    )
    _move(weights, moved, rates)
    return moved


def _move(weights: Weights, moved: _Moved, rates: npt.NDArray[np.float32]) -> None:
    if not moved.examples:
        return
    lengths = [len(one.vector.numbers) for one in moved.examples]
    numbers = np.concatenate([one.vector.numbers for one in moved.examples])
    amounts = np.concatenate([one.vector.weights for one in moved.examples]) * np.repeat(rates, lengths)
    weights.add(numbers, np.repeat([one.candidates[0] for one in moved.examples], lengths), amounts)
    weights.add(numbers, np.repeat(moved.rivals, lengths), -amounts)


def _spread(count: int, factor: int) -> npt.NDArray[np.uint32]:
    """Return a number of 32 bits for each of `count`, scattered as murmur3 finishes its hashes."""
    numbers = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(factor) & np.uint64(0xFFFFFFFF)
    for shift, multiplier in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        numbers ^= numbers >> np.uint64(shift)
        numbers = numbers * np.uint64(multiplier) & np.uint64(0xFFFFFFFF)
    return (numbers ^ (numbers >> np.uint64(16))).astype(np.uint32)
