"""PyYAML comes with two parsers, and not everywhere with both: they must read the same packs alike."""

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qwenbot.knowledge.load import load
from qwenbot.knowledge.load.tree import Node, parse
from qwenbot.knowledge.problems import Problem
from tests.knowledge.packs import STORY, WHOLE, read, write
from tests.knowledge.test_format import EVERY_KEY

SHIPPED = Path(__file__).parents[2] / "knowledge"


def test_libyaml_is_there_to_be_compared() -> None:
    assert hasattr(yaml, "CSafeLoader")


@pytest.mark.parametrize("text", [WHOLE, EVERY_KEY], ids=["whole", "every key"])
def test_both_read_the_same(tmp_path: Path, text: str) -> None:
    write(tmp_path, a=text)
    assert load(tmp_path, fast=True) == load(tmp_path, fast=False)


def test_both_read_the_shipped_pack_alike() -> None:
    fast, pure = load(SHIPPED, fast=True), load(SHIPPED, fast=False)
    assert fast.problems == pure.problems == ()
    assert fast.knowledge == pure.knowledge is not None


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("[who left?, why?]", ("who left?", "why?")),
        ("[who left? and when, what?why]", ("who left? and when", "what?why")),
        ("[a?]", ("a?",)),
        ("[?a, b??]", None),
        ("[who left ?, why ?? x]", ("who left ?", "why ?? x")),
        ("[a:b, c]", ("a:b", "c")),
        ("[http://x.org/a?b=c]", ("http://x.org/a?b=c",)),
        ("[a,\tb ,c]", ("a", "b", "c")),
        ("['it''s?', \"a\\tb?\"]", ("it's?", "a\tb?")),
        ("[a\n    b?,\n    c]", ("a b?", "c")),
        ("[谁离开了？, 为什么?]", ("谁离开了？", "为什么?")),
        ("\n  - a\tb\n  - 'c\td'\n  - e\t\n", ("a b", "c d", "e")),
        ("\n  - |\n    a?\n    b\n  - >+\n    c\n\n", ("a?\nb", "c")),
        ("\n  - a\n    b\n\n    c?\n", ("a b\nc?",)),
        ("[\ue000?, a?]", ("\ue000?", "a?")),
    ],
)
def test_where_they_differ_by_themselves(tmp_path: Path, written: str, texts: tuple[str, ...] | None) -> None:
    """Question marks and tabs, in lists with and without brackets."""
    write(tmp_path, a=f"{STORY}out_of_scope: {written}\n")
    fast, pure = load(tmp_path, fast=True).knowledge, load(tmp_path, fast=False).knowledge
    if texts is not None:
        assert fast is not None
        assert fast.out_of_scope == texts
    assert fast == pure


def of(text: str, *, fast: bool) -> Node | Problem | str | None:
    """Parse a text; of what is wrong only say that it is."""
    found = parse(text, "x", fast=fast)
    return "wrong" if isinstance(found, Problem) else found


@settings(deadline=None, max_examples=300)
@given(pieces=st.lists(st.text("ab ?,.'!é中-", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=4))
def test_any_quoted_or_folded_text_is_read_alike(pieces: list[str]) -> None:
    quoted = ["'" + piece.replace("'", "''") + "'" for piece in pieces]
    folded = [">-\n    " + piece.strip() for piece in pieces]
    for text in (f"a: [{', '.join(quoted)}]\n", "a:\n" + "".join(f"  - {piece}\n" for piece in folded)):
        assert not isinstance(of(text, fast=True), str)
        assert of(text, fast=True) == of(text, fast=False)


@settings(deadline=None, max_examples=300)
@given(words=st.lists(st.text("ab?!.é中1", min_size=1, max_size=6), min_size=1, max_size=6))
def test_plain_questions_in_brackets_are_read_alike(words: list[str]) -> None:
    text = f"a: [{' '.join(words)}, x? {' '.join(words)}?]\n"
    if not text.startswith(("a: [!", "a: [?")):
        assert of(text, fast=True) == of(text, fast=False) != "wrong"


def test_the_pure_parser_is_used_where_libyaml_is_not(tmp_path: Path) -> None:
    """The two name the same places; only some words of PyYAML's own differ."""
    write(tmp_path, a=WHOLE + "x: [\n")
    fast, pure = load(tmp_path, fast=True), load(tmp_path, fast=False)
    assert [problem.place for problem in fast.problems] == [problem.place for problem in pure.problems]
    assert os.fspath(tmp_path) in fast.problems[0].place.file


def test_a_pack_of_one_hundred_questions_in_brackets(tmp_path: Path) -> None:
    questions = ", ".join(f"who left {number}? and when" for number in range(100))
    loaded = read(tmp_path, WHOLE + f"out_of_scope: [{questions}]\n")
    assert loaded.knowledge is not None
    assert len(loaded.knowledge.out_of_scope) == 100
