"""A set of questions as knowledge: one entry for each label, its phrasings the entry's."""

import json
from pathlib import Path
from typing import Final

from bench.sets import Labelled
from qwenbot.knowledge.model import (
    Cite,
    Date,
    Entry,
    Fact,
    FactStatus,
    Knowledge,
    Localised,
    Source,
    Story,
)

_ABOUT: Final = "A set of questions."


def knowledge_of(phrasings: tuple[Labelled, ...]) -> Knowledge:
    """Make the knowledge that the phrasings' labels are the entries of."""
    said = Localised.of("en", "This is told [told].")
    about = Localised.of("en", _ABOUT)
    return Knowledge(
        Story("bench", about, "en", Date(2026), about),
        (Source("set", about, "bench"),),
        facts=(Fact("told", said, FactStatus.REPORTED, (Cite("set"),)),),
        entries=tuple(Entry(label, tuple(texts), said) for label, texts in _by_label(phrasings).items()),
    )


def write_pack(directory: Path, phrasings: tuple[Labelled, ...]) -> None:
    """Write the same into a directory, as a curator's YAML would have it. Labels must be fit to be ids."""
    pack = {
        "story": {"format": 1, "id": "bench", "title": _ABOUT, "language": "en", "as_of": "2026", "about": _ABOUT},
        "sources": [{"id": "set", "title": _ABOUT, "publisher": "bench"}],
        "facts": [{"id": "told", "text": "This is told.", "status": "reported", "cites": ["set"]}],
        "entries": [
            {"id": label, "questions": texts, "answer": "This is told [told]."}
            for label, texts in _by_label(phrasings).items()
        ],
    }
    text = json.dumps(pack, ensure_ascii=False, indent=0)  # JSON is YAML
    (directory / "pack.yaml").write_text(text, encoding="utf-8")


def _by_label(phrasings: tuple[Labelled, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, label in phrasings:
        found.setdefault(label, []).append(text)
    return found
