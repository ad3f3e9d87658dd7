"""A store that writes nothing: it lives as long as the process, and holds only the latest records."""

import secrets
from collections import deque
from typing import Final

from qwenbot.service.ports import AuditRecord, QueryRecord
from qwenbot.store.key import LENGTH

CAPACITY: Final = 10_000
"""Records of each sort; at some 500 bytes each, 5 MB."""


class MemoryStore:
    """The ports QueryLog and Notes, kept in memory under a key of its own."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.key = secrets.token_bytes(LENGTH)
        self.queries: deque[QueryRecord] = deque(maxlen=capacity)
        self.audits: deque[AuditRecord] = deque(maxlen=capacity)
        self._notes: dict[str, str] = {}

    def record(self, record: QueryRecord) -> None:
        """Hold a question; the oldest goes when there are too many."""
        self.queries.append(record)

    def audit(self, record: AuditRecord) -> None:
        """Hold an audit line, likewise."""
        self.audits.append(record)

    async def get_note(self, name: str) -> str | None:
        """Return the note of this name, None if there is none."""
        return self._notes.get(name)

    async def put_note(self, name: str, text: str) -> None:
        """Keep a note until the process ends."""
        self._notes[name] = text
