"""rapidfuzz over all phrasings, with the processing that its documentation advises."""

from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz, process, utils

from bench.peers import Find, Found
from bench.sets import QuestionSet


def q_ratio(base: QuestionSet) -> Callable[[], Find]:
    """Return what prepares for QRatio."""
    return _over(base, fuzz.QRatio)


def w_ratio(base: QuestionSet) -> Callable[[], Find]:
    """Return what prepares for WRatio, the default."""
    return _over(base, fuzz.WRatio)


def _over(base: QuestionSet, scorer: Callable[..., Any]) -> Callable[[], Find]:
    def start() -> Find:
        choices = [utils.default_process(text) for text, _ in base.phrasings]

        def find(question: str) -> Found:
            best = process.extractOne(utils.default_process(question), choices, scorer=scorer)
            return Found(base.phrasings[best[2]].label, float(best[1])) if best else Found(None, 0.0)

        return find

    return start
