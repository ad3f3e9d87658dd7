"""A reply as the JSON object that scripts rely on: these names and no others."""

import json
from dataclasses import dataclass
from typing import Any

from qwenbot.answering.reply import Choice, Citation
from qwenbot.service.ask import Asked


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is shown beside the reply: so many of the best-ranked entries, and the steps to the decision."""

    candidates: int | None = None
    steps: bool = False


def reply_object(asked: Asked, reply_id: object, wanted: Wanted) -> dict[str, Any]:
    """Return a reply under an id."""
    reply = asked.reply
    shown: dict[str, Any] = {
        "id": reply_id,
        "status": reply.outcome.value,
        "entry": reply.entry,
        "answer": reply.text,
        "score": round(reply.score, 4),
        "citations": [_citation(citation) for citation in reply.citations],
        "suggestions": [_choice(choice) for choice in reply.suggestions],
        "follow_ups": [_choice(choice) for choice in reply.follow_ups],
        "knowledge": reply.knowledge,
        "elapsed_us": asked.elapsed_us,
    }
    if wanted.candidates is not None:
        ranked = reply.candidates[: wanted.candidates]
        shown["candidates"] = [{"entry": found.entry, "score": found.score} for found in ranked]
    if wanted.steps:
        shown["steps"] = [{"name": step.name, "finding": step.finding} for step in reply.steps]
    return shown


def to_line(shown: object) -> str:
    """Return a value as JSON on one line, in the characters themselves rather than their escapes."""
    return json.dumps(shown, ensure_ascii=False)


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "fact": citation.fact,
        "source": citation.source,
        "label": citation.label,
        "section": citation.section,
        "paragraph": citation.paragraph,
        "status": citation.status.value,
        "attributed_to": citation.attributed_to,
        "url": citation.url,
    }


def _choice(choice: Choice) -> dict[str, str]:
    return {"entry": choice.entry, "question": choice.question}
