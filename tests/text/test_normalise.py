"""What is the same question however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.text.normalise import QUESTION_LENGTH, normalise, squeeze


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Who LEFT?", "who left?"),
        ("  who\n\tleft  ", "who left"),
        ("who’s “left” — and why", 'who\'s "left" - and why'),
        ("**who** __left__ ~~then~~ ||now||", "who left then now"),
        ("> who left\n# when", "who left when"),
        ("<@123456789> who <@!42> left <#9> <@&7> <:wave:1234> <a:spin:99>", "who left"),
        ("@everyone who left @here", "who left"),
        ("who left https://example.org/a?b=c then", "who left then"),
        ("</ask:123456> who left <t:1700000000:R>", "who left"),
        ("ｗｈｏ　ｌｅｆｔ", "who left"),
        ("café Zürich naïve", "cafe zurich naive"),
        ("H̸̡̪e̯l̈́l̀o", "hello"),
        ("wh\u200bo le\u00adft", "who left"),
        ("林俊旸何时离开？", "林俊旸何时离开?"),
        ("がぎぐ", "がぎぐ"),
        ("한국어", "한국어"),
        ("हिन्दी में", "हिन्दी में"),
        ("Straße", "strasse"),
        ("\x00who\x07 left\ud800", "who left"),
        ("", ""),
    ],
)
def test_typed_forms_become_one(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@given(st.text(max_size=300))
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_only_the_first_two_thousand_characters_count() -> None:
    assert normalise("a" * QUESTION_LENGTH + " who left") == "a" * QUESTION_LENGTH


@given(st.text(max_size=200))
def test_squeezing_leaves_letters_and_digits_alone(text: str) -> None:
    assert squeeze(f" {text}!?") == squeeze(text)


def test_squeeze_keeps_what_tells_phrasings_apart() -> None:
    assert squeeze("Who left, then?") == squeeze("who LEFT then") == "wholeftthen"
    assert squeeze("9B") != squeeze("122B")


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert normalise("馬斯克怎麼評價千問？") == normalise("马斯克怎么评价千问？")
    assert normalise("カタカナ 한국어 ÉTÉ") == "カタカナ 한국어 ete"
