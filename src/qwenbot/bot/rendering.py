"""From a reply to the messages that carry it: pure values, each within Discord's limits.

A long answer becomes several messages, parted between sentences. What is Discord's own (embeds, views) is made of these
in `drawing`; which buttons there are is decided in `controls`.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from qwenbot.answering.phrases import status_words
from qwenbot.answering.reply import Citation, Reply
from qwenbot.bot import limits
from qwenbot.bot.markdown import escape, escape_within, link, shorten, timestamp
from qwenbot.bot.pages import Atom, pages
from qwenbot.bot.parting import sentence_atoms
from qwenbot.bot.parts import Part, Row
from qwenbot.bot.words import words
from qwenbot.knowledge.model import FactStatus, Outcome
from qwenbot.reports.marks import by_mark


@lru_cache(maxsize=1024)  # what is asked often is the same reply each time
def render(reply: Reply, *, chosen: bool = False, framed: bool = True) -> tuple[Part, ...]:
    """Return the messages for a reply.

    `chosen` if it was opened by its title, which is then repeated; `framed` unless embeds may not be shown.
    """
    atoms = [*sentence_atoms(reply.text)]
    title = reply.title or ""
    if not (chosen or reply.citations or _says_that_nobody_knows(reply)):
        return _finish(pages(atoms, limits.CONTENT), Part(""))  # small talk, or a miss
    atoms += _sources(reply.citations, reply.language)
    atoms.append(Atom(words(reply.language, "as-of", date=timestamp(reply.as_of)), "\n" if reply.citations else "\n\n"))
    if framed:
        head = Part("", escape_within(title, limits.EMBED_TITLE) if title else "", card=True)
        return _finish(pages(atoms, limits.EMBED_DESCRIPTION), head)
    if title:
        atoms = [Atom(f"**{escape_within(title, limits.EMBED_TITLE)}**"), replace(atoms[0], gap="\n"), *atoms[1:]]
    return _finish(pages(atoms, limits.CONTENT), Part(""))


def render_brief(reply: Reply) -> tuple[Part, ...]:
    """Return the messages for not knowing where others are talking: that takes one sentence and no more."""
    said = next(sentence_atoms(reply.text), Atom(""))
    cited = by_mark((each for each in reply.citations if f"[{each.n}]" in said.text), reply.language)
    atoms = [said, *(Atom(_source(citation, reply.language), "\n") for citation in cited)]
    return tuple(Part(text) for text in pages(atoms, limits.CONTENT))


def with_rows(parts: tuple[Part, ...], last: tuple[Row, ...], others: tuple[Row, ...] = ()) -> tuple[Part, ...]:
    """Put rows of buttons below the last message, and others below each before it."""
    return *(replace(part, rows=others) for part in parts[:-1]), replace(parts[-1], rows=last)


def with_lead(parts: tuple[Part, ...], lead: str, pings: int | None = None) -> tuple[Part, ...]:
    """Put a line above what is said; `pings` is the user that it mentions, who may hear of it."""
    first, *more = parts
    if first.card:
        return replace(first, lead=lead, pings=pings), *more
    if len(lead) + 1 + len(first.text) <= limits.CONTENT:
        return replace(first, text=f"{lead}\n{first.text}", pings=pings), *more
    return Part(lead, pings=pings), *parts


def _says_that_nobody_knows(reply: Reply) -> bool:
    """Tell an `unknown` entry, which a curator wrote, from a miss."""
    return reply.outcome is Outcome.ABSTAINED and reply.entry is not None


def _finish(texts: tuple[str, ...], head: Part) -> tuple[Part, ...]:
    """Put the title on the first message."""
    return tuple(replace(head, text=text, title=head.title if n == 0 else "") for n, text in enumerate(texts))


def _sources(citations: tuple[Citation, ...], language: str) -> Iterator[Atom]:
    if citations:
        yield Atom(f"**{words(language, 'sources')}**", "\n\n")
    for citation in by_mark(citations, language):
        yield Atom(_source(citation, language), "\n")


def _source(citation: Citation, language: str) -> str:
    return f"[{citation.n}] {source_line(citation, language)}"


def source_line(citation: Citation, language: str) -> str:
    """Return where a fact stands, and how the source states it, in one line."""
    label = link(shorten(citation.label, limits.SOURCE_LABEL), citation.url, limits.SOURCE_URL)
    line = f"{label} — {status_words(language, citation.status)}"
    if citation.attributed_to:
        key = "quoted-by" if citation.status is FactStatus.QUOTE else "claimed-by"
        line += f", {words(language, key, who=escape(shorten(citation.attributed_to, limits.SOURCE_BY)))}"
    return line
