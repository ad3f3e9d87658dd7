"""Requests: recorded, checked, refused where Discord would refuse, and otherwise answered by a handler."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from tests.loopback import errors
from tests.loopback.errors import ApiError
from tests.loopback.faults import Fault, Faults
from tests.loopback.openapi import OpenApi
from tests.loopback.state import State
from tests.loopback.traffic import Request

BASE: Final = "/api/v10"
NO_ANSWER: Final = 599
"""Stands for the status of a request whose connection was lost."""

_WITHOUT_TOKEN: Final = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")
"""Routes whose paths carry a token of their own."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request as its handler sees it. `ids` are what stands in the path, by the names in the route."""

    ids: dict[str, str]
    query: dict[str, str]
    body: Any
    request: Request

    def id(self, name: str) -> int:
        """Return an id that stands in the path."""
        if not self.ids[name].isdecimal():
            raise errors.not_found()
        return int(self.ids[name])

    def refuse(self, faults: list[str]) -> None:
        """Refuse a body that breaks Discord's rules, and remember that it did."""
        if faults:
            self.request.violations += faults
            raise errors.invalid_form(faults)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler answers."""

    status: int
    body: Any = None


Handler = Callable[[State, Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method, a path as Discord's documentation writes it, and who answers."""

    method: str
    path: str
    handler: Handler

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """Return the ids in a path if it is of this route."""
        if method != self.method:
            return None
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path), path)
        return found.groupdict() if found else None


class Rest:
    """Answers requests. Routes are tried in order."""

    def __init__(self, state: State, faults: Faults, openapi: OpenApi | None, routes: tuple[Route, ...]) -> None:
        self._state = state
        self._faults = faults
        self._openapi = openapi
        self._routes = routes

    async def handle(self, http: web.Request) -> web.Response:
        """Answer one request, whatever it is."""
        path = http.path.removeprefix(BASE)
        route, ids = self._route(http.method, path)
        body, unreadable = await _read(http)
        request = Request(http.method, path, route.path if route else path, dict(http.query), body)
        self._state.traffic.requests.append(request)
        fault = self._faults.take(request.method, request.route)
        try:
            wrong = None if fault is None else await self._go_wrong(fault, http)
            answer = wrong or await self._answer(request, route, ids, http, unreadable)
        except ApiError as error:
            request.code = error.code
            answer = Answer(error.status, error.body)
        except Exception as error:  # a fault of this server must fail the test, whatever the client makes of it
            request.violations.append(f"the loopback server failed: {error!r}")
            raise
        request.status = answer.status
        self._state.changes.tell()
        return _response(answer.status, answer.body)

    async def _answer(
        self, request: Request, route: Route | None, ids: dict[str, str], http: web.Request, unreadable: str | None
    ) -> Answer:
        if route is None:
            request.violations.append(f"the loopback server has no {request.method} {request.path}")
            raise errors.not_found()
        self._check(request, route, http, unreadable)
        answer = await route.handler(self._state, Call(ids, request.query, request.body, request))
        if self._openapi is not None:
            faults = self._openapi.check_answer(request.method, route.path, answer.status, answer.body)
            request.violations += [f"our own answer: {fault}" for fault in faults]
        return answer

    def _route(self, method: str, path: str) -> tuple[Route | None, dict[str, str]]:
        for route in self._routes:
            ids = route.match(method, path)
            if ids is not None:
                return route, ids
        return None, {}

    def _check(self, request: Request, route: Route, http: web.Request, unreadable: str | None) -> None:
        if unreadable:
            request.violations.append(unreadable)
            raise errors.invalid_form([unreadable])
        if not route.path.startswith(_WITHOUT_TOKEN):
            if not http.headers.get("User-Agent", "").startswith("DiscordBot ("):
                request.violations.append("the User-Agent is not that of a bot")
            _authorize(http, self._state.world.application.token)
        if self._openapi is not None:
            request.violations += self._openapi.check(request.method, route.path, request.query, request.body)

    async def _go_wrong(self, fault: Fault, http: web.Request) -> Answer | None:
        self._state.changes.tell()
        await asyncio.sleep(fault.delay_s)
        if fault.until is not None:
            await fault.until.wait()
        if fault.lost and http.transport is not None:
            http.transport.abort()
            return Answer(NO_ANSWER)
        return None if fault.status is None else Answer(fault.status, fault.body())


def _authorize(http: web.Request, token: str) -> None:
    if http.headers.get("Authorization") != f"Bot {token}":
        raise errors.unauthorized()


async def _read(http: web.Request) -> tuple[Any, str | None]:
    """Return the body, and why it cannot be read. With files in it, its JSON is one part of several."""
    if not http.can_read_body:
        return None, None
    if http.content_type == "multipart/form-data":
        form = await http.post()
        text = form.get("payload_json", "{}")
    elif http.content_type == "application/json":
        text = await http.text()
    else:
        return None, f"a body of type {http.content_type}"
    try:
        return json.loads(str(text)), None
    except ValueError as error:
        return None, f"a body that is no JSON: {error}"


def _response(status: int, body: Any) -> web.Response:
    """Make a response. discord.py reads the body as JSON only if the type has no charset, and a 429 only with Via."""
    headers = {"Via": "1.1 loopback"}
    if body is None:
        return web.Response(status=status, headers=headers)
    headers["Content-Type"] = "application/json"
    if status == 429:
        headers["Retry-After"] = str(body["retry_after"])
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)
