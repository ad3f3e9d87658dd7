"""Nothing that is printed can steer the terminal."""

import pytest

from qwenbot.cli.printable import one_line, printable


@pytest.mark.parametrize(
    "steering",
    ["\x1b[31m", "\x1b]0;title\x07", "\x9b31m", "\r", "\x08", "\x00", "\x7f", "\u202e", "\u2066", "\u2028", "\ud800"],
)
def test_what_a_terminal_would_obey_is_replaced(steering: str) -> None:
    shown = printable(f"a{steering}b")
    assert shown == f"a\ufffd{steering[1:]}".replace("\x07", "\ufffd") + "b"


def test_text_of_any_script_stays_as_it_is() -> None:
    text = "Grüße, 千问离职的三位负责人是谁？\n\t👩‍🚒 שלום"
    assert printable(text) == text


def test_one_line_has_no_breaks() -> None:
    assert one_line("  a\n\tb\u2028c \r\n d ") == "a b c d"
