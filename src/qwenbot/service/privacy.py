"""What is taken out of a question before it is kept, and how a person becomes a pseudonym.

A question is redacted on the safe side: curators can do without a phone number that was none, while an address that
stays is there for good. What questions about a story are full of stays: years, dates, amounts, versions and scores.
Names stay as well, for the story is about people.
"""

import hashlib
import hmac
import re
import unicodedata
from typing import Final

LENGTH: Final = 2000
"""Characters of a question that count, here as everywhere."""


class Pseudonyms:
    """Turns user ids into keyed hashes: the same person gets the same one, and without the key nobody gets back."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, user: str) -> str:
        """Return the pseudonym of a user id: 32 hexadecimal digits of HMAC-SHA-256."""
        return hmac.new(self._key, user.encode(), hashlib.sha256).hexdigest()[:32]


def redact(text: str) -> str:
    """Return the first 2,000 characters without what may tell who somebody is or let others reach or be them.

    That is: mentions and custom emoji, e-mail addresses, links, phone numbers, six digits or more in a row or in
    groups, and secrets such as tokens; each becomes a word in brackets. Redacting twice changes nothing more. The time
    is proportional to the length.
    """
    # What is left around a placeholder may be something again, seldom more than once. Every round takes away digits, @,
    # full stops or the word “at”, and puts none in, so this ends.
    while (redacted := _PRIVATE.sub(_placeholder, text[:LENGTH])[:LENGTH]) != text:
        text = redacted
    return text


_PART: Final = r"[^\s@＠﹫<>()\[\]{}（）,;，；。！？、]"
"""What an address is made of, in any script: everything but white space, brackets and what ends a sentence."""

_AT: Final = r"[@＠﹫](?!\d{1,4}+(?!\.?[\w-]))"
"""The sign, unless it is that of a score, as in pass@1."""

_DIGIT: Final = r"[\d⁰¹²³⁴-⁹₀-₉①-⑨]"
_GAP: Final = r"[^\S\r\n]|[-.•·_()（）‐-―−\u00ad\u200b-\u200f\u2060\ufe0f\ufeff\u20e3]"
"""What stands between the groups of a number, seen or not. No comma, which groups amounts, and no slash or colon,
which make dates and times."""

# Each alternative begins where a run of its characters begins and takes all of that run: the `+` after a quantifier
# gives nothing back. So no character is looked at more than a few times.
_PRIVATE: Final = re.compile(
    rf"""
      (?P<emoji> <a?:\w{{1,64}}:\d{{1,25}}> )
    | (?P<mention> <(?:@[!&]?|\#)\d{{1,25}}> | {_AT}(?:everyone|here)\b )
    | (?P<link>
        (?: (?<![a-z]) (?: [a-z][a-z0-9+.-]{{1,15}}+:// | www\. ) | (?<![\w.-]) (?:[\w-]++\.)++ [a-z]{{2,24}}/ )
        [^\s<>，；。！？、）」》]* [^\s<>，；。！？、）」》,.;:!?'")\]}}] )
    | (?P<email> (?<!{_PART}) {_PART}++
        (?: (?: {_AT} {_PART}*+ )++
        | [ ]{{0,3}} [(\[{{] [ ]{{0,3}} (?:at|@) [ ]{{0,3}} [)\]}}] [ ]{{0,3}} {_PART}++
          (?: [ ]{{0,3}} [(\[{{]? [ ]{{0,3}} \bdot\b [ ]{{0,3}} [)\]}}]? [ ]{{0,3}} {_PART}++ )*+
        | [ ]{{1,3}} [@＠﹫] [ ]{{1,3}} (?:[\w-]++\.)++ [\w-]++
        | [ ]{{1,3}} at [ ]{{1,3}} {_PART}++ (?: [ ]{{1,3}} dot [ ]{{1,3}} {_PART}++ )++ ) )
    | (?P<handle> {_AT} [\w.-]++ | (?<![\w.]) [\w.]{{2,32}}+\#\d{{4}} (?!\w) )
    | (?P<secret>
        (?<![\w-]) (?: [\w-]{{18,}}+\.[\w-]{{5,}}+\.[\w-]{{20,}}+ | (?:mfa\.|sk-)[\w-]{{20,}}+ )
        | (?<![a-z0-9]) (?=[a-z]*+[0-9]) (?=[0-9]*+[a-z]) [a-z0-9]{{24,}}+ )
    | (?P<digits> (?:[+＋][ ]?)?[(（]? {_DIGIT} (?: (?:{_GAP}){{0,3}} {_DIGIT} )* )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_YEAR: Final = r"(?:19|20)\d\d"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE: Final = (
    rf"(?:{_YEAR}(?:-{_MONTH}(?:-{_DAY})?|\.{_MONTH}(?:\.{_DAY})?)?"
    rf"|(?:{_DAY}[-.]{_MONTH}|{_MONTH}[-.]{_DAY})[-.](?:{_YEAR}|\d\d))"
)
_DATES: Final = re.compile(rf"{_DATE}(?:[-‐-―]{_DATE})?")
"""A year, month or day, or the time from one to another."""

_TOO_MANY: Final = 6
"""Digits that may be somebody's number. Five are a short postcode or a score, and name nobody."""


def _placeholder(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "mention" | "handle":
            return "[mention]"
        case "digits":
            return _without_numbers(found.group())
        case kind:
            return f"[{kind}]"


def _without_numbers(text: str) -> str:
    """Return digits in groups as they are, or what they seem to be if there are too many beside the dates."""
    plain = "".join(str(unicodedata.digit(char, char)) for char in text)
    abroad = plain.startswith(("+", "＋"))
    pieces = (piece.strip("().（）") for piece in plain.split())
    rest = "".join(piece for piece in pieces if abroad or not _DATES.fullmatch(piece))
    if sum(char.isdecimal() for char in rest) < _TOO_MANY:
        return text
    return "[phone]" if abroad or _is_phone(re.findall(r"\d+", plain)) else "[number]"


def _is_phone(groups: list[str]) -> bool:
    """Tell whether digits are grouped as in North America, or begin as national or Chinese mobile numbers do."""
    digits = "".join(groups)
    sizes = [len(group) for group in groups]
    return (
        sizes in ([3, 4], [3, 3, 4], [1, 3, 3, 4])
        or (digits[0] == "0" and 7 <= len(digits) <= 15)
        or (sizes in ([11], [3, 4, 4]) and digits[0] == "1" and digits[1] in "3456789")
    )
