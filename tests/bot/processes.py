"""The program itself, as an operator runs it: a process with an environment, signals and an exit status."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.loopback.driver import Discord

PACK = """\
story:
  format: 1
  id: dam
  title: The dam
  language: en
  as_of: 2031-05-09
  about: Ask about the Larkfield dam.
sources:
  - id: gazette
    title: The Gazette
    publisher: The Gazette
facts:
  - id: owner
    text: Northwater owns the dam.
    status: reported
    cites: [gazette]
entries:
  - id: dam-owner
    questions:
      - Who owns the dam?
      - larkfield dam owner
      - which company has the dam
    answer: >-
      Northwater owns it [owner].
    pinned: true
"""
"""A pack as small as one can be."""

LARGE_PACK = PACK + "\n".join(
    line
    for street in range(400)
    for line in (
        f"  - id: street-{street}",
        "    questions:",
        *(f"      - which pump waters house {house * street} of street {street}" for house in range(1, 11)),
        "    answer: Northwater does [owner].",
    )
)
"""The same with so many entries that it takes seconds to read."""

_INHERITED = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its status, what it said, and in how many seconds after it was told to stop."""

    status: int
    out: str
    err: str
    took_s: float


@dataclass(slots=True)
class Program:
    """A running `qwenbot run`."""

    process: asyncio.subprocess.Process

    async def ends(self, number: signal.Signals | None = None, patience_s: float = 30.0) -> Ended:
        """Send it a signal, or none, and wait for its end."""
        started = time.monotonic()
        if number is not None:
            self.process.send_signal(number)
        async with asyncio.timeout(patience_s):
            out, err = await self.process.communicate()
        assert self.process.returncode is not None
        return Ended(self.process.returncode, out.decode(), err.decode(), time.monotonic() - started)

    async def child(self, patience_s: float = 30.0) -> int:
        """Wait until it has a process at work for it, and return that one's id; on Linux."""
        async with asyncio.timeout(patience_s):
            while True:
                for state in Path("/proc").glob("[0-9]*/stat"):
                    with contextlib.suppress(OSError):  # it has ended meanwhile
                        if state.read_text().rpartition(")")[2].split()[1] == str(self.process.pid):
                            return int(state.parent.name)
                await asyncio.sleep(0.01)


def write_pack(directory: Path, text: str = PACK) -> Path:
    """Write the pack into a knowledge directory, and return its file."""
    (directory / "knowledge").mkdir(exist_ok=True)
    file = directory / "knowledge" / "dam.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def environment_for(discord: Discord) -> dict[str, str]:
    """Return the settings that lead a process to a Discord of ours, and to nothing else."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | {
        "DISCORD_TOKEN": discord.world.application.token,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
    }


@asynccontextmanager
async def program(directory: Path, environment: dict[str, str]) -> AsyncIterator[Program]:
    """Start `qwenbot run` in a directory; whatever happens, it does not outlive the test."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "qwenbot", "run"),
        cwd=directory,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@asynccontextmanager
async def serving(directory: Path, discord: Discord, **settings: str) -> AsyncIterator[Program]:
    """Start `qwenbot run` and wait until it is connected."""
    async with program(directory, environment_for(discord) | settings) as running:
        up = asyncio.create_task(discord.online())
        ended = asyncio.create_task(running.process.wait())
        await asyncio.wait({up, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not up.done():
            up.cancel()
            raise AssertionError(f"The program has ended: {await running.ends()}")
        ended.cancel()
        await up
        yield running
