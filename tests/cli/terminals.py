"""What the tests of the terminal share: the service on an invented story, with a log that can be looked at."""

from dataclasses import dataclass, field
from itertools import count

from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Knowledge
from qwenbot.service.ask import AskService
from qwenbot.service.conversations import Conversations
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import AuditRecord, QueryRecord, VoteRecord
from qwenbot.service.privacy import Pseudonyms
from tests.stories import DAM

NOON = 1_935_921_600.0
"""Noon on 7 May 2031, UTC: when the invented story's questions are asked."""


@dataclass
class ListLog:
    """A query log that keeps what it is given."""

    records: list[QueryRecord] = field(default_factory=list)
    audits: list[AuditRecord] = field(default_factory=list)

    def record(self, record: QueryRecord) -> None:
        self.records.append(record)

    def vote(self, record: VoteRecord) -> None:
        raise AssertionError(f"nobody votes in a terminal: {record}")

    def audit(self, record: AuditRecord) -> None:
        self.audits.append(record)


def service_on(knowledge: Knowledge = DAM, log: ListLog | None = None) -> AskService:
    """Make the service; ids are q1, q2, … and every answer takes 7 µs."""
    ids, ticks = count(1), count(step=7_000)
    return AskService(
        LiveKnowledge(Engine.build(knowledge)),
        log or ListLog(),
        Pseudonyms(b"key"),
        clock=lambda: NOON,
        timer=lambda: next(ticks),
        new_id=lambda: f"q{next(ids)}",
        conversations=Conversations(),
    )
