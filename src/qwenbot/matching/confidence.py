"""How likely is it that an entry answers the question? That is not its rank: something always ranks first.

A logistic over what tells the two apart: how near the entry is, how far ahead of the next, and how much of the
question the base, and this entry, have words for.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qwenbot.matching.features import SMALL_WEIGHT
from qwenbot.matching.index import Index, Match
from qwenbot.matching.query import Query

COEFFICIENTS: Final[Mapping[str, float]] = {
    "nearest": 4.0, "centroid": 3.0, "margin": 6.0, "known": 2.0, "covered": 4.0, "unknown": -0.6, "length": 0.1,
}  # fmt: skip
INTERCEPT: Final = -6.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the confidence is made of; shares are of the question's weight, rare words weighing more.

    `known` is the share that any phrasing of the base has, `covered` the share that a phrasing of this entry has,
    `unknown` the number of words that no phrasing has, `length` the number of units up to eight.
    """

    nearest: float
    centroid: float
    margin: float
    known: float
    covered: float
    unknown: float
    length: float

    @property
    def confidence(self) -> float:
        """The probability, 0 to 1."""
        logit = INTERCEPT + sum(weight * getattr(self, name) for name, weight in COEFFICIENTS.items())
        return 1 / (1 + math.exp(-logit))


def evidence(query: Query, match: Match, rival: Match | None, index: Index, words: frozenset[str]) -> Evidence:
    """Weigh what speaks for a match.

    `rival` is the best other match that may answer (the margin is negative behind it), `words` the keys of all units
    of the entry's phrasings.
    """
    total = known = covered = 0.0
    for unit in query.units:
        rarity = index.rarity(unit.key)
        weight = (index.highest_rarity if rarity is None else rarity) / unit.alternatives
        if unit.small:
            weight *= SMALL_WEIGHT
        total += weight
        known += weight * (rarity is not None)
        covered += weight * (unit.key in words)
    return Evidence(
        nearest=match.nearest,
        centroid=match.centroid,
        margin=match.rank - (rival.rank if rival else 0.0),
        known=known / total if total else 0.0,
        covered=covered / total if total else 0.0,
        unknown=min(len(query.unknown), 3),
        length=min(len(query.units), 8),
    )
