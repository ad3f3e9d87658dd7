"""The one place where the parts meet: a directory becomes an engine, settings become services.

Tests call the same functions, with directories, databases and clocks of their own.
"""

import asyncio
import gc
import math
import secrets
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from qwenbot.answering.engine import Engine
from qwenbot.config import ConfigurationError, Settings, SettingsError
from qwenbot.evaluation.review import review
from qwenbot.knowledge.load import load, load_expectations
from qwenbot.knowledge.model import Date, Expectation, Knowledge
from qwenbot.knowledge.problems import Problem, Severity
from qwenbot.service.ask import AskService
from qwenbot.service.audit import Auditor
from qwenbot.service.changes import ChangesService
from qwenbot.service.conversations import Conversations
from qwenbot.service.feedback import FeedbackService
from qwenbot.service.limits import Cooldowns, RateLimit
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.privacy import Pseudonyms
from qwenbot.service.records import RecordsService
from qwenbot.service.reload import Checked, ReloadService
from qwenbot.service.services import Services
from qwenbot.service.settings import SettingsService
from qwenbot.service.why import WhyService
from qwenbot.store.open import Store, open_store
from qwenbot.store.url import StoreUrlError, sqlite_path

_TOLD: Final = 2
"""Problems that are told when something does not load; `qwenbot check` tells the rest."""


class UnusableError(ConfigurationError):
    """The knowledge cannot be used; the text is at most three lines that say why and what to do."""

    @classmethod
    def because(cls, problems: tuple[Problem, ...]) -> "UnusableError":
        """Tell the first errors, and how many more there are."""
        errors = [problem for problem in sorted(problems) if problem.severity is Severity.ERROR]
        lines = [str(problem) for problem in errors[:_TOLD]]
        if len(errors) > _TOLD:
            left = len(errors) - _TOLD
            lines.append(f"… and {left} more error{'s' if left > 1 else ''}: qwenbot check names them all.")
        return cls("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Means:
    """What the services take from the machine: seconds since 1970, nanoseconds, ids never used before.

    `aside` does what takes seconds while the event loop goes on; a thread does not let it go on all the time.
    """

    clock: Callable[[], float] = time.time
    timer: Callable[[], int] = time.perf_counter_ns
    new_id: Callable[[], str] = lambda: secrets.token_hex(16)
    aside: Callable[[Callable[[], Checked]], Awaitable[Checked]] = asyncio.to_thread


def today(clock: Callable[[], float] = time.time) -> Date:
    """Return the date, in UTC."""
    day = datetime.fromtimestamp(clock(), UTC)
    return Date(day.year, day.month, day.day)


def check(directory: Path, on: Date) -> Checked:
    """Read and index the knowledge; `on` is the date that reviews are held against."""
    loaded = load(directory, on)
    return Checked(Engine.build(loaded.knowledge) if loaded.knowledge else None, loaded.problems)


def check_thoroughly(directory: Path, on: Date) -> Checked:
    """Check as `check` does, and ask the engine every phrasing too; that takes a while.

    Raises UnusableError if there is no such directory.
    """
    _require(directory)
    loaded = load(directory, on)
    if loaded.knowledge is None:
        return Checked(None, loaded.problems)
    engine = Engine.build(loaded.knowledge)
    found = review(loaded.knowledge.entries, lambda question: engine.reply(question)[0], loaded.places.question)
    return Checked(engine, tuple(sorted((*loaded.problems, *found))))


def engine_for(directory: Path, on: Date) -> Engine:
    """Build the engine for a knowledge directory. Raises UnusableError if it cannot be used."""
    _require(directory)
    checked = check(directory, on)
    if checked.engine is None:
        raise UnusableError.because(checked.problems)
    return checked.engine


def expectations_in(file: Path, knowledge: Knowledge) -> tuple[tuple[Expectation, ...], ...]:
    """Read the expectations of one file. Raises UnusableError if it cannot be used."""
    expectations, problems = load_expectations(file, knowledge)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise UnusableError.because(problems)
    return expectations


@asynccontextmanager
async def open_services(
    settings: Settings, means: Means, conversations: Conversations | None = None
) -> AsyncIterator[Services]:
    """Load the knowledge, open the log and build the services; what is logged is written by the end.

    Raises SettingsError if the database URL names no store, UnusableError if the knowledge cannot be used.
    """
    _require_store(settings.database_url)
    with interruptible():
        live = LiveKnowledge(engine_for(settings.knowledge, today(means.clock)))
    gc.freeze()  # the knowledge is no garbage: looking through it for some would hold up a reply each time
    async with open_store(settings.database_url) as store:
        yield assemble(
            live,
            store,
            means,
            lambda: means.aside(partial(check, settings.knowledge, today(means.clock))),
            min_askers=settings.gaps_min_askers,
            conversations=conversations,
        )


def assemble(
    live: LiveKnowledge,
    store: Store,
    means: Means,
    read: Callable[[], Awaitable[Checked]],
    *,
    min_askers: int = 3,
    conversations: Conversations | None = None,
) -> Services:
    """Build the services on the knowledge that is served and a store.

    `read` is how a reload comes by new knowledge; `conversations` remembers as many talks, and as long, as a bot should
    unless told otherwise.
    """
    conversations = conversations or Conversations()
    pseudonyms = Pseudonyms(store.key)
    auditor = Auditor(store, pseudonyms, means.clock)
    changes = ChangesService(live, store)
    return Services(
        live=live,
        ask=AskService(
            live,
            store,
            pseudonyms,
            clock=means.clock,
            timer=means.timer,
            new_id=means.new_id,
            conversations=conversations,
        ),
        feedback=FeedbackService(store, pseudonyms, means.clock),
        why=WhyService(store),
        settings=SettingsService(store, auditor),
        records=RecordsService(store, conversations, pseudonyms, means.clock, min_askers=min_askers),
        changes=changes,
        reload=ReloadService(live, read, auditor, changes),
        auditor=auditor,
        cooldowns=Cooldowns(),
        limit=RateLimit(),
        notes=store,
    )


def open_terminal(settings: Settings) -> AbstractAsyncContextManager[Services]:
    """Open the services for one run of a terminal command, which remembers every conversation for as long as it runs.

    Raises what `open_services` raises.
    """
    return open_services(settings, Means(), Conversations(lifetime_s=math.inf, capacity=sys.maxsize))


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end what holds up the event loop for seconds; the loop would only hear of it afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _require_store(url: str) -> None:
    """Find a wrong database URL before the knowledge is read, which takes seconds where there is much of it."""
    try:
        sqlite_path(url)
    except StoreUrlError as error:
        raise SettingsError(f"QWENBOT_DATABASE_URL or --database: {error}") from error


def _require(directory: Path) -> None:
    if not directory.is_dir():
        what = "is not a directory" if directory.exists() else "does not exist"
        raise UnusableError(
            f"The knowledge directory {directory} {what}: name one with --knowledge or QWENBOT_KNOWLEDGE."
        )
