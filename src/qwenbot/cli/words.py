"""What the terminal itself says around an answer, by language. A language without a table gets English.

Help and error messages are in English.
"""

from collections.abc import Mapping
from typing import Final

from qwenbot.answering.phrases import status_words
from qwenbot.answering.reply import Citation
from qwenbot.cli.printable import one_line
from qwenbot.knowledge.model import FactStatus

ENGLISH: Final[Mapping[str, str]] = {
    "sources": "Sources, as of {date}:",
    "quoted-by": ", said by {who}",
    "claimed-by": ", according to {who}",
    "follow-ups": "You can go on with:",
}

CHINESE: Final[Mapping[str, str]] = {
    "sources": "出处（截至 {date}）：",
    "quoted-by": "，{who}所说",
    "claimed-by": "，据{who}",
    "follow-ups": "可以接着问：",
}

_CATALOGUE: Final = {"en": ENGLISH, "zh": CHINESE}


def words(language: str, key: str, **values: object) -> str:
    """Return one of the terminal's own phrases in a language, with its blanks filled."""
    return _CATALOGUE.get(language.split("-", maxsplit=1)[0], ENGLISH)[key].format(**values)


def source_line(citation: Citation, language: str) -> str:
    """Return where a mark leads, how the source states it and by whom, on one line."""
    line = f"{one_line(citation.label)} — {status_words(language, citation.status)}"
    if citation.attributed_to:
        key = "quoted-by" if citation.status is FactStatus.QUOTE else "claimed-by"
        line += words(language, key, who=one_line(citation.attributed_to))
    return f"{line} <{one_line(citation.url)}>" if citation.url else line
