"""The same questions get the same bytes, whatever the hash seed and the way the pack is cut into files."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from qwenbot.knowledge.model import Entry, Knowledge
from tests.cli.programs import qwenbot
from tests.matching.bases import FAIR
from tests.stories import DAM

OF_THE_RUN = re.compile(r'("elapsed_us"): \d+')
"""What differs from run to run, beside the id, which the questions bring with them."""

BOTH = replace(DAM, entries=(*DAM.entries, *FAIR.entries))
"""Names, synonyms and fillers, and enough phrasings to calibrate on."""

QUESTIONS = (
    "who runs the bakry", "carousel prices pls", "where is teh glassblower", "old smithy", "pottery", "the of and", "7",
    "when did holt quit", "wen did mira hlt resgin", "pump 7 capacity?", "does pump 7 move 85 tonnes", "aster", "谁",
    "米拉什么时候走的", "best pizza in town", "🦀", "", "who who who", "which corner has what", "no such stall",
)  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    about = {"entities": list(entry.entities)} if entry.entities else {}
    answer = dict(entry.answer.by_language)
    return {"id": entry.id, "kind": entry.kind, "questions": list(entry.questions), "answer": answer} | about


def pack(knowledge: Knowledge) -> dict[str, Any]:
    """Return the knowledge as its file has it."""
    story = knowledge.story
    return {
        "story": {"format": 1, "id": story.id, "title": story.title.text(), "language": story.language,
                  "as_of": str(story.as_of), "about": story.about.text()},
        "sources": [{"id": source.id, "title": source.title.text(), "publisher": source.publisher,
                     "sections": [{"id": section.id, "title": section.title} for section in source.sections]}
                    for source in knowledge.sources],
        "entities": [{"id": entity.id, "name": entity.name, "type": entity.type, "aliases": list(entity.aliases)}
                     for entity in knowledge.entities],
        "facts": [{"id": fact.id, "text": fact.text.text(), "status": fact.status, "entities": list(fact.entities),
                   "cites": [str(cite) for cite in fact.cites]} for fact in knowledge.facts],
        "entries": [_entry(entry) for entry in knowledge.entries],
        "lexicon": {"synonyms": [list(group) for group in knowledge.lexicon.synonyms],
                    "fillers": list(knowledge.lexicon.fillers)},
        "out_of_scope": list(knowledge.out_of_scope),
    }  # fmt: skip


def answers(place: Path, seed: int, *options: str) -> str:
    """Return what one process prints, without what may differ."""
    typed = "".join(json.dumps({"id": n, "question": question}) + "\n" for n, question in enumerate(QUESTIONS))
    ask = ("ask", "--jsonl", "--candidates", "5", "--database", "memory:", *options)
    ended = qwenbot(place, *ask, typed=typed, PYTHONHASHSEED=str(seed))
    assert (ended.status, ended.err, ended.out.count("\n")) == (0, "", len(QUESTIONS))
    return OF_THE_RUN.sub(r"\1: …", ended.out)


def test_three_processes_with_other_hash_seeds_print_the_same(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "pack.yaml").write_text(json.dumps(pack(BOTH)), encoding="utf-8")
    first, *others = (answers(tmp_path, seed, "--explain") for seed in range(3))
    assert [other == first for other in others] == [True, True]
    assert '"candidates": [{"entry": "' in first


def test_one_file_or_many_in_whatever_order_print_the_same(tmp_path: Path) -> None:
    """The files are read in the order of their names."""
    whole = pack(DAM)
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "pack.yaml").write_text(json.dumps(whole), encoding="utf-8")
    parts = [{key: [item]} for key, items in whole.items() if isinstance(items, list) for item in items]
    parts += [{key: items} for key, items in whole.items() if not isinstance(items, list)]
    for turn in (1, -1):
        place = tmp_path / f"parts{turn}" / "below"
        place.mkdir(parents=True)
        for n, part in enumerate(parts[::turn]):
            (place / f"{n:03}.yaml").write_text(json.dumps(part), encoding="utf-8")
    first, *others = (answers(tmp_path, 0, "--knowledge", name) for name in ("whole", "parts1", "parts-1"))
    assert [other == first for other in others] == [True, True]
