"""What the use cases need from the outside, and the values that cross over. `store` implements these."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from qwenbot.knowledge.model import Outcome


class Surface(StrEnum):
    """Where a question came from."""

    SLASH = "slash"
    DIRECT = "direct"
    MENTION = "mention"
    BUTTON = "button"
    MENU = "menu"
    CHAT = "chat"
    ASK = "ask"


class Verdict(StrEnum):
    """What a member thinks of what a question came to."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"
    NONE_FITS = "none-fits"


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """One question as it is kept: `asker` is a keyed hash, `question` is redacted, `at` is seconds since 1970 UTC.

    The last four say why it came to that: what decided, the phrasing of the best-ranked entry that the question was
    most like, and the entry that ranked second with its score.
    """

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
    rule: str = ""
    matched: str | None = None
    runner_up: str | None = None
    runner_up_score: float | None = None


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """What a member thinks of one answer; the latest of the same member counts. `reason` is redacted."""

    query: str
    asker: str
    at: float
    verdict: Verdict
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One thing that someone with special rights did or was refused: `actor` is a keyed hash, `at` as above."""

    at: float
    actor: str | None
    action: str
    detail: str


Record = QueryRecord | VoteRecord | AuditRecord


class QueryLog(Protocol):
    """Where questions, votes and audit lines go. No call waits, and none ever raises: a reply owes it nothing."""

    def record(self, record: QueryRecord) -> None:
        """Take a question in; it is written soon, or its loss is said in the program's log."""

    def vote(self, record: VoteRecord) -> None:
        """Take a vote in, likewise."""

    def audit(self, record: AuditRecord) -> None:
        """Take an audit line in, likewise."""


class StoreError(Exception):
    """What is kept could not be read or changed; the text is one sentence for whoever waits for it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text or UNREADABLE)


UNREADABLE: Final = (
    "What I have kept cannot be reached just now, so nothing was read or changed. Please try again in a minute."
)


class Notes(Protocol):
    """A few small strings that outlive the process, such as what commands were last sent to Discord."""

    async def get_note(self, name: str) -> str | None:
        """Return what was kept under this name; None if nothing was. Raises StoreError within 2 s."""

    async def put_note(self, name: str, text: str) -> None:
        """Keep a text under this name; a failure is said in the program's log, not raised."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How the bot was used in some time: questions, distinct askers, and how often what happened.

    `entries` are those answered, the most frequent first.
    """

    questions: int
    askers: int
    outcomes: Mapping[Outcome, int]
    verdicts: Mapping[Verdict, int]
    entries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """How often one asker asked one question in vain, word for word, and when last."""

    question: str
    asker: str | None
    times: int
    last: float


@dataclass(frozen=True, slots=True)
class Share:
    """What is kept of one asker: how many questions, votes and audit lines, and the times of the first and the last.

    `latest` are the latest questions, the newest first.
    """

    questions: int
    votes: int
    audits: int
    first: float | None
    last: float | None
    latest: tuple[str, ...]


class Records(Protocol):
    """What was kept, for those who wait for it. A call sees all that was taken in before it.

    Each, and each record of an iteration, takes 2 s at most, and raises StoreError if nothing comes of it by then.
    """

    async def find(self, query_id: str) -> QueryRecord | None:
        """Return the question of this id; None if there is none."""

    async def share(self, asker: str, latest: int) -> Share:
        """Say how much is kept of an asker, and which questions were the latest."""

    def everything(self, asker: str | None = None) -> AsyncIterator[Record]:
        """Yield the questions, the votes and the audit lines, each in the order they came; of one asker, or of all."""

    async def erase(self, asker: str) -> int:
        """Delete an asker's questions and votes, and unlink the audit lines; return how many records that was."""

    async def usage(self, since: float, entries: int) -> Usage:
        """Count what happened since a time, in seconds since 1970; name no more than so many entries."""

    async def misses(self, most: int) -> tuple[Miss, ...]:
        """Return the latest questions that were not answered: nothing fitted, or none of what was offered did."""


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """How the bot behaves in one server. Without `channels` it speaks in all of them."""

    channels: frozenset[int] = frozenset()
    private_by_default: bool = False
    cooldown_s: int = 60


class SettingsStore(Protocol):
    """The servers' settings. Both calls take 2 s at most, and raise StoreError if nothing comes of it by then."""

    async def read_settings(self) -> Mapping[int, GuildSettings]:
        """Return the settings of every server that has any, by the server's id."""

    async def write_settings(self, guild_id: int, settings: GuildSettings) -> None:
        """Keep a server's settings. If this raises, nothing has changed."""
