"""Exit statuses, which scripts rely on."""

from typing import Final

DONE: Final = 0
"""Done, whatever came out."""

NOT_RIGHT: Final = 1
"""The thing checked is not right."""

WRONG_USAGE: Final = 2
"""Wrong usage or configuration, said in one to three lines on standard error."""

INTERRUPTED: Final = 130
"""Ctrl-C: 128 + SIGINT, as shells have it."""

NO_READER: Final = 141
"""Whoever read the output has gone, as in `qwenbot check | head -1`: 128 + SIGPIPE."""
