"""Take a word that the base does not know for a misspelling of one that it does, if it is near enough to one.

The words to correct to are the base's own, so a correction never leads out of the story.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_ONE_EDIT_FROM: Final = 4
_TWO_EDITS_FROM: Final = 7
"""Letters a word needs before so many of them may be wrong: three-letter words have too many neighbours to guess."""

_SHORTEST_PART: Final = 3
_REMEMBERED: Final = 4096
_ENDINGS: Final = frozenset({"", "s", "es", "d", "ed", "ing", "ly", "ies", "ied"})
_SILENT: Final = frozenset({"", "e", "y"})


def is_inflection(word: str, known: str) -> bool:
    """Say whether a word is a known one, or a regular inflection of it (`plan`, `plans`, `planned`, `tries`)."""
    shared = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    ending = word[shared:]
    doubled = bool(shared) and ending[:1] == word[shared - 1]
    return known[shared:] in _SILENT and (ending in _ENDINGS or (doubled and ending[1:] in _ENDINGS))


class Speller:
    """Corrects words to `targets` (the base's words with how often they occur); leaves alone what `is_word` knows."""

    def __init__(
        self, targets: Mapping[str, int], is_word: Callable[[str], bool], names: Iterable[tuple[str, ...]] = ()
    ) -> None:
        self._targets = targets
        self._is_word = is_word
        self._choices = sorted(word for word in targets if word.isalpha() and len(word) >= _SHORTEST_PART)
        self._beside: dict[tuple[str, str], set[str]] = {}
        for first, second in (pair for name in names for pair in pairwise(name)):
            self._beside.setdefault(("before", second), set()).add(first)
            self._beside.setdefault(("after", first), set()).add(second)
        # Remembering is safe: an index never changes, so neither does an answer.
        self.correct = lru_cache(maxsize=_REMEMBERED)(self._correct)

    def knows(self, word: str) -> bool:
        """Say whether a word needs no correction."""
        return word in self._targets or self._is_word(word)

    def _correct(self, word: str) -> tuple[str, ...]:
        """Return the word or words meant; the word itself where nothing is near enough."""
        if self.knows(word) or not word.isalpha():
            return (word,)
        return self._parts(word) or self._nearest(word) or (word,)

    def part_of_name(self, word: str, before: str, after: str) -> str | None:
        """Return the part of a name that the word beside it asks for, if one edit makes it that (`zou hao`)."""
        if not word.isalpha():
            return None
        parts = self._beside.get(("before", after), set()) | self._beside.get(("after", before), set())
        return min((part for part in parts if OSA.distance(word, part, score_cutoff=1) == 1), default=None)

    def joined(self, first: str, second: str) -> str | None:
        """Return the base's word that these two were meant to be, if they are one torn apart (`late post`)."""
        whole = first + second
        if whole in self._targets and not (first in self._targets and second in self._targets):
            return whole
        return None

    def _parts(self, word: str) -> tuple[str, ...]:
        """Split two of the base's words that were typed as one (`posttraining`)."""
        splits = (
            (word[:cut], word[cut:])
            for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
            if word[:cut] in self._targets and word[cut:] in self._targets
        )
        return max(splits, key=lambda parts: (min(self._targets[part] for part in parts), parts), default=())

    def _nearest(self, word: str) -> tuple[str, ...]:
        edits = 0 if len(word) < _ONE_EDIT_FROM else 1 if len(word) < _TWO_EDITS_FROM else 2
        if not edits:
            return ()
        near = process.extract(word, self._choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
        best = min(near, key=lambda hit: self._cost(word, hit[0], int(hit[1])), default=None)
        return (best[0],) if best else ()

    def _cost(self, word: str, target: str, distance: int) -> tuple[int, int, bool, int, str]:
        """Order the candidates: by edits, then the same letters in another order, first letter, and how common."""
        reordered = sorted(word) == sorted(target)
        return (distance, 0 if reordered else 1, word[0] != target[0], -self._targets[target], target)
