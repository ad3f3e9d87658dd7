"""How likely is it that an entry answers the question? That is not its rank: something always ranks first.

A logistic over what tells the two apart: how near the entry is, how far ahead of the next, and how much of the
question the base, and this entry, have words for. What each is worth is learnt from the base; see `calibration`.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import mul
from typing import Final

import numpy as np
import numpy.typing as npt

from qwenbot.matching.index import Index, Match
from qwenbot.matching.query import Query

SMALL_WEIGHT: Final = 0.4
"""What a small word counts in the shares: “of” and “the” tell a question's shape, not its subject."""

CORRECTED_WEIGHT: Final = 0.6
"""What a corrected word counts as known: it may have been another word."""

_PULL: Final = 1000.0
"""How hard a base's own coefficients are held to the general ones, in questions that each (in standard deviations) is
worth: a base that is small, or whose entries overlap, teaches little about strangers. Flat from 300 to 3000."""

_LITTLE: Final = 1.0
"""The same for the intercept, which is the base's own affair."""

_SAME: Final = 1e-8
_MOST_STEPS: Final = 50

_DIGITS: Final = 5
"""To which the coefficients are rounded, so that they are the same on every machine."""


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds; of a certainty, infinity."""
    return math.log(probability / (1 - probability)) if probability < 1 else math.inf


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the confidence is made of; shares are of the question's weight, rare words weighing more.

    `rank`, `nearest` and `centroid` are those of the match; `ahead` is the lead in rank over the next match as a
    share of the rank; `covered` is the share that a phrasing of the entry has, `typical` the
    share that half of them have, less where fewer do; `length` is the logarithm of the number of units.
    """

    rank: float
    ahead: float
    nearest: float
    centroid: float
    covered: float
    typical: float
    length: float

    @property
    def values(self) -> tuple[float, ...]:
        """Every input, in the order of the fields."""
        return (self.rank, self.ahead, self.nearest, self.centroid, self.covered, self.typical, self.length)


NAMES: Final = tuple(field.name for field in fields(Evidence))

IN_WORDS: Final[Mapping[str, str]] = {
    "rank": "learnt score",
    "ahead": "lead over the next entry",
    "nearest": "likeness to its nearest phrasing",
    "centroid": "likeness to its phrasings together",
    "covered": "share of the question that a phrasing of it has",
    "typical": "share that most of its phrasings have",
    "length": "length of the question",
}
"""The evidence for those who do not know the code."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """From evidence to a probability. The default is what public question sets taught (docs/matching.md)."""

    coefficients: tuple[float, ...] = (4.78, 0.11, 1.38, 4.1, 3.55, -0.62, 0.48)
    intercept: float = -6.0

    def probability(self, found: Evidence) -> float:
        """Return the confidence, 0 to 1."""
        logit = self.intercept + sum(map(mul, self.coefficients, found.values))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))

    def parts(self, found: Evidence) -> tuple[tuple[str, float, float], ...]:
        """Return each input's name, its value, and what it adds to the logit."""
        parts = zip(NAMES, self.coefficients, found.values, strict=True)
        return tuple((name, value, worth * value) for name, worth, value in parts)


def fit(found: Sequence[Evidence], right: Sequence[bool], weights: Sequence[float]) -> Logistic:
    """Fit a logistic to questions whose best match was right or not.

    By Newton's method on the likelihood, less a penalty for leaving the general coefficients.
    """
    values = np.array([evidence.values for evidence in found], dtype=np.float64)
    deviation = values.std(axis=0)
    deviation[deviation < _SAME] = 1.0  # an input that never differs teaches nothing
    design = np.column_stack([values / deviation, np.ones(len(values))])
    target, weight = np.array(right, dtype=np.float64), np.array(weights, dtype=np.float64)
    general = np.array([*(Logistic().coefficients * deviation), Logistic().intercept])
    pull = np.diag([_PULL] * len(NAMES) + [_LITTLE])
    beta = general.copy()

    def loss(beta: npt.NDArray[np.float64]) -> float:
        logit = design @ beta
        return float(
            weight @ (np.logaddexp(0, logit) - target * logit) + (beta - general) @ pull @ (beta - general) / 2
        )

    for _ in range(_MOST_STEPS):
        estimate = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weight * (target - estimate)) - pull @ (beta - general)
        curvature = (design.T * (weight * estimate * (1 - estimate))) @ design + pull
        step = np.linalg.solve(curvature, gradient)
        before = loss(beta)
        while float(np.abs(step).max()) > _SAME and loss(beta + step) > before:
            step /= 2  # where everything is told apart, the whole step leads far beyond
        beta += step
        if float(np.abs(step).max()) < _SAME:
            break
    return Logistic(
        tuple(round(float(coefficient), _DIGITS) for coefficient in beta[:-1] / deviation),
        round(float(beta[-1]), _DIGITS),
    )


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A unit with its weight in the shares, and what of that counts as known where an entry has it."""

    key: str
    weight: float
    known: float


class Weigher:
    """Weighs what speaks for the matches of one question."""

    def __init__(self, query: Query, matches: Sequence[Match], index: Index) -> None:
        corrected = {part for fixed in query.corrections for part in fixed.typed.split()}
        self._matches = matches
        self._units: list[_Weighed] = []
        for unit in query.units:
            rarity = index.rarity(unit.key)
            weight = (index.highest_rarity if rarity is None else rarity) / unit.alternatives
            if unit.small:
                weight *= SMALL_WEIGHT
            surely = not corrected or corrected.isdisjoint(unit.typed.split())
            self._units.append(_Weighed(unit.key, weight, weight if surely else weight * CORRECTED_WEIGHT))
        self._total = math.fsum(unit.weight for unit in self._units)
        self._length = math.log(1 + len(self._units))

    def evidence(self, place: int, shares: Mapping[str, float]) -> Evidence:
        """Return what speaks for the match at a place; `shares` tells what share of its phrasings has each unit."""
        covered = typical = 0.0
        for unit in self._units:
            share = shares.get(unit.key)
            if share:
                covered += unit.known
                typical += unit.weight * min(1.0, 2 * share)
        match = self._matches[place]
        lead = match.rank - (self._matches[place + 1].rank if place + 1 < len(self._matches) else 0.0)
        return Evidence(
            rank=match.rank,
            ahead=max(-1.0, min(1.0, lead / match.rank)) if match.rank > 0 else -1.0,
            nearest=match.nearest,
            centroid=match.centroid,
            covered=covered / self._total if self._total else 0.0,
            typical=typical / self._total if self._total else 0.0,
            length=self._length,
        )


def word_shares(phrasings: Sequence[Query]) -> Mapping[str, float]:
    """Return, for each unit that an entry's phrasings have, the share of them that has it."""
    counts = Counter(key for query in phrasings for key in {unit.key for unit in query.units})
    return {key: count / len(phrasings) for key, count in counts.items()}
