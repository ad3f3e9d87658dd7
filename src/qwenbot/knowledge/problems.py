"""What can be wrong with knowledge files, as values that say where it is and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MOST_LISTED: Final = 10_000
"""Problems that are listed; the rest is counted. So many have few causes, and nobody reads on."""

_SHOWN: Final = 60


class Severity(StrEnum):
    """An error keeps knowledge from being swapped in, and all but a few from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands; line and column count from 1, in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right. `message` says what is wrong and what to do next; `rule` is its name, as in `no-cite`."""

    place: Place
    severity: Severity
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} ({self.rule})"


@dataclass(slots=True)
class Problems:
    """The problems found so far, up to `MOST_LISTED` of them."""

    listed: list[Problem] = field(default_factory=list)
    errors: int = 0
    unlisted: int = 0

    def add(self, problem: Problem) -> None:
        """Take a problem."""
        self.errors += problem.severity is Severity.ERROR
        if len(self.listed) < MOST_LISTED:
            self.listed.append(problem)
        else:
            self.unlisted += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take problems."""
        for problem in problems:
            self.add(problem)

    def error(self, place: Place, message: str, rule: str) -> None:
        """Take an error."""
        self.add(Problem(place, Severity.ERROR, message, rule))

    def warning(self, place: Place, message: str, rule: str) -> None:
        """Take a warning."""
        self.add(Problem(place, Severity.WARNING, message, rule))

    def in_order(self, whole: Place) -> tuple[Problem, ...]:
        """Return them by place; `whole` is the place of the line that says how many were left out."""
        listed = sorted(self.listed)
        if self.unlisted:
            severity = Severity.ERROR if self.errors else Severity.WARNING
            message = f"{self.unlisted:,} more problems are not listed: put these right first"
            listed.append(Problem(whole, severity, message, "more"))
        return tuple(listed)


def shown(text: str, length: int = _SHOWN) -> str:
    """Return a text as a message may repeat it: on one line, cut, and nothing in it that a terminal would obey."""
    text = " ".join(text[: 4 * length].split())
    text = text if len(text) <= length else text[: length - 1] + "…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
