"""What goes wrong on purpose: the next requests to a route, the next events to a bot."""

import asyncio
from dataclasses import dataclass
from typing import Any

_TEXTS = {429: "You are being rate limited.", 500: "500: Internal Server Error", 502: "Bad Gateway", 503: "Unavailable"}


@dataclass(slots=True)
class Fault:
    """How the next `times` requests to a route go wrong.

    Those with a `status` are answered with it and do nothing; `delay_s` passes before the answer; with `lost` the
    connection closes without one; `until` is awaited, too, if there is one. `came` counts the requests that it met.
    """

    method: str
    route: str
    status: int | None = None
    times: int = 1
    delay_s: float = 0.0
    lost: bool = False
    retry_after_s: float = 0.01
    code: int = 0
    came: int = 0
    until: asyncio.Event | None = None

    def body(self) -> dict[str, Any]:
        """Return what Discord would say with the status."""
        said: dict[str, Any] = {"code": self.code, "message": _TEXTS.get(self.status or 0, "It is not to be.")}
        if self.status == 429:
            said |= {"retry_after": self.retry_after_s, "global": False}
        return said


class Faults:
    """The faults that are still to happen."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._twice = 0

    def add(self, fault: Fault) -> Fault:
        """Let something go wrong; the first that fits a request is taken."""
        self._waiting.append(fault)
        return fault

    def take(self, method: str, route: str) -> Fault | None:
        """Return what goes wrong with this request, once less often from now on."""
        for fault in self._waiting:
            if (fault.method, fault.route) == (method, route) and fault.times:
                fault.times -= 1
                fault.came += 1
                return fault
        return None

    def deliver_twice(self, times: int = 1) -> None:
        """Send the next interactions or messages twice."""
        self._twice += times

    def deliveries(self) -> int:
        """Return how often the event that is about to be sent is to be sent."""
        if self._twice:
            self._twice -= 1
            return 2
        return 1
