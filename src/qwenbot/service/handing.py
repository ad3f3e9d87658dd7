"""Hand a large value from one process to another so that the one that takes it hardly stands still.

The arrays in it are moved as they are, the rest in small pieces: who reads it lets the program's other threads have
their turn before each. Reading unpickles: read only what a process of our own has written.
"""

import gc
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import Any

Pieces = list[pickle.PickleBuffer | bytes]


def pieces(value: object) -> Pieces:
    """Pickle a value in pieces, which are to be written one after another."""
    arrays: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(value, protocol=5, buffer_callback=arrays.append)
    return [pickle.dumps([array.raw().nbytes for array in arrays]), *arrays, rest]


def read(stream: BufferedIOBase) -> Any:
    """Read the value that a stream brings. Raises EOFError or UnpicklingError if it ends too early."""
    sizes = pickle.load(stream)  # noqa: S301 - our own, as the module says
    with _uncollected():
        arrays = [_exactly(stream, size) for size in sizes]
        return pickle.load(_InTurns(stream), buffers=arrays)  # noqa: S301 - the same stream of our own


class _InTurns:
    """A stream that lets other threads have their turn before each read.

    Unpickling is one long step of C, and what it reads is mostly there already: by itself it hardly lets go.
    """

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        time.sleep(0)
        return self._stream.read(size)

    def readline(self) -> bytes:
        time.sleep(0)
        return self._stream.readline()

    def readinto(self, buffer: bytearray | memoryview) -> int:
        time.sleep(0)
        return self._stream.readinto(buffer)


def _exactly(stream: BufferedIOBase, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back, and spare what is made meanwhile from it: looking through that is a pause.

    What is in use then is spared too, and what is garbage in a circle: the little that there is of it.
    """
    gc.collect(1)
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
