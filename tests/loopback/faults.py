"""What goes wrong on purpose: the next requests to a route, any request by chance, the next events to a bot."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loopback.traffic import Request

_TEXTS: Final = {
    429: "You are being rate limited.",
    500: "500: Internal Server Error",
    502: "Bad Gateway",
    503: "Unavailable",
}

BLOCKED: Final = (
    "You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently. Please read "
    "our docs at https://discord.com/developers/docs/topics/rate-limits to prevent this moving forward."
)
"""What a 429 says that does not say how long to wait."""

PAGE: Final = "<!DOCTYPE html><title>Access denied | discord.com used Cloudflare to restrict access</title>"
"""What stands before Discord answers with a page, not with JSON."""


@dataclass(slots=True)
class Fault:
    """How the next `times` requests to a route go wrong.

    Those with a `status` are answered with it and do nothing; `delay_s` passes before the answer; with `lost` the
    connection closes without one; `until` is awaited, too, if there is one. With `done` all this comes after what was
    asked for has been done, so that only the answer is lost. `came` counts the requests that it met.

    A 429 says `retry_after_s`, None for one that does not, and whether it is `everywhere`. A `page` is the answer of
    something that stands before Discord.
    """

    method: str
    route: str
    status: int | None = None
    times: int = 1
    delay_s: float = 0.0
    lost: bool = False
    retry_after_s: float | None = 0.01
    everywhere: bool = False
    page: str | None = None
    code: int = 0
    came: int = 0
    until: asyncio.Event | None = None
    done: bool = False

    def body(self) -> Any:
        """Return what is said with the status: as JSON, or a page."""
        if self.page is not None:
            return self.page
        said: dict[str, Any] = {"code": self.code, "message": _TEXTS.get(self.status or 0, "It is not to be.")}
        if self.status == 429 and self.retry_after_s is None:
            return said | {"message": BLOCKED}
        if self.status == 429:
            said |= {"retry_after": self.retry_after_s, "global": self.everywhere}
        return said

    def headers(self) -> dict[str, str]:
        """Return what the answer's head says. Only what Discord answers itself has gone through its proxy."""
        headers = {} if self.page is not None else {"Via": "1.1 loopback"}
        if self.status == 429 and self.retry_after_s is not None:
            headers["Retry-After"] = str(self.retry_after_s)
            headers["X-RateLimit-Scope"] = "global" if self.everywhere else "user"
            if self.everywhere:
                headers["X-RateLimit-Global"] = "true"
        return headers


class Faults:
    """The faults that are still to happen. `by_chance` is asked for each request that no other fault is meant for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._twice = 0
        self.by_chance: Callable[[Request], Fault | None] = lambda _: None

    def add(self, fault: Fault) -> Fault:
        """Let something go wrong; the first that fits a request is taken."""
        self._waiting.append(fault)
        return fault

    def take(self, request: "Request") -> Fault | None:
        """Return what goes wrong with a request, once less often from now on."""
        fits = (each for each in self._waiting if (each.method, each.route) == (request.method, request.route))
        fault = next(fits, None)
        if fault is None:
            return self.by_chance(request)
        fault.times -= 1
        fault.came += 1
        if not fault.times:
            self._waiting.remove(fault)
        return fault

    def deliver_twice(self, times: int = 1) -> None:
        """Send the next interactions or messages twice."""
        self._twice += times

    def deliveries(self) -> int:
        """Return how often the event that is about to be sent is to be sent."""
        if self._twice:
            self._twice -= 1
            return 2
        return 1
