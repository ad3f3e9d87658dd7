"""What is known, in pages: made anew from the knowledge as it is now, so that a page can be turned at any time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qwenbot.bot import custom_ids, limits
from qwenbot.bot.markdown import escape, escape_within, link, shorten, timestamp
from qwenbot.bot.pages import Atom, pages
from qwenbot.bot.parts import Button, Look, Menu, Option, Part
from qwenbot.bot.rendering import source_line
from qwenbot.bot.words import words
from qwenbot.knowledge.model import Entity, Entry, Knowledge
from qwenbot.reports.entities import entries_about
from qwenbot.reports.facts import Told, facts_about, timeline
from qwenbot.reports.sources import Weighed, sources
from qwenbot.reports.topics import Topic, topics
from qwenbot.service.changes import Changes

Pages = tuple[Part, ...]


def page(report: str, about: str, shown: Pages, number: int, language: str) -> Part:
    """Return a page, counted from 0, with buttons to those beside it; the last one where there are fewer by now."""
    number = min(number, len(shown) - 1)
    part = shown[number]
    if len(shown) == 1:
        return part
    turns = tuple(
        Button(words(language, key), custom_ids.page(report, about, to), Look.CONTROL)
        for key, to in (("back", number - 1), ("next", number + 1))
        if 0 <= to < len(shown)
    )
    counted = words(language, "page", n=number + 1, of=len(shown))
    return replace(part, text=f"{part.text}\n\n{counted}", rows=(*part.rows, turns))


def timeline_pages(knowledge: Knowledge, language: str) -> Pages:
    """Show the facts that have a date, in order of it."""
    told = _told(timeline(knowledge, language), words(language, "timeline-title"), language)
    return told or _line(language, "timeline-none")


def facts_pages(knowledge: Knowledge, entity: Entity, language: str) -> Pages:
    """Show the facts about an entity."""
    title = words(language, "facts-title", name=entity.name)
    told = _told(facts_about(knowledge, entity.id, language), title, language)
    return told or _line(language, "facts-none", name=_name(entity))


def who_pages(knowledge: Knowledge, entity: Entity, language: str) -> Pages:
    """Show who or what an entity is, and what can be asked about it."""
    head = [f"*{words(language, f'entity-{entity.type}')}*"]
    if entity.about:
        head.append(escape(entity.about.text(language)))
    number = len(facts_about(knowledge, entity.id, language))
    if number:
        head.append(words(language, "who-facts", n=number))
    entries = entries_about(knowledge, entity)
    if entries:
        head.append(words(language, "who-ask", name=_name(entity)))
    return _entries("\n".join(head), entity.name, entries, language)


def topics_pages(knowledge: Knowledge, language: str) -> Pages:
    """Show the topics, to choose from."""
    listed = [_topic_line(topic, language) for topic in topics(knowledge, language)]
    if not listed:
        return _line(language, "topics-none")
    title, text = words(language, "topics-title"), words(language, "topics-text")
    return _listing(text, title, listed, (custom_ids.TOPIC, words(language, "topics-choose")))


def topic_pages(topic: Topic, language: str) -> Pages:
    """Show the entries of a topic, to choose from."""
    return _entries("", _topic_name(topic, language), topic.entries, language)


def sources_pages(knowledge: Knowledge, language: str) -> Pages:
    """Show the sources, and how many facts stand on each."""
    atoms = [atom for each in sources(knowledge) for atom in _source(each, language)]
    return _cards(atoms, words(language, "sources-title")) or _line(language, "sources-none")


def changes_pages(changes: Changes, language: str) -> Pages:
    """Show what was corrected, added and removed."""
    corrected = (
        f"• {timestamp(each.date)} **{escape(each.entry.question)}**: {escape(each.text)}"
        for each in changes.corrections
    )
    groups = {
        "changes-corrected": corrected,
        "changes-added": (f"• {escape(each.question)}" for each in changes.added),
        "changes-removed": (f"• {escape(each.question)}" for each in changes.removed),
    }
    atoms = [
        Atom(line, "\n" if n else "\n\n")
        for key, lines in groups.items()
        for n, line in enumerate(_headed(words(language, key), lines))
    ]
    return _cards(atoms, words(language, "changes-title")) or _line(language, "changes-none")


def _headed(head: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines below a head that stays with the first; nothing if there are none."""
    for n, line in enumerate(lines):
        yield line if n else f"{head}\n{line}"


def _told(facts: tuple[Told, ...], title: str, language: str) -> Pages:
    return _cards([Atom(_fact(fact, language), "\n\n") for fact in facts], title)


def _fact(told: Told, language: str) -> str:
    date = f"**{timestamp(told.date)}** " if told.date else ""
    lines = [f"{date}{escape(told.text)}", *(f"-# {source_line(cited, language)}" for cited in told.cited)]
    return "\n".join(lines)


def _source(weighed: Weighed, language: str) -> Iterator[Atom]:
    source = weighed.source
    label = link(shorten(source.title.text(language), limits.SOURCE_LABEL), source.url, limits.SOURCE_URL)
    by = [escape(source.publisher)]
    if source.published:
        by.append(words(language, "source-published", date=timestamp(source.published)))
    yield Atom("\n".join((f"**{label}**", ", ".join(by), words(language, "source-facts", n=weighed.facts))), "\n\n")
    for section in source.sections:
        yield Atom(f"• {escape(section.title)}", "\n")


def _entries(head: str, title: str, entries: tuple[Entry, ...], language: str) -> Pages:
    listed = [(f"• {escape(entry.title)}", _option(entry.title, entry.id)) for entry in entries]
    return _listing(head, title, listed, (custom_ids.CHOOSE, words(language, "topic-choose")))


def _topic_line(topic: Topic, language: str) -> tuple[str, Option]:
    name, number = _topic_name(topic, language), words(language, "questions", n=len(topic.entries))
    return f"• {escape(name)} ({len(topic.entries)})", _option(name, topic.id, number)


def _topic_name(topic: Topic, language: str) -> str:
    return topic.name or words(language, "topic-other")


def _option(label: str, value: str, description: str = "") -> Option:
    return Option(shorten(label, limits.OPTION_TEXT) or value, value, description)


def _listing(head: str, title: str, listed: list[tuple[str, Option]], menu: tuple[str, str]) -> Pages:
    """List things in full, with a menu on each page to choose one; `menu` is its custom_id and what it says."""
    filled = [_Page(head)]
    for line, option in listed:
        if not filled[-1].takes(line):
            filled.append(_Page(""))
        filled[-1].lines.append(line)
        filled[-1].options.append(option)
    title = escape_within(title, limits.EMBED_TITLE)
    return tuple(
        Part(each.text or "…", title, card=True, rows=(Menu(*menu, tuple(each.options)),) if each.options else ())
        for each in filled
    )


class _Page:
    """A page that is being filled with lines, each of which can be chosen."""

    def __init__(self, head: str) -> None:
        self.lines = [head] if head else []
        self.options: list[Option] = []

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def takes(self, line: str) -> bool:
        """Tell whether there is room for one more; a page takes its first, however long."""
        roomy = len(self.text) + 1 + len(line) <= limits.BROWSED
        return not self.options or (roomy and len(self.options) < limits.MENU_OPTIONS)


def _cards(atoms: list[Atom], title: str) -> Pages:
    title = escape_within(title, limits.EMBED_TITLE)
    return tuple(Part(text, title, card=True) for text in pages(atoms, limits.BROWSED)) if atoms else ()


def _line(language: str, key: str, **values: object) -> Pages:
    return (Part(words(language, key, **values)),)


def _name(entity: Entity) -> str:
    return escape(shorten(entity.name, limits.NAME))
