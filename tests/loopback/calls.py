"""A client that sends whatever it is told to, for the tests of the server."""

from typing import Any

import aiohttp

from tests.loopback.driver import Discord
from tests.loopback.interactions import Interaction

AGENT = "DiscordBot (https://example.org, 1)"


class Client:
    """Speaks to a server as a bot would, without minding its rules."""

    def __init__(self, discord: Discord, session: aiohttp.ClientSession) -> None:
        self.discord = discord
        self.session = session

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Send a request, and return the status and the body of the answer."""
        usual = {"Authorization": f"Bot {self.discord.world.application.token}", "User-Agent": AGENT}
        async with self.session.request(
            method, self.discord.api_url + path, json=body, headers=usual | headers
        ) as response:
            if response.status == 204:
                return 204, None
            assert response.headers["Content-Type"] == "application/json"  # to the letter, or discord.py reads text
            return response.status, await response.json()

    async def answer(self, interaction: Interaction, kind: int, data: Any = None) -> tuple[int, Any]:
        """Answer an interaction for the first time."""
        path = f"/interactions/{interaction.id}/{interaction.token}/callback?with_response=1"
        return await self.call("POST", path, {"type": kind, "data": data} if data else {"type": kind})

    async def follow(self, method: str, interaction: Interaction, rest: str = "", body: Any = None) -> tuple[int, Any]:
        """Send a request to an interaction's webhook."""
        path = f"/webhooks/{self.discord.world.application.id}/{interaction.token}{rest}"
        return await self.call(method, path, body)

    async def say(self, content: str, **more: Any) -> tuple[int, Any]:
        """Write into the general channel."""
        return await self.call(
            "POST", f"/channels/{self.discord.world.general.id}/messages", {"content": content, **more}
        )
