"""What an answer on Discord costs: processor time, how many a second, how long a member waits.

Each bot runs in a process of its own and is asked by members of a loopback Discord in this one: the program as it is
run, and beside it a bare discord.py bot whose every answer is a constant message of the same shape. They take turns, so
that what else the machine does meets both.
"""

import asyncio
import json
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

from bench.bots import QWENBOT, bot, crowd
from bench.machine import cpu_s
from tests.loopback.driver import Discord
from tests.loopback.interactions import Interaction
from tests.loopback.server import loopback_discord
from tests.loopback.world import Channel, User

BARE: Final = ("-m", "bench.bare")
TURNS: Final = 5
EACH_TURN: Final = 600
WARM: Final = 300
AT_ONCE: Final = 16
"""Members who wait for an answer at the same time: enough to keep the bot busy."""

_CALLBACK: Final = "/interactions/{interaction_id}/{interaction_token}/callback"
_CROWD: Final = 2_000
_CHANNELS: Final = 500
"""So many members and channels that none comes near what the bot lets one member or channel have."""


@dataclass(slots=True)
class Cost:
    """What answers cost one bot, turn by turn: milliseconds of processor time each, so many a second, milliseconds."""

    cpu_ms: list[float] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    waited_ms: list[float] = field(default_factory=list)

    @property
    def median_cpu_ms(self) -> float:
        """Return the processor time of an answer, in the median turn."""
        return statistics.median(self.cpu_ms)

    def percentile_ms(self, share: float) -> float:
        """Return how long a member waits of whom so many do not wait longer."""
        return sorted(self.waited_ms)[int(share * (len(self.waited_ms) - 1))]


@dataclass(slots=True)
class Subject:
    """A bot that is measured, with the members who ask it."""

    discord: Discord
    pid: int
    members: list[User]
    channels: list[Channel]
    numbers: "count[int]" = field(default_factory=count)

    def somebody(self) -> tuple[User, Channel]:
        """Return the next member and the next channel."""
        number = next(self.numbers)
        return self.members[number % len(self.members)], self.channels[number % len(self.channels)]

    async def ask(self, question: str) -> Interaction:
        """Use the command."""
        user, channel = self.somebody()
        return await self.discord.use("ask", user=user, channel=channel, question=question)

    async def type(self, text: str) -> Interaction:
        """Type into it."""
        user, channel = self.somebody()
        return await self.discord.type_into("ask", "question", text, user=user, channel=channel)


Act = Callable[[str], Awaitable[Interaction]]


@dataclass(frozen=True, slots=True)
class Measured:
    """The costs of an answer, and of choices while somebody types: the program's and the bare bot's."""

    answer: tuple[Cost, Cost]
    choices: tuple[Cost, Cost]


def measure_online(knowledge: Path, questions: Sequence[str]) -> Measured:
    """Measure with a knowledge directory and questions that it can answer."""
    return asyncio.run(_measure(knowledge.absolute(), list(questions)))


async def _measure(knowledge: Path, questions: list[str]) -> Measured:
    typed = [question[: 3 + number % 15] for number, question in enumerate(questions)]
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(_subject(QWENBOT, QWENBOT_KNOWLEDGE=str(knowledge)))
        await _turn(ours, ours.ask, questions, WARM)
        await _turn(ours, ours.type, typed, WARM)
        shape = {"ANSWER": json.dumps(_typical(ours, 4)), "CHOICES": json.dumps(_typical(ours, 8)["choices"])}
        bare = await stack.enter_async_context(_subject(BARE, **shape))
        await _turn(bare, bare.ask, questions, WARM)
        await _turn(bare, bare.type, typed, WARM)
        answer, choices = (Cost(), Cost()), (Cost(), Cost())
        for _ in range(TURNS):
            for subject, asked, offered in zip((ours, bare), answer, choices, strict=True):
                await _turn(subject, subject.ask, questions, EACH_TURN, asked)
                await _turn(subject, subject.type, typed, EACH_TURN, offered)
    return Measured(answer, choices)


@asynccontextmanager
async def _subject(arguments: tuple[str, ...], **settings: str) -> AsyncIterator[Subject]:
    with tempfile.TemporaryDirectory() as directory:
        async with loopback_discord(strict=False, keep=2 * WARM, deadline_s=60.0) as discord:
            members = crowd(discord, _CROWD)
            channels = [discord.world.guild.channel(f"channel-{n}") for n in range(_CHANNELS)]
            async with bot(discord, Path(directory), arguments, PYTHONPATH=str(Path.cwd()), **settings) as process:
                yield Subject(discord, process.pid, members, channels)


def _typical(subject: Subject, kind: int) -> dict[str, Any]:
    """Return the answer of median size among those that a bot has given of a kind: one embed with buttons, if any."""
    requests = subject.discord.traffic.to("POST", _CALLBACK)
    given = [each.body["data"] for each in requests if each.body["type"] == kind]
    given = [each for each in given if kind != 4 or (each.get("embeds") and each.get("components"))]
    typical: dict[str, Any] = sorted(given, key=lambda each: len(json.dumps(each)))[len(given) // 2]
    return typical


async def _turn(subject: Subject, act: Act, texts: Sequence[str], number: int, cost: Cost | None = None) -> None:
    """Have members do something so many times, and note what it cost."""
    loop = asyncio.get_running_loop()
    left = iter(range(number))
    waited: list[float] = []

    async def go_on() -> None:
        for each in left:
            before = loop.time()
            done = await act(texts[each % len(texts)])
            await subject.discord.settled(done)
            waited.append((loop.time() - before) * 1000)
            subject.discord.forget(done)

    cpu, started = cpu_s(subject.pid), loop.time()
    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    if cost is not None:
        cost.cpu_ms.append((cpu_s(subject.pid) - cpu) * 1000 / number)
        cost.a_second.append(number / (loop.time() - started))
        cost.waited_ms += waited
