"""Every request that came in, what was answered, and what was wrong with it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.loopback.faults import Fault


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Request:
    """One request: where it went, what it carried, the status it got, and which of Discord's rules it broke.

    `route` is the path with its ids unnamed, as in Discord's documentation: `/channels/{channel_id}/messages`. `fault`
    is what went wrong with it on purpose, `checked` what Discord would refuse it for, None until that was looked at.
    """

    method: str
    path: str
    route: str
    query: dict[str, str]
    body: Any
    files: dict[str, Upload] = field(default_factory=dict)
    status: int = 0
    code: int = 0
    violations: list[str] = field(default_factory=list)
    fault: "Fault | None" = None
    checked: list[str] | None = None

    @property
    def could_ping(self) -> bool:
        """Tell whether what was sent could ring with anybody whom it does not name as allowed."""
        said = self.body.get("data", self.body) if isinstance(self.body, dict) else {}
        if not isinstance(said, dict) or not said.get("content"):
            return False
        allowed = said.get("allowed_mentions")
        return allowed is None or bool(allowed.get("parse", ["users"])) or bool(allowed.get("replied_user"))

    def __str__(self) -> str:
        return f"{self.method} {self.route} -> {self.status}"


class Traffic:
    """What came in so far, over sockets of either kind; with `keep`, of good requests some of the last."""

    def __init__(self, keep: int | None = None) -> None:
        self.requests: list[Request] = []
        self._keep = keep
        self._bad: list[Request] = []
        self.identifies: list[dict[str, Any]] = []
        self.identified_at: list[float] = []
        self.resumes: list[dict[str, Any]] = []
        self.heartbeats = 0
        self.gateway_violations: list[str] = []

    def add(self, request: Request) -> None:
        """Take note of a request."""
        self.requests.append(request)
        if self._keep is not None and len(self.requests) > 2 * self._keep:
            old, self.requests = self.requests[: -self._keep], self.requests[-self._keep :]
            self._bad += [each for each in old if each.violations or each.could_ping]

    def to(self, method: str, route: str) -> list[Request]:
        """Return the requests to one route, the first first."""
        return [request for request in self.requests if (request.method, request.route) == (method, route)]

    @property
    def violations(self) -> list[str]:
        """Everything that broke a rule of Discord's; a test that causes none leaves this empty."""
        broken = [f"{request}: {fault}" for request in self._all() for fault in request.violations]
        return broken + self.gateway_violations

    @property
    def could_ping(self) -> list[str]:
        """The requests that could ring with anybody whom they do not name as allowed."""
        return [str(request) for request in self._all() if request.could_ping]

    def _all(self) -> list[Request]:
        return [*self._bad, *self.requests]
