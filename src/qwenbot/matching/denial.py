"""What a question denies (“who did not leave?”), told from what only looks like a denial (“didn't he leave?”)."""

from collections.abc import Sequence
from typing import Final

from qwenbot.matching.meanings import Rank, Segment, Token
from qwenbot.matching.query import Unit
from qwenbot.text.language import Language

_ABLE: Final = frozenset({"can", "could"})
"""Verbs whose denial has an answer: “what can nobody buy?”"""

_NOUNS_OF: Final = {"who": 0, "谁": 0, "which": 1, "哪": 1, "what": 1}
"""Words that ask for whom or which something is so, and how many nouns belong to them."""

_DENIED: Final = 2
"""Units behind a negation that it denies: the deed, and to whom."""


def denied(
    tokens: Sequence[Token], segments: Sequence[Segment], behind: Sequence[Sequence[Unit]], language: Language
) -> tuple[str, ...]:
    """Return what the question denies: the units behind a negation, `behind` being those from each segment on.

    “Didn't he leave?” and “he left, didn't he?” deny nothing, nor does a phrase that means something as a whole.
    """
    polite = bool(tokens) and tokens[0].base in language.auxiliaries
    last = len(tokens)
    if last > 1 and tokens[-1].word in language.negations:
        last -= 1  # “since 2019, no?”
    elif last > 3 and _is_tag(tokens[-3:], language):
        last -= 3  # “did not he”, as “didn't he” is read
    found: dict[str, None] = {}
    for (start, end, _), units in zip(segments, behind, strict=True):
        if end - start == 1 and 2 * polite <= start < last and tokens[start].word in language.negations:
            said = [unit.key for unit in units if not unit.small and unit.typed not in language.negations]
            found |= dict.fromkeys(said[:_DENIED])
    return tuple(found)


def _is_tag(tokens: Sequence[Token], language: Language) -> bool:
    auxiliary, negation, pronoun = tokens
    return (
        auxiliary.base in language.auxiliaries
        and negation.word in language.negations
        and pronoun.base in language.small
    )


def asks_for_others(tokens: Sequence[Token], segments: Sequence[Segment], language: Language) -> bool:
    """Say whether it is asked who, which or what did not: up to the negation only names and few other words."""
    words = [token.word for token in tokens]
    named = 0
    nouns = _NOUNS_OF.get(words[0], -1) if words else -1
    for place, (start, end, meaning) in enumerate(segments):
        if place and words[start] in language.negations and end - start == 1:
            # “What did she not say?”, but “what can't she say?” and “what didn't she like?” have answers.
            asked = words[0] != "what" or (tokens[1].base == "do" and named > 0)
            return nouns >= 0 and asked and words[start - 1] not in _ABLE
        if place and tokens[start].base not in language.small and (meaning is None or meaning.rank <= Rank.CONCEPT):
            named += 1
            nouns -= meaning is None or meaning.rank is Rank.CONCEPT
    return False
