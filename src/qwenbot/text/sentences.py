"""Cut a curator's text into sentences, each with the facts that it cites.

Made for short, careful prose in English or Chinese. Where a rule and a text disagree, the text can always be rewritten:
the rules are few so that a curator can foresee them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qwenbot.text.markup import Marker, pieces
from qwenbot.text.tokens import UNSPACED

ABBREVIATIONS: Final = frozenset(
    "vs e.g i.e al incl mr mrs ms dr prof no nos st u.s u.k inc ltd co corp approx etc cf fig vol jr sr p pp".split()
)
"""Words whose full stop ends no sentence, without it, in lower case."""

_STOPS: Final = ".!?。！？"
_FULL_WIDTH_STOPS: Final = "。！？"
"""These have their own space about them, so what follows may be anything: 他离开了。Qwen……"""

_CLOSING_QUOTES: Final = "”’»」』\"'"
_MARK: Final = "\ue000"
"""Stands for a marker while a text is cut up; texts with this character of their own are read without it."""

_BLANK: Final = f"{_MARK} \t\n\r\v\f\u00a0\u3000"
_PERHAPS: Final = re.compile(rf"\n|[{_STOPS}][{_STOPS}{_CLOSING_QUOTES}]*")
_ENDS_HERE: Final = re.compile(rf"\s|{_MARK}|[{UNSPACED}]|\Z")
_MARKERS: Final = re.compile(rf"(?:[ \t]*{_MARK})*")
_WORD: Final = re.compile(rf"[^\s{_MARK}{UNSPACED}“‘«「『(\[{{（【]+\Z")
_BEFORE_STOP: Final = re.compile(r"\s+(?=[.!?,;:。！？])")
_INITIALS: Final = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_PAIRS: Final = {
    "“": "”",
    "‘": "’",
    "«": "»",
    "「": "」",
    "『": "』",
    "《": "》",
    "(": ")",
    "（": "）",
    "[": "]",
    "{": "}",
    "【": "】",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its markers, and the ids of the facts that it cites, in order."""

    text: str
    cites: tuple[str, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text; an empty text has none.

    A sentence ends at a full stop, question or exclamation mark and the quotes that close behind it, before white
    space, a marker, a character of a script without spaces, or the end (at a full-width one whatever follows); also at
    the end of a line. It does not end inside quotation marks or brackets that are closed later, between digits, after a
    single letter or an abbreviation, nor at the end of a line that ends in a colon. Markers behind its end are its own.
    """
    cites: list[str] = []
    flat: list[str] = []
    for piece in pieces(text):
        if isinstance(piece, Marker):
            cites.append(piece.fact)
            flat.append(_MARK)
        else:
            flat.append(piece.replace(_MARK, ""))
    found: list[Sentence] = []
    waiting = iter(cites)
    for part in _cut("".join(flat)):
        own = tuple(next(waiting) for _ in range(part.count(_MARK)))
        shown = " ".join(part.replace(_MARK, " ").split())
        if any(character.isalnum() for character in shown):
            found.append(Sentence(_BEFORE_STOP.sub("", shown), own))
        elif found and own:
            found[-1] = Sentence(found[-1].text, found[-1].cites + own)
    return tuple(found)


def _cut(text: str) -> Iterator[str]:
    """Yield the sentences with the markers behind them, one after the other, in linear time."""
    inside = _insides(text)
    start = done = 0
    last = ""  # the last character of the sentence so far that is neither white space nor a marker
    for found in _PERHAPS.finditer(text):
        if before := text[done : found.start()].rstrip(_BLANK):
            last = before[-1]
        done = found.end()
        if found[0] == "\n":
            ends = not inside[found.start()] and last not in {":", "："}
        else:
            last = found[0][-1]
            ends = _ends(text, found.start(), done, inside)
        if ends:
            markers = _MARKERS.match(text, done)
            end = markers.end() if markers else done
            yield text[start:end]
            start, last = end, ""
    yield text[start:]


def _ends(text: str, place: int, end: int, inside: list[bool]) -> bool:
    """Say whether the full stops and quotes from `place` to `end` end a sentence."""
    if inside[end] or (inside[place] and text[end - 1] in _STOPS):
        return False
    if not _ENDS_HERE.match(text, end) and text[place] not in _FULL_WIDTH_STOPS:
        return False
    return not (text[place] == "." and end == place + 1 and _is_abbreviation(text, place))


def _is_abbreviation(text: str, place: int) -> bool:
    word = _WORD.search(text[max(0, place - 12) : place])
    if word is None:
        return False
    bare = word[0].lstrip("\"'")
    return _INITIALS.fullmatch(bare) is not None or bare.casefold() in ABBREVIATIONS


def _insides(text: str) -> list[bool]:
    """Say of each character whether it stands inside quotation marks or brackets; what is never closed does not count.

    One pass with a stack: linear, however many open.
    """
    depth_change = [0] * (len(text) + 1)
    stack: list[tuple[str, int]] = []
    closers = {closer: opener for opener, closer in _PAIRS.items()}
    open_at: dict[str, int] = {}
    for place, character in enumerate(text):
        if character in {'"', "'"}:
            _straight(text, place, stack, open_at, depth_change)
        elif character in _PAIRS:
            stack.append((character, place))
            open_at[character] = open_at.get(character, 0) + 1
        elif character in closers and open_at.get(closers[character]):
            _close(closers[character], place, stack, open_at, depth_change)
    inside: list[bool] = []
    depth = 0
    for place in range(len(text) + 1):
        depth += depth_change[place]
        inside.append(depth > 0)
    return inside


def _straight(
    text: str, place: int, stack: list[tuple[str, int]], open_at: dict[str, int], depth_change: list[int]
) -> None:
    """Take a straight quote for an opening or a closing one by what stands around it; an apostrophe is neither."""
    character = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if open_at.get(character) and (character == '"' or not after.isalnum()):
        _close(character, place, stack, open_at, depth_change)
    elif not before.isalnum() and not after.isspace():
        stack.append((character, place))
        open_at[character] = open_at.get(character, 0) + 1


def _close(
    opener: str, place: int, stack: list[tuple[str, int]], open_at: dict[str, int], depth_change: list[int]
) -> None:
    while stack:
        top, start = stack.pop()
        open_at[top] -= 1
        if top == opener:
            depth_change[start + 1] += 1
            depth_change[place] -= 1
            return
