"""Which buttons stand below what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.answering.reply import Choice, Reply
from qwenbot.bot import custom_ids, limits
from qwenbot.bot.controls import below, below_copy, below_preview, delete_row
from qwenbot.bot.parts import Button, Row
from qwenbot.service.ask import Asked
from tests.bot.replies import HELLO, MISS, RESIGNED, UNSAID, UNSURE

QUERY = "0" * 31 + "7"
LONGEST = "x" * 64


def asked(reply: Reply) -> Asked:
    return Asked(QUERY, reply, 0)


def labels(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[button.label for button in row] for row in rows if isinstance(row, tuple)]


def buttons(rows: tuple[Row, ...]) -> list[Button]:
    return [button for row in rows if isinstance(row, tuple) for button in row]


def test_below_an_answer_stand_its_follow_ups_and_what_one_thinks_of_it() -> None:
    assert labels(below(asked(RESIGNED), private=False, asker=5)) == [
        ["Why did Mira Holt resign?", "Who owns the dam?"],
        ["Helpful", "Not helpful", "Why this answer?", "Delete"],
    ]


def test_what_one_sees_alone_is_not_deleted_but_dismissed() -> None:
    assert labels(below(asked(UNSAID), private=True, asker=None)) == [["Helpful", "Not helpful", "Why this answer?"]]


def test_below_choices_stands_none_of_these() -> None:
    assert labels(below(asked(UNSURE), private=True, asker=None)) == [
        ["When did Mira Holt resign?", "Why did Mira Holt resign?"],
        ["None of these", "Why this answer?"],
    ]


def test_below_small_talk_and_a_miss_stands_nothing() -> None:
    assert below(asked(HELLO), private=False, asker=5) == below(asked(MISS), private=True, asker=None) == ()


def test_a_preview_can_be_posted_where_that_is_allowed_and_only_an_answer() -> None:
    others = (Choice("dam-owner", "Who owns the dam?"),)
    assert labels(below_preview(asked(RESIGNED), others, 9, postable=True)) == [
        ["Post publicly", "Helpful", "Not helpful", "Why this answer?"],
        ["Who owns the dam?"],
    ]
    assert "Post publicly" not in str(below_preview(asked(RESIGNED), others, 9, postable=False))
    assert "Post publicly" not in str(below_preview(asked(UNSURE), others, 9, postable=True))
    assert below_preview(asked(MISS), (), 9, postable=True) == ()


@pytest.mark.parametrize("number", [0, 1, 5, 6, 40])
def test_one_row_of_choices_and_none_twice(number: int) -> None:
    choices = tuple(Choice(f"entry-{n}", f"Title {n}") for n in range(number))
    found = buttons(below(asked(replace(UNSURE, suggestions=choices + choices)), private=True, asker=None))
    assert [button.label for button in found[:-2]] == [choice.question for choice in choices[: limits.BUTTONS]]


@given(st.text(max_size=300), st.integers(0, 2**64 - 1))
def test_any_title_and_id_fits(title: str, snowflake: int) -> None:
    """What Discord sends as an id has up to 64 bits."""
    choices = (Choice(LONGEST, title),)
    reply = replace(RESIGNED, entry=LONGEST, follow_ups=choices, knowledge="0123456789ab")
    composed = replace(reply, entry=None)
    rows = (
        *below(asked(reply), private=False, asker=snowflake),
        *below_preview(asked(reply), choices, snowflake, postable=True),
        *below_preview(asked(composed), choices, snowflake, postable=True),
        *below_copy(QUERY, snowflake),
        *delete_row(snowflake),
    )
    for button in buttons(rows):
        assert 0 < len(button.label) <= limits.BUTTON_LABEL
        assert len(button.custom_id) <= limits.CUSTOM_ID
    longest = custom_ids.page("timeline", LONGEST, 99999)
    assert len(longest) <= limits.CUSTOM_ID
