"""Cut a question that asks for two things (“who left and when did they go?”) into one question each."""

import re
from collections.abc import Callable
from typing import Final

MOST_PARTS: Final = 3
"""More than that is not a question but a text."""

_SEAM: Final = re.compile(
    r"(\s+(?:and|&|plus|also|\+|vs\.?|versus)\s+(?:also\s+)?|\s*[,;?!，；？！。、]\s*|\.\s+)", re.IGNORECASE
)
_STRONG: Final = frozenset({"+", "vs", "vs.", "versus"})
"""Seams behind which something is asked for even without a question word."""


def parts(question: str, says_what: Callable[[str], bool], asks: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the parts, one if there is nothing to cut.

    A part begins where something is asked after something has been said already: `asks` tells that there is a
    question word in a piece, `says_what` that a piece says what it is about.
    """
    pieces = _SEAM.split(question.strip())
    if len(pieces) == 1:
        return (question,)
    found, said = [pieces[0]], says_what(pieces[0])
    for seam, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if said and piece and (asks(piece) or (seam.strip().casefold() in _STRONG and says_what(piece))):
            found.append(piece)
            said = says_what(piece)
        else:
            found[-1] += seam + piece
            said = said or says_what(piece)
    return tuple(found) if len(found) <= MOST_PARTS else (question,)
