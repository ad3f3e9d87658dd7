"""Requests: recorded, checked, refused where Discord would refuse, and otherwise answered by a handler."""

import asyncio
import functools
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from tests.loopback import errors
from tests.loopback.errors import ApiError
from tests.loopback.faults import Fault, Faults
from tests.loopback.limits import check_files
from tests.loopback.openapi import OpenApi
from tests.loopback.state import State
from tests.loopback.traffic import Request, Upload

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

    @property
    def files(self) -> dict[str, Upload]:
        """The files that came with it."""
        return self.request.files

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


def nothing_to_check(_body: Any) -> list[str]:
    """Find no fault with a body."""
    return []


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler answers."""

    status: int
    body: Any = None


Handler = Callable[[State, Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method, a path as Discord's documentation writes it, who answers, and what is checked of a body before."""

    method: str
    path: str
    handler: Handler
    check: Callable[[Any], list[str]] = nothing_to_check

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """Return the ids in a path if it is of this route."""
        found = _pattern(self.path).fullmatch(path) if method == self.method else None
        return found.groupdict() if found else None


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


class Rest:
    """Answers requests. Routes are tried in order."""

    def __init__(self, state: State, faults: Faults, openapi: OpenApi | None, routes: tuple[Route, ...]) -> None:
        self._state = state
        self._faults = faults
        self._openapi = openapi
        self._routes = routes

    async def handle(self, http: web.Request) -> web.Response:
        """Answer one request, whatever it is. One that goes wrong on purpose is checked like any other."""
        path = http.path.removeprefix(BASE)
        route, ids = self._route(http.method, path)
        body, files, unreadable = await _read(http)
        request = Request(http.method, path, route.path if route else path, dict(http.query), body, files)
        self._state.traffic.add(request)
        fault = request.fault = self._faults.take(request)
        try:
            if fault is None:
                response = await self._answered(request, route, ids, http, unreadable)
            elif fault.done:
                response = await self._answered(request, route, ids, http, unreadable)
                response = await self._wrong(fault, request, http) or response
            else:
                if route is not None:
                    self._check(request, route, http, unreadable)
                wrong = await self._wrong(fault, request, http)
                response = wrong or await self._answered(request, route, ids, http, unreadable)
        except Exception as error:  # a fault of this server must fail the test, whatever the client makes of it
            request.violations.append(f"the loopback server failed: {error!r}")
            raise
        self._state.changes.tell()
        return response

    async def _answered(
        self, request: Request, route: Route | None, ids: dict[str, str], http: web.Request, unreadable: str | None
    ) -> web.Response:
        """Do what was asked for, or refuse it."""
        try:
            answer = await self._answer(request, route, ids, http, unreadable)
        except ApiError as error:
            request.code = error.code
            answer = Answer(error.status, error.body)
        request.status = answer.status
        return _response(answer.status, answer.body, {"Via": "1.1 loopback"})

    async def _answer(
        self, request: Request, route: Route | None, ids: dict[str, str], http: web.Request, unreadable: str | None
    ) -> Answer:
        if route is None:
            request.violations.append(f"the loopback server has no {request.method} {request.path}")
            raise errors.not_found()
        faults = self._check(request, route, http, unreadable)
        if not route.path.startswith(_WITHOUT_TOKEN):
            _authorize(http, self._state.world.application.token)
        if faults:
            raise errors.invalid_form(faults)
        answer = await route.handler(self._state, Call(ids, request.query, request.body, request))
        if self._openapi is not None:
            wrong = self._openapi.check_answer(request.method, route.path, answer.status, answer.body)
            request.violations += [f"our own answer: {fault}" for fault in wrong]
        return answer

    def _route(self, method: str, path: str) -> tuple[Route | None, dict[str, str]]:
        for route in self._routes:
            ids = route.match(method, path)
            if ids is not None:
                return route, ids
        return None, {}

    def _check(self, request: Request, route: Route, http: web.Request, unreadable: str | None) -> list[str]:
        """Note what is wrong with a request, once, and return what Discord would refuse it for."""
        if request.checked is not None:
            return request.checked
        faults = [unreadable] if unreadable else check_files(request.body, request.files) + route.check(request.body)
        request.checked = faults
        request.violations += faults
        if not route.path.startswith(_WITHOUT_TOKEN) and not _is_a_bot(http):
            request.violations.append("the User-Agent is not that of a bot")
        if self._openapi is not None and not unreadable:
            request.violations += self._openapi.check(request.method, route.path, request.query, request.body)
        return faults

    async def _wrong(self, fault: Fault, request: Request, http: web.Request) -> web.Response | None:
        """Let a fault happen, and return its answer if it has one."""
        self._state.changes.tell()
        await asyncio.sleep(fault.delay_s)
        if fault.until is not None:
            await fault.until.wait()
        if fault.lost:
            request.status = NO_ANSWER
            if http.transport is not None:
                http.transport.abort()
            return web.Response(status=500)
        if fault.status is None:
            return None
        request.status, request.code = fault.status, fault.code
        return _response(fault.status, fault.body(), fault.headers())


def _is_a_bot(http: web.Request) -> bool:
    return http.headers.get("User-Agent", "").startswith("DiscordBot (")


def _authorize(http: web.Request, token: str) -> None:
    if http.headers.get("Authorization") != f"Bot {token}":
        raise errors.unauthorized()


async def _read(http: web.Request) -> tuple[Any, dict[str, Upload], str | None]:
    """Return the body, its files, and why it cannot be read. With files, its JSON is one part of several."""
    if not http.can_read_body:
        return None, {}, None
    files: dict[str, Upload] = {}
    if http.content_type == "multipart/form-data":
        form = await http.post()
        text = form.get("payload_json", "{}")
        for name, part in form.items():
            if isinstance(part, web.FileField):
                files[name] = Upload(part.filename, part.file.read())
    elif http.content_type == "application/json":
        text = await http.text()
    else:
        return None, {}, f"a body of type {http.content_type}"
    try:
        return json.loads(str(text)), files, None
    except ValueError as error:
        return None, files, f"a body that is no JSON: {error}"


def _response(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    """Make a response. discord.py reads the body as JSON only if the type has no charset, and a 429 only with Via."""
    if body is None:
        return web.Response(status=status, headers=headers)
    if isinstance(body, str):
        return web.Response(status=status, text=body, content_type="text/html", headers=headers)
    return web.Response(
        status=status, body=json.dumps(body).encode(), headers={**headers, "Content-Type": "application/json"}
    )
