"""What YAML does not take, explained where the broken construct began, with the line as it should be."""

from pathlib import Path

import pytest

from qwenbot.knowledge.load import load
from tests.knowledge.packs import STORY, WHOLE, errors, read, warnings, write

PARSERS = pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "pure"])


@PARSERS
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the usual traps
        ("a: b\nc: Lin said: I quit\n", "2:12 “: ” in plain text starts a mapping: put the text in quotes, as in "
         "c: 'Lin said: I quit'"),
        ("a: b\nc: [lin-post] he left\nd: e\n", "2:4 text follows the ] that closes this [: put all of it in quotes, "
         "as in c: '[lin-post] he left'"),
        ("a: b\nc: [lin-post], he left\nd: e\n", "2:4 text follows the ] that closes this [: put all of it in quotes, "
         "as in c: '[lin-post], he left'"),
        ("- x\n- [sic] y\n- z\n", "2:3 text follows the ] that closes this [: put all of it in quotes, as in "
         "- '[sic] y'"),
        ("a: {b} c\n", "1:4 text follows the } that closes this {: put all of it in quotes, as in a: '{b} c'"),
        ("a: b\nc: \"Bye\" is what he said\n", "2:4 text follows the closing quotation mark: put all of it in quotes, "
         "as in c: '\"Bye\" is what he said'"),
        ("- 'it's'\n- b\n", "1:3 text follows the closing quotation mark: put all of it in quotes, as in - 'it''s'"),
        ("a: [x, y\nb: c\n", "1:4 the [ that opens here is never closed: add the ], or put the text in quotes, as in "
         "a: '[x, y'"),
        ("a: {x: y\nb: c\n", "1:4 the { that opens here is never closed: add the }, or put the text in quotes, as in "
         "a: '{x: y'"),
        ("- a: [\n- b: c\n", "1:6 the [ that opens here is never closed: add the ], or put the text in quotes, as in "
         "- a: '['"),
        ("- a: {\n- b: c\n", "1:6 the { that opens here is never closed: add the }, or put the text in quotes, as in "
         "- a: '{'"),
        ("b: c\na: [", "2:4 the [ that opens here is never closed: add the ], or put the text in quotes, as in a: '['"),
        ("a: {x: y: z}\n", "1:4 “: ” in a text inside this { starts a mapping: put that text in quotes"),
        ("a: [x, #1 in town]\nb: c\n", "1:4 “ #” starts a comment, which hides what closes this [: put that text in "
         "quotes"),
        ("a: {x: we are #1}\nb: c\n", "1:4 “ #” starts a comment, which hides what closes this {: put that text in "
         "quotes"),
        # quotation marks that are closed far away
        ("a: \"b\nc: d\ne: f\n", "1:4 the quotation mark that opens here is never closed: close it, or double it "
         "inside the text"),
        ("a: \"b\nc: d\ne: \"f\" g\nh: i\n", "1:4 the quotation mark that opens here is closed in line 3, where text "
         "follows: close it where the text ends, or double it inside the text"),
        ("a: \"b \\q\"\n", "1:4 a backslash in double quotes starts an escape: use single quotes, as in a: 'b \\q'"),
        # characters that text cannot start with
        ("a: @lin\n", "1:4 a text cannot start with this character: put the text in quotes, as in a: '@lin'"),
        ("- `x`\n", "1:3 a text cannot start with this character: put the text in quotes, as in - '`x`'"),
        ("- %x\n", "1:3 a text cannot start with this character: put the text in quotes, as in - '%x'"),
        ("a: & b\n", "1:4 a text cannot start with &: put the text in quotes, as in a: '& b'"),
        ("a: * b\n", "1:4 a text cannot start with *: put the text in quotes, as in a: '* b'"),
        ("a: > b\n", "1:4 a text cannot start with | or >: put the text in quotes, as in a: '> b'"),
        ("a: ,b\n", "1:4 a text cannot start with this character: put the text in quotes, as in a: ',b'"),
        ("a: - b\n", "1:4 a text cannot start with “- ”: put the text in quotes, as in a: '- b'"),
        ("a: ? b\n", "1:4 a text cannot start with “? ”: put the text in quotes, as in a: '? b'"),
        # indentation
        ("a: b\n  c: d\n", "2:4 this line continues the text above it: indent it as its neighbours are, or put the "
         "whole text in quotes"),
        ("a:\n  - b\n - c\n", "3:2 this does not continue the lines before it, which began in line 1: indent it as "
         "its neighbours are"),
        ("a:\n  b: c\n d: e\n", "3:2 this does not continue the lines before it, which began in line 1: indent it as "
         "its neighbours are"),
        ("a: b\nc\nd: e\n", "2:1 this line is neither `key: value` nor `- item`: add the colon and a space, or "
         "indent it as text"),
        ("a:\n\tb: c\n", "2:1 a tab indents this line: use spaces"),
        ("a:\n  b: c\n  \td: e\n", "3:3 a tab indents this line: use spaces"),
        # what YAML knows and the format does not
        ("a: &b c\n", "1:4 anchors (&b) are not read: write the text without, or put it in quotes"),
        ("a: &b [c]\n", "1:4 anchors (&b) are not read: write the text without, or put it in quotes"),
        ("a: *b\n", "1:4 aliases (*b) are not read: write the text out, or put it in quotes"),
        ("a: !!str b\n", "1:4 tags (tag:yaml.org,2002:str) are not read: put the text in quotes"),
        ("a: !b c\n", "1:4 tags (!b) are not read: put the text in quotes"),
        ("a: !!python/object/apply:os.getcwd []\n", "1:4 tags (tag:yaml.org,2002:python/object/apply:os.getcwd) are "
         "not read: put the text in quotes"),
        ("a: b\n---\nc: d\n", "2:1 a second document starts here: one file is one document"),
        ("? [a, b]\n: c\n", "1:3 a key is a word, not a list or a mapping: put the text in quotes"),
    ],
)  # fmt: skip
def test_what_is_not_yaml_is_explained(tmp_path: Path, text: str, expected: str, fast: bool) -> None:
    loaded = load(write(tmp_path, a=STORY, b=text), fast=fast)
    assert [error for error, problem in zip(errors(loaded), loaded.problems, strict=True) if problem.rule != "no-story"
            ] == [expected]  # fmt: skip


def test_texts_that_read_otherwise_than_they_look(tmp_path: Path) -> None:
    """What is YAML and yet not what was meant."""
    loaded = read(
        tmp_path,
        WHOLE + "out_of_scope:\n"
        "  - the reorg: why\n"
        "  - we are #1 here\n"
        "  - fine # a remark\n"
        "  - [a list]\n"
        "expectations:\n"
        "  - {ask: who left, and when, entry: none}\n"
        "  - {ask: who left #1, entry: none}\n"
        "    }\n",
    )
    assert errors(loaded) == [
        "22:5 an item of `out_of_scope` is a text; “the reorg: ” makes a mapping of it: put the text in quotes, as in "
        "- 'the reorg: why'",
        "25:5 an item of `out_of_scope` is a text, this is a list, for it starts with [: put the text in quotes, as in "
        "- '[a list]'",
        "27:21 a comma inside { } ends a text: put it in quotes, as in ask: 'who left, and when'",
        "28:5 this expects nothing: add `entry`, `outcome` or `facts`",
    ]
    assert warnings(loaded) == [
        "23:5 an item of `out_of_scope` ends before “ #”, which starts a comment: if the rest belongs to it, put it in "
        "quotes, as in - 'we are #1 here'",
        "28:11 `ask` ends before “ #”, which starts a comment: if the rest belongs to it, put it in quotes",
    ]


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("[When did Holt leave, and why?, b]", "When did Holt leave, and why?"),
        ("[are there 1,000 pumps, b]", "are there 1,000 pumps"),
    ],
)
def test_a_comma_inside_brackets(tmp_path: Path, written: str, one: str) -> None:
    """It may be meant, so this warns."""
    loaded = read(tmp_path, STORY + f"out_of_scope: {written}\n")
    assert [warning.partition(" ")[2] for warning in warnings(loaded)] == [
        f"a comma inside [ ] starts a new item: if this is one text, put it in quotes: '{one}'"
    ]
    assert loaded.knowledge is not None


@pytest.mark.parametrize("written", ["[who left, 'and why']", "[a,b, c]", "[pump 7, 100 pumps]", "[1, 000]"])
def test_a_comma_that_is_meant(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, STORY + f"out_of_scope: {written}\n").problems == ()


def test_folded_text_needs_no_quoting(tmp_path: Path) -> None:
    text = 'Lin: "I quit", he\'s #1, [sic] & *so* {on}: - ? | > @ ` % !'
    loaded = read(tmp_path, STORY.replace("about: What happened at the dam.", f"about: >-\n    {text}"))
    assert loaded.knowledge is not None
    assert loaded.knowledge.story.about.text() == text


def test_a_long_line_is_not_repeated(tmp_path: Path) -> None:
    assert errors(read(tmp_path, STORY + "facts: [" + "x " * 10_000)) == [
        "8:8 the [ that opens here is never closed: add the ], or put the text in quotes, as in facts: '…'"
    ]
