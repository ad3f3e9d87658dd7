"""The conversation at a terminal, with keys pressed one after the other."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from qwenbot.cli.prompt import chat
from tests.cli.terminals import ListLog, service_on
from tests.stories import DAM

STORY = replace(
    DAM, entries=tuple(replace(entry, pinned=entry.id in {"holt-who", "dam-owner"}) for entry in DAM.entries)
)
PLAIN = {"NO_COLOR": "1", "TERM": "xterm"}
WELCOME = """\
The dam, as of 2031-05-09
Ask about the Larkfield dam.

Try one of these:
 1. Who is Mira Holt?
 2. Who owns the dam?

Type a question, or a number from the list. help tells more, quit leaves.

"""


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """Give a keyboard."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        yield keyboard


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


async def test_the_welcome_says_what_can_be_asked_and_how_to_leave(
    keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("quit\n")
    await chat(service_on(STORY), STORY.story, PLAIN)
    assert lines(capsys.readouterr().out) == WELCOME


async def test_a_welcome_without_pinned_questions_offers_no_number(
    keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("exit\n")
    await chat(service_on(DAM), DAM.story, PLAIN)
    assert "Type a question. help tells more" in capsys.readouterr().out


@pytest.mark.parametrize("leaving", ["\x03", "\x04"])
async def test_control_c_and_control_d_leave(keys: PipeInput, capsys: pytest.CaptureFixture[str], leaving: str) -> None:
    keys.send_text(leaving)
    await chat(service_on(STORY), STORY.story, PLAIN)
    assert lines(capsys.readouterr().out) == WELCOME


async def test_a_number_asks_what_the_welcome_offered_and_repeats_it(
    keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("2\n\x04")
    await chat(service_on(STORY), STORY.story, PLAIN)
    assert (
        lines(capsys.readouterr().out)
        == WELCOME
        + """\
Who owns the dam?
Northwater owns it [1].

Sources, as of 2031-05-09:
 [1] The Gazette, “News”, paragraph 4 — reported

"""
    )


async def test_help_and_an_empty_line_are_not_logged(keys: PipeInput, capsys: pytest.CaptureFixture[str]) -> None:
    log = ListLog()
    keys.send_text("Who leads the inquiry?\n\nhelp\n\x04")
    await chat(service_on(STORY, log), STORY.story, PLAIN)
    assert [record.question for record in log.records] == ["Who leads the inquiry?"]
    assert "A number asks the question that was shown with it." in capsys.readouterr().out
