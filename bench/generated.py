"""A made-up base of any size, the same each time: so many subjects, and of each some matters that are asked about.

Words are made up of syllables, so that no matcher knows one of them before; the small words between them are English.
It says how time and memory grow with a base. How well people's questions are understood, only their questions can say.
"""

import random
from collections.abc import Iterator
from typing import Final, TypeVar

from bench.sets import Labelled, QuestionSet, distinct

_T = TypeVar("_T")

PHRASINGS: Final = 10
"""Of each entry: what a curated base has."""

_MATTERS_EACH: Final = 6
"""Entries of one subject."""

_MATTERS: Final = 60
"""Matters in all, each with two names."""

_TEMPLATES: Final = (
    "what is the {matter} of {subject}",
    "{subject} {matter}",
    "tell me about the {matter} of {subject}",
    "how is the {matter} at {subject} these days",
    "does {subject} have a {matter}",
    "who decides on the {other} of {subject}",
    "where do i find the {other} of {subject}",
    "i need the {matter} for {subject} please",
    "{other} {subject}",
    "when did the {other} of {subject} change",
    "is there any news on {subject} and its {matter}",
    "can i see what {other} they have in {subject}",
    "my question is about the {matter} in {subject}",
    "why is the {matter} so different at {subject}",
)

_SMALL: Final = frozenset("what is the of tell me about how at these days does have a who on where do i for".split())
_FILLERS: Final = ("please", "hey", "so", "ok", "and", "hi")


def generated(size: int, questions: int) -> QuestionSet:
    """Make a base of so many phrasings, and so many questions: its phrasings said differently.

    As many again are out of scope: half are about a subject that the base does not know, half about a matter of a
    known subject that it does not tell.
    """
    rng = random.Random(f"base of {size}")
    words = _words(rng)
    entries = -(-size // PHRASINGS)
    matters = [(next(words), next(words)) for _ in range(_MATTERS)]
    phrasings: list[Labelled] = []
    strangers: list[str] = []
    for number in range(-(-entries // _MATTERS_EACH)):
        subject = f"{next(words)} {next(words)}"
        known, untold = _parted(rng.sample(matters, _MATTERS_EACH + 1))
        for place, matter in enumerate(known[: entries - number * _MATTERS_EACH]):
            templates = rng.sample(_TEMPLATES, PHRASINGS)
            phrasings += [Labelled(_said(one, subject, matter), f"e-{number}-{place}") for one in templates]
        strangers.append(_said(rng.choice(_TEMPLATES), subject, untold))
        strangers.append(_said(rng.choice(_TEMPLATES), f"{next(words)} {next(words)}", rng.choice(matters)))
    phrasings = list(distinct(phrasings))[:size]
    asked = [Labelled(_noised(one.text, rng), one.label) for one in _taken(phrasings, questions, rng)]
    out_of_scope = [_noised(text, rng) for text in _taken(strangers, questions, rng)]
    return QuestionSet(f"generated-{size}", tuple(phrasings), tuple(asked), tuple(out_of_scope))


def _parted(matters: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], tuple[str, str]]:
    return matters[:-1], matters[-1]


def _taken(every: list[_T], most: int, rng: random.Random) -> list[_T]:
    return rng.sample(every, min(most, len(every)))


def _said(template: str, subject: str, matter: tuple[str, str]) -> str:
    return template.format(subject=subject, matter=matter[0], other=matter[1])


def _noised(text: str, rng: random.Random) -> str:
    """Return what else somebody might say: a small word less, two words the other way round, a filler before."""
    words = text.split()
    small = [place for place, word in enumerate(words) if word in _SMALL]
    if small and rng.random() < 0.7:
        del words[rng.choice(small)]
    if len(words) > 2 and rng.random() < 0.5:
        place = rng.randrange(len(words) - 1)
        words[place : place + 2] = words[place + 1], words[place]
    if rng.random() < 0.5:
        words.insert(rng.choice((0, len(words))), rng.choice(_FILLERS))
    return " ".join(words)


def _words(rng: random.Random) -> Iterator[str]:
    """Yield words of two or three syllables, none twice."""
    seen: set[str] = set()
    while True:
        syllables = rng.choice((2, 2, 3))
        word = "".join(rng.choice("bdfghklmnprstvz") + rng.choice(("a", "e", "i", "o", "u", "ai", "ou"))
                       for _ in range(syllables)) + rng.choice(("", "", "n", "r", "s", "l", "th"))  # fmt: skip
        if word not in seen:
            seen.add(word)
            yield word
