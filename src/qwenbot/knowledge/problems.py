"""What can be wrong with knowledge files, as values that say where it is and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the knowledge from being used; a warning does not."""

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
