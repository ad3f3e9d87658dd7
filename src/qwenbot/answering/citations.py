"""From markers in a curator's text to numbered marks, and from the facts they name to where those stand."""

from dataclasses import dataclass
from itertools import chain

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
    cited = (citations(n, knowledge.fact_by_id[fact], knowledge, language) for fact, n in numbers.items())
    return Cited(" ".join("".join(shown).split()), tuple(chain.from_iterable(cited)))


def citations(n: int, fact: Fact, knowledge: Knowledge, language: str) -> tuple[Citation, ...]:
    """Say where a fact stands, under a number: once for each of its cites."""
    return tuple(_citation(n, fact, place, knowledge, language) for place in fact.cites)


def _citation(n: int, fact: Fact, place: Cite, knowledge: Knowledge, language: str) -> Citation:
    source = knowledge.source_by_id[place.source]
    section = source.section(place.section) if place.section else None
    title = source.title.text(language)
    parts = [title]
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
        title=title,
    )
