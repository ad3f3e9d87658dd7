"""What an operator reads when something goes wrong often: once what it is, and then how often."""

import logging
from collections.abc import Iterator

import aiohttp
import pytest

from qwenbot.bot.blocks import wait_in
from qwenbot.bot.failures import Blocked, describe, wait_after
from qwenbot.bot.quiet import AGAIN_S, Once
from tests.loopback.faults import PAGE


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="logger")
def _logger(clock: Clock) -> Iterator[logging.Logger]:
    logger = logging.getLogger("qwenbot.test.once")
    logger.setLevel(logging.INFO)
    once = Once(clock)
    logger.addFilter(once)
    yield logger
    logger.removeFilter(once)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_what_is_said_again_and_again_is_said_once_and_then_with_its_number(
    logger: logging.Logger, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(100):
        logger.warning("Shard %d is lost", number)
    assert said(caplog) == ["Shard 0 is lost"]
    clock.now += AGAIN_S
    logger.warning("Shard %d is lost", 100)
    logger.warning("Shard %d is lost", 101)
    assert said(caplog)[1:] == ["Shard 100 is lost (and 99 more like it before)"]


def test_another_trouble_is_another_line(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    for error in (OSError("a"), OSError("b"), ValueError("c")):
        logger.warning("Not taken: %s", error, extra={"cause": error})
    logger.warning("Something else")
    assert said(caplog) == ["Not taken: a", "Not taken: c", "Something else"]


def test_faults_at_different_places_are_different(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    for text in ("1", "x") * 3:
        try:
            int(text) / 0
        except (ValueError, ZeroDivisionError):
            logger.exception("It failed")
    assert len(caplog.records) == 2


def test_news_is_not_held_back(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        logger.info("Ready")
    assert len(said(caplog)) == 3


def test_who_debugs_sees_everything(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    logger.setLevel(logging.DEBUG)
    for _ in range(3):
        logger.warning("Lost")
    assert len(said(caplog)) == 3


@pytest.mark.parametrize(
    ("text", "wait_s"),
    [
        ('{"retry_after": 1.5, "global": false}', 1.5),
        ('{"retry_after": 2}', 2),
        ('{"retry_after": "2"}', None),
        ('{"code": 0}', None),
        ("[]", None),
        ("", None),
        (PAGE, None),
    ],
)
def test_what_a_rate_limit_says(text: str, wait_s: float | None) -> None:
    assert wait_in(text) == wait_s


@pytest.mark.parametrize(
    ("error", "wait_s"),
    [
        (Blocked(None), 0.0),
        (Blocked(7.0), 7.0),
        (aiohttp.ServerDisconnectedError(), 0.0),
        (ConnectionResetError(), 0.0),
        (TimeoutError(), None),
        (ValueError(), None),
    ],
)
def test_what_is_worth_another_try(error: Exception, wait_s: float | None) -> None:
    assert wait_after(error) == wait_s


def test_a_page_is_no_line() -> None:
    assert describe(OSError(f"403 Forbidden (error code: 0): {PAGE}")) == "OSError: 403 Forbidden (error code: 0)"
    assert len(describe(OSError("x\n" * 1000))) < 250
