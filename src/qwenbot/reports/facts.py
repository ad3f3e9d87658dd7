"""Facts as they are shown: in one language, each with where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from qwenbot.answering.citations import citations
from qwenbot.answering.reply import Citation
from qwenbot.knowledge.model import Date, Fact, Knowledge


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: its text, its date if it has one, and where it stands, with its status and whose claim it is."""

    fact: str
    text: str
    date: Date | None
    cited: tuple[Citation, ...]


def facts_about(knowledge: Knowledge, entity: str, language: str) -> tuple[Told, ...]:
    """Return the facts that name an entity: those with a date first, by date, then the others as they are written."""
    about = [fact for fact in knowledge.facts if entity in fact.entities]
    return _told(knowledge, (*_by_date(about), *(fact for fact in about if not fact.date)), language)


def timeline(knowledge: Knowledge, language: str) -> tuple[Told, ...]:
    """Return the facts that have a date, the earliest first; a month stands before its days."""
    return _told(knowledge, _by_date(knowledge.facts), language)


def _by_date(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    dated = ((fact.date, n, fact) for n, fact in enumerate(facts) if fact.date)
    return tuple(fact for _, _, fact in sorted(dated, key=lambda each: each[:2]))


def _told(knowledge: Knowledge, facts: tuple[Fact, ...], language: str) -> tuple[Told, ...]:
    return tuple(
        Told(fact.id, fact.text.text(language), fact.date, citations(n, fact, knowledge, language))
        for n, fact in enumerate(facts, 1)
    )
