"""The sources, and how much stands on each."""

from collections import Counter
from dataclasses import dataclass

from qwenbot.knowledge.model import Knowledge, Source


@dataclass(frozen=True, slots=True)
class Weighed:
    """A source, and how many facts cite it."""

    source: Source
    facts: int


def sources(knowledge: Knowledge) -> tuple[Weighed, ...]:
    """Return the sources, the one cited by most facts first."""
    cited = Counter(name for fact in knowledge.facts for name in {cite.source for cite in fact.cites})
    weighed = (Weighed(source, cited[source.id]) for source in knowledge.sources)
    return tuple(sorted(weighed, key=lambda each: -each.facts))
