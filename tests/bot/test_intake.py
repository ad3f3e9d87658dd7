"""Taking events on, once each, and finishing them."""

import asyncio
import logging

import pytest

from qwenbot.bot.intake import Intake, Recent


def test_an_id_is_new_once() -> None:
    recent = Recent()
    assert [recent.is_new(item) for item in (1, 2, 1, 2, 3)] == [True, True, False, False, True]


def test_the_oldest_id_is_forgotten_first() -> None:
    recent = Recent(capacity=2)
    assert [recent.is_new(item) for item in (1, 2, 3, 3, 2, 1)] == [True, True, True, False, False, True]


async def test_a_second_delivery_is_not_admitted() -> None:
    intake = Intake()
    assert (intake.admit(7), intake.admit(7), intake.admit(8)) == (True, False, True)


async def test_a_stop_waits_for_what_is_under_way() -> None:
    intake, may_end, done = Intake(), asyncio.Event(), []

    async def answer() -> None:
        intake.admit(1)
        await may_end.wait()
        done.append("answered")

    running = asyncio.create_task(answer())
    stopping = asyncio.create_task(intake.finish(60))
    await asyncio.sleep(0)
    assert not done
    may_end.set()
    await stopping
    await running
    assert done == ["answered"]


async def test_a_stop_waits_for_an_event_that_has_only_just_arrived() -> None:
    intake, done = Intake(), []

    async def answer() -> None:
        intake.admit(1)
        await asyncio.sleep(0)
        done.append("answered")

    running = asyncio.create_task(answer())
    await intake.finish(60)
    assert done == ["answered"]
    await running


async def test_what_never_ends_is_given_up_and_said(caplog: pytest.LogCaptureFixture) -> None:
    intake = Intake()

    async def answer() -> None:
        intake.admit(1)
        await asyncio.Event().wait()

    running = asyncio.create_task(answer())
    await intake.finish(0.01)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "Given up after 0 s; answers not delivered: 1")
    ]


async def test_with_nothing_under_way_a_stop_is_immediate() -> None:
    await asyncio.wait_for(Intake().finish(60), timeout=1)
