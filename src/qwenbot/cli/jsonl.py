"""`qwenbot ask --jsonl`: a JSON object for each line, as soon as it is known and in order.

A line that cannot be read costs that line and no other.
"""

import asyncio
import json
import logging
import math
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Never

from qwenbot.cli.as_json import Wanted, reply_object, to_line
from qwenbot.service.ask import Asker, AskService
from qwenbot.service.ports import Surface

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """A question and the id its reply goes by; lines of one `conversation` are one, a line without stands alone."""

    id: str | float
    question: str
    conversation: str | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is not a request, and why."""

    id: str | float
    error: str


async def answer_lines(
    service: AskService, lines: AsyncIterator[bytes], write: Callable[[str], None], wanted: Wanted
) -> None:
    """Answer every line."""
    number = 0
    async for line in lines:
        number += 1
        write(to_line(_answer(service, read_request(line, number), wanted)))
        await asyncio.sleep(0)  # the query log and Ctrl-C get their turn


def read_request(line: bytes, number: int) -> Request | Unreadable:
    """Read a line; one without an `id` goes by its number, from 1."""
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        return Unreadable(number, f"the line is not UTF-8: byte {error.start + 1} cannot be read")
    try:
        read = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return Unreadable(number, f"the line is not JSON: {error.msg}, at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets nested as deep
        return Unreadable(number, f"the line is not JSON that can be read: {error}")
    if not isinstance(read, dict):
        return Unreadable(number, 'the line is not a JSON object, as in {"id": "1", "question": "…"}')
    return _request(read, number)


def _request(read: dict[str, Any], number: int) -> Request | Unreadable:
    line_id, question, conversation = read.get("id"), read.get("question"), read.get("conversation")
    if line_id is None:
        line_id = number
    if not _is_name(line_id):
        return Unreadable(number, "“id” is neither a string nor a number")
    if not isinstance(question, str):
        return Unreadable(line_id, "“question” is missing" if question is None else "“question” is not a string")
    if conversation is not None and not _is_name(conversation):
        return Unreadable(line_id, "“conversation” is neither a string nor a number")
    return Request(line_id, question, None if conversation is None else json.dumps(conversation))


def _is_name(value: object) -> bool:
    """Tell whether a value can name something: a string or a number, but no number that JSON could not give back."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is not JSON")


def _answer(service: AskService, request: Request | Unreadable, wanted: Wanted) -> dict[str, Any]:
    if isinstance(request, Unreadable):
        return {"id": request.id, "error": request.error}
    asker = Asker(Surface.ASK, conversation=request.conversation)
    try:
        asked = service.ask(request.question, asker, explain=wanted.steps)
    except Exception:  # the last resort: whatever is wrong with this line, the next one gets its answer
        log.exception("The question of line %s could not be answered", request.id)
        return {"id": request.id, "error": "the question could not be answered: a fault in qwenbot"}
    return reply_object(asked, request.id, wanted)
