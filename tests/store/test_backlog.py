"""The queue of what waits to be written."""

import asyncio

import pytest

from qwenbot.store.backlog import Backlog, Item, Note


def notes(names: str) -> list[Item]:
    return [Note(name, "") for name in names]


def filled(names: str, capacity: int = 10) -> Backlog:
    backlog = Backlog(capacity)
    for note in notes(names):
        backlog.put(note)
    return backlog


def test_the_oldest_is_taken_first() -> None:
    backlog = filled("abc")
    assert (backlog.take(2), backlog.take(2), backlog.take(2)) == (notes("ab"), notes("c"), [])


def test_when_it_is_full_the_oldest_goes_and_is_counted_once() -> None:
    backlog = filled("abcd", capacity=2)
    assert (backlog.take_lost(), backlog.take_lost(), backlog.take(9)) == (2, 0, notes("cd"))


def test_what_is_put_back_comes_before_what_came_meanwhile() -> None:
    backlog = filled("ab", capacity=3)
    backlog.take(2)
    for note in notes("cd"):
        backlog.put(note)
    backlog.put_back()
    assert (backlog.take_lost(), backlog.take(9)) == (1, notes("bcd"))


async def test_waiting_ends_when_there_is_something_or_at_a_call() -> None:
    backlog = Backlog()
    waiting = asyncio.create_task(backlog.changed())
    await asyncio.sleep(0)
    assert not waiting.done()
    backlog.wake()
    await asyncio.wait_for(waiting, 5)
    backlog.put(Note("a", ""))
    await asyncio.wait_for(backlog.changed(), 5)
    backlog.take(1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(backlog.changed(), 0.01)


def test_what_is_taken_is_seen_until_it_is_written() -> None:
    backlog = filled("abc")
    backlog.take(2)
    assert list(backlog) == notes("abc")
    backlog.put_back()
    assert list(backlog) == notes("abc")


async def test_settled_is_when_all_that_was_there_is_written_or_lost() -> None:
    backlog = filled("abc", capacity=3)
    await _taken_and_written(backlog, 1)
    settling = asyncio.create_task(backlog.settled())
    await asyncio.sleep(0)
    backlog.take(1)
    backlog.put_back()
    for note in notes("de"):
        backlog.put(note)  # b is lost
    await asyncio.sleep(0)
    assert not settling.done()
    await _taken_and_written(backlog, 1)
    await asyncio.wait_for(settling, 5)
    assert list(backlog) == notes("de")


async def test_nothing_is_settled_at_once() -> None:
    await asyncio.wait_for(Backlog().settled(), 5)


async def test_whoever_writes_hears_once_that_somebody_waits() -> None:
    backlog = filled("a")
    settling = asyncio.create_task(backlog.settled())
    await asyncio.wait_for(backlog.hurried(), 5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(backlog.hurried(), 0.01)
    settling.cancel()


async def _taken_and_written(backlog: Backlog, most: int) -> None:
    backlog.take(most)
    await backlog.written()
