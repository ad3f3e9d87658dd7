"""The queue of what shards need, by itself: what becomes of each need, and when it is served."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from discord.gateway import ReconnectWebSocket
from discord.shard import EventItem, EventType

from qwenbot.bot.shards import AT_ONCE, RESUMES, WINDOW_S, ShardQueue


@dataclass
class Socket:
    """What the queue looks at of a connection."""

    session_id: str | None = "session"


@dataclass
class Shard:
    """What the queue looks at of a shard."""

    id: int = 0
    ws: Socket = field(default_factory=Socket)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def need(kind: int, error: Exception | None, shard: Shard | None = None) -> EventItem:
    return EventItem(kind, cast("Any", shard or Shard()), error)


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="queue")
async def _queue(clock: Clock) -> ShardQueue:
    return ShardQueue(clock)


def served(queue: ShardQueue) -> tuple[int, bool]:
    item = queue.get_nowait()
    assert isinstance(item.error, ReconnectWebSocket)
    return item.type, item.error.resume


@pytest.mark.parametrize("error", [OSError(), ReconnectWebSocket(0, resume=True)])
@pytest.mark.parametrize("session", ["session", None])
async def test_a_lost_connection_goes_on_with_its_session_if_it_has_one(
    queue: ShardQueue, error: Exception, session: str | None
) -> None:
    kind = EventType.resume if isinstance(error, ReconnectWebSocket) else EventType.reconnect
    queue.put_nowait(need(kind, error, Shard(ws=Socket(session))))
    assert served(queue) == ((EventType.resume, True) if session else (EventType.identify, False))


async def test_a_connection_that_is_closed_before_it_is_greeted_ends_nothing(queue: ShardQueue) -> None:
    queue.put_nowait(need(EventType.terminate, ReconnectWebSocket(0, resume=False)))
    assert served(queue) == (EventType.identify, False)


@pytest.mark.parametrize("kind", [EventType.terminate, EventType.close, EventType.clean_close])
async def test_what_ends_the_client_ends_it(queue: ShardQueue, kind: int) -> None:
    error = ValueError()
    queue.put_nowait(need(kind, error))
    item = queue.get_nowait()
    assert (item.type, item.error) == (kind, error)


async def test_after_a_few_tries_each_waits(queue: ShardQueue) -> None:
    for _ in range(AT_ONCE + 1):
        queue.put_nowait(need(EventType.resume, ReconnectWebSocket(0, resume=True)))
    await asyncio.sleep(0)
    assert queue.qsize() == AT_ONCE
    queue.put_nowait(need(EventType.resume, ReconnectWebSocket(1, resume=True), Shard(1)))
    assert queue.qsize() == AT_ONCE + 1, "another shard has its own count"


async def test_after_a_while_none_waits(queue: ShardQueue, clock: Clock) -> None:
    for _ in range(2 * AT_ONCE):
        clock.now += WINDOW_S / AT_ONCE + 1
        queue.put_nowait(need(EventType.resume, ReconnectWebSocket(0, resume=True)))
    assert queue.qsize() == 2 * AT_ONCE


async def test_a_session_that_is_not_to_be_had_is_given_up(queue: ShardQueue) -> None:
    for _ in range(RESUMES):
        queue.put_nowait(need(EventType.reconnect, OSError()))
        assert served(queue) == (EventType.resume, True)
    queue.put_nowait(need(EventType.reconnect, OSError()))
    assert served(queue) == (EventType.identify, False)
