"""What the tests of matching compare: a ranking as values, and the same base in another order."""

import random
from dataclasses import replace
from typing import TypeVar

from qwenbot.knowledge.model import Entry, Knowledge
from qwenbot.matching.matcher import Matcher

_Item = TypeVar("_Item")


def ranked(matcher: Matcher, question: str) -> list[tuple[str, float, float]]:
    """Return the candidates with their rank and confidence, to the bit."""
    return [(found.entry, found.match.rank, found.confidence) for found in matcher.judge(matcher.read(question))]


def shuffled(knowledge: Knowledge, seed: int, *, phrasings: bool = True) -> Knowledge:
    """Return the same knowledge with everything in another order, as if it stood in other files."""
    order = random.Random(seed)

    def mix(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
        return tuple(order.sample(items, len(items)))

    def turned(entry: Entry) -> Entry:
        return replace(entry, questions=mix(entry.questions)) if phrasings else entry

    return Knowledge(
        story=knowledge.story,
        sources=mix(knowledge.sources),
        entities=mix(knowledge.entities),
        facts=mix(knowledge.facts),
        entries=tuple(map(turned, mix(knowledge.entries))),
        lexicon=replace(
            knowledge.lexicon, synonyms=mix(knowledge.lexicon.synonyms), fillers=mix(knowledge.lexicon.fillers)
        ),
        out_of_scope=mix(knowledge.out_of_scope),
        conversations=mix(knowledge.conversations),
    )
