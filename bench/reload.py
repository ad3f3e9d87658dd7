"""How long does the event loop stand still while the knowledge is reloaded?

A task that wants to run each millisecond notes how late it was: so late a member's question would have been taken up.
Beside the way that the bot does it, in a process of its own, the simpler way can be measured: in a thread.
"""

import asyncio
import gc
import json
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bench import child
from qwenbot.bootstrap import Means, assemble, check, open_services, today
from qwenbot.config import Settings
from qwenbot.service.aside import Aside
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.reload import Checked, Reloaded, ReloadService
from qwenbot.store.memory import MemoryStore

_TICK_S: Final = 0.001
_IDLE_S: Final = 3.0
_BOTH_WAYS: Final = "both-ways"


@dataclass(frozen=True, slots=True)
class Paused:
    """The longest pause, the one that one in a hundred is longer than, and how long it all took."""

    longest_ms: float
    p99_ms: float
    took_s: float


@dataclass(frozen=True, slots=True)
class Pauses:
    """While nothing was done, while the bot reloaded twice, and while a thread, which it does not use, did the same.

    What goes in the first reload was built here, in the second what another process has handed over.
    """

    idle: Paused
    first: Paused
    second: Paused
    thread: Paused | None


def pauses(directory: Path, *, both_ways: bool) -> Pauses:
    """Measure in a process that is started for it; a thread only if asked to."""
    read = child.run("bench.reload", str(directory), *([_BOTH_WAYS] if both_ways else []))
    return Pauses(**{name: found and Paused(**found) for name, found in read.items()})


async def _measure(directory: Path, *, both_ways: bool) -> Pauses:
    async with open_services(
        Settings(knowledge=directory, database_url="memory:"), Means(aside=Aside().do)
    ) as services:
        other = _in_a_thread(services.live, directory)
        return Pauses(
            idle=await _ticked(lambda: asyncio.sleep(_IDLE_S)),
            first=await _ticked(lambda: _reload(services.reload)),
            second=await _ticked(lambda: _reload(services.reload)),
            thread=await _ticked(lambda: _reload(other)) if both_ways else None,
        )


def _in_a_thread(live: LiveKnowledge, directory: Path) -> ReloadService:
    async def checked() -> Checked:
        return await asyncio.to_thread(check, directory, today())

    return assemble(live, MemoryStore(), Means(), checked).reload


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


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(_measure(Path(sys.argv[1]), both_ways=_BOTH_WAYS in sys.argv)))))
