"""A reply for people at a terminal: wrapped, indented and coloured. Loaded only there, because rich takes its time."""

import sys
from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qwenbot.answering.reply import Choice, Reply
from qwenbot.cli.printable import one_line, printable
from qwenbot.cli.words import source_line, words
from qwenbot.knowledge.model import Outcome
from qwenbot.reports.marks import by_mark

_COLOURS: Final = {Outcome.ANSWERED: "", Outcome.SUGGESTED: "yellow", Outcome.ABSTAINED: "yellow"}

WIDEST: Final = 100
"""Columns; longer lines are hard to read."""


def console_for(environment: Mapping[str, str]) -> Console:
    """Return a console on standard output, without any ANSI sequence where NO_COLOR is set or the terminal is dumb."""
    plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    console = Console(file=sys.stdout, color_system=None if plain else "auto", highlight=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def show_reply(console: Console, reply: Reply) -> None:
    """Print what is said, then the sources, then what else can be asked, numbered."""
    said = Text(printable(reply.text), style=_COLOURS[reply.outcome])
    said.highlight_regex(r"\[\d+\]", "cyan")
    console.print(said)
    show_choices(console, reply.suggestions)
    if reply.citations:
        console.print(Text("\n" + words(reply.language, "sources", date=reply.as_of), style="dim"))
        marks = by_mark(reply.citations, reply.language)
        rows = [(f"[{mark.n}]", source_line(mark, reply.language)) for mark in marks]
        console.print(_list(rows, "cyan", "dim"))
    if reply.follow_ups:
        console.print(Text("\n" + words(reply.language, "follow-ups"), style="dim"))
        show_choices(console, reply.follow_ups)


def show_choices(console: Console, choices: Sequence[Choice]) -> None:
    """Print entries with the numbers that pick them."""
    rows = [(f"{number}.", one_line(choice.question)) for number, choice in enumerate(choices, start=1)]
    console.print(_list(rows, "bold", ""))


def _list(rows: Sequence[tuple[str, str]], mark_style: str, style: str) -> Table:
    """Lay out marks and texts so that long texts hang beside their mark."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for mark, text in rows:
        table.add_row(Text(f" {mark}", style=mark_style), Text(text, style=style))
    return table
