"""Work that is done aside: what a process of its own must be able to find, and what can go wrong there."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

LARGE = 3_000_000
"""Numbers that take more than a pipe holds, many times over."""


def process_id() -> int:
    return os.getpid()


def shout(text: str) -> str:
    """Write to standard output, as a library might."""
    sys.stdout.write(text)
    sys.stdout.flush()
    os.write(1, text.encode())
    return text.upper()


def numbers() -> dict[str, npt.NDArray[np.int64] | npt.NDArray[np.float32]]:
    return {"many": np.arange(LARGE), "none": np.zeros(0, dtype=np.float32), "turned": np.arange(12).reshape(3, 4).T}


def fail() -> None:
    raise RuntimeError("the disk has gone")


def leave(status: int) -> None:
    sys.exit(status)


def unpicklable() -> object:
    return lambda: 1


def die(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


def half() -> None:
    """Write half a value to where the whole is written to, and end as if all were well."""
    for descriptor in range(3, 10):  # whichever it is
        try:
            os.write(descriptor, b"\x80\x05\x95")
        except OSError:
            continue
    os._exit(0)


def hang(note: Path) -> None:
    """Write down which process this is, and never end."""
    note.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(600)


def ignore_and_hang(note: Path) -> None:
    """Do the same, deaf to whatever can be ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    hang(note)
