"""Replace the knowledge while it is being served: build aside, assign once, or change nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Knowledge
from qwenbot.knowledge.problems import Problem, Severity
from qwenbot.service.aside import AsideError
from qwenbot.service.audit import Auditor
from qwenbot.service.changes import ChangesService
from qwenbot.service.live import LiveKnowledge

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of reading the knowledge: an engine unless there are errors, and every problem either way."""

    engine: Engine | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The new knowledge is being served. The ids say which entries came, went, or say something else now."""

    version: str
    entries: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The old knowledge goes on being served, because the new one has these problems."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """The old knowledge goes on being served, because nothing came of reading the new; `why` tells what did."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Whoever asked may not."""


Outcome = Reloaded | Kept | BrokenOff | Refused


class ReloadService:
    """Reloads for those who may; each try leaves an audit line, a refused one too.

    `check` reads and indexes the knowledge, and leaves the event loop to others meanwhile. What it raises but
    AsideError is a fault of the program, and raised here too.
    """

    def __init__(
        self,
        live: LiveKnowledge,
        check: Callable[[], Awaitable[Checked]],
        auditor: Auditor,
        changes: ChangesService,
    ) -> None:
        self._live = live
        self._check = check
        self._auditor = auditor
        self._changes = changes
        self._lock = asyncio.Lock()

    async def reload(self, user: str, *, allowed: bool) -> Outcome:
        """Reload on behalf of `user`, whom the surface has found to be allowed to or not."""
        if not allowed:
            self._audit(user, "refused: not an operator")
            return Refused()
        async with self._lock:  # two at once would swap in the order they finish, not the order they were asked
            try:
                checked = await self._check()
            except AsideError as error:
                return self._broken_off(user, error)
            except BaseException:
                self._audit(user, "kept the old knowledge: reading the new broke down")
                raise
            errors = sum(problem.severity is Severity.ERROR for problem in checked.problems)
            if checked.engine is None or errors:
                counted = "1 error" if errors == 1 else f"{errors} errors"
                self._audit(user, f"kept the old knowledge: {counted} in the new")
                return Kept(checked.problems)
            old = self._live.engine.knowledge
            done = await asyncio.to_thread(_compare, old, checked.engine.knowledge, checked.problems)
            self._live.swap(checked.engine)
            await self._changes.reloaded()
        self._audit(
            user,
            f"{old.version} -> {done.version}: {len(done.added)} added, {len(done.removed)} removed, "
            f"{len(done.changed)} changed",
        )
        return done

    def _broken_off(self, user: str, error: AsideError) -> BrokenOff:
        said = f"nothing came of reading the new: {error}"
        log.error("The old knowledge goes on being served, for %s%s", said, error.details and f"\n{error.details}")
        self._audit(user, f"kept the old knowledge: {said}")
        return BrokenOff(str(error))

    def _audit(self, user: str, detail: str) -> None:
        self._auditor.note(user, "reload", detail)


def _compare(old: Knowledge, new: Knowledge, warnings: tuple[Problem, ...]) -> Reloaded:
    before, after = old.entry_by_id, new.entry_by_id
    return Reloaded(
        version=new.version,
        entries=len(after),
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(entry for entry in after.keys() & before.keys() if after[entry] != before[entry])),
        warnings=warnings,
    )
