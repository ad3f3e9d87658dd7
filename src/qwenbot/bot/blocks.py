"""See a 429 that does not say how long to wait before discord.py does, which breaks on it (KeyError, TypeError).

Discord sends one to whom it blocks, and what stands before Discord sends one as a page.
"""

import json
from types import SimpleNamespace
from typing import Final

import aiohttp

from qwenbot.bot.failures import Blocked

_TOO_MANY_REQUESTS: Final = 429


def blocks_seen() -> aiohttp.TraceConfig:
    """Return what has each request of a session raise Blocked where it meets such an answer."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_look)
    return trace


async def _look(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
) -> None:
    answer = ended.response
    if answer.status != _TOO_MANY_REQUESTS:
        return
    wait_s = wait_in(await answer.text())
    if wait_s is None or "Via" not in answer.headers:  # without, discord.py takes any for a block
        raise Blocked(_seconds(answer.headers.get("Retry-After", "")) if wait_s is None else wait_s)


def wait_in(text: str) -> float | None:
    """Return the seconds that the body of a 429 says to wait; None if discord.py would not find them."""
    try:
        said = json.loads(text)
    except ValueError:
        return None
    wait_s = said.get("retry_after") if isinstance(said, dict) else None
    return wait_s if isinstance(wait_s, int | float) else None


def _seconds(text: str) -> float | None:
    """Read a Retry-After in seconds; that it may be a date is not worth the trouble."""
    return float(text) if text.isdecimal() else None
