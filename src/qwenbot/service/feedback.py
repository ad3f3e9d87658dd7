"""What members think of the answers they got: one vote for each member and answer, the last counts."""

from collections.abc import Callable

from qwenbot.service.ports import QueryLog, Verdict, VoteRecord
from qwenbot.service.privacy import Pseudonyms, redact


class FeedbackService:
    """Takes votes in; waits for nothing. `clock` tells seconds since 1970."""

    def __init__(self, log: QueryLog, pseudonyms: Pseudonyms, clock: Callable[[], float]) -> None:
        self._log = log
        self._pseudonyms = pseudonyms
        self._clock = clock

    def vote(self, query_id: str, user: str, *, helpful: bool, reason: str | None = None) -> None:
        """Take down whether an answer was helpful to a user; the reason is redacted as questions are."""
        verdict = Verdict.HELPFUL if helpful else Verdict.NOT_HELPFUL
        self._take(query_id, user, verdict, redact((reason or "").strip()) or None)

    def none_fits(self, query_id: str, user: str) -> None:
        """Take down that a user meant none of the entries that were offered."""
        self._take(query_id, user, Verdict.NONE_FITS, None)

    def _take(self, query_id: str, user: str, verdict: Verdict, reason: str | None) -> None:
        asker = self._pseudonyms.of(user)
        self._log.vote(VoteRecord(query_id, asker, self._clock(), verdict, reason))
