"""What is compared of a question: its units, their neighbours, their pairs, and the letters of its words.

Each block is weighted by rarity and brought to the same length, so that a long word's letters do not outvote a name.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Final

from qwenbot.matching.query import Query
from qwenbot.text.tokens import is_unspaced

BLOCKS: Final[Mapping[str, float]] = {"unit": 1.0, "pair": 0.55, "next": 0.45, "letters": 0.6}
"""The blocks and their share; from trying 0.3 to 1.0 for each on the public sets' validation halves at ten phrasings
an entry and on the shipped story's expectations."""

SMALL_WEIGHT: Final = 0.4
"""What a small word counts beside another: “of” and “the” tell a question's shape, not its subject."""

_PAIRED: Final = 14
"""Units that are paired with each other; a longer question is prose, and its pairs would be quadratic."""

_SHORTEST, _LONGEST = 3, 5

Features = Mapping[str, Mapping[str, float]]
"""For each block, its features with how much of each there is."""


def features(query: Query) -> Features:
    """Return the features of a question, by block."""
    units: dict[str, float] = {}
    for unit in query.units:
        amount = (SMALL_WEIGHT if unit.small else 1.0) / unit.alternatives
        units[unit.key] = min(1.0, units.get(unit.key, 0.0) + amount)
    main = list(dict.fromkeys(unit.key for unit in query.units if not unit.small))[:_PAIRED]
    keys = ["^", *(unit.key for unit in query.units), "$"]
    return {
        "unit": units,
        "pair": {f"{a}&{b}": 1.0 for a, b in combinations(sorted(main), 2)},
        "next": {f"{a}>{b}": 1.0 for a, b in pairwise(keys)} if query.units else {},
        "letters": Counter(_letters(query)),
    }


def _letters(query: Query) -> Iterator[str]:
    """Yield the n-grams of the words as typed, each word between marks; names are compared as names."""
    for unit in query.units:
        if unit.key[0] == "@" or unit.small or is_unspaced(unit.typed[0]):
            continue
        for word in unit.typed.split(" "):
            marked = f"<{word}>"
            for size in range(_SHORTEST, min(_LONGEST, len(marked)) + 1):
                for start in range(len(marked) - size + 1):
                    yield marked[start : start + size]
