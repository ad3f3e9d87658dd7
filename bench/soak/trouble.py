"""What goes wrong at random, and whom it may cost an answer."""

import random
from dataclasses import dataclass, field
from typing import Final

from tests.loopback.faults import PAGE, Fault
from tests.loopback.traffic import Request

PASSING: Final = 0.03
"""The share of requests that meet something which passes: it must cost nobody an answer."""

FINAL: Final = 0.003
"""The share that meet something which does not."""


@dataclass(slots=True)
class Trouble:
    """Picks faults, and remembers by interaction token or nonce what was met on the way to an answer."""

    chance: random.Random
    met: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def pick(self, request: Request) -> Fault | None:
        """Return what goes wrong with a request, mostly nothing."""
        dice = self.chance.random()
        if request.route.startswith(("/applications", "/users/@me", "/gateway", "/oauth2")):
            return None  # without these there is nobody to ask
        if dice < FINAL:
            name, fault = self.chance.choice(_final(request))
            weight = _COSTS_IT
        elif dice < FINAL + PASSING:
            name, fault = self.chance.choice(_passing(request))
            weight = 1
        else:
            return None
        self.counts[name] = self.counts.get(name, 0) + 1
        for key in _whose(request):
            self.met[key] = self.met.get(key, 0) + weight
        return fault

    def explains(self, key: str) -> bool:
        """Tell whether what was met on the way may have cost the answer: once what passes may not."""
        return self.met.get(key, 0) > 1

    def forget(self, key: str) -> None:
        """Forget what was met on the way to an answer that is there."""
        self.met.pop(key, None)


_COSTS_IT: Final = 2


def _whose(request: Request) -> list[str]:
    """Return what an answer can be found by: the token in the path, the nonce in the body."""
    nonce = request.body.get("nonce") if isinstance(request.body, dict) else None
    return [*request.path.split("/"), *([str(nonce)] if nonce else [])]


def _passing(request: Request) -> list[tuple[str, Fault]]:
    method, route = request.method, request.route
    return [
        ("429", Fault(method, route, 429, retry_after_s=0.2)),
        ("429 everywhere", Fault(method, route, 429, retry_after_s=0.2, everywhere=True)),
        ("429 without a time", Fault(method, route, 429, retry_after_s=None)),
        ("429, a page", Fault(method, route, 429, retry_after_s=None, page=PAGE)),
        ("500", Fault(method, route, 500)),
        ("502, a page", Fault(method, route, 502, page=PAGE)),
        ("503", Fault(method, route, 503)),
        ("500 after it was done", Fault(method, route, 500, done=True)),
        ("503 after it was done", Fault(method, route, 503, done=True)),
        ("connection lost", Fault(method, route, lost=True)),
        ("connection lost after it was done", Fault(method, route, lost=True, done=True)),
        ("slow", Fault(method, route, delay_s=0.3)),
        ("slow answer", Fault(method, route, delay_s=0.3, done=True)),
    ]


def _final(request: Request) -> list[tuple[str, Fault]]:
    method, route = request.method, request.route
    if route.startswith("/channels"):
        codes = [(403, 50013), (403, 50001), (403, 50007), (404, 10008), (404, 10003), (400, 50035)]
    else:
        codes = [(404, 10062), (400, 40060), (404, 10008), (404, 10015), (401, 50027), (400, 50035)]
    return [(f"{status} ({code})", Fault(method, route, status, code=code)) for status, code in codes]
