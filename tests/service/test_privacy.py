"""What is taken out of a question before it is kept."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qwenbot.service.privacy import LENGTH, Pseudonyms, redact


@pytest.mark.parametrize(
    "text",
    [
        "who left in 2026?",
        "what happened on 2026-03-03 and on 3/3/2026, or 03.03.2026?",
        "2024 2025 2026",
        "from 2025-2026 to 2026–2027",
        "on 2026-03-03 14:30, 3 March 2026 (10 people)",
        "is gpt-oss-120B better than Qwen3.5-397B-A17B?",
        "Qwen3-Next-80B-A3B-Instruct-Thinking",
        "72.2 on BFCL-V4, 4.5% of 1,000,000 or $1,200,000.50",
        "pass@1, and avg@32?",
        "meet me at noon",
        "and/or e.g./i.e. 3.5/4.0 on qwen.ai",
        "谁在2026年3月3日离开了？",
        "5 < 6 & a > b: #1!",
    ],
)
def test_what_a_story_is_full_of_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ask <@123456789012345678> or <@!1>, <@&22> in <#33>", "ask [mention] or [mention], [mention] in [mention]"),
        ("@everyone @here: what did @JustinLin610 say", "[mention] [mention]: what did [mention] say"),
        ("mira.holt#1234 says so", "[mention] says so"),
        ("why <:pepe:123456789012345678> <a:dance:1>", "why [emoji] [emoji]"),
        ("mail jane.doe+test@example.co.uk, please", "mail [email], please"),
        ("用户@例子.广告 or josé@example.com", "[email] or [email]"),
        ("name (at) host dot com, name[at]host[dot]com", "[email], [email]"),
        ("name at host dot com", "[email]"),
        ("name @ host.com", "[email]"),
        ("name＠host．com", "[email]"),
        ("see https://x.com/a?b=1&token=2, or www.foo.de/x", "see [link], or [link]"),
        ("(discord.gg/abc). And maps.org/@52.51,13.40,17z!", "([link]). And [link]!"),
        ("sk-abcdefghijklmnopqrstuvwx", "[secret]"),
        ("a MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs b", "a [secret] b"),
        ("0123456789abcdef0123456789abcdef", "[secret]"),
    ],
)
def test_who_and_where_goes(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.parametrize(
    "number",
    [
        "+49 151 23456789",
        "+1 (555) 123-4567",
        "(555) 123-4567",
        "555-123-4567",
        "555-2010",
        "0151 23456789",
        "030.123.4567",
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "＋４９ １５１ ２３４５６７８９",
    ],
)
def test_phone_numbers_go(number: str) -> None:
    assert redact(f"call {number}, please") == "call [phone], please"


@pytest.mark.parametrize(
    "number",
    [
        "123456",
        "１２３４５６",
        "١٢٣٤٥٦",
        "12 34 56",
        "12-34-56",
        "1 2 3 4 5 6",
        "1\u200b2\u200b3\u200b4\u200b5\u200b6",
        "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣",
        "①②③④⑤⑥",
        "4111 1111 1111 1111",
        "192.168.178.21",
        "20260303",
        "2026-03-03-1234",
    ],
)
def test_long_numbers_go_however_they_are_written(number: str) -> None:
    redacted = redact(f"is {number} it?")
    assert redacted.startswith("is [number]")
    assert not re.search(r"\d", redacted)


def test_the_first_2000_characters_count() -> None:
    assert redact("x" * 5000) == "x" * LENGTH
    assert redact("x" * LENGTH + "@someone") == "x" * LENGTH
    assert len(redact("@a " * 1000)) == LENGTH


TELLING = st.lists(
    st.one_of(
        st.sampled_from("@＠<>()[]+-–. ,:/#!&\n\u200b·0123456789１①axZ年林"),
        st.sampled_from(
            ["<@12>", "@here", "a@b.co", " at ", " dot ", "www.", "://", "sk-", "2026", "03", "555", "[link]"]
        ),
        st.text(max_size=3),
    ),
    max_size=60,
).map("".join)
"""Texts made of what the patterns look for, whole and in bits."""


@settings(deadline=None)
@given(TELLING)
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@settings(deadline=None)
@given(TELLING)
def test_no_six_digits_in_a_row_survive(text: str) -> None:
    assert not re.search(r"\d{6}", redact(text))


@settings(deadline=None)
@given(TELLING)
def test_nothing_that_looks_like_an_address_or_a_mention_survives(text: str) -> None:
    assert not re.search(r"[\w.]@[a-z]|<[@#][!&]?\d+>|@everyone|@here", redact(text))


@settings(deadline=None)
@given(st.text(alphabet="abcdefghij ,?!'“”林俊旸", max_size=80).filter(lambda text: " at " not in text))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "bit",
    [
        *("a", "1 ", "@", "a@", "<", "a.", "a.b/", "( at ", "a (at) ", "a at b dot ", "+", "1-.-", "a1", "\u200b1"),
        *("w.w-", "https:/", "0.", "<:a", "2026-", "x1x1-", "[email]@", "1234567a", "@1.", "a://,,", "a://a,"),
    ],
)
def test_hostile_texts_take_no_longer_than_others(bit: str) -> None:
    """Ten thousand times what a text of this length takes would still be found; so the bound can be generous."""
    text = (bit * LENGTH)[:LENGTH]
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 1


def test_a_pseudonym_is_the_same_for_the_same_person_and_key() -> None:
    pseudonyms = Pseudonyms(b"k" * 32)
    mina = pseudonyms.of("111")
    assert re.fullmatch("[0-9a-f]{32}", mina)
    assert mina == Pseudonyms(b"k" * 32).of("111")
    assert len({mina, pseudonyms.of("112"), Pseudonyms(b"l" * 32).of("111")}) == 3
