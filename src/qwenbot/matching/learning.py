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
        size = 1 << max(10, min(_SPARSENESS * pairs, max(_MOST_CELLS, 2 * pairs)).bit_length())
        self._mask = np.uint32(size - 1)
        self._of_feature = _spread(features, 0x9E3779B1)
        self._of_entry = _spread(entries, 0x85EBCA6B)
        self._table = np.zeros(size, dtype=np.float32)

    def scores(self, vector: Vector, entries: Numbers) -> Scores:
        """Return the score of each of the entries; the sums are taken in one order, whatever the machine."""
        cells = (self._of_feature[vector.numbers][:, None] + self._of_entry[entries]) & self._mask
        products: Scores = self._table[cells] * vector.weights.astype(np.float64)[:, None]
        scores: Scores = np.add.reduce(products, axis=0)
        return scores

    def add(self, numbers: Numbers, entries: Numbers | int, amounts: npt.NDArray[np.float32]) -> None:
        """Add an amount for each pair of feature and entry."""
        cells = (self._of_feature[numbers] + self._of_entry[entries]) & self._mask
        np.add.at(self._table, cells, amounts)


def learn(weights: Weights, examples: Sequence[Example]) -> None:
    """Correct weights that hold the centroids; the order of the examples is the order of the steps."""
    moved: list[tuple[int, int, float, int]] = []
    left = [number for number, example in enumerate(examples) if len(example.candidates) > 1]
    step = 0
    for number_of_pass in range(PASSES):
        if number_of_pass and step + len(left) > _STEPS:
            break
        missed = []
        for number in left:
            rival, rate = _correction(weights, examples[number])
            if rate:
                _move(weights, examples[number], rival, rate)
                moved.append((number, rival, rate, step))
                missed.append(number)
            step += 1
        left = missed  # what has its margin is not looked at again: it seldom loses it
    for number, rival, rate, at in moved:
        _move(weights, examples[number], rival, -rate * at / step)  # leaves the average over all steps


def _correction(weights: Weights, example: Example) -> tuple[int, float]:
    """Return the place of the nearest rival, and how far to move to keep the margin to it; 0 if it is kept."""
    scores = weights.scores(example.vector, example.candidates)
    rival = 1 + int(scores[1:].argmax())
    loss = MARGIN - float(scores[0] - scores[rival])
    if loss <= 0:
        return rival, 0.0
    square = float(np.add.reduce(example.vector.weights.astype(np.float64) ** 2))
    return rival, min(_AGGRESSIVENESS, loss / (2 * square)) if square else 0.0


def _move(weights: Weights, example: Example, rival: int, rate: float) -> None:
    amounts = example.vector.weights * np.float32(rate)
    weights.add(example.vector.numbers, int(example.candidates[0]), amounts)
    weights.add(example.vector.numbers, int(example.candidates[rival]), -amounts)


def _spread(count: int, factor: int) -> npt.NDArray[np.uint32]:
    """Return a number of 32 bits for each of `count`, scattered as murmur3 finishes its hashes."""
    numbers = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(factor) & np.uint64(0xFFFFFFFF)
    for shift, multiplier in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        numbers ^= numbers >> np.uint64(shift)
        numbers = numbers * np.uint64(multiplier) & np.uint64(0xFFFFFFFF)
    return (numbers ^ (numbers >> np.uint64(16))).astype(np.uint32)
