"""The entries by topic, as their curators have grouped them."""

from dataclasses import dataclass

from qwenbot.knowledge.model import Entry, EntryKind, Knowledge


@dataclass(frozen=True, slots=True)
class Topic:
    """Entries of one topic, in the files' order; `name` is None for those that have none. Never empty.

    Topics have no ids: the first entry's stands for the topic.
    """

    name: str | None
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """The id that stands for it."""
        return self.entries[0].id


def topics(knowledge: Knowledge, language: str) -> tuple[Topic, ...]:
    """Return the topics in the order in which they first come up; no small talk.

    What has no topic comes behind those that have one, and last what the story does not tell.
    """
    by_name: dict[str | None, list[Entry]] = {}
    for entry in knowledge.entries:
        if entry.kind is not EntryKind.CHAT:
            by_name.setdefault(entry.topic.text() if entry.topic else None, []).append(entry)
    last = by_name.pop(None, [])
    groups = sorted((*by_name.values(), *([last] if last else [])), key=_tells_nothing)
    return tuple(_topic(tuple(group), language) for group in groups)


def _tells_nothing(entries: list[Entry]) -> bool:
    return all(entry.kind is EntryKind.UNKNOWN for entry in entries)


def topic_of(knowledge: Knowledge, entry: str, language: str) -> Topic | None:
    """Return the topic that an entry belongs to; None if there is no such entry any more."""
    found = (topic for topic in topics(knowledge, language) if any(each.id == entry for each in topic.entries))
    return next(found, None)


def _topic(entries: tuple[Entry, ...], language: str) -> Topic:
    name = entries[0].topic
    return Topic(name.text(language) if name else None, entries)
