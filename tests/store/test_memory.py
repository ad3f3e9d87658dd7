"""The store that writes nothing."""

from pathlib import Path

import pytest

from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import open_store
from tests.store.records import audit, files, query


async def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_store("memory:") as store:
        store.record(query())
        store.audit(audit())
        await store.put_note("commands", "one")
    assert files(tmp_path) == []


def test_the_oldest_records_go_first() -> None:
    store = MemoryStore(capacity=2)
    for name in "abc":
        store.record(query(name))
        store.audit(audit(name))
    assert [record.id for record in store.queries] == ["b", "c"]
    assert [record.detail for record in store.audits] == ["b", "c"]


def test_every_store_has_a_key_of_its_own() -> None:
    assert MemoryStore().key != MemoryStore().key
