"""What is measured on: the phrasings of a base, and questions of which it is known what they mean."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

_T = TypeVar("_T")

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR: Final = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, letter in enumerate(row)
}
"""The letters beside each on a keyboard."""


class Labelled(NamedTuple):
    """A text, and the entry that it means."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A base and what is asked of it.

    `refusing` are the labels of the entries that say that the base does not tell; `knowledge` is the directory that
    the base is read from, if it is from one.
    """

    name: str
    phrasings: tuple[Labelled, ...]
    questions: tuple[Labelled, ...]
    out_of_scope: tuple[str, ...] = ()
    refusing: frozenset[str] = frozenset()
    knowledge: str | None = None

    def at_most(self, most: int) -> "QuestionSet":
        """Return the set with so many questions of either kind, the same ones each time."""
        return replace(
            self,
            questions=_some(self.questions, most, self.name),
            out_of_scope=_some(self.out_of_scope, most, self.name),
        )

    def as_json(self) -> str:
        """Return the set as a text that `from_json` reads."""
        return json.dumps(asdict(self) | {"refusing": sorted(self.refusing)})

    @classmethod
    def from_json(cls, text: str) -> "QuestionSet":
        """Read what `as_json` wrote."""
        read = json.loads(text)
        return cls(
            read["name"],
            tuple(Labelled(*one) for one in read["phrasings"]),
            tuple(Labelled(*one) for one in read["questions"]),
            tuple(read["out_of_scope"]),
            frozenset(read["refusing"]),
            read["knowledge"],
        )


def public_sets(directory: Path, split: str = "val") -> Iterator[QuestionSet]:
    """Yield the sets of a directory: JSON files with `train`, a split of questions, and perhaps `oos_` of that split.

    Files that are no such thing are passed over.
    """
    for path in sorted(directory.glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(read, dict) or "train" not in read or split not in read:
            continue
        yield QuestionSet(
            path.stem,
            tuple(distinct(Labelled(*one) for one in read["train"])),
            tuple(Labelled(*one) for one in read[split]),
            tuple(read.get(f"oos_{split}", ())),
        )


def distinct(phrasings: Iterable[Labelled]) -> Iterator[Labelled]:
    """Yield the phrasings but those that have the same words as one before: nobody would write these into a base."""
    seen = set()
    for phrasing in phrasings:
        words = " ".join(re.findall(r"\w+", phrasing.text.casefold()))
        if words and words not in seen:
            seen.add(words)
            yield phrasing


def light_typos(texts: Sequence[str]) -> list[str]:
    """Return the texts with one or two letters each mistyped, in the same way each time."""
    rng = random.Random(1)
    typed = []
    for text in texts:
        mistyped = text
        for _ in range(rng.choice((1, 2))):
            mistyped = mistype(mistyped, rng)
        typed.append(mistyped)
    return typed


def mistype(text: str, rng: random.Random) -> str:
    """Return the text with one letter lost, doubled by its neighbour on the keyboard, mistaken for it, or moved."""
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    beside = rng.choice(_NEAR.get(letter.lower()) or "etaoinsr")
    match rng.choice(("lose", "mistake", "add", "move")):
        case "mistake":
            return before + beside + after
        case "add":
            return before + letter + beside + after
        case "move" if after[:1].isalpha() and after[:1] != letter:
            return before + after[0] + letter + after[1:]
        case _:
            return before + after


def _some(every: tuple[_T, ...], most: int, seed: str) -> tuple[_T, ...]:
    return every if len(every) <= most else tuple(random.Random(seed).sample(every, most))
