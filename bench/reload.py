"""How long does the event loop stand still while the knowledge is reloaded?

A task that wants to run each millisecond notes how late it was: so late a member's question would have been taken up.
Beside the way that the bot does it, the other way is measured: an engine built in a process of its own, and pickled.
"""

import asyncio
import gc
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from bench import child
from bench.pickling import dumps
from qwenbot.bootstrap import Means, check, open_services, today
from qwenbot.config import Settings
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.privacy import Pseudonyms
from qwenbot.service.reload import Checked, Reloaded, ReloadService
from qwenbot.store.memory import MemoryStore

_TICK_S: Final = 0.001
_IDLE_S: Final = 3.0
_BUILD: Final = "build"
_BOTH_WAYS: Final = "both-ways"


@dataclass(frozen=True, slots=True)
class Paused:
    """The longest pause, the one that one in a hundred is longer than, and how long it all took."""

    longest_ms: float
    p99_ms: float
    took_s: float


@dataclass(frozen=True, slots=True)
class Handed:
    """What it cost to hand an engine over from one process to another."""

    pickle_mib: float = 0.0
    pickle_s: float = 0.0
    unpickle_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Pauses:
    """While nothing was done, while the bot reloaded, and while it took over what a child process had built."""

    idle: Paused
    served: Paused
    child: Paused | None
    handed: Handed


def pauses(directory: Path, *, both_ways: bool) -> Pauses:
    """Measure in a process that is started for it; the child process, which the bot does not use, only if asked to."""
    read = child.run("bench.reload", str(directory), *([_BOTH_WAYS] if both_ways else []))
    other = Paused(**read["child"]) if read["child"] else None
    return Pauses(Paused(**read["idle"]), Paused(**read["served"]), other, Handed(**read["handed"]))


async def _measure(directory: Path, *, both_ways: bool) -> Pauses:
    async with open_services(Settings(knowledge=directory, database_url="memory:"), Means()) as services:
        across = _Across(directory)
        other = across.service(services.live)
        return Pauses(
            idle=await _ticked(lambda: asyncio.sleep(_IDLE_S)),
            served=await _ticked(lambda: _reload(services.reload)),
            child=await _ticked(lambda: _reload(other)) if both_ways else None,
            handed=across.handed,
        )


async def _reload(service: ReloadService) -> None:
    done = await service.reload("1", allowed=True)
    if not isinstance(done, Reloaded):
        raise RuntimeError(f"it was not reloaded: {done}")  # noqa: TRY004 - not a type that was passed in


async def _ticked(work: Callable[[], Awaitable[None]]) -> Paused:
    """Count the ticks while something is done."""
    gc.collect()  # what was left over before is not to be counted
    late: list[float] = []
    ticker = asyncio.create_task(_tick(late))
    start = time.perf_counter()
    await work()
    took_s = time.perf_counter() - start
    await asyncio.sleep(0.1)  # the old engine is given back after the new one is served
    ticker.cancel()
    with suppress(asyncio.CancelledError):
        await ticker
    late.sort()
    return Paused(late[-1] * 1000, late[int(0.99 * len(late))] * 1000, took_s)


async def _tick(late: list[float]) -> None:
    before = time.perf_counter()
    while True:
        await asyncio.sleep(_TICK_S)
        now = time.perf_counter()
        late.append(max(0.0, now - before - _TICK_S))
        before = now


@dataclass(slots=True)
class _Across:
    """Checks the knowledge in a child process."""

    directory: Path
    handed: Handed = field(default_factory=Handed)

    def service(self, live: LiveKnowledge) -> ReloadService:
        """Return a service that reloads so."""
        store = MemoryStore()
        return ReloadService(live, self.check, store, Pseudonyms(store.key), time.time)

    def check(self) -> Checked:
        command = [sys.executable, "-m", "bench.reload", str(self.directory), _BUILD]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process, _uncollected():
            assert process.stdout is not None
            size, pickle_s = json.loads(process.stdout.readline())
            start = time.perf_counter()
            checked: Checked = pickle.load(process.stdout)  # piece by piece: a copy of it all at once would be a pause
            self.handed = Handed(size / 2**20, pickle_s, time.perf_counter() - start)
        return checked


def _build(directory: Path) -> None:
    """Build, and write out the size of the pickle and the seconds that it took, and the pickle."""
    checked = check(directory, today())
    start = time.perf_counter()
    pickled = dumps(checked)
    took_s = time.perf_counter() - start
    sys.stdout.buffer.write(json.dumps([len(pickled), took_s]).encode() + b"\n" + pickled)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back, and spare what was made from it: looking through an engine is a long pause."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    if sys.argv[2:] == [_BUILD]:
        _build(Path(sys.argv[1]))
    else:
        print(json.dumps(asdict(asyncio.run(_measure(Path(sys.argv[1]), both_ways=_BOTH_WAYS in sys.argv)))))
