"""The arithmetic: what a column says. Shares are in per cent."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

FALSE_ANSWERS: Final = 0.05
"""The share of the questions out of scope that the threshold of `right_at` lets through."""


def share(right: Sequence[bool]) -> float:
    """Return how many are right."""
    return 100 * sum(right) / len(right) if right else 0.0


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Return how often a score from inside is higher than one from outside, equal ones counted half."""
    above, equal = Counter(inside), Counter(outside)
    scores = sorted(above.keys() | equal.keys())
    below = [0, *accumulate(equal[score] for score in scores)]
    wins = sum(above[score] * (lower + equal[score] / 2) for score, lower in zip(scores, below, strict=False))
    return 100 * wins / (len(inside) * len(outside))


def right_at(right: Sequence[bool], scores: Sequence[float], outside: Sequence[float], let_through: float) -> float:
    """Return how many questions are right and above the threshold that lets this share of those outside through."""
    threshold = sorted(outside, reverse=True)[int(let_through * len(outside))]
    return share([good and score > threshold for good, score in zip(right, scores, strict=True)])
