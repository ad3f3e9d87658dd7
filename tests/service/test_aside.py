"""Work in a process of its own: what comes of it, and what is left of it, however it ends."""

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from qwenbot.answering.engine import Engine
from qwenbot.service.aside import Aside, AsideError
from tests.service import jobs
from tests.stories import DAM

SOON_S = 5.0
"""Within which a process that is ended must be gone: it is what the bot has for all of its stopping."""

PARENT = """
import asyncio, sys
from functools import partial
from pathlib import Path
from qwenbot.service.aside import Aside
from tests.service import jobs
asyncio.run(Aside().do(partial(jobs.hang, Path(sys.argv[1]))))
"""


@pytest.fixture(name="_thawed", autouse=True)
def _unfreeze() -> Iterator[None]:
    """Give the garbage collector back what it was told to spare."""
    yield
    gc.unfreeze()


def is_there(process_id: int) -> bool:
    """Tell whether there is such a process, if only as a zombie."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def has_ended(process_id: int) -> bool:
    """Tell whether a process has ended, though nobody may have asked how: its parent did before it."""
    state = Path(f"/proc/{process_id}/stat")
    return not is_there(process_id) or (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - what other processes do sets no event here
            await asyncio.sleep(0.01)


async def noted(note: Path) -> int:
    """Return the process that has written itself down."""
    await until(lambda: note.exists() and note.read_text())
    return int(note.read_text())


def open_files() -> int | None:
    """Count this process's file descriptors, where the system shows them."""
    shown = Path("/proc/self/fd")
    return len(list(shown.iterdir())) if shown.exists() else None


async def test_what_the_work_returns_comes_back_from_a_process_that_is_gone_then() -> None:
    worked = await Aside().do(jobs.process_id)
    assert worked != os.getpid()
    assert not is_there(worked)


async def test_the_process_is_in_no_group_that_a_terminal_sends_signals_to() -> None:
    assert await Aside().do(os.getpgrp) != os.getpgrp()


async def test_arrays_come_back_as_they_were() -> None:
    expected, found = jobs.numbers(), await Aside().do(jobs.numbers)
    assert found.keys() == expected.keys()
    for name, array in expected.items():
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert np.array_equal(found[name], array)


async def test_an_engine_answers_as_one_that_was_built_here() -> None:
    """Though the process hashes its strings in its own way."""
    engine, here = await Aside().do(partial(Engine.build, DAM)), Engine.build(DAM)
    for question in ("who owns teh dam", "when did aster and holt leave?", "米拉为什么辞职", "bread"):
        assert engine.reply(question)[0] == here.reply(question)[0]


async def test_what_the_work_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert await Aside().do(partial(jobs.shout, "here")) == "HERE"
    assert capfd.readouterr() == ("", "")


async def test_the_loop_runs_and_the_collector_is_as_it_was() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await Aside().do(jobs.numbers)
    ticking.cancel()
    assert ticks > 10
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("work", "what"),
    [
        (partial(jobs.die, signal.SIGKILL), "its process was ended by signal 9, as happens when memory runs out"),
        (partial(jobs.die, signal.SIGSEGV), "its process was ended by signal 11"),
        (partial(jobs.leave, 3), "its process ended with status 3"),
        (jobs.half, "its process ended with status 0"),
        (jobs.fail, "it ended in an error that the log shows"),
        (jobs.unpicklable, "it ended in an error that the log shows"),
    ],
    ids=["killed", "crashed", "left", "half", "failed", "not to be handed over"],
)
async def test_work_that_comes_to_nothing_is_told_of_in_a_sentence(work: Callable[[], object], what: str) -> None:
    with pytest.raises(AsideError) as caught:
        await Aside().do(work)
    assert str(caught.value) == what


async def test_an_error_comes_with_where_it_was_made() -> None:
    with pytest.raises(AsideError) as caught:
        await Aside().do(jobs.fail)
    assert "in fail\n" in caught.value.details
    assert caught.value.details.endswith("RuntimeError: the disk has gone\n")


async def test_no_process_to_be_had_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(AsideError, match="no process could be started for it"):
        await Aside().do(jobs.process_id)


async def test_a_program_whose_files_have_changed_hands_nothing_to_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "engine.py").write_text("old")
    working = Aside(program=tmp_path)
    assert await working.do(jobs.process_id)
    (tmp_path / "engine.py").write_text("newer")
    with pytest.raises(AsideError, match="must be restarted first"):
        await working.do(jobs.process_id)


async def test_work_that_hangs_is_given_up_and_ended(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with pytest.raises(AsideError, match="it had not ended after 4 s"):  # time enough to begin, on a busy machine too
        await Aside(patience_s=4).do(partial(jobs.ignore_and_hang, note))
    process_id = await noted(note)
    await until(lambda: not is_there(process_id))


async def test_being_cancelled_ends_the_process(tmp_path: Path) -> None:
    note = tmp_path / "note"
    waiting = asyncio.create_task(Aside().do(partial(jobs.ignore_and_hang, note)))
    process_id = await noted(note)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(lambda: not is_there(process_id))


async def test_being_cancelled_before_there_is_a_process_is_nothing() -> None:
    for delay_s in (0.0, 0.001, 0.01):
        waiting = asyncio.create_task(Aside().do(jobs.process_id))
        await asyncio.sleep(delay_s)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting


async def test_nothing_stays_open(tmp_path: Path) -> None:
    await Aside().do(jobs.process_id)  # what asyncio opens the first time stays
    before = open_files()
    await Aside().do(jobs.numbers)
    with pytest.raises(AsideError):
        await Aside().do(partial(jobs.die, signal.SIGKILL))
    with pytest.raises(AsideError):
        await Aside(patience_s=0.5).do(partial(jobs.hang, tmp_path / "note"))
    await until(lambda: open_files() == before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_whatever_ends_the_program_ends_the_process(tmp_path: Path, number: signal.Signals) -> None:
    """Sent to all processes of its group, as a terminal does."""
    note = tmp_path / "note"
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(note)),
        cwd=Path(__file__).parents[2],
        start_new_session=True,
        stderr=asyncio.subprocess.PIPE,
    )
    process_id = await noted(note)
    started = time.monotonic()
    os.killpg(program.pid, number)
    _, said = await program.communicate()
    assert time.monotonic() - started < SOON_S
    await until(lambda: has_ended(process_id))
    assert b"sleep" not in said  # what is said of an interrupt is the program's, not the process's
