r"""Citation markers in a curator's text: `[fact-id]` cites a fact, `\\[` is a bracket, any other bracket is itself."""

import re
from dataclasses import dataclass
from typing import Final

_MARKER: Final = re.compile(r"\\\[|\[(?P<fact>[a-z0-9][a-z0-9-]{0,63})\]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation: the id of the fact that the sentence stands on."""

    fact: str


def pieces(text: str) -> tuple[str | Marker, ...]:
    """Cut a text into what is shown as it stands (escapes undone) and markers; no piece of text is empty."""
    found: list[str | Marker] = []
    literal: list[str] = []
    end = 0
    for match in _MARKER.finditer(text):
        literal.append(text[end : match.start()])
        end = match.end()
        if match["fact"] is None:
            literal.append("[")
            continue
        if shown := "".join(literal):
            found.append(shown)
        literal.clear()
        found.append(Marker(match["fact"]))
    if shown := "".join((*literal, text[end:])):
        found.append(shown)
    return tuple(found)
