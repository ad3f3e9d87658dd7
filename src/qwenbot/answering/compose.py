"""From a decision to words: what curators wrote, with its citations, and the bot's own words from one catalogue."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final

from qwenbot.answering.citations import Cited, cite
from qwenbot.answering.decide import OFFERED, Decision
from qwenbot.answering.phrases import phrase
from qwenbot.answering.reply import Choice, Reply
from qwenbot.knowledge.model import Date, Entry, Fact, Knowledge, Outcome
from qwenbot.text.markup import Marker, pieces

SOURCES: Final = 3
"""Facts that are told when somebody asks for the sources of an answer."""

_REMEMBERED: Final = 4096


class Composer:
    """Puts replies into words from one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._version = knowledge.version  # takes a while to work out: not while a member waits
        self._reviewed = tuple(entry for entry in knowledge.entries if entry.review_by is not None)
        # Remembering is safe: an answer is written down anew only with new knowledge.
        self._cited = lru_cache(maxsize=_REMEMBERED)(partial(_cited, knowledge))

    def __reduce__(self) -> tuple[type["Composer"], tuple[Knowledge]]:
        """Be made again from the knowledge: what is remembered is not pickled."""
        return Composer, (self._knowledge,)

    def expired(self, today: Date | None) -> frozenset[str]:
        """Return the entries past their review date; none if it is not known what day it is."""
        return frozenset(entry.id for entry in self._reviewed if _is_expired(entry, today))

    def empty(self, language: str) -> Reply:
        """Invite a question where there was none."""
        text = phrase(language, "empty", about=self._knowledge.story.about.text(language))
        return self._reply(Outcome.ABSTAINED, text, language)

    def say(self, decision: Decision, language: str, today: Date | None) -> Reply:
        """Say what was decided."""
        if decision.entry is not None:
            return self._answer(decision, self._knowledge.entry_by_id[decision.entry], language, today)
        if decision.outcome is Outcome.SUGGESTED:
            offered = self._choices(decision.offer)
            return replace(
                self._reply(decision.outcome, phrase(language, "did-you-mean"), language), suggestions=offered
            )
        about = self._knowledge.story.about.text(language)
        return self._reply(decision.outcome, phrase(language, "miss", about=about), language)

    def say_all(self, entries: Iterable[str], language: str) -> Reply:
        """Say the answers of several entries one after another, the citations counted through."""
        answers = [self._knowledge.entry_by_id[entry] for entry in entries]
        cited = cite(" ".join(entry.answer.text(language) for entry in answers), self._knowledge, language)
        known = all(language in entry.answer.languages for entry in answers)
        said = {entry.id for entry in answers}
        more = dict.fromkeys(other for entry in answers for other in entry.follow_ups if other not in said)
        return replace(
            self._reply(Outcome.ANSWERED, self._in_language(cited.text, language, known=known), language),
            citations=cited.citations,
            follow_ups=self._choices(more)[:OFFERED],
        )

    def say_facts(self, facts: Iterable[Fact], offer: tuple[str, ...], language: str) -> Reply:
        """Say facts as they stand, each with its citation, and offer entries that are near."""
        told = tuple(facts)
        cited = cite(" ".join(_marked(fact, language) for fact in told), self._knowledge, language)
        known = all(language in fact.text.languages for fact in told)
        return replace(
            self._reply(Outcome.ANSWERED, self._in_language(cited.text, language, known=known), language),
            citations=cited.citations,
            follow_ups=self._choices(offer),
        )

    def say_sources(self, entry: Entry, general: Entry | None, language: str) -> Reply:
        """Say what an answer rests on: its first facts, with who says so, and what the story says of its sources."""
        marks = {piece.fact: None for piece in pieces(entry.answer.text(language)) if isinstance(piece, Marker)}
        if not marks:
            return self._reply(Outcome.ABSTAINED, phrase(language, "no-sources"), language)
        said = [_marked(self._knowledge.fact_by_id[fact], language) for fact in list(marks)[:SOURCES]]
        if general is not None and general.id != entry.id:
            said.append(general.answer.text(language))
        cited = cite(" ".join(said), self._knowledge, language)
        return replace(
            self._reply(Outcome.ANSWERED, phrase(language, "sources", facts=cited.text), language),
            entry=entry.id,
            title=entry.title,
            citations=cited.citations,
            follow_ups=self._choices(entry.follow_ups),
        )

    def no_more(self, entry: Entry, language: str) -> Reply:
        """Say that there is no more on the matter of an entry, and offer what is beside it."""
        beside = self._choices(entry.follow_ups)
        outcome = Outcome.SUGGESTED if beside else Outcome.ABSTAINED
        text = phrase(language, "more") if beside else phrase(language, "no-more")
        return replace(self._reply(outcome, text, language), suggestions=beside)

    def _answer(self, decision: Decision, entry: Entry, language: str, today: Date | None) -> Reply:
        cited = self._cited(entry.id, language)
        text = self._in_language(cited.text, language, known=language in entry.answer.languages)
        if _is_expired(entry, today):
            text = f"{text} ({phrase(language, 'overdue', date=entry.review_by)})"
        return replace(
            self._reply(decision.outcome, text, language),
            entry=entry.id,
            title=entry.title,
            citations=cited.citations,
            follow_ups=self._choices(entry.follow_ups),
        )

    def _in_language(self, text: str, language: str, *, known: bool) -> str:
        return text if known else f"{phrase(language, 'other-language')} {text}"

    def _choices(self, entries: Iterable[str]) -> tuple[Choice, ...]:
        return tuple(choice(self._knowledge.entry_by_id[entry]) for entry in entries)

    def _reply(self, outcome: Outcome, text: str, language: str) -> Reply:
        return Reply(outcome, text, language, knowledge=self._version, as_of=self._knowledge.story.as_of)


def _cited(knowledge: Knowledge, entry_id: str, language: str) -> Cited:
    return cite(knowledge.entry_by_id[entry_id].answer.text(language), knowledge, language)


def _marked(fact: Fact, language: str) -> str:
    return f"{fact.text.text(language)} [{fact.id}]"


def choice(entry: Entry) -> Choice:
    """Offer an entry by its title."""
    return Choice(entry.id, entry.title)


def _is_expired(entry: Entry, today: Date | None) -> bool:
    return today is not None and entry.review_by is not None and entry.review_by.is_over(today)
