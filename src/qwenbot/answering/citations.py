"""From markers in a curator's text to numbered marks, and from the facts they name to where those stand."""

from dataclasses import dataclass

from qwenbot.answering.phrases import phrase
from qwenbot.answering.reply import Citation
from qwenbot.knowledge.model import Cite, Fact, Knowledge
from qwenbot.text.markup import Marker, pieces


@dataclass(frozen=True, slots=True)
class Cited:
    """A text with marks like `[1]`, and where they lead."""

    text: str
    citations: tuple[Citation, ...]


def cite(text: str, knowledge: Knowledge, language: str) -> Cited:
    """Turn markers into numbers in order of first use; a fact with two cites gives two citations of one number."""
    numbers: dict[str, int] = {}
    shown: list[str] = []
    for piece in pieces(text):
        if isinstance(piece, Marker):
            shown.append(f"[{numbers.setdefault(piece.fact, len(numbers) + 1)}]")
        else:
            shown.append(piece)
    citations = tuple(
        _citation(n, knowledge.fact_by_id[fact], place, knowledge, language)
        for fact, n in numbers.items()
        for place in knowledge.fact_by_id[fact].cites
    )
    return Cited(" ".join("".join(shown).split()), citations)


def _citation(n: int, fact: Fact, place: Cite, knowledge: Knowledge, language: str) -> Citation:
    source = knowledge.source_by_id[place.source]
    section = source.section(place.section) if place.section else None
    parts = [source.title.text(language)]
    if section:
        parts.append(f"“{section.title}”")
    if place.paragraph:
        parts.append(phrase(language, "paragraph", n=place.paragraph))
    return Citation(
        n=n,
        fact=fact.id,
        source=source.id,
        label=", ".join(parts),
        section=section.title if section else None,
        paragraph=place.paragraph,
        status=fact.status,
        attributed_to=fact.attributed_to,
        url=source.url,
    )
