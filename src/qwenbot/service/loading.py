"""Read what a service needs from the store before it can do its part, however often it takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from qwenbot.service.ports import StoreError

FIRST_S: Final = 1.0
LONGEST_S: Final = 60.0
"""From one try to the next, doubling: the store may be busy for a moment, or gone until somebody sees to it."""


async def persist(read: Callable[[], Awaitable[None]], first_s: float = FIRST_S) -> None:
    """Call `read` until it raises no StoreError; the store has the reasons logged."""
    delay_s = first_s
    while True:
        try:
            return await read()
        except StoreError:
            await asyncio.sleep(delay_s)
            delay_s = min(2 * delay_s, LONGEST_S)
