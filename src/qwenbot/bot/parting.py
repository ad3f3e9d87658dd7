"""Part what is said between its sentences, as it stands, with the marks like `[1]` that each sentence carries."""

import re
from collections.abc import Iterator
from typing import Final

from qwenbot.bot.markdown import escape
from qwenbot.bot.pages import Atom
from qwenbot.text.sentences import sentences

_MARK: Final = re.compile(r"(?<!\\)\[[0-9]{1,6}\]")
_OTHER_BRACKET: Final = re.compile(r"(?<!\\)\[(?![0-9]{1,6}\])")
_END: Final = re.compile(r"(?:\s*(?<!\\)\[[0-9]{1,6}\]|[^\w\s“‘«「『《（(【{\[])*")
"""What may follow the last letter of a sentence: its stop, the quotes that close behind it, its marks."""


def sentence_atoms(text: str) -> Iterator[Atom]:
    """Yield the sentences of a text as they stand, escaped, with the white space between them."""
    gap = ""
    for line in text.split("\n"):
        for sentence in _cut(line):
            space = " " if sentence[:1].isspace() else ""  # Chinese puts none between sentences
            yield Atom(escape(sentence.strip()), gap or space)
            gap = ""
        gap = "\n"


def _cut(line: str) -> Iterator[str]:
    """Cut a line where its sentences end. Those of `text` come without marks, so letters are counted to find the place.

    Only numbers in brackets are marks here; any other bracket is text.
    """
    start = place = 0
    for sentence in sentences(_OTHER_BRACKET.sub(r"\\[", line)):
        letters = sum(map(str.isalnum, sentence.text))
        while letters:
            if mark := _MARK.match(line, place):
                place = mark.end()
            else:
                letters -= line[place].isalnum()
                place += 1
        if end := _END.match(line, place):
            place = end.end()
        yield line[start:place]
        start = place
    if line[start:].strip():
        yield line[start:]
