"""Lines come as soon as they are there, and whole."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from qwenbot.cli.streams import lines


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    yield reader, writer
    os.close(reader)


async def rest_of(typed: AsyncIterator[bytes]) -> list[bytes]:
    return [line async for line in typed]


async def test_a_line_comes_before_the_next_one_is_typed(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    typed = lines(reader)
    os.write(writer, b"one\n")
    assert await anext(typed) == b"one"
    os.write(writer, b"tw")
    os.write(writer, b"o\r\n\nthree")
    assert await anext(typed) == b"two"
    os.close(writer)
    assert await rest_of(typed) == [b"", b"three"]


async def test_a_line_longer_than_a_block_stays_whole(tmp_path: Path) -> None:
    long = b"x" * 1_000_000
    file = tmp_path / "typed"
    file.write_bytes(long + b"\nshort\n" + long)
    descriptor = os.open(file, os.O_RDONLY)
    assert await rest_of(lines(descriptor)) == [long, b"short", long]
    os.close(descriptor)


async def test_no_input_is_no_line(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    os.close(writer)
    assert await rest_of(lines(reader)) == []


async def test_what_cannot_be_read_is_raised(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(IsADirectoryError):
        await rest_of(lines(descriptor))
    os.close(descriptor)
