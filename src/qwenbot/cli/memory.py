"""How a process that runs for weeks comes by its memory."""

import contextlib
import ctypes
from typing import Final

_M_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 1 << 20
"""Bytes. What one question needs is smaller and stays quick to get; what the knowledge is made of is mostly larger."""


def give_back_large_blocks() -> None:
    """Have large blocks of memory given back to the system when they are no longer used.

    The C library of most Linux systems learns from what is freed to keep ever larger blocks for itself: after a few
    reloads of the knowledge it held a third more than was used. Elsewhere this does nothing.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
