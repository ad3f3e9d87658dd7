"""`qwenbot chat`: a conversation in the terminal; with piped input, plain text for one question a line."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable

import click

from qwenbot.bootstrap import open_terminal
from qwenbot.cli.options import settings_of, shared_options
from qwenbot.cli.plain import as_text
from qwenbot.cli.streams import STANDARD_INPUT, lines, write_line
from qwenbot.cli.talk import HELP, Help, Leave, Said, Talk
from qwenbot.config import Settings


@click.command(short_help="Talk in the terminal.")
@shared_options
@click.pass_context
def command(context: click.Context, /) -> None:
    """Talk in the terminal: no token, no network.

    Follow-ups are understood, and a number asks the question that was shown with it. With piped input, one question a
    line is answered in plain text.
    """
    asyncio.run(_chat(settings_of(context)))


async def _chat(settings: Settings) -> None:
    async with open_terminal(settings) as app:
        if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
            from qwenbot.cli import prompt  # noqa: PLC0415 - prompt_toolkit and rich take 150 ms that pipes need not pay

            await prompt.chat(app.ask, app.live.engine.knowledge.story, os.environ)
        else:
            await chat_plainly(Talk(app.ask), lines(STANDARD_INPUT), write_line)


async def chat_plainly(talk: Talk, typed: AsyncIterator[bytes], write: Callable[[str], None]) -> None:
    """Answer one question a line; after each reply comes an empty line."""
    async for line in typed:
        match talk.hear(line.decode("utf-8-sig", "replace")):
            case Said(reply, title):
                write(f"{as_text(reply, title)}\n")
            case Help():
                write(f"{HELP}\n")
            case Leave():
                return
            case None:
                pass
