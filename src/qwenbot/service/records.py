"""What is kept, for those whom it concerns: a member's own, and for curators and admins all of it."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

from qwenbot.knowledge.model import Outcome
from qwenbot.service.conversations import Conversations
from qwenbot.service.ports import AuditRecord, Miss, QueryRecord, Record, Records, Share, Verdict, VoteRecord
from qwenbot.service.privacy import Pseudonyms
from qwenbot.text.normalise import squeeze

MISSES: Final = 10_000
"""Questions, by asker, that are looked through for gaps, the latest: what is older has waited long enough."""

TOP: Final = 10
"""Entries that the figures name."""

LATEST: Final = 5
"""Questions that a member is shown: enough to see what is kept of one, and what is not."""

_DAY_S: Final = 86_400
_TYPES: Final = {QueryRecord: "question", VoteRecord: "vote", AuditRecord: "audit"}

Shown = Share
"""What a member is shown of what is kept of them."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How the bot was used in the last days: questions and distinct askers, what the questions came to, the votes.

    `entries` are those answered most, with how often.
    """

    days: int
    questions: int
    askers: int
    answered: int
    suggested: int
    abstained: int
    helpful: int
    not_helpful: int
    none_fits: int
    entries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that was not answered: as it was put last, how often, by how many askers, and when last."""

    question: str
    times: int
    askers: int
    last: float


class RecordsService:
    """Reads what is kept, and forgets.

    Each call raises StoreError if the store cannot be read within 2 s. `clock` tells seconds since 1970; a gap counts
    from `min_askers` askers on, so that nobody is known by what only they would ask.
    """

    def __init__(
        self,
        records: Records,
        conversations: Conversations,
        pseudonyms: Pseudonyms,
        clock: Callable[[], float],
        *,
        min_askers: int,
    ) -> None:
        self._records = records
        self._conversations = conversations
        self._pseudonyms = pseudonyms
        self._clock = clock
        self._min_askers = min_askers

    async def show(self, user: str) -> Shown:
        """Say how much is kept of a user, from when to when, and which questions were the last."""
        return await self._records.share(self._pseudonyms.of(user), LATEST)

    async def export(self, user: str) -> AsyncIterator[dict[str, Any]]:
        """Yield all that is kept of a user, each as a mapping to be written as a line of JSON.

        The pseudonym is left out: whoever came by the lines could look for it in an export of everything.
        """
        async for record in self._records.everything(self._pseudonyms.of(user)):
            line = as_json(record)
            line.pop("asker", None)
            line.pop("actor", None)
            yield line

    async def export_all(self) -> AsyncIterator[dict[str, Any]]:
        """Yield all that is kept, likewise; `asker` and `actor` are pseudonyms."""
        async for record in self._records.everything():
            yield as_json(record)

    async def forget(self, user: str) -> int:
        """Delete a user's questions and votes, and unlink what they did as an admin; return how many records.

        The talks that are remembered go too. If this raises StoreError, nothing that is stored has been deleted.
        """
        self._conversations.forget(user)
        return await self._records.erase(self._pseudonyms.of(user))

    async def stats(self, days: int) -> Stats:
        """Count what happened in the last so many days."""
        usage = await self._records.usage(self._clock() - days * _DAY_S, TOP)
        outcomes, verdicts = usage.outcomes, usage.verdicts
        return Stats(
            days=days,
            questions=usage.questions,
            askers=usage.askers,
            answered=outcomes.get(Outcome.ANSWERED, 0),
            suggested=outcomes.get(Outcome.SUGGESTED, 0),
            abstained=outcomes.get(Outcome.ABSTAINED, 0),
            helpful=verdicts.get(Verdict.HELPFUL, 0),
            not_helpful=verdicts.get(Verdict.NOT_HELPFUL, 0),
            none_fits=verdicts.get(Verdict.NONE_FITS, 0),
            entries=usage.entries,
        )

    async def gaps(self, limit: int) -> tuple[Gap, ...]:
        """Return the questions that most askers put in vain, no more than `limit`."""
        groups: dict[str, list[Miss]] = {}
        for miss in await self._records.misses(MISSES):
            groups.setdefault(squeeze(miss.question), []).append(miss)
        gaps = (_gap(group) for group in groups.values())
        found = sorted(
            (gap for gap in gaps if gap.askers >= self._min_askers),
            key=lambda gap: (-gap.askers, -gap.times, -gap.last, gap.question),
        )
        return tuple(found[:limit])


def _gap(group: Iterable[Miss]) -> Gap:
    """Put together what was asked in other words than letters; who asked in the terminal is one asker more."""
    misses = sorted(group, key=lambda miss: miss.last)
    askers = {miss.asker for miss in misses}
    return Gap(misses[-1].question, sum(miss.times for miss in misses), len(askers), misses[-1].last)


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as a mapping that JSON can take, its time as ISO 8601 in UTC."""
    fields = asdict(record)
    at = datetime.fromtimestamp(cast("float", fields.pop("at")), UTC)
    return {"type": _TYPES[type(record)], "at": at.isoformat(), **fields}
