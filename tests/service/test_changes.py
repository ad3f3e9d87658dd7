"""What has changed in the knowledge since it was last loaded."""

from dataclasses import replace
from pathlib import Path

from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Choice
from qwenbot.knowledge.model import Correction, Date, Entry, Knowledge
from qwenbot.service.changes import NOTE, Changes, ChangesService, Corrected
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import Notes, StoreError
from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import open_store
from tests.stories import DAM, entry

NAME = entry("dam-name", ("What is the dam called?", "name of the dam"), "Larkfield [owner].", "larkfield-dam")
OWNER = Choice("dam-owner", DAM.entry_by_id["dam-owner"].title)


def with_entries(*entries: Entry) -> Knowledge:
    return replace(DAM, entries=entries)


WITHOUT_OWNER = with_entries(*(one for one in DAM.entries if one.id != "dam-owner"))
RENAMED = with_entries(*WITHOUT_OWNER.entries, NAME)


def on(knowledge: Knowledge, notes: Notes) -> ChangesService:
    return ChangesService(LiveKnowledge(Engine.build(knowledge)), notes, retry_s=0.001)


async def told(knowledge: Knowledge, notes: Notes) -> Changes:
    """Start the bot on a version of the knowledge, and ask for the changes."""
    service = on(knowledge, notes)
    await service.load()
    return service.changes()


async def test_the_first_version_of_all_has_no_changes() -> None:
    assert await told(DAM, MemoryStore()) == Changes(())


async def test_entries_that_came_and_went_are_named_by_their_titles_and_a_restart_keeps_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/qwenbot.db"
    for knowledge, expected in (
        (DAM, Changes(())),
        (RENAMED, Changes((), (Choice("dam-name", "What is the dam called?"),), (OWNER,))),
        (RENAMED, Changes((), (Choice("dam-name", "What is the dam called?"),), (OWNER,))),
        (WITHOUT_OWNER, Changes((), (), (Choice("dam-name", "What is the dam called?"),))),
        (replace(WITHOUT_OWNER, out_of_scope=("pizza",)), Changes(())),
    ):
        async with open_store(url) as store:
            assert await told(knowledge, store) == expected


async def test_a_reload_is_told_at_once() -> None:
    live = LiveKnowledge(Engine.build(DAM))
    service = ChangesService(live, MemoryStore())
    await service.load()
    live.swap(Engine.build(WITHOUT_OWNER))
    await service.reloaded()
    assert service.changes() == Changes((), (), (OWNER,))


async def test_corrections_are_told_newest_first() -> None:
    def corrected(number: int, *corrections: Correction) -> Entry:
        return replace(DAM.entries[number], corrections=corrections)

    first, second = (Choice(one.id, one.title) for one in DAM.entries[:2])
    knowledge = with_entries(
        corrected(0, Correction(Date(2031, 5, 4), "The day."), Correction(Date(2031, 5, 9), "The reason.")),
        corrected(1, Correction(Date(2031, 5, 6), "The year."), Correction(Date(2031, 5, 6), "And the month.")),
        *DAM.entries[2:],
    )
    assert (await told(knowledge, MemoryStore())).corrections == (
        Corrected(first, Date(2031, 5, 9), "The reason."),
        Corrected(second, Date(2031, 5, 6), "And the month."),
        Corrected(second, Date(2031, 5, 6), "The year."),
        Corrected(first, Date(2031, 5, 4), "The day."),
    )


class FailingNotes(MemoryStore):
    """Notes that cannot be read as often as that is said."""

    failures = 2

    async def get_note(self, name: str) -> str | None:
        if self.failures:
            self.failures -= 1
            raise StoreError
        return await super().get_note(name)


async def test_a_store_that_cannot_be_read_is_tried_again_and_nothing_is_lost_by_that() -> None:
    notes = FailingNotes()
    notes.failures = 0
    await told(DAM, notes)
    notes.failures = 2
    live = LiveKnowledge(Engine.build(RENAMED))
    service = ChangesService(live, notes, retry_s=0.001)
    live.swap(Engine.build(WITHOUT_OWNER))
    await service.reloaded()  # as yet nobody knows what there was before
    assert service.changes() == Changes(())
    await service.load()
    assert service.changes() == Changes((), (), (OWNER,))


async def test_a_note_that_another_program_left_counts_as_none() -> None:
    notes = MemoryStore()
    for note in ("", "{", "[]", "null", '{"version": "v1"}', '{"version": "v", "titles": {}, "added": 1}'):
        await notes.put_note(NOTE, note)
        assert await told(DAM, notes) == Changes(())
        kept = await notes.get_note(NOTE)
        assert kept is not None
        assert DAM.version in kept
