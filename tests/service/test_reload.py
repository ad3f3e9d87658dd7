"""Replacing the knowledge while it is served."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Knowledge
from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.service.aside import AsideError
from qwenbot.service.audit import Auditor
from qwenbot.service.changes import ChangesService
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import AuditRecord
from qwenbot.service.privacy import Pseudonyms
from qwenbot.service.reload import BrokenOff, Checked, Kept, Refused, Reloaded, ReloadService
from qwenbot.store.memory import MemoryStore
from tests.service.fakes import FakeLog, FakeMeans
from tests.stories import DAM, entry

PSEUDONYMS = Pseudonyms(b"k" * 32)
WARNING = Problem(Place("dam.yaml", 3), Severity.WARNING, "too few phrasings", "few-phrasings")
ERROR = Problem(Place("dam.yaml", 7), Severity.ERROR, "no such fact", "dangling")

CHANGED = replace(
    DAM,
    entries=(
        replace(DAM.entries[0], answer=DAM.entries[1].answer),
        *DAM.entries[1:-1],  # all but the greeting
        entry("dam-name", ("what is the dam called",), "Larkfield [owner].", "larkfield-dam"),
    ),
)


@dataclass
class Desk:
    """A service that reloads what `check` comes to."""

    check: Callable[[], Checked]
    log: FakeLog = field(default_factory=FakeLog)

    def __post_init__(self) -> None:
        self.old = Engine.build(DAM)
        self.live = LiveKnowledge(self.old)
        self.changes = ChangesService(self.live, MemoryStore())
        auditor = Auditor(self.log, PSEUDONYMS, FakeMeans().clock)
        self.service = ReloadService(self.live, lambda: asyncio.to_thread(self.check), auditor, self.changes)


def comes_to(knowledge: Knowledge | None, *problems: Problem) -> Callable[[], Checked]:
    return lambda: Checked(Engine.build(knowledge) if knowledge else None, problems)


def audited(detail: str) -> list[AuditRecord]:
    return [AuditRecord(FakeMeans.now, PSEUDONYMS.of("7"), "reload", detail)]


async def test_new_knowledge_is_served_and_the_difference_is_told() -> None:
    desk = Desk(comes_to(CHANGED, WARNING))
    assert await desk.service.reload("7", allowed=True) == Reloaded(
        version=CHANGED.version,
        entries=len(DAM.entries),
        added=("dam-name",),
        removed=("greeting",),
        changed=("holt-when",),
        warnings=(WARNING,),
    )
    assert desk.live.engine.knowledge == CHANGED
    assert desk.log.audits == audited(f"{DAM.version} -> {CHANGED.version}: 1 added, 1 removed, 1 changed")


async def test_what_came_and_went_is_among_the_changes_at_once() -> None:
    desk = Desk(comes_to(CHANGED))
    await desk.changes.load()
    await desk.service.reload("7", allowed=True)
    changes = desk.changes.changes()
    assert [choice.entry for choice in changes.added] == ["dam-name"]
    assert [choice.entry for choice in changes.removed] == ["greeting"]


async def test_the_same_again_changes_nothing() -> None:
    desk = Desk(comes_to(DAM))
    done = await desk.service.reload("7", allowed=True)
    assert isinstance(done, Reloaded)
    assert (done.added, done.removed, done.changed) == ((), (), ())


@pytest.mark.parametrize("new", [None, CHANGED])
async def test_with_errors_the_old_goes_on_being_served(new: Knowledge | None) -> None:
    """Even where the new one could be used: there is one that has none."""
    desk = Desk(comes_to(new, ERROR, WARNING))
    assert await desk.service.reload("7", allowed=True) == Kept((ERROR, WARNING))
    assert desk.live.engine is desk.old
    assert desk.log.audits == audited("kept the old knowledge: 1 error in the new")


async def test_errors_are_counted_and_warnings_are_not() -> None:
    desk = Desk(comes_to(None, ERROR, WARNING, ERROR))
    await desk.service.reload("7", allowed=True)
    assert desk.log.audits == audited("kept the old knowledge: 2 errors in the new")


async def test_who_may_not_is_refused_and_that_is_audited() -> None:
    looked = []

    def check() -> Checked:
        looked.append(1)
        return Checked(None, ())

    desk = Desk(check)
    assert await desk.service.reload("7", allowed=False) == Refused()
    assert (desk.live.engine, looked) == (desk.old, [])
    assert desk.log.audits == audited("refused: not an operator")


async def test_questions_are_answered_while_the_new_is_being_read() -> None:
    may_go_on = threading.Event()

    def check() -> Checked:
        may_go_on.wait(20)
        return Checked(Engine.build(CHANGED), ())

    desk = Desk(check)
    reloading = asyncio.create_task(desk.service.reload("7", allowed=True))
    await asyncio.sleep(0.01)
    assert desk.live.engine is desk.old
    may_go_on.set()
    await reloading
    assert desk.live.engine is not desk.old


async def test_two_at_once_come_one_after_the_other() -> None:
    """What was asked for last is what is served."""
    versions = [replace(DAM, out_of_scope=("first",)), replace(DAM, out_of_scope=("second",))]
    under_way = []
    most = []

    def check() -> Checked:
        under_way.append(1)
        most.append(len(under_way))
        engine = Engine.build(versions.pop(0))
        under_way.pop()
        return Checked(engine, ())

    desk = Desk(check)
    await asyncio.gather(desk.service.reload("7", allowed=True), desk.service.reload("8", allowed=True))
    assert desk.live.engine.knowledge.out_of_scope == ("second",)
    assert most == [1, 1]


def failing_once(error: Exception) -> Callable[[], Checked]:
    """Return a check that fails the first time, and then brings the changed story."""
    errors = [error]

    def check() -> Checked:
        if errors:
            raise errors.pop()
        return Checked(Engine.build(CHANGED), ())

    return check


async def test_a_check_that_breaks_changes_nothing_and_can_be_tried_again() -> None:
    desk = Desk(failing_once(OSError("gone")))
    with pytest.raises(OSError, match="gone"):
        await desk.service.reload("7", allowed=True)
    assert desk.live.engine is desk.old
    assert isinstance(await desk.service.reload("7", allowed=True), Reloaded)


async def test_nothing_coming_of_a_check_keeps_the_old_and_is_logged_once_with_what_is_known(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk(failing_once(AsideError("its process ended with status 3", "Traceback: …")))
    assert await desk.service.reload("7", allowed=True) == BrokenOff("its process ended with status 3")
    assert desk.live.engine is desk.old
    said = "nothing came of reading the new: its process ended with status 3"
    assert desk.log.audits == audited(f"kept the old knowledge: {said}")
    assert [record.getMessage() for record in caplog.records] == [
        f"The old knowledge goes on being served, for {said}\nTraceback: …"
    ]
    assert isinstance(await desk.service.reload("7", allowed=True), Reloaded)
