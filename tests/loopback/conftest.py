"""A Discord that is itself under test: what it finds fault with is what the tests look at."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.loopback.calls import Client
from tests.loopback.driver import Discord
from tests.loopback.server import loopback_discord


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """Serve a Discord that may be sent anything."""
    async with loopback_discord(strict=False) as served:
        yield served


@pytest.fixture
async def client(discord: Discord) -> AsyncIterator[Client]:
    """Give a client that is logged in."""
    async with aiohttp.ClientSession() as session:
        yield Client(discord, session)
