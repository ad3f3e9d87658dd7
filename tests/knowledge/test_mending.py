"""Behind what is not YAML, reading goes on: every such fault is named at once, and so is all else that is wrong."""

from pathlib import Path

import pytest

from qwenbot.knowledge.load import load
from tests.knowledge.packs import REST, STORY, WHOLE, errors, read, said, write

ENTRY = "  - id: {id}\n    questions: [{id} one, {id} two, {id} three]\n    answer: {answer}\n"
PARSERS = pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "pure"])


def entry(name: str, answer: str) -> str:
    return ENTRY.format(id=name, answer=answer)


@PARSERS
def test_every_fault_of_a_file_is_named(tmp_path: Path, fast: bool) -> None:
    text = (
        WHOLE
        + entry("a", "Lin said: Left [holt-left].")
        + entry("b", "Left [holt-left].").replace("questions: [", "questions: [[")
        + entry("c", "Left.")
        + entry("d", "[holt-left] Left.")
        + entry("e", '"Left [holt-left].')
        + entry("f", "Left [holt-left].").replace("answer:", "answr:")
        + entry("g", "&anchor Left [holt-left].")
        + entry("h", "*alias")
        + entry("i", "!!str Left [holt-left].")
        + entry("j", "@Left [holt-left].")
        + "  - id: k\n   questions: [x]\n    answer: Left [holt-left].\n"
        + entry("l", "Left [holt-left].").replace("    answer", "\tanswer")
        + entry("m", "Left [gone].")
    )
    loaded = load(write(tmp_path, x=text), fast=fast)
    assert said(loaded, tmp_path) == [
        "x.yaml:23:21 syntax",
        "x.yaml:25:16 syntax",
        "x.yaml:29:13 uncited",
        "x.yaml:32:13 syntax",
        "x.yaml:35:13 syntax",
        "x.yaml:38:5 unknown-key",
        "x.yaml:41:13 anchor",
        "x.yaml:44:13 alias",
        "x.yaml:47:13 tag",
        "x.yaml:50:13 syntax",
        "x.yaml:52:4 syntax",
        "x.yaml:56:1 syntax",
        "x.yaml:59:13 dangling",
    ]


@PARSERS
@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("  title: The dam", "  title: Lin: The dam", "4:13"),
        ("  title: The dam", " title: The dam", "4:2"),
        ("    title: Trouble at the dam", "    title: 'It's the dam'", "10:12"),
        ("{id: mira-holt,", "{id: mira-holt: x,", "14:5"),
        ("text: Mira Holt left.,", "text: @Mira,", "16:27"),
        ("    answer: Mira", "   answer: Mira", "20:4"),
        ("    answer: Mira", "    answer: > Mira", "20:13"),
        ("entries:", "entries: x", "18:7"),
        ("facts:", "  facts:", "15:3"),
        ("  publisher: The", "  publisher: &x The", "11:16"),
    ],
)  # fmt: skip
def test_a_fault_brings_no_others_with_it(tmp_path: Path, old: str, new: str, place: str, fast: bool) -> None:
    """What stood in the item, and what refers to it, is not held against the rest."""
    assert old in WHOLE
    text = WHOLE.replace(old, new, 1) + (
        "expectations:\n  - {ask: when did holt leave, entry: holt-when, facts: [holt-left]}\n"
    )
    loaded = load(write(tmp_path, x=text), fast=fast)
    assert [error.partition(" ")[0] for error in errors(loaded)] == [place]


def test_the_rest_of_a_list_goes_on(tmp_path: Path) -> None:
    text = WHOLE + "out_of_scope:\n  - pizza: the best: where\n  - bread\n  - [\n  - @cheese\n  - {}\n"
    assert errors(read(tmp_path, text))[0].startswith("22:20 “: ” in plain text starts a mapping")
    assert [error.partition(" ")[0] for error in errors(read(tmp_path, text))] == ["22:20", "24:5", "25:5", "26:5"]


def test_a_file_that_is_no_knowledge_is_one_problem(tmp_path: Path) -> None:
    """Prose is not read line by line."""
    write(tmp_path, a=WHOLE, b="Dear all: note: this\n- is: no: pack\n@ all\n" * 20)
    assert [place.partition(" ")[0] for place in said(load(tmp_path), tmp_path)] == ["b.yaml:1:15"]


def test_what_concerns_a_whole_file_ends_it(tmp_path: Path) -> None:
    write(tmp_path, a=WHOLE, b="facts: []\n---\nentries: []\n---\n")
    assert said(load(tmp_path), tmp_path) == ["b.yaml:2:1 document"]


def test_a_file_of_faults_alone_is_not_empty(tmp_path: Path) -> None:
    write(tmp_path, a=STORY, b=REST.replace("facts:\n  -", "facts:\n  - @"), c="facts:\n  - @\n  - `\n")
    assert said(load(tmp_path), tmp_path) == ["b.yaml:9:5 syntax", "c.yaml:2:5 syntax", "c.yaml:3:5 syntax"]


def test_a_large_file_is_not_read_for_each_of_many_faults(tmp_path: Path) -> None:
    text = STORY + "out_of_scope:\n" + ("- " + "x" * 1000 + "\n") * 1000 + "- @\n" * 1000
    assert 5 < len(errors(read(tmp_path, text))) < 30
