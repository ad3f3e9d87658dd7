"""Where one word ends and the next begins, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.text.normalise import normalise
from qwenbot.text.tokens import is_number, is_unspaced, tokenise


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("who left and when?", ("who", "left", "and", "when")),
        ("gpt-oss-120b vs gpt5 mini", ("gpt", "oss", "120b", "vs", "gpt", "5", "mini")),
        ("9 b and 122b", ("9b", "and", "122b")),
        ("9 because", ("9", "because")),
        ("4.5% of 1,000", ("4.5", "percent", "of", "1000")),
        ("the 15th, 3rd", ("the", "15", "3")),
        ("3,5 or 3.5", ("3.5", "or", "3.5")),
        ("72b在哪", ("72b", "在", "哪")),
        ("3月5日, 12 月", ("march", "5", "日", "december")),
        ("13月", ("13", "月")),
        ("b4 he left, gr8", ("b4", "he", "left", "gr8")),
        ("mb4 8b4", ("mb", "4", "8", "b", "4")),
        ("bfcl-v4", ("bfcl", "v", "4")),
        ("lin's don't", ("lin's", "don't")),
        ("惠彬原离开了qwen3.5吗", ("惠", "彬", "原", "离", "开", "了", "qwen", "3.5", "吗")),
        ("한국어 질문", ("한국어", "질문")),
        ("кто ушёл", ("кто", "ушёл")),
        ("من غادر", ("من", "غادر")),
        ("… !!! 🦀", ()),
    ],
)
def test_tokens(text: str, tokens: tuple[str, ...]) -> None:
    assert tokenise(text) == tokens


@given(st.text(max_size=200))
def test_every_letter_and_digit_is_in_a_token(text: str) -> None:
    text = normalise(text)
    kept = "".join(tokenise(text))
    assert all(character in kept for character in text if character.isascii() and character.isalpha())


def test_kinds_of_token() -> None:
    assert is_number("122b")
    assert not is_number("b12")
    assert is_unspaced("林")
    assert not is_unspaced("l")
