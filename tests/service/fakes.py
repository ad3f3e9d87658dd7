"""Stand-ins for what the services are given: a log that can be looked at, a clock that is set by hand."""

from dataclasses import dataclass, field

from qwenbot.service.ports import AuditRecord, QueryRecord, VoteRecord


class FakeLog:
    """The port QueryLog, kept in lists."""

    def __init__(self) -> None:
        self.queries: list[QueryRecord] = []
        self.votes: list[VoteRecord] = []
        self.audits: list[AuditRecord] = []

    def record(self, record: QueryRecord) -> None:
        self.queries.append(record)

    def vote(self, record: VoteRecord) -> None:
        self.votes.append(record)

    def audit(self, record: AuditRecord) -> None:
        self.audits.append(record)


@dataclass
class FakeMeans:
    """A clock in seconds since 1970, a timer that takes 85 µs from one look to the next, and ids in order."""

    now: float = 1_930_046_400.0  # noon on 28 February 2031
    nanoseconds: int = 0
    made: list[str] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def timer(self) -> int:
        self.nanoseconds += 85_000
        return self.nanoseconds

    def new_id(self) -> str:
        self.made.append(f"id{len(self.made) + 1}")
        return self.made[-1]
