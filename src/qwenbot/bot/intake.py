"""What has been taken on: no event twice, and an end that lets what is under way finish."""

import asyncio
import logging
from collections import OrderedDict
from typing import Any, Final

log = logging.getLogger(__name__)

REMEMBERED: Final = 4096
"""Ids kept for telling a second delivery: at 1,500 interactions a second, well over what overlaps."""


class Recent:
    """The ids seen last, to tell whether one is new."""

    def __init__(self, capacity: int = REMEMBERED) -> None:
        self._capacity = capacity
        self._seen: OrderedDict[int, None] = OrderedDict()

    def is_new(self, item: int) -> bool:
        """Tell whether an id has not been seen lately, and remember it."""
        if item in self._seen:
            return False
        self._seen[item] = None
        if len(self._seen) > self._capacity:
            self._seen.popitem(last=False)
        return True

    def forget(self, item: int) -> None:
        """Take an id as new when it comes again."""
        self._seen.pop(item, None)


class Intake:
    """Admits events, each once, and knows which are still being worked on."""

    def __init__(self) -> None:
        self._recent = Recent()
        self._running: set[asyncio.Task[Any]] = set()

    def admit(self, event_id: int) -> bool:
        """Take on an event in the current task; False if it was delivered before.

        Discord delivers an interaction twice now and then. The second must not be answered or counted.
        """
        if not self._recent.is_new(event_id):
            log.debug("Event %d was delivered twice", event_id)
            return False
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return True

    async def finish(self, timeout_s: float) -> None:
        """Wait for what is under way; what takes longer than `timeout_s` seconds is given up and said."""
        await asyncio.sleep(0)  # an event that has just arrived gets to where it is admitted
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=timeout_s)
        for task in late:
            task.cancel()
        if late:
            log.warning("Given up after %.0f s; answers not delivered: %d", timeout_s, len(late))
