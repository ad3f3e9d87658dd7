"""Text for Discord."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.bot.markdown import escape, escape_within, link, shorten, timestamp
from qwenbot.knowledge.model import Date


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("Lin left on 3 March 2026 [1].", "Lin left on 3 March 2026 [1]."),
        ("**bold** _it_ ~~no~~ `code` ||secret||", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\` \|\|secret\|\|"),
        ("C:\\temp", r"C:\\temp"),
        ("<@123> <#4> <t:5:R>", r"\<@123> \<#4> \<t:5:R>"),
        ("[1](not a link)", r"[1]\(not a link)"),
        ("# no heading", r"\# no heading"),
        ("> no quote", r"\> no quote"),
        ("-# not small", r"\-# not small"),
        ("- no list\n  1. nor this", "\\- no list\n  1\\. nor this"),
        ("3.5 is a number", "3.5 is a number"),
        ("see https://example.org/a_b_c?d=*e* and _that_", r"see https://example.org/a_b_c?d=*e* and \_that\_"),
    ],
)
def test_escaped_text_shows_as_it_was_written(written: str, escaped: str) -> None:
    assert escaped == escape(written)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short enough", 12, "short enough"),
        ("When did Lin Junyang leave Qwen?", 20, "When did Lin…"),
        ("When did Lin Junyang, who led it, leave?", 22, "When did Lin Junyang…"),
        ("  two \n lines ", 20, "two lines"),
        ("阿里巴巴为什么要重组通义实验室", 8, "阿里巴巴为什么…"),
        ("Supercalifragilistic", 10, "Supercali…"),
        ("ab", 1, "…"),
        ("cafe\u0301s all around", 5, "caf…"),
        ("a 👩\u200d🚀 flies", 4, "a…"),
        ("ab❤\ufe0fcd", 4, "ab…"),
    ],
)
def test_a_long_title_is_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert expected == shorten(text, limit)


@given(st.text(), st.integers(1, 60))
def test_a_shortened_text_keeps_to_its_limit_and_to_whole_characters(text: str, limit: int) -> None:
    short = shorten(text, limit)
    whole = " ".join(text.split())
    assert len(short) <= limit
    assert short == whole or short.endswith("…")
    if short != whole:
        rest = whole[len(short) - 1 :].lstrip(" ,;:-–—")
        assert not rest or len(short) == 1 or not unicodedata.combining(whole[len(short) - 1])


@given(st.text(), st.integers(2, 60))
def test_escaping_within_a_limit_keeps_to_it(text: str, limit: int) -> None:
    assert len(escape_within(text, limit)) <= limit


@pytest.mark.parametrize(
    ("label", "url", "expected"),
    [
        ("The *Gazette*", None, r"The \*Gazette\*"),
        ("The Gazette [daily]", "https://example.org/a_(b)", r"[The Gazette \[daily\]](https://example.org/a_%28b%29)"),
        ("The Gazette", "ftp://example.org", "The Gazette"),
        ("The Gazette", "https://example.org/ space", "The Gazette"),
        ("The Gazette", "https://example.org/" + "x" * 90, "The Gazette"),
    ],
)
def test_a_label_links_only_to_what_discord_opens(label: str, url: str | None, expected: str) -> None:
    assert expected == link(label, url, 100)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(2026, 3, 5), "<t:1772712000:D>"),
        (Date(2026, 3), "2026-03"),
        (Date(2026), "2026"),
        (Date(0, 1, 1), "0000-01-01"),
    ],
)
def test_a_day_is_shown_in_each_members_language(date: Date, expected: str) -> None:
    """The time is noon UTC: 5 March 2026, 12:00."""
    assert expected == timestamp(date)
