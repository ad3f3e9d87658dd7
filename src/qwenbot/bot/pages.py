"""Fit a text into messages of a given length, parted only where it may be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_PIECE: Final = re.compile(r"\s+|\[\d+\]|\[|(?:\\.|[^\s\[\\]|\\$)+")
"""White space, a mark like `[12]`, or a word, in which a backslash and what it escapes stay together."""


@dataclass(frozen=True, slots=True)
class Atom:
    """What stays on one page, in Discord's markdown, and the white space before it where a page does not begin."""

    text: str
    gap: str = " "


def pages(atoms: Iterable[Atom], limit: int) -> tuple[str, ...]:
    """Fill pages of at most `limit` characters with whole atoms; there is at least one, and none is empty.

    Only an atom that is longer than a page is parted: between words, or, if there is no other way, within one.
    """
    filled = [""]
    for atom in atoms:
        for piece in [atom] if len(atom.text) <= limit else _parted(atom, limit):
            longer = f"{filled[-1]}{piece.gap}{piece.text}" if filled[-1] else piece.text
            if len(longer) <= limit:
                filled[-1] = longer
            else:
                filled.append(piece.text.lstrip())
    return tuple(page.rstrip() for page in filled if page.strip()) or ("…",)  # Discord takes no empty message


def _parted(atom: Atom, limit: int) -> Iterator[Atom]:
    gap = atom.gap
    for found in _PIECE.finditer(atom.text):
        for piece in re.findall(rf"(?s:(?:\\.|.){{1,{limit // 2}}})", found.group()):
            yield Atom(piece, gap)
            gap = ""
