"""What becomes of discord.py's tracebacks."""

import logging
from collections.abc import Iterator

import pytest

from qwenbot.bot.quiet import quiet


@pytest.fixture(name="shard_log")
def _shard_log() -> Iterator[logging.Logger]:
    logger = logging.getLogger("discord.shard")
    before = logger.level
    logger.setLevel(logging.INFO)
    yield logger
    logger.setLevel(before)


def fail(logger: logging.Logger, error: Exception) -> None:
    try:
        raise error
    except type(error):
        logger.exception("Shard %d was lost", 3)


def test_a_lost_connection_is_one_line(shard_log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    with quiet():
        fail(shard_log, ConnectionResetError("gone"))
    (record,) = caplog.records
    assert record.getMessage() == "Shard 3 was lost (ConnectionResetError: gone)"
    assert (record.levelname, record.exc_info) == ("WARNING", None)


def test_a_fault_keeps_its_traceback(shard_log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    with quiet():
        fail(shard_log, KeyError("d"))
    (record,) = caplog.records
    assert record.getMessage() == "Shard 3 was lost"
    assert record.exc_info is not None


def test_who_debugs_sees_everything(shard_log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    shard_log.setLevel(logging.DEBUG)
    with quiet():
        fail(shard_log, ConnectionResetError("gone"))
    assert caplog.records[0].exc_info is not None


def test_afterwards_discord_py_logs_as_before(shard_log: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    with quiet():
        pass
    fail(shard_log, ConnectionResetError("gone"))
    assert caplog.records[0].exc_info is not None
