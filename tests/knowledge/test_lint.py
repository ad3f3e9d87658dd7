"""The rules that need the files alone: what each finds, what it leaves alone, and where it points."""

from pathlib import Path

import pytest

from qwenbot.knowledge.model import Date
from tests.knowledge.packs import STORY, WHOLE, errors, read, warnings

FACTS = """\
sources: [{id: s, title: S, publisher: P}]
facts:
  - {id: f, text: F., status: reported, cites: [s]}
  - {id: g, text: G., status: reported, cites: [s]}
"""


def entry(name: str, answer: str, questions: str = "", kind: str = "answer") -> str:
    """Write an entry that uses both facts, five lines long, its answer in the fourth."""
    asked = questions or f"{name} one, {name} two, {name} three"
    return f"  - id: {name}\n    kind: {kind}\n    questions: [{asked}]\n    answer: >-\n      {answer}\n"


def pack(*entries: str) -> str:
    """Write a pack whose entries begin in line 13."""
    return STORY + FACTS + "entries:\n" + "".join(entries)


USES_ALL = entry("all", "Far [f]. Gone [g].")


@pytest.mark.parametrize(
    ("answer", "kind", "expected"),
    [
        ("Far [f]. Gone [g].", "answer", []),
        ("Far [f]. G. [g]", "answer", []),
        ("Far [f]\n\n      Gone [g]", "answer", []),
        ("Far [f] [g]", "answer", []),
        ("Name:\n\n      Far [f].", "answer", []),
        ("Far [f]. No citation here. Gone [g].", "answer", ["No citation here."]),
        ("Far. Gone [g].", "answer", ["Far."]),
        ("Far.", "answer", ["Far."]),
        (r"Far \[f].", "answer", ["Far [f]."]),
        ("走了[f]。没有出处。", "answer", ["没有出处。"]),
        ("The story does not say.", "unknown", []),
        ("The story does not say. It says Far [f].", "unknown", []),
        ("The story does not say. It says Far.", "unknown", ["It says Far."]),
        ("Hello. Ask me something.", "chat", []),
    ],
)
def test_each_sentence_needs_a_citation(tmp_path: Path, answer: str, kind: str, expected: list[str]) -> None:
    loaded = read(tmp_path, pack(USES_ALL, entry("e", answer, kind=kind)))
    assert errors(loaded) == [f"21:13 no citation in “{text}”: end the sentence with [fact-id]" for text in expected]


def test_each_language_of_an_answer_is_held_against_that(tmp_path: Path) -> None:
    text = entry("e", "X").replace(">-\n      X", "{en: 'Far [f].', zh: '走了[f]。没有出处。'}")
    loaded = read(tmp_path, pack(USES_ALL, text))
    assert errors(loaded) == ["21:34 no citation in “没有出处。”: end the sentence with [fact-id]"]


@pytest.mark.parametrize(
    "again", ["Who left?", "who left", "WHO   LEFT!!", "ｗｈｏ ｌｅｆｔ", "'“Who-left.”'", "wholeft"]
)
def test_a_phrasing_in_two_entries(tmp_path: Path, again: str) -> None:
    """Case, width, punctuation and white space make no difference. The later names the earlier."""
    loaded = read(tmp_path, pack(entry("a", "Far [f].", "Who left?, b, c"), entry("z", "Gone [g].", f"d, e, {again}")))
    (error,) = errors(loaded)
    assert error.startswith("20:23 “")
    assert error.endswith(f"is a phrasing of `a` already, in {tmp_path}/x.yaml:15:17: keep one")
    assert loaded.knowledge, "the rest can be used meanwhile"


def test_a_phrasing_twice_in_one_entry(tmp_path: Path) -> None:
    """It does no harm: a warning."""
    loaded = read(tmp_path, pack(entry("a", "Far [f]. Gone [g].", "who left, when, Who left?")))
    assert not errors(loaded)
    (warning,) = warnings(loaded)
    assert warning == f"15:33 “Who left?” is a phrasing of this entry already, in {tmp_path}/x.yaml:15:17: keep one"


@pytest.mark.parametrize(("one", "other"), [("a+b", "a b"), ("who", "whom"), ("résumé", "resume"), ("1.5", "1 6")])
def test_other_phrasings_are_others(tmp_path: Path, one: str, other: str) -> None:
    loaded = read(tmp_path, pack(entry("a", "Far [f].", f"{one}, b, c"), entry("z", "Gone [g].", f"{other}, e, f")))
    assert errors(loaded) == []


def test_a_phrasing_without_a_word(tmp_path: Path) -> None:
    loaded = read(tmp_path, pack(entry("a", "Far [f]. Gone [g].", "b, '?!', c")))
    assert errors(loaded) == ["15:20 this phrasing has no letter or digit: write words"]


def test_a_fact_without_a_cite(tmp_path: Path) -> None:
    loaded = read(tmp_path, pack(USES_ALL).replace("cites: [s]}", "cites: []}", 1))
    assert errors(loaded) == ["10:48 `cites` needs at least 1 item: add some"]


@pytest.mark.parametrize(("key", "name"), [("entry", "gone"), ("facts", "[gone]")])
def test_an_expectation_that_names_nothing(tmp_path: Path, key: str, name: str) -> None:
    loaded = read(tmp_path, pack(USES_ALL) + f"expectations:\n  - {{ask: who, {key}: {name}}}\n")
    assert len(errors(loaded)) == 1
    assert errors(loaded)[0].startswith("19:")


def test_a_fact_that_no_answer_uses(tmp_path: Path) -> None:
    loaded = read(tmp_path, pack(entry("a", "Far [f].")))
    assert warnings(loaded) == ["11:10 no answer cites `g`: write one that does"]
    assert loaded.knowledge is not None


@pytest.mark.parametrize(("count", "ways"), [(1, "1 way"), (2, "2 ways")])
def test_an_entry_with_fewer_than_three_phrasings(tmp_path: Path, count: int, ways: str) -> None:
    loaded = read(tmp_path, pack(entry("a", "Far [f]. Gone [g].", ", ".join("bcd"[:count]))))
    assert warnings(loaded) == [f"13:9 `a` has {ways} to ask: add some, at least 3 in all"]
    assert loaded.knowledge is not None


@pytest.mark.parametrize(("length", "warned"), [(80, False), (81, True)])
def test_a_title_that_fits_no_button(tmp_path: Path, length: int, warned: bool) -> None:
    """Only the first phrasing is a title."""
    loaded = read(tmp_path, pack(entry("a", "Far [f]. Gone [g].", f"{'x' * length}, {'y' * 200}, c")))
    expected = f"15:17 this title has {length} characters, a button holds 80: put a shorter one first"
    assert warnings(loaded) == ([expected] if warned else [])
    assert loaded.knowledge is not None


@pytest.mark.parametrize(
    ("review_by", "today", "warned"),
    [
        ("2031-06-30", Date(2031, 6, 30), False),
        ("2031-06-30", Date(2031, 7, 1), True),
        ("2031-06", Date(2031, 6, 30), False),
        ("2031-06", Date(2031, 7, 1), True),
        ("2031", Date(2031, 12, 31), False),
        ("2031", Date(2032, 1, 1), True),
        ("2031-06-30", None, False),
    ],
)
def test_an_entry_past_its_review(tmp_path: Path, review_by: str, today: Date | None, warned: bool) -> None:
    """A month or a year is past when it is over."""
    text = WHOLE.replace("    questions:", f"    review_by: {review_by}\n    questions:")
    loaded = read(tmp_path, text, today)
    expected = f"18:9 `holt-when` was to be reviewed by {review_by}: check it, then set a later date"
    assert warnings(loaded) == ([expected] if warned else [])
    assert loaded.knowledge is not None


def test_rules_are_kept_though_the_story_is_broken(tmp_path: Path) -> None:
    """What the answers say does not depend on it."""
    loaded = read(tmp_path, pack(entry("a", "Far. Gone [g].")).replace("language: en", "langauge: en"))
    assert [error.partition(" ")[0] for error in errors(loaded)] == ["5:3", "16:13"]
