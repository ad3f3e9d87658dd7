"""From a reply to the messages that carry it: pure values, each within Discord's limits.

A long answer becomes several messages, parted between sentences. What is Discord's own (embeds, views) is made of these
in `sending`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qwenbot.answering.phrases import status_words
from qwenbot.answering.reply import Choice, Citation, Reply
from qwenbot.bot import limits
from qwenbot.bot.markdown import escape, escape_within, link, shorten, timestamp
from qwenbot.bot.pages import Atom, pages
from qwenbot.bot.parting import sentence_atoms
from qwenbot.bot.words import words
from qwenbot.knowledge.model import FactStatus, Outcome


@dataclass(frozen=True, slots=True)
class Button:
    """A button that opens an entry."""

    label: str
    entry: str


@dataclass(frozen=True, slots=True)
class Part:
    """One message in Discord's markdown: plain lines, or with `card` a framed text under a title."""

    text: str
    title: str = ""
    card: bool = False
    buttons: tuple[Button, ...] = ()


def render(reply: Reply, *, chosen: bool = False, framed: bool = True) -> tuple[Part, ...]:
    """Return the messages for a reply.

    `chosen` if it was opened by its title, which is then repeated; `framed` unless embeds may not be shown.
    """
    atoms = [*sentence_atoms(reply.text)]
    title = reply.title or ""
    if not (chosen or reply.citations or _says_that_nobody_knows(reply)):
        return _finish(pages(atoms, limits.CONTENT), Part(""), reply)  # small talk, or a miss
    atoms += _sources(reply.citations, reply.language)
    atoms.append(Atom(words(reply.language, "as-of", date=timestamp(reply.as_of)), "\n" if reply.citations else "\n\n"))
    if framed:
        head = Part("", escape_within(title, limits.EMBED_TITLE) if title else "", card=True)
        return _finish(pages(atoms, limits.EMBED_DESCRIPTION), head, reply)
    if title:
        atoms = [Atom(f"**{escape_within(title, limits.EMBED_TITLE)}**"), replace(atoms[0], gap="\n"), *atoms[1:]]
    return _finish(pages(atoms, limits.CONTENT), Part(""), reply)


def render_brief(reply: Reply, *, framed: bool = True) -> tuple[Part, ...]:
    """Return the messages for a reply where others are talking: not knowing takes one sentence and no more."""
    if reply.outcome is not Outcome.ABSTAINED:
        return render(reply, framed=framed)
    said = next(sentence_atoms(reply.text), Atom(""))
    cited = [citation for citation in reply.citations if f"[{citation.n}]" in said.text]
    atoms = [said, *(Atom(_source(citation, reply.language), "\n") for citation in cited)]
    return tuple(Part(text) for text in pages(atoms, limits.CONTENT))


def buttons(choices: tuple[Choice, ...]) -> tuple[Button, ...]:
    """Return a button for each of the first few entries, under its title."""
    by_entry = {choice.entry: choice.question for choice in choices}  # Discord refuses two buttons of one id
    offered = list(by_entry.items())[: limits.BUTTONS]
    return tuple(Button(shorten(title, limits.BUTTON_LABEL) or entry, entry) for entry, title in offered)


def _says_that_nobody_knows(reply: Reply) -> bool:
    """Tell an `unknown` entry, which a curator wrote, from a miss."""
    return reply.outcome is Outcome.ABSTAINED and reply.entry is not None


def _finish(texts: tuple[str, ...], head: Part, reply: Reply) -> tuple[Part, ...]:
    """Put the title on the first message and the buttons below the last."""
    parts = [replace(head, text=text, title=head.title if n == 0 else "") for n, text in enumerate(texts)]
    parts[-1] = replace(parts[-1], buttons=buttons(reply.suggestions or reply.follow_ups))
    return tuple(parts)


def _sources(citations: tuple[Citation, ...], language: str) -> Iterator[Atom]:
    if citations:
        yield Atom(f"**{words(language, 'sources')}**", "\n\n")
    for citation in citations:
        yield Atom(_source(citation, language), "\n")


def _source(citation: Citation, language: str) -> str:
    """Return one line: the mark, where it leads, and how the source states it."""
    label = link(shorten(citation.label, limits.SOURCE_LABEL), citation.url, limits.SOURCE_URL)
    line = f"[{citation.n}] {label} — {status_words(language, citation.status)}"
    if citation.attributed_to:
        key = "quoted-by" if citation.status is FactStatus.QUOTE else "claimed-by"
        line += f", {words(language, key, who=escape(shorten(citation.attributed_to, limits.SOURCE_BY)))}"
    return line
