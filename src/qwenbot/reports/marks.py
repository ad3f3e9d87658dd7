"""Where the marks of an answer lead, for people: one line a mark, however many places of a source a fact stands in."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from qwenbot.answering.phrases import phrase
from qwenbot.answering.reply import Citation


def by_mark(citations: Iterable[Citation], language: str) -> tuple[Citation, ...]:
    """Return one citation for each mark and source, its label naming every place there."""
    together = groupby(citations, key=lambda citation: (citation.n, citation.source))
    return tuple(_joined(tuple(places), language) for _, places in together)


def _joined(places: tuple[Citation, ...], language: str) -> Citation:
    first = places[0]
    if len(places) == 1:
        return first
    paragraphs: dict[str | None, list[int]] = {}
    for place in places:
        paragraphs.setdefault(place.section, []).extend([place.paragraph] if place.paragraph else [])
    named = (_place(section, numbers, language) for section, numbers in paragraphs.items())
    return replace(first, label=", ".join(filter(None, (first.title, "; ".join(filter(None, named))))))


def _place(section: str | None, paragraphs: list[int], language: str) -> str:
    """Return a section and its paragraphs; nothing for a source as a whole, whose title says it."""
    parts = [f"“{section}”"] if section else []
    if paragraphs:
        key = "paragraph" if len(paragraphs) == 1 else "paragraphs"
        parts.append(phrase(language, key, n=", ".join(map(str, paragraphs))))
    return ", ".join(parts)
