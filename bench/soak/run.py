"""Run a soak: `qwenbot run` in a process of its own, beside a loopback Discord and its members in this one."""

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.bots import QWENBOT, bot, crowd
from bench.machine import memory_mib
from bench.soak.members import Done, Members
from bench.soak.outcome import Outcome
from bench.soak.trouble import Trouble
from bench.story import story
from tests.loopback.driver import Discord
from tests.loopback.interactions import Callback, Interaction
from tests.loopback.server import loopback_discord
from tests.loopback.shown import Shown
from tests.loopback.world import Message

WARM: Final = 5_000
"""After so many, everything has been used and every cache has its size: from here on memory is held to account."""

CROWD: Final = 5_000
CHANNELS: Final = 50
PATIENCE_S: Final = 40.0
"""What discord.py's and our own tries take at most; who has no answer by then gets none."""

RELOAD_S: Final = 600.0
"""A reload takes as long as the machine needs, beside all else that it does here."""

RELOAD_EVERY: Final = 10_000
GATEWAY_EVERY_S: Final = 75.0
"""Five lost connections in five minutes are taken up again at once; more are not to be expected of Discord."""

KEPT_MESSAGES: Final = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: so much in all, or so long."""

    knowledge: Path
    count: int
    hours: float | None
    seed: int
    at_once: int

    def is_over(self, done: int, took_s: float) -> bool:
        """Tell whether enough has been done."""
        return done >= self.count if self.hours is None else took_s >= self.hours * 3600


async def soak(plan: Plan, tell: Callable[[str], None]) -> Outcome:
    """Run it, and return what came of it."""
    chance = random.Random(plan.seed)
    outcome = Outcome(plan.seed)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        async with loopback_discord(strict=False, keep=1_000) as discord:
            settings = {
                "QWENBOT_KNOWLEDGE": str(plan.knowledge),
                "QWENBOT_ADMIN_IDS": str(discord.world.owner.id),
                "QWENBOT_LOG_FORMAT": "json",
            }
            members = Members(
                discord,
                chance,
                crowd(discord, CROWD),
                [each.text for each in story(plan.knowledge).questions],
                [discord.world.guild.channel(f"channel-{n}") for n in range(CHANNELS)],
            )
            async with bot(discord, directory, QWENBOT, **settings) as process:
                await Soak(plan, discord, members, Trouble(chance), outcome, process.pid, tell).run()
            outcome.violations = [*discord.traffic.violations, *discord.traffic.could_ping]
        outcome.read_log((directory / "bot.log").read_text(encoding="utf-8", errors="replace"))
    return outcome


@dataclass(slots=True)
class Soak:
    """One run of it."""

    plan: Plan
    discord: Discord
    members: Members
    trouble: Trouble
    outcome: Outcome
    pid: int
    tell: Callable[[str], None]
    _begun: float = field(default_factory=time.monotonic)
    _started: int = 0

    async def run(self) -> None:
        """Let members act until it is enough, and things go wrong meanwhile."""
        self.discord.faults.by_chance = self.trouble.pick
        gateway = asyncio.create_task(self._gateway())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self.plan.at_once):
                    group.create_task(self._acts())
        finally:
            gateway.cancel()
        self.outcome.took_s = self._took_s()
        self.outcome.memory_after = memory_mib(self.pid)
        self.outcome.faults.update(self.trouble.counts)

    async def _acts(self) -> None:
        while not self.plan.is_over(self._started, self._took_s()):
            self._started += 1
            self._account()
            act = self.members.next() if self._started % RELOAD_EVERY else self.members.reload
            await self.discord.online(patience_s=PATIENCE_S * 3)  # nobody sees a bot that is not there
            name = act.__name__.strip("_").replace("_", " ")
            self.outcome.done[name] += 1
            done = await act()
            await self._wait(name, done)

    def _account(self) -> None:
        if self._started == min(WARM, self.plan.count):
            self.outcome.memory_before = memory_mib(self.pid)
        if self._started % WARM == 0:
            self.tell(f"{self._started:,} after {self._took_s():,.0f} s, {memory_mib(self.pid):.0f} MiB")

    async def _wait(self, name: str, done: Done) -> None:
        """See what comes of it."""
        key = done.token if isinstance(done, Interaction) else f"{done.id}-0"
        try:
            if isinstance(done, Interaction):
                await self.discord.settled(done, RELOAD_S if name == "reload" else PATIENCE_S)
            else:
                await self.discord.said(done, PATIENCE_S)
        except AssertionError:
            if self.trouble.explains(key):
                self.outcome.explained += 1
            else:
                what = done.data if isinstance(done, Interaction) else done.content
                self.outcome.unanswered.append(f"{name}: {what}: {self._trail(key)}")
        else:
            self.outcome.answered += 1
            await self._see(name, done)
        self.trouble.forget(key)

    async def _see(self, name: str, done: Done) -> None:
        """Look at what came, remember what can be pressed in it, and let go of the rest."""
        if isinstance(done, Message):
            shown = [Shown.of(self.discord.world.nonces.pop(f"{done.id}-0"))]
        else:
            shown = [Shown.of(each) for each in done.messages]
            if done.answer is Callback.MODAL:
                sent = await self.discord.send_in(done)
                await self._wait("send in", sent)
            if len({each.said for each in shown}) < len(shown):
                self.outcome.twice.append(f"{name}: {[each.said[:80] for each in shown]}")
            if done.answer is Callback.MESSAGE:
                self.discord.forget(done)
        self.members.offered.extend(each for each in shown if each.buttons or each.menus)
        for each in shown:
            _prune(each.message)

    async def _gateway(self) -> None:
        """Lose the connection now and then, in every way in which the session goes on."""
        ways = (
            self.discord.gateway.drop,
            self.discord.gateway.ask_to_reconnect,
            lambda: self.discord.gateway.invalidate(resumable=True),
            lambda: self.discord.gateway.drop(4000),
        )
        number = 0
        while True:
            await asyncio.sleep(GATEWAY_EVERY_S)
            await ways[number % len(ways)]()
            number += 1
            self.trouble.counts["gateway lost"] = number

    def _trail(self, key: str) -> str:
        """Tell which requests were on the way to an answer, and what became of them."""
        found = [
            f"{each} ({each.code}, {each.fault})"
            for each in self.discord.traffic.requests
            if key in each.path or (isinstance(each.body, dict) and each.body.get("nonce") == key)
        ]
        return "; ".join(found) or "no request came"

    def _took_s(self) -> float:
        return time.monotonic() - self._begun


def _prune(message: Message) -> None:
    """Keep the last messages of a channel only."""
    messages = message.channel.messages
    while len(messages) > KEPT_MESSAGES:
        del messages[next(iter(messages))]
