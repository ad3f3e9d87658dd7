"""The bot as the tests run it: in this process, with an invented story, logged in to a Discord of our own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from qwenbot.answering.engine import Engine
from qwenbot.bootstrap import Means, assemble
from qwenbot.bot.run import BotSettings, run_bot
from qwenbot.knowledge.model import Date, Knowledge
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.reload import Checked
from qwenbot.service.services import Services
from qwenbot.store.memory import MemoryStore
from tests.loopback.driver import Discord
from tests.stories import DAM

NOW = 1_936_094_400.0
"""When the story of the dam is told: 9 May 2031."""

CONTROLS = ("Helpful", "Not helpful", "Why this answer?", "Delete")
"""The labels of the last row below a public answer."""

DAM_ONLINE = replace(
    DAM,
    entries=tuple(
        replace(
            entry,
            pinned=entry.id in {"holt-when", "dam-owner"},
            follow_ups=("holt-why", "holt-who") if entry.id == "holt-when" else (),
            review_by=Date(2031, 1) if entry.id == "flow-small" else None,
        )
        for entry in DAM.entries
    ),
)
"""The story of the dam, with entries that are pinned, that offer others, and one that is only suggested: it is old."""


@dataclass(slots=True)
class Backstage:
    """What stands behind the bot: a test sets what a reload will find, and reads what was logged."""

    knowledge: Knowledge = DAM_ONLINE
    check: Callable[[], Checked] | None = None
    store: MemoryStore = field(default_factory=MemoryStore)

    def services(self) -> Services:
        """Put the services together as the composition root does."""
        numbers = count(1)
        means = Means(clock=lambda: NOW, timer=lambda: 0, new_id=lambda: f"{next(numbers):032x}")
        live = LiveKnowledge(Engine.build(self.knowledge))
        return assemble(live, self.store, means, lambda: asyncio.to_thread(self._checked))

    def _checked(self) -> Checked:
        return self.check() if self.check else Checked(Engine.build(self.knowledge), ())

    @property
    def questions(self) -> list[str]:
        """What was asked, as it was logged."""
        return [record.question for record in self.store.queries]


@asynccontextmanager
async def online(
    discord: Discord, backstage: Backstage, shards: int | None = None, **settings: Any
) -> AsyncIterator[asyncio.Task[None]]:
    """Run the bot for as long as this lasts; it must come up, and stop without a fault when it is told to.

    Gives the task it runs in, for those who want to see it end by itself.
    """
    usual = {"token": discord.world.application.token, "api_url": discord.api_url, "gateway_url": discord.gateway_url}
    stop = asyncio.Event()
    running = asyncio.create_task(run_bot(BotSettings(**(usual | settings)), backstage.services(), stop))
    up = asyncio.create_task(discord.online(shards))
    await asyncio.wait({running, up}, return_when=asyncio.FIRST_COMPLETED)
    try:
        if running.done():
            running.result()
        await up
        yield running
    finally:
        up.cancel()
        stop.set()
        await running
