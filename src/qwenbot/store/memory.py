"""A store that writes nothing: it lives as long as the process, and holds only the latest records."""

import secrets
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Final

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import (
    AuditRecord,
    GuildSettings,
    Miss,
    QueryRecord,
    Record,
    Share,
    Usage,
    Verdict,
    VoteRecord,
)
from qwenbot.store.key import LENGTH

CAPACITY: Final = 10_000
"""Records of each sort; at some 500 bytes each, 5 MB."""


class MemoryStore:
    """All ports of a store, kept in memory under a key of its own."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.key = secrets.token_bytes(LENGTH)
        self._capacity = capacity
        self.queries: deque[QueryRecord] = deque(maxlen=capacity)
        self.audits: deque[AuditRecord] = deque(maxlen=capacity)
        self._votes: OrderedDict[tuple[str, str], VoteRecord] = OrderedDict()
        self._notes: dict[str, str] = {}
        self._settings: dict[int, GuildSettings] = {}

    @property
    def votes(self) -> list[VoteRecord]:
        """The votes that count, in the order in which they were first cast."""
        return list(self._votes.values())

    # ---------------------------------------------------------------- QueryLog

    def record(self, record: QueryRecord) -> None:
        """Hold a question; the oldest goes when there are too many."""
        self.queries.append(record)

    def vote(self, record: VoteRecord) -> None:
        """Hold a vote in the place of the same member's last on this answer, likewise."""
        self._votes[record.query, record.asker] = record
        while len(self._votes) > self._capacity:
            self._votes.popitem(last=False)

    def audit(self, record: AuditRecord) -> None:
        """Hold an audit line, likewise."""
        self.audits.append(record)

    # ---------------------------------------------------------------- Notes and SettingsStore

    async def get_note(self, name: str) -> str | None:
        """Return the note of this name, None if there is none."""
        return self._notes.get(name)

    async def put_note(self, name: str, text: str) -> None:
        """Keep a note until the process ends."""
        self._notes[name] = text

    async def read_settings(self) -> Mapping[int, GuildSettings]:
        """Return the settings of every server that has any."""
        return dict(self._settings)

    async def write_settings(self, guild_id: int, settings: GuildSettings) -> None:
        """Keep a server's settings until the process ends."""
        self._settings[guild_id] = settings

    # ---------------------------------------------------------------- Records

    async def find(self, query_id: str) -> QueryRecord | None:
        """Return the question of this id."""
        return next((record for record in self.queries if record.id == query_id), None)

    async def share(self, asker: str, latest: int) -> Share:
        """Say how much is kept of an asker, and which questions were the latest."""
        queries = [record for record in self.queries if record.asker == asker]
        votes = [vote for vote in self.votes if vote.asker == asker]
        audits = [line for line in self.audits if line.actor == asker]
        times = [record.at for kind in (queries, votes, audits) for record in kind]
        questions = tuple(record.question for record in reversed(queries))
        return Share(
            len(queries),
            len(votes),
            len(audits),
            min(times, default=None),
            max(times, default=None),
            questions[:latest],
        )

    async def everything(self, asker: str | None = None) -> AsyncIterator[Record]:
        """Yield the records of one asker, or of all."""
        records: list[Record] = [*self.queries, *self.votes, *self.audits]
        for record in records:
            who = record.actor if isinstance(record, AuditRecord) else record.asker
            if asker is None or who == asker:
                yield record

    async def erase(self, asker: str) -> int:
        """Forget an asker's questions and votes, and unlink the audit lines."""
        erased = [record async for record in self.everything(asker)]
        self.queries = deque((r for r in self.queries if r.asker != asker), self._capacity)
        self._votes = OrderedDict((key, vote) for key, vote in self._votes.items() if vote.asker != asker)
        unlinked = (replace(line, actor=None) if line.actor == asker else line for line in self.audits)
        self.audits = deque(unlinked, self._capacity)
        return len(erased)

    async def usage(self, since: float, entries: int) -> Usage:
        """Count what happened since a time."""
        queries = [record for record in self.queries if record.at >= since]
        answered = Counter(record.entry for record in queries if record.outcome is Outcome.ANSWERED and record.entry)
        return Usage(
            questions=len(queries),
            askers=len({record.asker for record in queries if record.asker is not None}),
            outcomes=Counter(record.outcome for record in queries),
            verdicts=Counter(vote.verdict for vote in self.votes if vote.at >= since),
            entries=tuple(sorted(answered.items(), key=lambda pair: (-pair[1], pair[0])))[:entries],
        )

    async def misses(self, most: int) -> tuple[Miss, ...]:
        """Return the latest questions that were not answered."""
        unfit = {vote.query for vote in self.votes if vote.verdict is Verdict.NONE_FITS}
        found: dict[tuple[str, str | None], Miss] = {}
        for record in self.queries:
            if record.id in unfit or (record.outcome is Outcome.ABSTAINED and record.entry is None):
                key = record.question, record.asker
                times = found[key].times if key in found else 0
                found[key] = Miss(*key, times + 1, record.at)
        return tuple(sorted(found.values(), key=lambda miss: miss.last, reverse=True)[:most])
