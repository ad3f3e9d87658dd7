"""What the handlers of requests share: the world, and what has happened in it."""

from dataclasses import dataclass

from tests.loopback.changes import Changes
from tests.loopback.gateway import Gateway
from tests.loopback.interactions import Interactions
from tests.loopback.traffic import Traffic
from tests.loopback.world import World


@dataclass(frozen=True, slots=True)
class State:
    """One Discord."""

    world: World
    traffic: Traffic
    changes: Changes
    gateway: Gateway
    interactions: Interactions
