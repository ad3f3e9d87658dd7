"""How a process that runs for weeks comes by its memory, and gives it back."""

import asyncio
import contextlib
import ctypes
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

_Done = TypeVar("_Done")

_M_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 1 << 20
"""Bytes. What one question needs is smaller and stays quick to get; what the knowledge is made of is mostly larger."""

_SWAPPED_S: Final = 5.0
"""After so long, knowledge that has been read is served, and the old is gone."""


def give_back_large_blocks() -> None:
    """Have large blocks of memory given back to the system as soon as they are no longer used.

    The C library of most Linux systems learns from what is freed to keep ever larger blocks for itself: after a few
    reloads of the knowledge it held a third more than was used. Elsewhere this does nothing.
    """
    with _only_where_it_can():
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def tidied(
    do: Callable[[Callable[[], _Done]], Awaitable[_Done]],
) -> Callable[[Callable[[], _Done]], Awaitable[_Done]]:
    """Have what is left unused between smaller blocks given back a moment after each piece of great work is done."""

    async def do_and_tidy(work: Callable[[], _Done]) -> _Done:
        try:
            return await do(work)
        finally:
            loop = asyncio.get_running_loop()
            loop.call_later(_SWAPPED_S, loop.run_in_executor, None, _give_back_all)

    return do_and_tidy


def _give_back_all() -> None:
    with _only_where_it_can():
        ctypes.CDLL(None).malloc_trim(0)


def _only_where_it_can() -> contextlib.suppress:
    """Let it be where the C library is another, or none is found."""
    return contextlib.suppress(OSError, AttributeError, TypeError)
