"""Text for Discord: shown as it was written, never longer than it may be."""

import calendar
import re
import unicodedata
from typing import Final

from qwenbot.knowledge.model import Date

_URL: Final = re.compile(r"(https?://[^\s<>]+)")
_SPECIAL: Final = re.compile(r"[\\*_~`|<]")
"""Emphasis, spoilers and code; and mentions, times, emoji, which all begin with `<`."""

_LINK: Final = re.compile(r"\]\(")
_BLOCK: Final = re.compile(r"^([ \t]*)([>#-])", re.MULTILINE)
_LIST: Final = re.compile(r"^([ \t]*\d+)([.)])(?=[ \t])", re.MULTILINE)
"""What would make a line a quote, a heading or a list."""

_BRACKET: Final = re.compile(r"[\[\]]")
_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f")
"""Zero-width joiner and variation selectors: what goes before and what comes after is one picture."""


def escape(text: str) -> str:
    """Return the text so that Discord shows each character as it stands; addresses stay clickable."""
    parts = _URL.split(text)
    parts[::2] = [_escape_plain(part) for part in parts[::2]]
    return "".join(parts)


def escape_within(text: str, limit: int) -> str:
    """Escape a text, shortened as far as needed for the result to have at most `limit` (2 or more) characters."""
    room = limit
    while len(escaped := escape(shorten(text, room))) > limit:
        room = max(1, room - (len(escaped) - limit))
    return escaped


def link(label: str, url: str | None, longest: int) -> str:
    """Return a label, escaped, as a link if there is an address of at most `longest` that Discord would open."""
    if url is None or len(url) > longest or not _URL.fullmatch(url):
        return escape(label)
    label = _BRACKET.sub(r"\\\g<0>", _escape_plain(label).replace("]\\(", "]("))
    return f"[{label}]({url.replace('(', '%28').replace(')', '%29')})"


def shorten(text: str, limit: int) -> str:
    """Return the text on one line, with at most `limit` characters: cut between words where that is possible.

    Never within what members see as one character, such as a letter with its accents.
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    end = limit - 1  # room for the ellipsis
    space = text.rfind(" ", end // 2, end + 1)
    if space > 0:
        end = space
    while end > 0 and _continues(text, end):
        end -= 1
    return text[:end].rstrip(" ,;:-–—") + "…"


def timestamp(date: Date) -> str:
    """Return a day as Discord shows it, in each member's own language; a month or a year as it is.

    The time is noon UTC, so that nearly everywhere on earth it is the same day.
    """
    if not date.day or not date.year:
        return str(date)
    return f"<t:{calendar.timegm((date.year, date.month, date.day, 12, 0, 0))}:D>"


def moment(at: float) -> str:
    """Return a moment, in seconds since 1970, as Discord shows it: date and time where the member is."""
    return f"<t:{int(at)}:f>"


def _escape_plain(text: str) -> str:
    text = _LINK.sub(r"]\\(", _SPECIAL.sub(r"\\\g<0>", text))
    return _LIST.sub(r"\1\\\2", _BLOCK.sub(r"\1\\\2", text))


def _continues(text: str, end: int) -> bool:
    """Tell whether the character at `end` belongs to the one before it."""
    return bool(unicodedata.combining(text[end])) or text[end] in _JOINERS or text[end - 1] == "\u200d"
