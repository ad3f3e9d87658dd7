"""discord.py's log, made readable: a lost connection is one line, not a page of traceback."""

import contextlib
import logging
from collections.abc import Iterator
from typing import Final

import discord

from qwenbot.bot.failures import NETWORK

_EXPECTED: Final = (*NETWORK, discord.ConnectionClosed, discord.GatewayNotFound)
_LOGGERS: Final = ("discord.client", "discord.shard")


class OneLine(logging.Filter):
    """Puts an expected error into the line itself and drops its traceback, unless details are wanted."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, shortened where that loses nothing."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, _EXPECTED) and not logging.getLogger(record.name).isEnabledFor(logging.DEBUG):
            record.msg, record.args = f"{record.getMessage()} ({type(error).__name__}: {error})", ()
            record.exc_info = None
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        return True


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Shorten what discord.py logs for as long as this lasts."""
    one_line = OneLine()
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(one_line)
    try:
        yield
    finally:
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(one_line)
