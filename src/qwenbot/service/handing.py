"""Hand a large value from one process to another so that the one that takes it hardly stands still.

The arrays in it are moved as they are, the rest in small pieces: who reads it lets the program's other threads have
their turn before each. Reading unpickles: read only what a process of our own has written.
"""

import gc
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

Pieces = list[pickle.PickleBuffer | bytes]


def pieces(value: object) -> Pieces:
    """Pickle a value in pieces, which are to be written one after another."""
    arrays: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(value, protocol=5, buffer_callback=arrays.append)
    return [pickle.dumps([array.raw().nbytes for array in arrays]), *arrays, rest]


def read(stream: BinaryIO) -> Any:
    """Read the value that a stream brings. Raises EOFError or UnpicklingError if it ends too early."""
    sizes = pickle.load(stream)  # noqa: S301 - our own, as the module says
    with _uncollected():
        arrays = [_exactly(stream, size) for size in sizes]
        return pickle.load(stream, buffers=arrays)  # noqa: S301 - the same stream of our own


def _exactly(stream: BinaryIO, size: int) -> bytes:
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
