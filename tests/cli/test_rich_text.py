"""What people at a terminal see for a reply."""

import re
from dataclasses import replace

import pytest

from qwenbot.answering.reply import Choice
from qwenbot.cli.rich_text import console_for, show_reply
from tests.cli.test_plain import REPLY

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Give the environment of a terminal of 50 columns with colours, which rich is made to take the output for."""
    environment = {"TERM": "xterm-256color", "FORCE_COLOR": "1", "COLUMNS": "50"}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return environment


SHOWN = """\
She resigned [1], over repairs [2].

Sources, as of 2031-05-09:
 [1] The Gazette, “News”, paragraph 1 — reported
 [2] The Gazette — the author's analysis,
     according to Tom Aster
     <https://gazette.example/1>
 [2] A letter — quoted, said by Mira Holt

You can go on with:
 1. When did she resign?
 2. Who owns the dam?
"""


def shown(text: str) -> str:
    """Take the colours and the padding at the ends of lines away."""
    return "\n".join(line.rstrip() for line in ANSI.sub("", text).split("\n"))


def test_long_lines_hang_beside_their_mark(terminal: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    show_reply(console_for(terminal), REPLY)
    printed = capsys.readouterr().out
    assert shown(printed) == SHOWN
    assert "\x1b[36m[1]" in printed


@pytest.mark.parametrize("wish", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_escape_sequence_where_none_is_wanted(
    terminal: dict[str, str], capsys: pytest.CaptureFixture[str], wish: dict[str, str]
) -> None:
    show_reply(console_for(terminal | wish), REPLY)
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert shown(printed) == SHOWN


def test_content_is_shown_not_obeyed(terminal: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    reply = replace(
        REPLY, text="[red]a[/red] :smile: \x1b[31mb [/nope]", citations=(), follow_ups=(Choice("a", "[bold]c\x07"),)
    )
    show_reply(console_for(terminal | {"NO_COLOR": "1"}), reply)
    printed = capsys.readouterr().out
    assert (
        shown(printed)
        == """\
[red]a[/red] :smile: \ufffd[31mb [/nope]

You can go on with:
 1. [bold]c\ufffd
"""
    )
