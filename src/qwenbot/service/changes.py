"""What has changed in the knowledge: its corrections, and the entries that came and went with the last new version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qwenbot.answering.reply import Choice
from qwenbot.knowledge.model import Date, Knowledge
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.loading import FIRST_S, persist
from qwenbot.service.ports import Notes

NOTE: Final = "knowledge"
"""The name of the note that says which entries there were."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was changed in an entry, as its curator put it."""

    entry: Choice
    date: Date
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The corrections, newest first, and which entries came and went with the last new version, by their titles."""

    corrections: tuple[Corrected, ...]
    added: tuple[Choice, ...] = ()
    removed: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A version that was loaded: the titles of its entries by id, and how it differed from the one before."""

    version: str
    titles: Mapping[str, str]
    added: tuple[str, ...] = ()
    removed: Mapping[str, str] | None = None


class ChangesService:
    """Tells the changes from memory; what was loaded last is kept as a note, so that a restart does not forget it.

    `retry_s` is the time to the second try of `load`.
    """

    def __init__(self, live: LiveKnowledge, notes: Notes, retry_s: float = FIRST_S) -> None:
        self._live = live
        self._notes = notes
        self._retry_s = retry_s
        self._seen: _Seen | None = None

    async def load(self) -> None:
        """Compare what is served with what was loaded last, however often it takes to read that.

        To be run beside everything else when the bot starts.
        """
        await persist(self._load, self._retry_s)

    async def reloaded(self) -> None:
        """Take note that another version is being served; it waits for nothing."""
        if self._seen is not None:  # else `load` has that before it
            await self._compare(self._seen)

    def changes(self) -> Changes:
        """Return what has changed. As long as the store has not been read, only the corrections are known."""
        knowledge = self._live.engine.knowledge
        seen = self._seen or _Seen(knowledge.version, {})
        return Changes(
            _corrections(knowledge),
            tuple(Choice(entry, seen.titles[entry]) for entry in seen.added),
            tuple(Choice(entry, title) for entry, title in (seen.removed or {}).items()),
        )

    async def _load(self) -> None:
        await self._compare(_read(await self._notes.get_note(NOTE)))

    async def _compare(self, seen: _Seen | None) -> None:
        """Remember the version that is served, and how it differs from the one seen before, if any was."""
        knowledge = self._live.engine.knowledge
        if seen is None or seen.version != knowledge.version:
            seen = _differing(knowledge, seen)
            await self._notes.put_note(NOTE, _written(seen))
        self._seen = seen


def _differing(new: Knowledge, old: _Seen | None) -> _Seen:
    titles = {entry.id: entry.title for entry in new.entries}
    if old is None:
        return _Seen(new.version, titles)
    added = tuple(entry for entry in titles if entry not in old.titles)
    removed = {entry: title for entry, title in old.titles.items() if entry not in titles}
    return _Seen(new.version, titles, added, removed)


def _corrections(knowledge: Knowledge) -> tuple[Corrected, ...]:
    found = [
        Corrected(Choice(entry.id, entry.title), correction.date, correction.text)
        for entry in knowledge.entries
        for correction in reversed(entry.corrections)  # in the files the newest is last
    ]
    return tuple(sorted(found, key=lambda corrected: corrected.date, reverse=True))


def _written(seen: _Seen) -> str:
    fields = {"version": seen.version, "titles": seen.titles, "added": seen.added, "removed": seen.removed or {}}
    return json.dumps(fields, ensure_ascii=False)


def _read(note: str | None) -> _Seen | None:
    """Read what `_written` wrote; None if there is nothing, or if another version of this program wrote it."""
    try:
        fields = json.loads(note or "")
        return _Seen(fields["version"], fields["titles"], tuple(fields["added"]), fields["removed"])
    except (ValueError, KeyError, TypeError):
        return None
