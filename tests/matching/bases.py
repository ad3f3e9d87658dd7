"""An invented base that is large enough to be learnt from: a fair whose stalls are all asked about in the same ways."""

from dataclasses import replace

from qwenbot.knowledge.model import Entry, Knowledge
from tests.stories import DAM, en

STALLS = ("bakery", "pottery", "brewery", "smithy", "puppet theatre", "beekeeper", "glassblower", "carousel")

ASKED = {
    "owner": ("Who runs the {}?", "{} owner", "whose is the {}", "the person behind the {}", "who do i pay at the {}"),
    "hours": ("When does the {} open?", "{} opening hours", "what time is the {} open", "is the {} open now", "{} day"),
    "price": ("What does the {} charge?", "{} prices", "is the {} expensive", "cost of the {}", "how much at the {}"),
    "place": ("Where is the {}?", "{} location", "how do i find the {}", "which corner has the {}", "map of the {}"),
    "history": ("How old is the {}?", "{} history", "since when is there a {}", "origin of the {}", "{} founding year"),
}  # fmt: skip
"""What is asked of every stall, with five phrasings each."""


def _entry(stall: str, kind: str) -> Entry:
    questions = tuple(question.format(stall) for question in ASKED[kind])
    return Entry(f"{stall.replace(' ', '-')}-{kind}", questions, en(f"The {kind} of the {stall} is told here [owner]."))


FAIR = replace(
    DAM,
    story=replace(DAM.story, id="fair", title=en("The fair")),
    entities=(),
    facts=tuple(replace(fact, entities=()) for fact in DAM.facts),
    entries=tuple(_entry(stall, kind) for stall in STALLS for kind in ASKED),
    lexicon=replace(DAM.lexicon, synonyms=()),
    out_of_scope=(),
)
"""Forty entries of five phrasings: enough to calibrate on."""


def with_false_answers(knowledge: Knowledge, share: float) -> Knowledge:
    """Return the knowledge of an author who accepts so many false answers."""
    return replace(knowledge, story=replace(knowledge.story, false_answers=share))
