"""How the bot behaves in a server: set by those who manage it, kept, and answered from memory."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from qwenbot.service.audit import Auditor
from qwenbot.service.ports import AuditRecord, GuildSettings, StoreError
from qwenbot.service.privacy import Pseudonyms
from qwenbot.service.settings import MOST_COOLDOWN_S, SettingsService
from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import Store, open_store
from tests.service.fakes import FakeMeans

PSEUDONYMS = Pseudonyms(b"k" * 32)


class FailingStore(MemoryStore):
    """A store that is out of order as often as it is told to."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self.failures = failures

    async def read_settings(self) -> Mapping[int, GuildSettings]:
        self._fail()
        return await super().read_settings()

    async def write_settings(self, guild_id: int, settings: GuildSettings) -> None:
        self._fail()
        await super().write_settings(guild_id, settings)

    def _fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreError


def service_on(store: Store) -> SettingsService:
    return SettingsService(store, Auditor(store, PSEUDONYMS, FakeMeans().clock), retry_s=0.001)


def audited(detail: str) -> AuditRecord:
    return AuditRecord(FakeMeans.now, PSEUDONYMS.of("7"), "settings", detail)


async def test_where_nobody_has_set_anything_it_speaks_everywhere_and_in_public() -> None:
    service = service_on(MemoryStore())
    await service.load()
    assert service.of(1) == GuildSettings(frozenset(), private_by_default=False, cooldown_s=60)
    assert service.of(None) == GuildSettings()


async def test_what_is_changed_holds_at_once_in_that_server_and_is_audited() -> None:
    store = MemoryStore()
    service = service_on(store)
    await service.load()
    assert await service.change(1, "7", channels=[30, 20]) == GuildSettings(frozenset({20, 30}))
    assert await service.change(1, "7", private_by_default=True, cooldown_s=0) == service.of(1)
    assert service.of(1) == GuildSettings(frozenset({20, 30}), private_by_default=True, cooldown_s=0)
    assert service.of(2) == GuildSettings()
    assert await service.change(1, "7", channels=[]) == GuildSettings(private_by_default=True, cooldown_s=0)
    narrow, quiet = "channels 20, 30, public, cooldown 60 s", "channels 20, 30, private, cooldown 0 s"
    assert list(store.audits) == [
        audited(f"server 1: channels all, public, cooldown 60 s -> {narrow}"),
        audited(f"server 1: {narrow} -> {quiet}"),
        audited(f"server 1: {quiet} -> channels all, private, cooldown 0 s"),
    ]


async def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/qwenbot.db"
    async with open_store(url) as store:
        changed = await service_on(store).change(2**62, "7", channels=[2**62 + 1], cooldown_s=5)
    async with open_store(url) as store:
        service = service_on(store)
        await service.load()
        assert service.of(2**62) == changed


async def test_until_the_store_can_be_read_nobody_knows_and_it_is_tried_again() -> None:
    service = service_on(FailingStore(3))
    assert service.of(1) is None
    assert service.of(None) == GuildSettings()
    with pytest.raises(StoreError):
        await service.of_now(1)
    assert service.of(1) is None
    await service.load()
    assert service.of(1) == GuildSettings()


async def test_it_can_be_read_on_the_spot() -> None:
    service = service_on(MemoryStore())
    assert await service.of_now(1) == GuildSettings()
    assert service.of(1) == GuildSettings()
    assert await service_on(FailingStore(99)).of_now(None) == GuildSettings()


async def test_what_cannot_be_kept_does_not_hold_and_that_is_audited() -> None:
    store = FailingStore(0)
    service = service_on(store)
    for loaded in (False, True):
        store.failures = 1
        with pytest.raises(StoreError):
            await service.change(1, "7", cooldown_s=5)
        assert service.of(1) == (GuildSettings() if loaded else None)
        await service.load()
    assert list(store.audits) == [audited("server 1: not changed, the store failed")] * 2
    assert await service.change(1, "7", cooldown_s=5) == GuildSettings(cooldown_s=5)


async def test_of_two_changes_at_once_neither_undoes_the_other() -> None:
    service = service_on(MemoryStore())
    await asyncio.gather(
        service.load(),
        service.change(1, "7", cooldown_s=5),
        service.change(1, "8", private_by_default=True),
        service.change(2, "8", cooldown_s=9),
    )
    assert service.of(1) == GuildSettings(private_by_default=True, cooldown_s=5)
    assert service.of(2) == GuildSettings(cooldown_s=9)


async def test_a_read_that_comes_late_undoes_no_change() -> None:
    class Slow(MemoryStore):
        first = True

        async def read_settings(self) -> Mapping[int, GuildSettings]:
            found = await super().read_settings()
            if self.first:
                self.first = False
                await may_end.wait()
            return found

    may_end, service = asyncio.Event(), service_on(Slow())
    loading = asyncio.create_task(service.load())
    await asyncio.sleep(0)
    await service.change(1, "7", cooldown_s=5)
    may_end.set()
    await loading
    assert service.of(1) == GuildSettings(cooldown_s=5)


@pytest.mark.parametrize("cooldown_s", [-1, MOST_COOLDOWN_S + 1])
async def test_a_cooldown_that_makes_no_sense_is_refused(cooldown_s: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 86400 seconds"):
        await service_on(MemoryStore()).change(1, "7", cooldown_s=cooldown_s)
