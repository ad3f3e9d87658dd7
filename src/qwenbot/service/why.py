"""Why a question came to what it came to, from what was kept with it: a restart forgets nothing of it."""

from dataclasses import dataclass

from qwenbot.knowledge.model import Outcome
from qwenbot.service.ports import Records


@dataclass(frozen=True, slots=True)
class Why:
    """What decided. `score`, 0 to 1, and `matched`, a phrasing, are those of the entry that ranked first.

    `entry` is the one answered, and None otherwise; the runner-up is the entry that ranked second, if any did. None
    of it says who asked, or what.
    """

    entry: str | None
    outcome: Outcome
    score: float
    rule: str
    matched: str | None
    runner_up: str | None
    runner_up_score: float | None


class WhyService:
    """Explains answers by the id of their question."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def why(self, query_id: str) -> Why | None:
        """Return why a question came to that; None if nothing is kept of it any more. Raises StoreError within 2 s."""
        record = await self._records.find(query_id)
        if record is None:
            return None
        return Why(
            entry=record.entry,
            outcome=record.outcome,
            score=record.score,
            rule=record.rule,
            matched=record.matched,
            runner_up=record.runner_up,
            runner_up_score=record.runner_up_score,
        )
