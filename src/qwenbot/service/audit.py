"""A line for each thing that someone with special rights does or is refused, under a pseudonym."""

from collections.abc import Callable

from qwenbot.service.ports import AuditRecord, QueryLog
from qwenbot.service.privacy import Pseudonyms


class Auditor:
    """Writes audit lines; waits for nothing. `clock` tells seconds since 1970."""

    def __init__(self, log: QueryLog, pseudonyms: Pseudonyms, clock: Callable[[], float]) -> None:
        self._log = log
        self._pseudonyms = pseudonyms
        self._clock = clock

    def note(self, user: str, action: str, detail: str = "") -> None:
        """Take down what a user did or was refused: `action` is a word such as `reload`, `detail` names nobody."""
        self._log.audit(AuditRecord(self._clock(), self._pseudonyms.of(user), action, detail))
