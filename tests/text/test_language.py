"""What the matcher knows of a language, and what it does without."""

import pytest

from qwenbot.text.common_words import everyday_words, is_slip
from qwenbot.text.language import language, written_in


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        (("resign", "resigned", "resigning", "resigns"), "resign"),
        (("leave", "left", "leaving", "leaves"), "leav"),
        (("fall", "fell", "fallen", "falling"), "fall"),
        (("say", "said", "says"), "say"),
    ],
)
def test_forms_of_an_english_word_share_a_base(forms: tuple[str, ...], base: str) -> None:
    english = language("en")
    assert {english.base(form) for form in forms} == {base}


def test_regional_codes_are_their_language() -> None:
    assert language("en-GB").base("resigned") == "resign"


def test_a_language_without_tables_leaves_words_alone() -> None:
    klingon = language("tlh")
    assert klingon.base("qaStaH") == "qaStaH"
    assert not klingon.common


def test_german_is_not_read_as_english_slang() -> None:
    assert "wen" in language("en").spoken
    assert "wen" not in language("de").spoken


@pytest.mark.parametrize(
    ("word", "following", "meant"),
    [
        ("2", "where", "to"), ("4", "what", "for"), ("2", "leaders", "2"), ("2", "of", "2"),
        ("doin", "", "doing"), ("leavin", "", "leaving"), ("cabin", "", "cabin"), ("lin", "", "lin"),
    ],
)  # fmt: skip
def test_chat_spellings_are_the_words_they_stand_for(word: str, following: str, meant: str) -> None:
    assert language("en").meant(word, following) == (meant,)
    assert language("de").meant(word, following) == (word,)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("who left?", "en"),
        ("谁离开了？", "zh"),
        ("Lin 什么时候离开千问", "zh"),
        ("9B输给了gpt-oss吧", "zh"),
        ("what does 千问 mean", "en"),
        ("🦀", "en"),
        ("", "en"),
    ],
)
def test_the_language_a_question_is_written_in(question: str, code: str) -> None:
    assert written_in(question, "en") == code


def test_common_words_are_known_where_there_is_a_list() -> None:
    assert {"spicy", "dipped", "crust"} <= language("en").common
    assert "wasserstoff" in language("de").common
    assert not language("en").common & {"teh", "sotck", "qwne"}


@pytest.mark.parametrize("word", ["absically", "cookde", "peeople", "brthday"])
def test_one_letter_from_an_everyday_word_is_a_slip(word: str) -> None:
    assert is_slip(word, everyday_words("en"))


@pytest.mark.parametrize("word", ["biao", "hiy", "zhang", "huang", "zorblax", ""])
def test_short_and_strange_words_are_no_slips(word: str) -> None:
    assert not is_slip(word, everyday_words("en"))
