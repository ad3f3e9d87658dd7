"""The conversation for people at a terminal: a prompt with history, replies in colour.

Loaded only there. The history lives as long as the conversation: what people ask is not left on disk.
"""

from collections.abc import Mapping
from typing import Final

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console
from rich.text import Text

from qwenbot.answering.reply import Choice
from qwenbot.cli.printable import one_line, printable
from qwenbot.cli.rich_text import console_for, show_choices, show_reply
from qwenbot.cli.talk import HELP, Help, Leave, Said, Talk
from qwenbot.knowledge.model import Story
from qwenbot.service.ask import AskService

_TO_TRY: Final = 3
"""Questions offered before anything is typed."""


async def chat(service: AskService, story: Story, environment: Mapping[str, str]) -> None:
    """Welcome, then answer until whoever talks leaves."""
    console = console_for(environment)
    offered = service.suggest("", _TO_TRY)
    _welcome(console, story, offered)
    talk = Talk(service, offered)
    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    while True:
        try:
            typed = await session.prompt_async("> ")
        except (EOFError, KeyboardInterrupt):  # Ctrl-D and Ctrl-C
            return
        match talk.hear(typed):
            case Said(reply, title):
                if title:
                    console.print(Text(one_line(title), style="bold"))
                show_reply(console, reply)
                console.print()
            case Help():
                console.print(Text(f"{HELP}\n"))
            case Leave():
                return
            case None:
                pass


def _welcome(console: Console, story: Story, offered: tuple[Choice, ...]) -> None:
    console.print(Text.assemble((one_line(story.title.text()), "bold"), (f", as of {story.as_of}", "dim")))
    console.print(Text(printable(story.about.text())))
    if offered:
        console.print(Text("\nTry one of these:", style="dim"))
        show_choices(console, offered)
    picked = ", or a number from the list" if offered else ""
    console.print(Text(f"\nType a question{picked}. help tells more, quit leaves.\n", style="dim"))
