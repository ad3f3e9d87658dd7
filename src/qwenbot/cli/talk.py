"""A conversation in the terminal, apart from how it is read and shown: what each line typed comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qwenbot.answering.reply import Choice, Reply
from qwenbot.service.ask import Asker, AskService
from qwenbot.service.ports import Surface

HELP: Final = """\
Ask in your own words. Follow-ups such as “and why?” are understood.
A number asks the question that was shown with it.
help shows this; quit, exit, Ctrl-D or Ctrl-C leaves."""

_LEAVING: Final = frozenset({"quit", "exit"})
_ASKER: Final = Asker(Surface.CHAT, conversation="terminal")


@dataclass(frozen=True, slots=True)
class Leave:
    """Whoever talks wants to go."""


@dataclass(frozen=True, slots=True)
class Help:
    """Whoever talks wants to know what can be typed."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reply; `title` is the question it answers where that was picked by its number."""

    reply: Reply
    title: str | None = None


class Talk:
    """One conversation, and the questions that a number picks: those shown last, at first `offered`."""

    def __init__(self, service: AskService, offered: Sequence[Choice] = ()) -> None:
        self._service = service
        self._offered = tuple(offered)

    def hear(self, line: str) -> Said | Help | Leave | None:
        """Take a line that was typed; None if there is nothing on it."""
        text = line.strip()
        if not text:
            return None
        if text.casefold() in _LEAVING:
            return Leave()
        if text.casefold() == "help":
            return Help()
        said = self._picked(text) or Said(self._service.ask(text, _ASKER).reply)
        self._offered = said.reply.suggestions or said.reply.follow_ups
        return said

    def _picked(self, text: str) -> Said | None:
        if not (text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(self._offered)):
            return None
        choice = self._offered[int(text) - 1]
        opened = self._service.open(choice.entry, _ASKER)
        return Said(opened.reply, choice.question) if opened else None
