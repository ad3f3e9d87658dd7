"""A reply as plain text, for pipes and for terminals that want no colour."""

from collections.abc import Iterator, Sequence

from qwenbot.answering.reply import Choice, Reply
from qwenbot.cli.printable import one_line, printable
from qwenbot.cli.words import source_line, words
from qwenbot.reports.marks import by_mark


def as_text(reply: Reply, title: str | None = None) -> str:
    """Return what is said, then the sources, then what else can be asked, numbered; under a title if there is one."""
    return "\n".join([*([one_line(title)] if title else []), *_reply(reply)])


def explanation(reply: Reply) -> str:
    """Return the steps that led to a reply, one a line."""
    return "\n".join(
        ["How this was decided:", *(f"  {one_line(f'{step.name}: {step.finding}')}" for step in reply.steps)]
    )


def candidates_text(reply: Reply, most: int | None = None) -> str:
    """Return the best-ranked entries with their scores, as they were before the guard had its say."""
    ranked = [f"  {found.score:.4f}  {found.entry}" for found in reply.candidates[:most]]
    if not ranked:
        return "Candidates: none"
    return "\n".join(["Candidates, best-ranked first, and how likely each is to answer:", *ranked])


def _reply(reply: Reply) -> Iterator[str]:
    yield printable(reply.text)
    yield from _numbered(reply.suggestions)
    if reply.citations:
        yield ""
        yield words(reply.language, "sources", date=reply.as_of)
        for citation in by_mark(reply.citations, reply.language):
            yield f"[{citation.n}] {source_line(citation, reply.language)}"
    if reply.follow_ups:
        yield ""
        yield words(reply.language, "follow-ups")
        yield from _numbered(reply.follow_ups)


def _numbered(choices: Sequence[Choice]) -> Iterator[str]:
    for number, choice in enumerate(choices, start=1):
        yield f"  {number}. {one_line(choice.question)}"
