"""`qwenbot ask`: one answer, or with `--jsonl` one for each line of standard input."""

import asyncio
import os
import sys
from collections.abc import Callable

import click

from qwenbot.bootstrap import open_terminal
from qwenbot.cli.as_json import Wanted, reply_object, to_line
from qwenbot.cli.jsonl import answer_lines
from qwenbot.cli.options import settings_of, shared_options
from qwenbot.cli.plain import as_text, candidates_text, explanation
from qwenbot.cli.streams import STANDARD_INPUT, lines, write_line
from qwenbot.config import Settings
from qwenbot.service.ask import Asked, Asker
from qwenbot.service.ports import Surface


@click.command(short_help="Answer one question, or many from standard input.")
@click.argument("question", nargs=-1, metavar="[QUESTION]…")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", is_flag=True, help="Answer each line of standard input, a JSON object, with one.")
@click.option("--explain", is_flag=True, help="Show how it was decided: candidates, scores, rules.")
@click.option("--candidates", type=click.IntRange(min=0), metavar="N", help="Show the N best-ranked entries.")
@shared_options
@click.pass_context
def command(
    context: click.Context,
    /,
    question: tuple[str, ...],
    *,
    as_json: bool,
    jsonl: bool,
    explain: bool,
    candidates: int | None,
) -> None:
    """Answer one question, in the words that follow.

    A line of --jsonl is {"id": …, "question": "…", "conversation": "…"}. Lines that share "conversation" are one
    conversation; without it, a line stands alone.
    """
    wanted = Wanted(candidates, steps=explain)
    if jsonl and question:
        raise click.UsageError("--jsonl reads the questions from standard input; leave out the one on the command line")
    if jsonl:
        asyncio.run(_ask_lines(settings_of(context), wanted))
        return
    if not question:
        raise click.UsageError("there is no question; add one, or --jsonl to read them from standard input")

    def show(asked: Asked) -> None:
        if as_json:
            write_line(to_line(reply_object(asked, asked.id, wanted)))
        else:
            _show(asked, wanted)

    asyncio.run(_ask(settings_of(context), " ".join(question), show, explain=explain))


async def _ask(settings: Settings, question: str, show: Callable[[Asked], None], *, explain: bool) -> None:
    async with open_terminal(settings) as app:
        # Shown before the query log is closed, which takes two seconds if another program holds it.
        show(app.ask.ask(question, Asker(Surface.ASK), explain=explain))


async def _ask_lines(settings: Settings, wanted: Wanted) -> None:
    async with open_terminal(settings) as app:
        await answer_lines(app.ask, lines(STANDARD_INPUT), write_line, wanted)


def _show(asked: Asked, wanted: Wanted) -> None:
    if sys.stdout.isatty():
        from qwenbot.cli import rich_text  # noqa: PLC0415 - rich takes 30 ms that pipes need not pay

        rich_text.show_reply(rich_text.console_for(os.environ), asked.reply)
    else:
        write_line(as_text(asked.reply))
    if wanted.steps:
        write_line("\n" + explanation(asked.reply))
    if wanted.steps or wanted.candidates is not None:
        write_line("\n" + candidates_text(asked.reply, wanted.candidates))
