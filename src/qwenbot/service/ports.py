"""What the use cases need from the outside, and the values that cross over. `store` implements these."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from qwenbot.knowledge.model import Outcome


class Surface(StrEnum):
    """Where a question came from."""

    SLASH = "slash"
    DIRECT = "direct"
    MENTION = "mention"
    BUTTON = "button"
    CHAT = "chat"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """One question as it is kept: `asker` is a keyed hash, `question` is redacted, `at` is seconds since 1970 UTC."""

    id: str
    at: float
    surface: Surface
    asker: str | None
    question: str
    outcome: Outcome
    entry: str | None
    score: float
    knowledge: str
    elapsed_us: int


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One thing that someone with special rights did or was refused: `actor` is a keyed hash, `at` as above."""

    at: float
    actor: str | None
    action: str
    detail: str


class QueryLog(Protocol):
    """Where questions and audit lines go. Neither call waits, and neither ever raises: a reply owes it nothing."""

    def record(self, record: QueryRecord) -> None:
        """Take a question in; it is written soon, or its loss is said in the program's log."""

    def audit(self, record: AuditRecord) -> None:
        """Take an audit line in, likewise."""


class Notes(Protocol):
    """A few small strings that outlive the process, such as what commands were last sent to Discord."""

    async def get_note(self, name: str) -> str | None:
        """Return what was kept under this name; None if nothing was, or if it cannot be read."""

    async def put_note(self, name: str, text: str) -> None:
        """Keep a text under this name; a failure is said in the program's log, not raised."""
