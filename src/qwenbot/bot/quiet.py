"""The log, made readable: a lost connection is one line, not a page of traceback, and a thousand are not a thousand."""

import contextlib
import logging
import time
from collections.abc import Callable, Hashable, Iterator
from typing import Final

import discord

from qwenbot.bot.failures import NETWORK, describe

AGAIN_S: Final = 60.0
"""How long a line is not said again that differs only in its details."""

_EXPECTED: Final = (*NETWORK, discord.ConnectionClosed, discord.GatewayNotFound)
_CHOICES: Final = "discord.app_commands.tree"
"""Where discord.py logs what becomes of choices; of commands we are told."""

_LOGGERS: Final = (
    _CHOICES,
    "discord.client",
    "discord.gateway",
    "discord.http",
    "discord.shard",
    "discord.webhook.async_",
    "qwenbot.bot.cogs.messages",
    "qwenbot.bot.failures",
)


class Once(logging.Filter):
    """Lets a warning or an error through once in a while, then with the number of those that were held back.

    An outage of Discord's meets every member at once: what it is, and how many it met, is what the operator needs.
    `clock` tells seconds, from anywhere on. With details wanted, everything goes through.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[Hashable, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether to let a record through."""
        if record.levelno < logging.WARNING or logging.getLogger(record.name).isEnabledFor(logging.DEBUG):
            return True
        kind, now = _kind(record), self._clock()
        since, more = self._said.get(kind, (float("-inf"), 0))
        if now - since < AGAIN_S:
            self._said[kind] = since, more + 1
            return False
        self._said[kind] = now, 0
        if more:
            record.msg, record.args = f"{record.getMessage()} (and {more} more like it before)", ()
        return True


class OneLine(logging.Filter):
    """Puts an expected error into the line itself and drops its traceback, unless details are wanted."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a record through, shortened where that loses nothing.

        Choices that did not get through are no news: whoever types is offered others at the next letter.
        """
        if logging.getLogger(record.name).isEnabledFor(logging.DEBUG):
            return True
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, _EXPECTED) and record.name == _CHOICES:
            return False
        if isinstance(error, _EXPECTED):
            record.msg, record.args = f"{record.getMessage()} ({describe(error)})", ()
            record.exc_info = None
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        elif record.name == "discord.gateway":  # a late heartbeat brings the stack of whatever held it up
            record.msg, record.args = record.getMessage().partition("\n")[0], ()
        return True


def _kind(record: logging.LogRecord) -> Hashable:
    """Return what two records share if one is enough: the line without its details, and where an error came from."""
    error = record.exc_info[1] if record.exc_info else getattr(record, "cause", None)
    return record.name, record.msg, _origin(error) if isinstance(error, BaseException) else None


def _origin(error: BaseException) -> Hashable:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else None
    refusal = (error.status, error.code) if isinstance(error, discord.HTTPException) else None
    return type(error), refusal, place


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Shorten what discord.py logs, and we of it, for as long as this lasts."""
    filters = (Once(), OneLine())
    for name in _LOGGERS:
        for each in filters:
            logging.getLogger(name).addFilter(each)
    try:
        yield
    finally:
        for name in _LOGGERS:
            for each in filters:
                logging.getLogger(name).removeFilter(each)
