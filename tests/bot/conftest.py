"""A Discord of our own, and the bot logged in to it."""

from collections.abc import AsyncIterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.bot.serving import Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.server import loopback_discord


@pytest.fixture(name="_addresses")
def _own_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py have its own addresses back in the end."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
async def discord(_addresses: None) -> AsyncIterator[Discord]:
    """Serve a Discord. A test whose bot breaks one of Discord's rules, or could ping anybody unasked, fails here."""
    async with loopback_discord() as served:
        yield served


@pytest.fixture
def backstage() -> Backstage:
    """Prepare the story, and a log to look into."""
    return Backstage()


@pytest.fixture
async def bot(discord: Discord, backstage: Backstage) -> AsyncIterator[Backstage]:
    """Run the bot during a test."""
    async with online(discord, backstage):
        yield backstage
