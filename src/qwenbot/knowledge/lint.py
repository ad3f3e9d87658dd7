"""Rules that need nothing but the knowledge itself: one small function each, each fault with its place."""

from collections.abc import Callable, Iterator
from typing import Final

from qwenbot.knowledge.model import Date, EntryKind, Knowledge
from qwenbot.knowledge.places import Places
from qwenbot.knowledge.problems import Place, Problem, Severity, shown
from qwenbot.text.markup import Marker, pieces
from qwenbot.text.normalise import squeeze
from qwenbot.text.sentences import sentences

TITLE_LENGTH: Final = 80
"""A title stands on a button, and Discord's buttons hold so many characters."""

FEWEST_PHRASINGS: Final = 3
"""An entry known by fewer ways of asking is found by luck."""


def lint(knowledge: Knowledge, places: Places, today: Date | None = None) -> tuple[Problem, ...]:
    """Return every problem; `today` is for entries past their review, without it that rule is silent."""
    found = [problem for rule in RULES for problem in rule(knowledge, places)]
    if today is not None:
        found.extend(overdue(knowledge, places, today))
    return tuple(found)


def uncited_sentence(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    """Find sentences without a citation; small talk and the first sentence of an `unknown` entry need none."""
    for entry in knowledge.entries:
        if entry.kind is EntryKind.CHAT:
            continue
        for language, text in entry.answer.by_language:
            said = sentences(text)
            for sentence in said[1:] if entry.kind is EntryKind.UNKNOWN else said:
                if not sentence.cites:
                    message = f"no citation in “{shown(sentence.text)}”: end the sentence with [fact-id]"
                    yield _error(places.answer(entry.id, language), message, "uncited")


def same_phrasing(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    """Find phrasings that stand in two entries, where each can only mean one thing, or twice in one, to no use."""
    first: dict[str, tuple[str, int]] = {}
    for entry in knowledge.entries:
        for index, question in enumerate(entry.questions):
            key = squeeze(question)
            place = places.question(entry.id, index)
            if not key:
                yield _error(place, "this phrasing has no letter or digit: write words", "empty-phrasing")
            elif key in first:
                other, at = first[key]
                where, problem = ("this entry", _warning) if other == entry.id else (f"`{other}`", _error)
                message = (
                    f"“{shown(question)}” is a phrasing of {where} already, in {places.question(other, at)}: keep one"
                )
                yield problem(place, message, "same-phrasing")
            else:
                first[key] = (entry.id, index)


def unused_fact(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    """Find facts that no answer cites: nobody can ask for them."""
    used = {
        piece.fact
        for entry in knowledge.entries
        for _, text in entry.answer.by_language
        for piece in pieces(text)
        if isinstance(piece, Marker)
    }
    for fact in knowledge.facts:
        if fact.id not in used:
            yield _warning(places.fact(fact.id), f"no answer cites `{fact.id}`: write one that does", "unused-fact")


def few_phrasings(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    """Find entries with fewer than three ways to ask for them."""
    for entry in knowledge.entries:
        if len(entry.questions) < FEWEST_PHRASINGS:
            ways = "way" if len(entry.questions) == 1 else "ways"
            message = (
                f"`{entry.id}` has {len(entry.questions)} {ways} to ask: add some, at least {FEWEST_PHRASINGS} in all"
            )
            yield _warning(places.entry(entry.id), message, "few-phrasings")


def long_title(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    """Find titles that do not fit on a button."""
    for entry in knowledge.entries:
        if len(entry.title) > TITLE_LENGTH:
            message = (
                f"this title has {len(entry.title)} characters, a button holds {TITLE_LENGTH}: put a shorter one first"
            )
            yield _warning(places.question(entry.id, 0), message, "long-title")


def overdue(knowledge: Knowledge, places: Places, today: Date) -> Iterator[Problem]:
    """Find entries past the day by which their curator wanted to look again."""
    for entry in knowledge.entries:
        if entry.review_by is not None and entry.review_by.is_over(today):
            message = f"`{entry.id}` was to be reviewed by {entry.review_by}: check it, then set a later date"
            yield _warning(places.entry(entry.id), message, "overdue")


RULES: Final[tuple[Callable[[Knowledge, Places], Iterator[Problem]], ...]] = (
    uncited_sentence,
    same_phrasing,
    unused_fact,
    few_phrasings,
    long_title,
)
"""Every rule that needs no date."""


USABLE: Final = frozenset({"same-phrasing"})
"""Errors with which the knowledge can still be used: every sentence of it has its source."""


def _error(place: Place, message: str, rule: str) -> Problem:
    return Problem(place, Severity.ERROR, message, rule)


def _warning(place: Place, message: str, rule: str) -> Problem:
    return Problem(place, Severity.WARNING, message, rule)
