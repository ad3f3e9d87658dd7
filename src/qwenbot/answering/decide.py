"""Answered, suggested or abstained? A confidence, a lead over the next and the guard decide; never a guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qwenbot.knowledge.model import Entry, EntryKind, Outcome
from qwenbot.matching.matcher import Judged


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence an entry is given as the answer, and from which it is offered; see `calibration`."""

    answer: float
    suggest: float


OFFERED: Final = 3
"""Entries offered at most; the right one is among the first three for nine in ten questions that rank wrongly."""


FAR_BEHIND: Final = 0.5
"""An entry that has less than this share of the confidence of one that the guard stopped is not what was meant: the
question is about that other thing, with something in it that the story does not have."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to say: `entry` is the one to answer with (or the unknown one to abstain with), `offer` those to offer.

    `rule` names what decided, `finding` says it to people.
    """

    outcome: Outcome
    rule: str
    finding: str
    entry: str | None = None
    offer: tuple[str, ...] = ()


def decide(
    judged: tuple[Judged, ...], thresholds: Thresholds, entries: Mapping[str, Entry], expired: frozenset[str]
) -> Decision:
    """Decide on the judged candidates; `expired` entries are past their review and only offered."""
    near = [candidate for candidate in judged if candidate.is_near and candidate.confidence >= thresholds.suggest]
    offer = tuple(candidate.entry for candidate in near if entries[candidate.entry].kind is EntryKind.ANSWER)[:OFFERED]
    free = [candidate for candidate in judged if not candidate.objections]
    best = free[0] if free else None
    if best is None or best.confidence < thresholds.answer:
        return _unsure(judged, thresholds, best, offer)
    percent = f"{best.confidence:.0%}"
    nearest = max(judged, key=lambda candidate: candidate.confidence)
    if best.confidence < FAR_BEHIND * nearest.confidence and nearest.objections:
        finding = f"the best entry has {percent}, far behind {nearest.entry}, of which {nearest.objections[0].finding}"
        return Decision(Outcome.SUGGESTED if offer else Outcome.ABSTAINED, "something-else", finding, offer=offer)
    if best.entry in expired:
        return Decision(Outcome.SUGGESTED, "overdue", "the entry is past its review date", offer=(best.entry,))
    if entries[best.entry].kind is EntryKind.UNKNOWN:
        finding = f"the best entry has {percent} and says that the story does not say"
        return Decision(Outcome.ABSTAINED, "unknown", finding, best.entry)
    finding = f"the best entry has {percent}, an answer needs {thresholds.answer:.0%}"
    return Decision(Outcome.ANSWERED, "sure", finding, best.entry)


def _unsure(
    judged: tuple[Judged, ...], thresholds: Thresholds, best: Judged | None, offer: tuple[str, ...]
) -> Decision:
    """Offer what is near, or say that nothing is; the guard's objection is the reason where it stopped the best."""
    stopped = judged[0].objections if judged and judged[0].confidence >= thresholds.answer else ()
    if stopped:
        rule, finding = stopped[0].rule, stopped[0].finding
    elif best and best.confidence >= thresholds.suggest:
        rule, finding = "not-sure", f"the best entry has {best.confidence:.0%}, an answer needs {thresholds.answer:.0%}"
    else:
        rule, finding = "too-weak", "no entry is near enough"
    return Decision(Outcome.SUGGESTED if offer else Outcome.ABSTAINED, rule, finding, offer=offer)
