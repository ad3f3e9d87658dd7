"""Measure one matcher on one set, in a process of its own: its memory is then its own, and so is its time."""

import json
import math
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench import child
from bench.machine import peak_mib
from bench.measures import FALSE_ANSWERS, auroc, right_at, share
from bench.peers import ENGINE, Find, Found, prepare
from bench.sets import QuestionSet, light_typos


@dataclass(frozen=True, slots=True)
class Measured:
    """How a matcher did: shares in per cent, the median time of a question.

    `auroc`, `right_at` and `wrongly` are None where no question is out of scope; `rightly` and `wrongly`, what is
    answered by its own thresholds, where the matcher has none.
    """

    forced: float
    typos: float
    auroc: float | None
    right_at: float | None
    rightly: float | None
    wrongly: float | None
    median_us: float
    build_s: float
    peak_mib: float | None


def measure(name: str, base: QuestionSet) -> Measured:
    """Measure in a process that is started for it."""
    return Measured(**child.run("bench.matcher", name, given=base.as_json()))


def measure_here(name: str, base: QuestionSet) -> Measured:
    """Measure in this process."""
    build = prepare(name, base)
    start = time.perf_counter()
    find = build()
    build_s = time.perf_counter() - start
    found, times = _ask(find, [text for text, _ in base.questions])
    right = _right(found, base)
    typed, _ = _ask(find, light_typos([text for text, _ in base.questions]))
    strangers, _ = _ask(find, base.out_of_scope)
    # To be met with “the story does not say” is right, however sure of it a matcher is.
    outside = [-math.inf if one.label in base.refusing else one.score for one in strangers]
    inside = [one.score for one in found]
    decides = name == ENGINE
    given = [one.given == asked.label for one, asked in zip(found, base.questions, strict=True)]
    return Measured(
        forced=share(right),
        typos=share(_right(typed, base)),
        auroc=auroc(inside, outside) if outside else None,
        right_at=right_at(right, inside, outside, FALSE_ANSWERS) if outside else None,
        rightly=share(given) if decides else None,
        wrongly=share([one.given not in {None, *base.refusing} for one in strangers]) if decides and outside else None,
        median_us=statistics.median(times) * 1e6,
        build_s=build_s,
        peak_mib=peak_mib(),
    )


def _ask(find: Find, questions: Sequence[str]) -> tuple[list[Found], list[float]]:
    """Return what was found, and the seconds that each question took."""
    found, times = [], []
    for question in questions:
        start = time.perf_counter()
        one = find(question)
        times.append(time.perf_counter() - start)
        found.append(one)
    return found, times


def _right(found: Sequence[Found], base: QuestionSet) -> list[bool]:
    return [one.label == asked.label for one, asked in zip(found, base.questions, strict=True)]


if __name__ == "__main__":
    print(json.dumps(asdict(measure_here(sys.argv[1], QuestionSet.from_json(sys.stdin.read())))))
