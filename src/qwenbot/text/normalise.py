"""Bring what people type into one form: Unicode, case, invisible characters, chat markup.

What is taken out carries no meaning for a question: mentions, links, markdown, control and zero-width characters,
piled-up accents. Words are not touched beyond that; what they mean is for `matching` to say.
"""

import re
import unicodedata
from typing import Final

from qwenbot.text.chinese import simplified

QUESTION_LENGTH: Final = 2000
"""How many characters of a question count: as many as Discord lets a member send."""

_LAST_ACCENTED: Final = "\u058f"
"""Up to here (Latin, Greek, Cyrillic, Armenian) a mark above or below a letter is an accent that people leave out;
in the scripts after it, marks tell letters apart."""

_MARKS_IN_A_ROW: Final = 2
"""No script needs more marks on one letter; what comes after is decoration."""

_MARKUP: Final = re.compile(
    r"<(?:@[!&]?|\#)\d{1,20}>"  # a member, a role, a channel
    r"|<a?:\w{1,32}:\d{1,20}>"  # a server's own emoji
    r"|<t:-?\d{1,17}(?::\w)?>|</[^<>]{1,100}:\d{1,20}>"  # a time, a command
    r"|@(?:everyone|here)\b"
    r"|\bhttps?://\S+",
    re.IGNORECASE,
)
_MARKDOWN: Final = re.compile(r"[*_~|`#>\\]+")
_STRAIGHT: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_SPACE: Final = re.compile(r"\s+")
_UNSAID: Final = "PZC"
"""Unicode's categories of punctuation, separators and control characters, by their first letter."""

_UNSAID_ASCII: Final = {code: None for code in range(128) if unicodedata.category(chr(code))[0] in _UNSAID}


def normalise(text: str) -> str:
    """Return the text in lower case and simplified characters, without markup, accents or anything invisible."""
    text = _visible(unicodedata.normalize("NFKC", text[:QUESTION_LENGTH])).translate(_STRAIGHT)
    text = _MARKDOWN.sub(" ", _MARKUP.sub(" ", text))
    return simplified(_SPACE.sub(" ", text.casefold()).strip())


def squeeze(text: str) -> str:
    """Return the letters and digits of a text alone: two phrasings with the same are the same phrasing."""
    if text.isascii():
        return text.casefold().translate(_UNSAID_ASCII)
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in text if unicodedata.category(character)[0] not in _UNSAID)


def _visible(text: str) -> str:
    """Drop accents, surplus marks, and what takes no place on the page."""
    if text.isascii():
        return "".join(character if character.isprintable() else " " for character in text)
    kept: list[str] = []
    marks = 0
    accented = False
    for character in unicodedata.normalize("NFD", text):
        category = unicodedata.category(character)
        if category[0] == "M":
            marks += 1
            if accented or marks > _MARKS_IN_A_ROW:
                continue
        elif category in {"Cf", "Cs"}:
            continue  # zero-width joiners and the like stand inside words
        else:
            marks = 0
            accented = character <= _LAST_ACCENTED
            if category == "Cc":
                character = " "  # noqa: PLW2901 - a line break or a tab parts words
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))
