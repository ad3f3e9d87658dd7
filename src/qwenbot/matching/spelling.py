"""Take a word that the base does not know for a misspelling of one that it does, if it is near enough to one.

The words to correct to are the base's own, so a correction never leads out of the story. They are found as SymSpell
does it: two words that are at most two edits apart become one by deleting at most two letters of each.
"""

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations, pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

_LONG_ENOUGH: Final = {1: 3, 2: 4}
"""Letters a word needs before so many of them may be wrong."""

_SURE: Final = {0: 1, 1: 4, 2: 6}
"""Letters it needs before that is more than a guess: shorter words have too many neighbours."""

_MOST_EDITS: Final = max(_LONG_ENOUGH)
_PREFIX: Final = 7
"""Letters from which deletions are made; what comes after is seen to when a candidate is verified."""

_SHORTEST_TARGET: Final = 2
_SHORTEST_PART: Final = 3
_REMEMBERED: Final = 1 << 15
_ENDINGS: Final = frozenset({"", "s", "es", "d", "ed", "ing", "ly", "ies", "ied"})
_SILENT: Final = frozenset({"", "e", "y"})

_EDIT: Final = 2.5
_BESIDE: Final = 1.0
_REORDERED: Final = 1.0
_FIRST_LETTER: Final = 1.0
"""What counts for a candidate beside the logarithm of how often the base has it: an edit less, each neighbour that
stands beside it in a phrasing too, the same letters in another order, the same first letter."""


def is_inflection(word: str, known: str) -> bool:
    """Say whether a word is a known one, or a regular inflection of it (`plan`, `plans`, `planned`, `tries`)."""
    shared = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    ending = word[shared:]
    doubled = bool(shared) and ending[:1] == word[shared - 1]
    return known[shared:] in _SILENT and (ending in _ENDINGS or (doubled and ending[1:] in _ENDINGS))


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a word was meant to be; a `guess` says what it may be, and is no ground to take it for a name."""

    words: tuple[str, ...]
    guess: bool = False
    score: float = 0.0


class Speller:
    """Corrects words to the base's own, `phrases` cut into words; leaves alone what `is_word` knows."""

    def __init__(
        self,
        phrases: Iterable[Sequence[str]],
        is_word: Callable[[str], bool],
        names: Iterable[Sequence[str]] = (),
    ) -> None:
        counts: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for phrase in phrases:
            counts.update(phrase)
            pairs.update(pairwise(phrase))
        self._targets: Mapping[str, int] = counts
        self._pairs: Mapping[tuple[str, str], int] = pairs
        self._is_word = is_word
        self._near = _Near(sorted(word for word in counts if word.isalpha() and len(word) >= _SHORTEST_TARGET))
        self._beside: dict[tuple[str, str], set[str]] = {}
        for first, second in (pair for name in names for pair in pairwise(name)):
            self._beside.setdefault(("before", second), set()).add(first)
            self._beside.setdefault(("after", first), set()).add(second)
        self._remember()

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is remembered."""
        return {name: value for name, value in vars(self).items() if name not in {"knows", "_candidates"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._remember()

    def _remember(self) -> None:
        # Remembering is safe: an index never changes, so neither does an answer. What remembers must not hold this
        # object, or it would take the garbage collector to be rid of either.
        self.knows = lru_cache(maxsize=_REMEMBERED)(partial(_knows, self._targets, self._is_word))
        self._candidates = lru_cache(maxsize=_REMEMBERED)(partial(_candidates, self._targets, self._near))

    def has_pair(self, first: str, second: str) -> bool:
        """Say whether the phrases have these two words one after the other."""
        return (first, second) in self._pairs

    def correct(self, word: str, before: str = "", after: str = "") -> Spelling:
        """Return what a word between two others was meant to be; the word itself where nothing is near enough."""
        candidates = () if self.knows(word) or not word.isalpha() else self._candidates(word)
        return max(
            candidates,
            key=lambda one: (one.score + self._company(one.words, before, after), one.words),
            default=Spelling((word,)),
        )

    def part_of_name(self, word: str, before: str, after: str) -> str | None:
        """Return the part of a name that the word beside it asks for, if that is near enough (`zuo jingren`)."""
        if not word.isalpha():
            return None
        parts = self._beside.get(("before", after), set()) | self._beside.get(("after", before), set())
        near = [(OSA.distance(word, part), part) for part in parts if part[0] == word[0] or len(part) > _SURE[1]]
        distance, best = min(near, default=(len(word), ""))
        return best if 0 < distance <= (1 if len(best) < _SURE[1] else _MOST_EDITS) else None

    def joined(self, first: str, second: str) -> str | None:
        """Return the base's word that these two were meant to be, if they are one torn apart (`late post`)."""
        whole = first + second
        if whole in self._targets and not (first in self._targets and second in self._targets):
            return whole
        return None

    def _company(self, words: tuple[str, ...], before: str, after: str) -> float:
        count = math.log1p(self._pairs.get((before, words[0]), 0)) + math.log1p(self._pairs.get((words[-1], after), 0))
        return _BESIDE * count


class _Near:
    """Which of the words are within so many edits of a word? An index of what is left of each after deletions.

    The strings are kept as hashes of 32 bits, sorted: a hundred thousand words take megabytes, and a collision is
    only one more candidate to verify.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        hashes: list[int] = []
        counts: list[int] = []
        for word in words:
            left = _deletions(word, max(edits for edits in _SURE if len(word) >= _LONG_ENOUGH.get(edits, 0) - edits))
            hashes.extend(map(_hash, left))
            counts.append(len(left))
        every = np.array(hashes, dtype=np.uint32)
        order = np.argsort(every, kind="stable")
        self._hashes: npt.NDArray[np.uint32] = every[order]
        self._numbers: npt.NDArray[np.int32] = np.repeat(np.arange(len(words), dtype=np.int32), counts)[order]

    def of(self, word: str, edits: int) -> Iterator[tuple[str, int]]:
        """Yield the words that are so many edits (of one letter, or two neighbours changing places) away, or fewer."""
        if not edits:
            return
        looked_up = np.array([_hash(left) for left in _deletions(word, edits)], dtype=np.uint32)
        starts = np.searchsorted(self._hashes, looked_up, side="left")
        ends = np.searchsorted(self._hashes, looked_up, side="right")
        found = {int(n) for start, end in zip(starts, ends, strict=True) for n in self._numbers[start:end]}
        for number in sorted(found):
            distance = OSA.distance(word, self._words[number], score_cutoff=edits)
            if distance <= edits:
                yield self._words[number], distance


def _knows(targets: Mapping[str, int], is_word: Callable[[str], bool], word: str) -> bool:
    """Say whether a word needs no correction."""
    return word in targets or is_word(word)


def _candidates(targets: Mapping[str, int], near: _Near, word: str) -> tuple[Spelling, ...]:
    """Return what a word may have been meant to be, each with what speaks for it wherever the word stands."""
    edits = max((edits for edits, length in _LONG_ENOUGH.items() if len(word) >= length), default=0)
    found = [_spelling(targets, word, (target,), distance) for target, distance in near.of(word, edits)]
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        parts = word[:cut], word[cut:]  # two words typed as one (`posttraining`)
        if parts[0] in targets and parts[1] in targets:
            found.append(_spelling(targets, word, parts, 1))
    return tuple(found)


def _spelling(targets: Mapping[str, int], word: str, meant: tuple[str, ...], distance: int) -> Spelling:
    reordered = sorted(word) == sorted("".join(meant))
    score = math.log1p(min(targets[part] for part in meant)) - _EDIT * distance
    score += _REORDERED * reordered + _FIRST_LETTER * (word[0] == meant[0][0])
    return Spelling(meant, len(word) < _SURE[distance] and not reordered, score)


def _deletions(word: str, most: int) -> set[str]:
    """Return what can be left of a word's beginning when up to so many of its letters go."""
    beginning = word[:_PREFIX]
    return {
        "".join(beginning[place] for place in kept)
        for gone in range(min(most, len(beginning) - 1) + 1)
        for kept in combinations(range(len(beginning)), len(beginning) - gone)
    }


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())
