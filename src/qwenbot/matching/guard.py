"""Why an entry must not answer a question although the letters are alike: named rules, one small function each.

A rule compares what the question is about with what the entry is about. It only ever takes an answer away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from qwenbot.knowledge.model import Entry, EntryKind, Knowledge
from qwenbot.matching.query import Query, Unit
from qwenbot.text.asking import STRONG, Asking
from qwenbot.text.tokens import Number, is_number, kind_of_number


@dataclass(frozen=True, slots=True)
class Objection:
    """A rule that speaks against an entry, and what it found, for people."""

    rule: str
    finding: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What an entry is about, as far as a rule can check it.

    `about` holds entity ids; `asking` is every kind of question its phrasings ask; `numbers` are all in its phrasings,
    its answer and its facts, and `any_of` the kinds of which others will do; `denied` is what its phrasings deny,
    `vague` tells that one says nothing; `shares` is the share of its phrasings that has each unit; `always` the
    entities that nearly every phrasing names; `said` the keys of its answer and facts; `readings` its phrasings as
    understood.
    """

    entry: Entry
    about: frozenset[str]
    asking: frozenset[Asking]
    numbers: frozenset[str]
    any_of: frozenset[Number]
    denied: frozenset[str]
    vague: bool
    shares: Mapping[str, float]
    always: frozenset[str]
    said: frozenset[str]
    readings: frozenset[tuple[str, ...]]


SEVERAL: Final = 2
"""Unknown words, however common elsewhere, that make a question be about something else."""

CORE: Final = 0.3
"""The share of an entry's phrasings that must have what a question denies, for that to be what the entry is about."""


def other_entity(query: Query, profile: Profile, knowledge: Knowledge) -> str | None:
    """Object to an entry about someone else: every name in the question must be one that the entry is about."""
    for mention in query.mentions:
        if not profile.about.intersection(mention.entities):
            names = " or ".join(knowledge.entity_by_id[entity].name for entity in mention.entities)
            return f"the question names {names}, whom this entry is not about"
    return None


def namesake(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to an entry about somebody of whose name the question has one part, with another name beside it."""
    for mention in query.mentions:
        if mention.beside and profile.about.intersection(mention.entities):
            return f"“{mention.typed}” with “{mention.beside}” beside it may be the name of somebody else"
    return None


def other_number(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to an entry that has not the question's number in its phrasings, its answer or its facts.

    A month is held against an entry that tells of another one only.
    """
    missing = sorted(n for n in query.numbers - profile.numbers if kind_of_number(n) not in profile.any_of)
    return f"the question says {', '.join(missing)}, this entry does not" if missing else None


def other_kind(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to an entry that answers another kind of question: a time is no answer to “where”."""
    wanted = query.asking & STRONG
    given = profile.asking & STRONG
    if not wanted or not given or wanted & given:
        return None
    asked = ", ".join(sorted(kind.value[1:] for kind in wanted))
    return f"the question asks “{asked}”, this entry answers “{', '.join(sorted(kind.value[1:] for kind in given))}”"


def negation(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to an entry that says the thing where the question says its opposite."""
    if query.others:
        core = [key for key in query.denied if key in profile.shares or key in profile.said]
    else:
        core = [key for key in query.denied if profile.shares.get(key, 0) >= CORE and key not in profile.denied]
    return "the question is a denial, this entry is not" if core else None


def stranger(query: Query, profile: Profile, knowledge: Knowledge) -> str | None:
    """Object where the entry is always asked by a name, and the question has something unknown instead of it.

    That is a word like a name, or several words: one common word more says little.
    """
    strange = any(unit.strange for unit in query.units if unit.typed in query.unknown)
    if (
        not (strange or len(query.unknown) >= SEVERAL)
        or not profile.always
        or profile.always.intersection(query.entities)
    ):
        return None
    names = " and ".join(sorted(knowledge.entity_by_id[entity].name for entity in profile.always))
    return f"the question does not name {names}, but has “{', '.join(query.unknown)}”, which no question here has"


def other_matter(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to an entry that shares the question's names and none of its matter: to resign is not to be elected."""
    if not query.mentions or knows(query, profile):
        return None
    return f"this entry says nothing of “{', '.join(unit.typed for unit in _matter(query))}”"


def small_talk(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to small talk where the question brings a matter of its own: “help” is not “help with my homework”."""
    if profile.entry.kind is not EntryKind.CHAT or not query.unknown:
        return None
    return f"this is small talk, and “{', '.join(query.unknown)}” is not"


def vague(query: Query, profile: Profile, _: Knowledge) -> str | None:
    """Object to answering a question that has no matter and no name at all, unless the entry is asked like that."""
    return None if profile.vague or has_matter(query) else "the question does not say what it is about"


def knows(query: Query, profile: Profile) -> bool:
    """Say whether an entry has any of the question's matter, names aside, or the question none."""
    matter = _matter(query)
    return not matter or any(unit.key in profile.shares or unit.key in profile.said for unit in matter)


def unheard(query: Query) -> bool:
    """Say whether the question's matter is common words that nobody here has asked with: a turn of phrase, perhaps."""
    return all(unit.typed in query.unknown and not unit.strange for unit in _matter(query))


def _matter(query: Query) -> list[Unit]:
    return [unit for unit in query.units if not unit.small and unit.key[0] not in "@?"]


def has_matter(query: Query) -> bool:
    """Say whether there is a word in a question that says what it is about."""
    return any(not unit.small and unit.key[0] != "?" and not is_number(unit.key) for unit in query.units)


RULES: Final[Mapping[str, Callable[[Query, Profile, Knowledge], str | None]]] = {
    "other-entity": other_entity,
    "namesake": namesake,
    "other-number": other_number,
    "other-kind": other_kind,
    "negation": negation,
    "stranger": stranger,
    "other-matter": other_matter,
    "small-talk": small_talk,
    "vague": vague,
}
"""Every rule by its name, in the order they are asked."""

STILL_NEAR: Final = frozenset({"other-kind", "other-number", "other-matter", "negation"})
"""Rules against which an entry may still be offered: it is about the same subject, and says what is known of it."""


def objections(query: Query, profile: Profile, knowledge: Knowledge) -> tuple[Objection, ...]:
    """Return what speaks against answering the question with this entry.

    Nothing does where the question is one of the entry's phrasings: that is what a curator says it means.
    """
    if query.reading in profile.readings:
        return ()
    return tuple(
        Objection(name, finding)
        for name, rule in RULES.items()
        if (finding := rule(query, profile, knowledge)) is not None
    )
