"""What is a confidence worth? Learnt from the base alone, so that a new story needs no tuning.

Whole entries are held out, and their phrasings asked as questions that the base cannot answer; of the other entries
some phrasings are held out, and asked as questions that it can. From how both come out follow the weights of the
evidence and the two thresholds. `out_of_scope` questions, where a curator wrote some, are asked too.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Final

from qwenbot.matching.confidence import Evidence, Logistic, Weigher, fit, word_shares
from qwenbot.matching.index import EXACT, Index, Text
from qwenbot.matching.query import Query

if TYPE_CHECKING:
    from qwenbot.matching.features import Vector

ROUNDS: Final = 3
HELD_OUT: Final = 0.25
"""The share of the entries that is held out in each round; of the others every third phrasing is."""

_EVERY: Final = 3
_OF_ENTRY: Final = 40
"""Phrasings asked of one entry at most, so that a few large entries do not speak for all."""

MOST: Final = 8_000
"""Phrasings that a round is made of at most. It takes whole entries: with fewer phrasings of each, strangers would
look less alike than they will."""

_ENOUGH: Final = 10_000
"""Phrasings, over all rounds, after which no further round is begun."""

_LEAST: Final = 40
"""Questions of either kind without which there is nothing to learn; then the defaults stay."""

STRICTER: Final = 0.84
"""The share of `false_answers` that held-out entries may be answered wrongly with: a round has fewer entries than the
base, and so fewer that a stranger's question could be taken for. Measured on public sets (docs/matching.md)."""

OFFERED: Final = 5.0
"""How much oftener than answered wrongly a question out of scope may be met with an offer: “did you mean”."""

_SURE: Final = (0.1, 0.7)
_UNSURE: Final = 0.05
"""Bounds of the thresholds, whatever the base says: a coin toss is no answer, a certainty is one."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How evidence becomes a confidence, and from which confidence on an entry answers, or is offered."""

    logistic: Logistic = field(default_factory=Logistic)
    answer: float = 0.5
    suggest: float = 0.2
    questions: int = 0


class May(Enum):
    """What an entry may do about a question, if the confidence is there: the guard has its say before."""

    ANSWER = auto()
    DECLINE = auto()
    """It says that the base does not tell."""
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came of a question: the best match's evidence, whether it is right, whether the base has an answer at all.

    `free` is the evidence of the first matches that may do something about it, and whether they answer.
    """

    best: Evidence
    right: bool
    answerable: bool
    free: tuple[tuple[Evidence, bool], ...]

    def confidence(self, logistic: Logistic) -> float:
        """Return the confidence with which the question would be answered."""
        found = [(logistic.probability(evidence), answers) for evidence, answers in self.free]
        best, answers = max(found, default=(0.0, False))
        return best if answers else 0.0


def calibrate(
    index: Index, out_of_scope: Sequence[Query], may: Callable[[Query, str], May], false_answers: float
) -> Calibration:
    """Learn from a base.

    `may` tells what an entry may do about a question; `false_answers` is the share of questions out of scope that the
    base's author accepts answered.
    """
    strange = sorted(out_of_scope, key=lambda query: (_scattered(query.text), query.text))
    asked: list[_Asked] = []
    size = min(MOST, len(index.texts))
    rounds = min(ROUNDS, -(-_ENOUGH // max(1, size)))
    for number in range(rounds):
        asked += _round(index, strange[number::rounds], may, number)
    inside = sum(one.answerable for one in asked)
    outside = len(asked) - inside
    if min(inside, outside) < _LEAST or not any(one.right for one in asked):
        return Calibration()
    weights = [len(asked) / 2 / (inside if one.answerable else outside) for one in asked]
    logistic = fit([one.best for one in asked], [one.right for one in asked], weights)
    strangers = sorted((one.confidence(logistic) for one in asked if not one.answerable), reverse=True)
    answer = _at(strangers, STRICTER * false_answers)
    answer = round(min(max(answer, _SURE[0]), _SURE[1]), 4)
    suggest = round(min(max(_at(strangers, OFFERED * false_answers), _UNSURE), answer), 4)
    return Calibration(logistic, answer, suggest, len(asked))


def _at(scores: Sequence[float], share: float) -> float:
    """Return the score that this share of the scores, highest first, lies above."""
    return scores[min(len(scores) - 1, int(share * len(scores)))]


def _round(
    index: Index,
    out_of_scope: Sequence[Query],
    may: Callable[[Query, str], May],
    number: int,
) -> Iterator[_Asked]:
    """Yield what came of each question."""
    entries = _sample(index, number)
    names = sorted(entries, key=lambda entry: _scattered(f"hold out {number} {entry}"))
    held_out = frozenset(names[: int(HELD_OUT * len(names))])
    questions: list[tuple[Query, Vector, str | None]] = []
    questions += [(query, index.features.vector(query), None) for query in out_of_scope]
    kept: list[Text] = []
    for entry, texts in entries.items():
        cut = len(texts) if entry in held_out else max(1, len(texts) // _EVERY) if len(texts) > 1 else 0
        own = None if entry in held_out else entry
        questions += [(text.query, text.vector, own) for text in texts[: min(cut, _OF_ENTRY)] if not text.told]
        kept += texts[cut:]
    seen = index.only(kept)
    shares = {entry: word_shares([text.query for text in texts]) for entry, texts in _by_entry(kept).items()}
    for query, vector, own in questions:
        matches = seen.search(vector)
        if not matches:
            continue
        weigher = Weigher(query, matches, index)
        best = weigher.evidence(0, shares[matches[0].entry])
        free = (
            (weigher.evidence(place, shares[match.entry]), deed is May.ANSWER)
            for place, match in enumerate(matches)
            if (deed := may(query, match.entry)) is not May.NOTHING
        )
        yield _Asked(best, matches[0].entry == own, own is not None, tuple(islice(free, EXACT)))


def _by_entry(texts: Sequence[Text]) -> dict[str, list[Text]]:
    entries: dict[str, list[Text]] = {}
    for text in texts:
        entries.setdefault(text.entry, []).append(text)
    return entries


def _sample(index: Index, number: int) -> Mapping[str, list[Text]]:
    """Return as many entries as a round may have, with their phrasings in an order that depends on them alone."""
    entries = _by_entry(index.texts)
    room = MOST
    chosen: dict[str, list[Text]] = {}
    for entry in sorted(entries, key=lambda entry: _scattered(f"sample {number} {entry}")):
        if room <= 0:
            break
        chosen[entry] = sorted(entries[entry], key=lambda text: _scattered(f"{number} {text.query.text}"))
        room -= len(chosen[entry])
    return dict(sorted(chosen.items()))


def _scattered(text: str) -> int:
    return zlib.crc32(text.encode())
