"""Discord's ids: 64 bits that begin with the time, so that what is younger has the greater one."""

import itertools
import time
from typing import Final

_EPOCH_MS: Final = 1_420_070_400_000
_numbers: Final = itertools.count()


def snowflake() -> int:
    """Return an id that was never given out before in this process."""
    return ((time.time_ns() // 1_000_000 - _EPOCH_MS) << 22) + (next(_numbers) & 0x3FFFFF)
