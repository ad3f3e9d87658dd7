"""Replies made by hand, for the tests of what is shown of them."""

from typing import Any

from qwenbot.answering.reply import Choice, Citation, Reply
from qwenbot.knowledge.model import Date, FactStatus, Outcome


def reply(text: str, outcome: Outcome = Outcome.ANSWERED, **others: Any) -> Reply:
    """Make a reply of the dam story."""
    usual: dict[str, Any] = {"language": "en", "knowledge": "0", "as_of": Date(2031, 5, 9)}
    return Reply(outcome=outcome, text=text, **usual | others)


def citation(n: int, label: str = "The Gazette, “News”, paragraph 1", **others: Any) -> Citation:
    """Make a citation of the Gazette."""
    usual: dict[str, Any] = {
        "fact": f"fact-{n}",
        "source": "gazette",
        "section": "News",
        "paragraph": 1,
        "status": FactStatus.REPORTED,
        "attributed_to": None,
        "url": None,
        "title": "The Gazette",
    }
    return Citation(n=n, label=label, **usual | others)


RESIGNED = reply(
    "Mira Holt resigned on 4 May 2031 [1]. “I am done,” she said [2].",
    entry="holt-when",
    title="When did Mira Holt resign?",
    citations=(
        citation(1, url="https://example.org/gazette"),
        citation(2, "The Gazette, “News”, paragraph 2", status=FactStatus.QUOTE, attributed_to="Mira Holt"),
        citation(2, "The Herald", source="herald", status=FactStatus.QUOTE, attributed_to="Mira Holt"),
    ),
    follow_ups=(Choice("holt-why", "Why did Mira Holt resign?"), Choice("dam-owner", "Who owns the dam?")),
)
MISS = reply("I don't know: I found nothing on that. Ask about the Larkfield dam.", Outcome.ABSTAINED)
UNSAID = reply(
    "The story does not say. She was chief engineer [1].",
    Outcome.ABSTAINED,
    entry="holt-age",
    title="How old is Mira Holt?",
    citations=(citation(1),),
)
UNSURE = reply(
    "I'm not sure which of these you mean:",
    Outcome.SUGGESTED,
    suggestions=(Choice("holt-when", "When did Mira Holt resign?"), Choice("holt-why", "Why did Mira Holt resign?")),
)
HELLO = reply("Hello! Ask me about the dam.", entry="greeting", title="hello")
