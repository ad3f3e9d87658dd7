"""Lexicon, index, confidence and guard together: from a question to judged candidates."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from qwenbot.knowledge.model import Entry, EntryKind, Fact, Knowledge, Localised
from qwenbot.matching.calibration import May, calibrate
from qwenbot.matching.confidence import Evidence, Weigher, log_odds, word_shares
from qwenbot.matching.guard import STILL_NEAR, Objection, Profile, has_matter, knows, objections, unheard
from qwenbot.matching.index import EXACT, MATCHES, Index, Match
from qwenbot.matching.lexicon import Lexicon
from qwenbot.matching.query import Query
from qwenbot.text.markup import Marker, pieces
from qwenbot.text.normalise import normalise, squeeze
from qwenbot.text.tokens import Number, kind_of_number

ANY_NUMBER: Final = 2
"""Numbers in an entry's phrasings, of which it says nothing, that make them interchangeable."""

RANKED: Final = 4.0
"""What a rank adds to the log odds of a confidence when the first candidates are put in order; flat from 2.5 to 6."""

DESPITE: Final = 0.6
"""The confidence from which a turn of phrase that nobody here has used is not held against an entry."""

ALWAYS: Final = 0.8
"""The share of an entry's phrasings that must name an entity for it to be asked by that name alone."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its confidence, what that is made of, and what speaks against answering with it."""

    match: Match
    evidence: Evidence
    confidence: float
    objections: tuple[Objection, ...]

    @property
    def is_near(self) -> bool:
        """Whether the entry may be offered: nothing speaks against it but that it answers something beside."""
        return all(objection.rule in STILL_NEAR for objection in self.objections)

    def nudged(self, by: float) -> "Judged":
        """Return the candidate with other log odds; what is certain stays so."""
        if not 0 < self.confidence < 1:
            return self
        return replace(self, confidence=1 / (1 + math.exp(-log_odds(self.confidence) - by)))

    @property
    def entry(self) -> str:
        """The candidate's entry id."""
        return self.match.entry


class Matcher:
    """Finds the entries that a question may mean, in one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lexicon = Lexicon(knowledge)
        phrasings = {entry.id: tuple(map(self._lexicon.read, entry.questions)) for entry in knowledge.entries}
        self._same = _same_phrasings(knowledge, phrasings)
        self._index = Index.build(
            phrasings,
            {entry.id: [self._said(entry.answer)] for entry in knowledge.entries if entry.kind is not EntryKind.CHAT},
        )
        told = {fact.id: self._said_in_all(fact.text) for fact in knowledge.facts}
        self._profiles = {entry.id: self._profile(entry, phrasings[entry.id], told) for entry in knowledge.entries}
        self.calibration = calibrate(
            self._index,
            tuple(map(self._lexicon.read, knowledge.out_of_scope)),
            self._may,
            knowledge.story.false_answers,
        )
        self._index.drop_texts()

    def read(self, text: str) -> Query:
        """Understand a question."""
        query = self._lexicon.read(text)
        unknown = [unit.typed for unit in query.units if not unit.small and self._index.rarity(unit.key) is None]
        return replace(query, unknown=tuple(unknown))

    def judge(self, query: Query) -> tuple[Judged, ...]:
        """Return the candidates for a question, best-ranked first, whatever speaks against them.

        An entry that has the question, letter by letter, among its phrasings comes first: a curator said so.
        """
        vector = self._index.features.vector(query)
        matches = self._index.search(vector)
        same = self._same.get(query.key) or self._same.get(squeeze(query.text))
        if same:
            others = [match for match in matches if match.entry != same]
            first = next((match for match in matches if match.entry == same), None) or self._index.match(vector, same)
            matches = (first, *others)[:MATCHES]
        weigher = Weigher(query, matches, self._index)
        judged = []
        for place, match in enumerate(matches):
            profile = self._profiles[match.entry]
            found = weigher.evidence(place, profile.shares)
            confidence = 1.0 if match.entry == same else self.calibration.logistic.probability(found)
            against = objections(query, profile, self._knowledge)
            if confidence >= DESPITE and unheard(query):
                against = tuple(no for no in against if no.rule != "other-matter")
            judged.append(Judged(match, found, confidence, against))
        # Of those whose phrasings were compared one by one, both the confidence and the rank know something.
        judged[:EXACT] = sorted(judged[:EXACT], key=_order, reverse=True)
        return tuple(judged)

    def _may(self, query: Query, entry_id: str) -> May:
        """Say what the entry may do about the question."""
        profile = self._profiles[entry_id]
        if objections(query, profile, self._knowledge):
            return May.NOTHING
        return May.DECLINE if profile.entry.kind is EntryKind.UNKNOWN else May.ANSWER

    def same(self, text: str) -> str | None:
        """Return the entry that has a text, letter by letter, among its phrasings."""
        return self._same.get(squeeze(text)) or self._same.get(squeeze(normalise(text)))

    def knows(self, query: Query, entry: str) -> bool:
        """Say whether an entry has any of the question's matter, or the question none."""
        return knows(query, self._profiles[entry])

    def called(self, key: str) -> str:
        """Return what a unit's key is called by those who wrote the knowledge."""
        return self._lexicon.called(key)

    def shared(self, query: Query, judged: Judged) -> tuple[tuple[str, float], ...]:
        """Return the units that made a candidate similar, strongest first."""
        return self._index.shared(query, self._index.features.vector(query), judged.match)

    def _profile(self, entry: Entry, phrasings: tuple[Query, ...], told: Mapping[str, tuple[Query, ...]]) -> Profile:
        facts = _cited(entry, self._knowledge)
        of_facts = frozenset(entity for fact in facts for entity in fact.entities)
        named = Counter(entity for query in phrasings for entity in query.entities)
        about = frozenset(named) or of_facts if entry.entities is None else frozenset(entry.entities)
        said = (*self._said_in_all(entry.answer), *(query for fact in facts for query in told[fact.id]))
        return Profile(
            entry=entry,
            about=about,
            asking=frozenset(kind for query in phrasings for kind in query.asking),
            numbers=frozenset(number for query in (*phrasings, *said) for number in query.numbers),
            any_of=_any_of(phrasings, said),
            denied=frozenset(key for query in phrasings for key in query.denied),
            vague=not all(map(has_matter, phrasings)),
            shares=word_shares(phrasings),
            said=frozenset(unit.key for query in said for unit in query.units),
            readings=frozenset(query.reading for query in phrasings),
            always=frozenset(entity for entity, count in named.items() if count >= ALWAYS * len(phrasings)),
        )

    def _said_in_all(self, text: Localised) -> tuple[Query, ...]:
        return tuple(self._said(text, language) for language in text.languages)

    def _said(self, text: Localised, language: str | None = None) -> Query:
        """Read a curator's text as a question is read, without its markers."""
        return self._lexicon.read(" ".join(piece for piece in pieces(text.text(language)) if isinstance(piece, str)))


def _order(judged: Judged) -> float:
    """Return what puts the first candidates in order."""
    return log_odds(judged.confidence) + RANKED * judged.match.rank


def _same_phrasings(knowledge: Knowledge, phrasings: Mapping[str, Sequence[Query]]) -> Mapping[str, str]:
    """Return the entry that each phrasing belongs to, by its key and, where nobody's key is that, without accents.

    Of two entries with one phrasing, which `check` reports, the first by id has it.
    """
    asked = sorted(
        (
            (entry.id, question, query)
            for entry in knowledge.entries
            for question, query in zip(entry.questions, phrasings[entry.id], strict=True)
        ),
        key=itemgetter(0, 1),
    )
    same: dict[str, str] = {}
    for entry, _, query in asked:
        same.setdefault(query.key, entry)
    for entry, _, query in asked:
        same.setdefault(squeeze(query.text), entry)
    return same


def _any_of(phrasings: Sequence[Query], said: Sequence[Query]) -> frozenset[Number]:
    """Return the kinds of numbers of which any may stand in a question to an entry (“a table for 4”).

    Those of which its phrasings have several that it says nothing of, or any if it tells none itself; months if it
    knows of none. A size never is: it is a name.
    """
    known = frozenset(number for query in said for number in query.numbers)
    asked = frozenset(number for query in phrasings for number in query.numbers)
    unknown = Counter(map(kind_of_number, asked - known))
    told = frozenset(map(kind_of_number, known))
    several = {kind for kind in Number if unknown[kind] >= (ANY_NUMBER if kind in told else 1)}
    months = set() if Number.MONTH in told or unknown[Number.MONTH] else {Number.MONTH}
    return frozenset((several | months) - {Number.SIZE})


def _cited(entry: Entry, knowledge: Knowledge) -> list[Fact]:
    ids = {piece.fact for piece in pieces(entry.answer.text()) if isinstance(piece, Marker)}
    return [knowledge.fact_by_id[fact] for fact in sorted(ids)]
