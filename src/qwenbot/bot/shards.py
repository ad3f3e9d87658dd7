"""What becomes of a shard that has lost its connection: it goes on with its session, and does not hammer at the door.

discord.py resumes a session once. Where that does not get through, as in an outage of the network, it begins a new one,
and what members said meanwhile is lost. A connection that is closed before it is greeted ends the client if it happens
in that place, and is tried again without a pause if it happens in another. So this stands in for the queue in which its
shards say what they need.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from discord.gateway import ReconnectWebSocket
from discord.shard import EventItem, EventType

WINDOW_S: Final = 300.0
AT_ONCE: Final = 5
"""Connections that a shard may try in `WINDOW_S` without a pause: who asked a moment ago is waiting."""

RESUMES: Final = 10
"""Tries in `WINDOW_S` until the session, or the address that it is to be resumed at, is taken as lost: a minute."""

LONGEST_S: Final = 30.0


class ShardQueue(asyncio.PriorityQueue[EventItem]):
    """discord.py's queue of what its shards need, in which a lost connection becomes a resume. `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._tries: dict[int, deque[float]] = {}

    def put_nowait(self, item: EventItem) -> None:
        """Take in what a shard needs, a moment later if it has needed much of late."""
        if item.shard is None or not _wants_to_connect(item):
            super().put_nowait(item)
            return
        tries = self._count(item.shard.id)
        wanted = item.error.resume if isinstance(item.error, ReconnectWebSocket) else True
        resume = wanted and item.shard.ws.session_id is not None and tries <= RESUMES
        kind = EventType.resume if resume else EventType.identify
        wanted_item = EventItem(kind, item.shard, ReconnectWebSocket(item.shard.id, resume=resume))
        if tries <= AT_ONCE or item.type == EventType.reconnect:  # before that one, discord.py has paused itself
            super().put_nowait(wanted_item)
        else:
            wait_s = min(2.0 ** (tries - AT_ONCE), LONGEST_S)
            asyncio.get_running_loop().call_later(wait_s, super().put_nowait, wanted_item)

    def _count(self, shard: int) -> int:
        """Count the tries of a shard of late, this one included."""
        now, tries = self._clock(), self._tries.setdefault(shard, deque(maxlen=2 * RESUMES))
        tries.append(now)
        while tries[0] < now - WINDOW_S:
            tries.popleft()
        return len(tries)


def _wants_to_connect(item: EventItem) -> bool:
    if item.type == EventType.terminate:
        return isinstance(item.error, ReconnectWebSocket)
    return item.type in {EventType.resume, EventType.identify, EventType.reconnect}
