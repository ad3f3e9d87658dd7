"""Standard input and output: lines of bytes in without holding up the event loop, text out at once.

Input is read by a thread of its own, in blocks: a thread for each line would cost more than many an answer. It is a
daemon and reads the descriptor itself, so that Ctrl-C ends the program although the thread still waits for input.
"""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from typing import Final

STANDARD_INPUT: Final = 0
"""Its file descriptor."""

_BLOCK: Final = 1 << 16
"""Bytes read at once: what a pipe holds on Linux."""

_AHEAD: Final = 4
"""Blocks read before they are needed; endless input does not fill the memory."""


def write_line(text: str) -> None:
    """Print a line to standard output at once, in UTF-8; half a character is written as its escape."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def lines(descriptor: int) -> AsyncIterator[bytes]:
    """Yield the lines of a file descriptor without their line ends, each as soon as it is there.

    Raises OSError if the descriptor cannot be read.
    """
    rest: list[bytes] = []
    async for block in _blocks(descriptor):
        first, *others = block.split(b"\n")
        rest.append(first)
        if others:
            yield b"".join(rest).removesuffix(b"\r")
            for line in others[:-1]:
                yield line.removesuffix(b"\r")
            rest = others[-1:]
    last = b"".join(rest).removesuffix(b"\r")
    if last:
        yield last


async def _blocks(descriptor: int) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes | OSError] = asyncio.Queue()
    room = threading.Semaphore(_AHEAD)

    def put(item: bytes | OSError) -> bool:
        try:
            loop.call_soon_threadsafe(queue.put_nowait, item)
        except RuntimeError:  # the loop is closed: the program has ended meanwhile
            return False
        return bool(item) and isinstance(item, bytes)

    def read() -> None:
        going = True
        while going:
            room.acquire()
            try:
                item: bytes | OSError = os.read(descriptor, _BLOCK)
            except OSError as error:
                item = error
            going = put(item)

    threading.Thread(target=read, name="standard input", daemon=True).start()
    while block := await queue.get():
        if isinstance(block, OSError):
            raise block
        room.release()
        yield block
