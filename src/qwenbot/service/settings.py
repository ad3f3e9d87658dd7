"""How the bot behaves in each server: kept in the store, answered from memory."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from qwenbot.service.audit import Auditor
from qwenbot.service.loading import FIRST_S, persist
from qwenbot.service.ports import GuildSettings, SettingsStore, StoreError

EVERYWHERE: Final = GuildSettings()
"""What holds where nobody has set anything, and outside of servers."""

MOST_COOLDOWN_S: Final = 86_400
"""A day: an answer of yesterday is too far up for anybody to scroll to."""


class SettingsService:
    """Reads and changes servers' settings; each change leaves an audit line.

    A server is served by one process, so what is in memory is what counts. `retry_s` is the time to the second try of
    `load`.
    """

    def __init__(self, store: SettingsStore, auditor: Auditor, retry_s: float = FIRST_S) -> None:
        self._store = store
        self._auditor = auditor
        self._retry_s = retry_s
        self._by_guild: Mapping[int, GuildSettings] | None = None
        self._lock = asyncio.Lock()

    async def load(self) -> None:
        """Read all settings, however often it takes. To be run beside everything else."""
        await persist(self._load, self._retry_s)

    def of(self, guild_id: int | None) -> GuildSettings | None:
        """Return the settings of a server, or what holds outside of servers; None as long as none could be read."""
        if guild_id is None:
            return EVERYWHERE
        return None if self._by_guild is None else self._by_guild.get(guild_id, EVERYWHERE)

    async def of_now(self, guild_id: int | None) -> GuildSettings:
        """Return the settings of a server, and read them first if that has not been done. Raises StoreError in 2 s."""
        if guild_id is None:
            return EVERYWHERE
        await self._load()
        return self.of(guild_id) or EVERYWHERE

    async def change(
        self,
        guild_id: int,
        actor: str,
        *,
        channels: Iterable[int] | None = None,
        private_by_default: bool | None = None,
        cooldown_s: int | None = None,
    ) -> GuildSettings:
        """Change what is not None on behalf of a user, and return what holds now.

        An empty `channels` lets the bot speak in all. Raises ValueError if the cooldown is not from 0 to a day, and
        StoreError within some seconds, in which case nothing has changed.
        """
        if cooldown_s is not None and not 0 <= cooldown_s <= MOST_COOLDOWN_S:
            raise ValueError(f"the cooldown must be from 0 to {MOST_COOLDOWN_S} seconds, not {cooldown_s}")
        async with self._lock:  # of two changes at once, neither must undo the other
            try:
                old = await self.of_now(guild_id)
                new = GuildSettings(
                    old.channels if channels is None else frozenset(channels),
                    old.private_by_default if private_by_default is None else private_by_default,
                    old.cooldown_s if cooldown_s is None else cooldown_s,
                )
                await self._store.write_settings(guild_id, new)
            except StoreError:
                self._auditor.note(actor, "settings", f"server {guild_id}: not changed, the store failed")
                raise
            self._by_guild = {**(self._by_guild or {}), guild_id: new}
        self._auditor.note(actor, "settings", f"server {guild_id}: {_told(old)} -> {_told(new)}")
        return new

    async def _load(self) -> None:
        if self._by_guild is None:
            read = await self._store.read_settings()
            if self._by_guild is None:  # another read may have been quicker, and been changed since
                self._by_guild = read


def _told(settings: GuildSettings) -> str:
    channels = ", ".join(map(str, sorted(settings.channels))) or "all"
    visibility = "private" if settings.private_by_default else "public"
    return f"channels {channels}, {visibility}, cooldown {settings.cooldown_s} s"
