"""Every fault that files may have is named with its place and what to do, all at once."""

from pathlib import Path

import pytest

from qwenbot.knowledge.load import load
from tests.knowledge.packs import REST, STORY, WHOLE, errors, read, said, warnings, write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("entires: []\n", "8:1 a knowledge file has no key `entires`; did you mean `entries`?"),
        (
            "zzz: []\n",
            "8:1 a knowledge file has no key `zzz`; its keys are `story`, `sources`, `entities`, `facts`, `entries`, "
            "`lexicon`, `out_of_scope`, `expectations`",
        ),
        ("facts: no\n", "8:8 `facts` is a list, this is the text “no”: put “- ” before each item"),
        ("facts: {}\n", "8:8 `facts` is a list, this is a mapping: put “- ” before each item"),
        ("facts: [x]\n", "8:9 a fact is a mapping of `key: value` lines, this is the text “x”"),
        ("facts: [[x]]\n", "8:9 a fact is a mapping of `key: value` lines, this is a list"),
        ("facts:\n", "8:1 `facts` has no value: write a list, each item behind “- ”, or delete the line"),
        ("lexicon: []\n", "8:10 a lexicon is a mapping of `key: value` lines, this is a list"),
        ("lexicon: {fillers: [a, [b]]}\n", "8:24 an item of `fillers` is a text, this is a list, for it starts with [: "
         "put the text in quotes"),
        ("lexicon: {fillers: [a, ' ']}\n", "8:24 an item of `fillers` is empty: write a text"),
        ("lexicon:\n  fillers:\n    -\n", "10:6 an item of `fillers` is empty: write a text"),
        ("lexicon: {synonyms: [[a]]}\n", "8:22 an item of `synonyms` needs at least 2 items: add some"),
        (
            "entities: [{id: a, name: A, type: persn}]\n",
            "8:35 `type` is one of `person`, `organisation`, `model`, `benchmark`, `place`, `event`, `document`, "
            "not “persn”; did you mean `person`?",
        ),
        ("sources: [{id: a, title: A, publisher: P, url: ftp://x}]\n",
         "8:48 `url` is an address that starts with https:// or http://, not “ftp://x”"),
        ("sources: [{id: a, title: A, publisher: P, published: May}]\n",
         "8:54 `published` is a date: YYYY, YYYY-MM or YYYY-MM-DD, not “May”"),
        ("sources: [{id: a, title: A, publisher: P, published: 2031-02-30}]\n",
         "8:54 `published` “2031-02-30” is no date in the calendar"),
        ("sources: [{id: a, title: A, publisher: P, sections: [{id: b, title: B, paragraphs: 0}]}]\n",
         "8:84 `paragraphs` is a whole number from 1 to 9999, not “0”"),
        ("sources: [{id: a, title: A, publisher: P, sections: [{id: b, title: B, paragraphs: 1.5}]}]\n",
         "8:84 `paragraphs` is a whole number from 1 to 9999, not “1.5”"),
        ("sources: [{id: a, title: A}]\n", "8:11 a source needs `publisher`: who published it"),
        ("entities: [{id: a, name: A, type: place, about: {english: A}}]\n",
         "8:50 `about` is a text, or a mapping of language codes (en, zh) to texts; `english` is no code: "
         "put one before it, or the whole text in quotes"),
        ("entities: [{id: a, name: A, type: place, about: {zh: A}}]\n",
         "8:54 `about` has no text in `en`, the story's language: add one"),
        ("expectations: [{entry: none}]\n", "8:16 an expectation needs `ask` or `conversation`: write the question"),
        ("expectations: [{ask: why}]\n", "8:16 this expects nothing: add `entry`, `outcome` or `facts`"),
        ("expectations: [{ask: why, outcome: answerd}]\n",
         "8:36 `outcome` is one of `answered`, `suggested`, `abstained`, not “answerd”; did you mean `answered`?"),
        ("expectations: [{ask: why, conversation: [{ask: why, entry: none}]}]\n",
         "8:16 a conversation holds its questions itself: move the other keys into its turns"),
        ("expectations: [{conversation: []}]\n", "8:31 `conversation` needs at least 1 item: add some"),
        ("expectations: [{conversation: [{entry: none}]}]\n", "8:32 a turn needs `ask`: the question"),
        ("expectations: [{ask: why, facts: [gone]}]\n", "8:35 there is no fact `gone`: add it, or take this out"),
        ('out_of_scope: ["a\\0b"]\n',
         "8:16 an item of `out_of_scope` holds U+0000, which nothing can show: take it out"),
        ("entities: [{<<: {id: a}, id: a, name: A, type: place}]\n",
         "8:13 merge keys (<<) are not read: write the keys out"),
    ],
)  # fmt: skip
def test_one_fault_is_one_problem_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    loaded = read(tmp_path, STORY + text)
    assert errors(loaded) == [expected]
    assert loaded.knowledge is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  format: 1", "  format: 2", "2:11 `format` is 1, the one that this program reads, not “2”"),
        ("  format: 1\n", "", "2:3 a story needs `format`: the version of this format: 1"),
        ("language: en", "language: English", "5:13 `language` is a language code, such as en or pt-BR, not “English”"),
        ("status: reported", "status: rumour", "16:52 `status` is one of `reported`, `quote`, `analysis`, `prediction`,"
         " `disputed`, `denied`, not “rumour”"),
        ("cites: [gazette#news.1]", "cites: []", "16:69 `cites` needs at least 1 item: add some"),
        (", cites: [gazette#news.1]", "", "16:5 a fact needs `cites`: where it stands; paragraphs count from 1 within "
         "their section"),
        ("gazette#news.1", "gazete", "16:70 there is no source `gazete`; did you mean `gazette`?"),
        ("gazette#news.1", "gazette#nws", "16:70 the source `gazette` has no section `nws`; did you mean `news`?"),
        ("gazette#news.1", "gazette#news.3", "16:70 the section `news` has 2 paragraphs, not 3: count again, a list "
         "being one"),
        ("gazette#news.1", "gazette#news.0", "16:70 an item of `cites` is SOURCE, SOURCE#SECTION or "
         "SOURCE#SECTION.PARAGRAPH, not “gazette#news.0”"),
        ("gazette#news.1", "gazette.1", "16:70 an item of `cites` is SOURCE, SOURCE#SECTION or "
         "SOURCE#SECTION.PARAGRAPH, not “gazette.1”"),
        ("    questions:", "    entities: [holt]\n    questions:", "19:16 there is no entity `holt`: add it, or take "
         "this out"),
        ("    questions:", "    entities: [mira-hold]\n    questions:", "19:16 there is no entity `mira-hold`; "
         "did you mean `mira-holt`?"),
        ("    questions:", "    follow_ups: [holt-wen]\n    questions:", "19:18 there is no entry `holt-wen`; "
         "did you mean `holt-when`?"),
        ("    questions:", "    kind: chatt\n    questions:", "19:11 `kind` is one of `answer`, `unknown`, `chat`, not "
         "“chatt”; did you mean `chat`?"),
        ("    questions:", "    pinned: yes\n    questions:", "19:13 `pinned` is true or false, not “yes”"),
        ("    questions:", "    topic: # later\n    questions:", "19:5 `topic` has no value: “ #” starts a comment: "
         "put the text in quotes, or delete the line"),
        ("[holt-left].", "[holt-let].", "20:13 the answer cites `[holt-let]`, which is no fact; did you mean "
         "`holt-left`?"),
        ("questions: [When did Mira Holt leave?, holt leaving date, what day did holt go]", "questions: []",
         "19:16 `questions` needs at least 1 item: add some"),
        ("questions: [When did Mira Holt leave?, holt leaving date, what day did holt go]", "questions: [[a]]",
         "19:17 an item of `questions` is a text, this is a list, for it starts with [: put the text in quotes"),
        ("    questions:", "    question:", "19:5 an entry has no key `question`; did you mean `questions`?"),
        ("facts:\n", "fact:\n", "15:1 a knowledge file has no key `fact`; did you mean `facts`?"),
        ("answer: Mira Holt left [holt-left].", "answer: {en: 'A [holt-left].', en: 'B [holt-left].'}",
         "20:36 `answer` has two texts in `en`, the first in X:20:18: keep one"),
        ("    answer: Mira Holt left [holt-left].", "    answer: {zh: 'A [holt-left].'}", "20:18 `answer` has no text "
         "in `en`, the story's language: add one"),
    ],
)  # fmt: skip
def test_a_fault_brings_no_others_with_it(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """Not even where the rest of the pack refers to what is faulty."""
    assert old in WHOLE
    loaded = read(tmp_path, WHOLE.replace(old, new))
    assert [error.replace(str(tmp_path / "x.yaml"), "X") for error in errors(loaded)] == [expected]


def test_the_later_of_two_names_the_earlier(tmp_path: Path) -> None:
    """Ids within a file and between files, keys, sections, stories."""
    write(
        tmp_path,
        a=WHOLE,
        b="facts:\n  - {id: holt-left, text: Again., status: quote, cites: [gazette]}\n"
        "sources:\n  - {id: gazette, title: T, publisher: P}\n"
        "  - id: other\n    title: T\n    title: U\n    publisher: P\n"
        "    sections: [{id: s, title: S}, {id: s, title: S}]\n"
        "facts:\n  - {id: second, text: B., status: quote, cites: [other]}\n" + STORY,
        c="entries: [{id: holt-when, questions: [x], answer: 'X [second].'}]\nentities: [{id: mira-holt, name: M, "
        "type: person}]\n",
    )
    loaded = load(tmp_path)
    assert [line.replace(f"{tmp_path}/", "") for line in errors(loaded)] == [
        "2:10 the id `holt-left` is taken, in a.yaml:16:10: choose another",
        "4:10 the id `gazette` is taken, in a.yaml:9:9: choose another",
        "7:5 `title` stands here twice, first in line 6: keep one",
        "9:40 the id `s` is taken, in " + f"{tmp_path}/b.yaml:9:21".replace(f"{tmp_path}/", "") + ": choose another",
        "10:1 `facts` stands here twice, first in line 1: keep one",
        "13:3 there is a story already, in a.yaml:2:3: keep one",
        "1:16 the id `holt-when` is taken, in a.yaml:18:9: choose another",
        "2:17 the id `mira-holt` is taken, in a.yaml:14:10: choose another",
    ]


def test_records_without_an_id_of_their_own_are_checked_too(tmp_path: Path) -> None:
    text = (
        WHOLE + "  - {id: holt-when, questions: [x], answer: 'A [gone].'}\n  - {questions: [y], answer: 'B [gone].'}\n"
    )
    assert [error.partition(" ")[2] for error in errors(read(tmp_path, text)) if "gone" in error] == [
        "the answer cites `[gone]`, which is no fact: add the fact, or write \\[ for a bracket"
    ] * 2


def test_the_same_id_may_name_things_of_different_kinds(tmp_path: Path) -> None:
    loaded = read(tmp_path, WHOLE.replace("holt-left", "mira-holt").replace("holt-when", "mira-holt"))
    assert loaded.problems == ()


def test_languages_of_an_answer_cite_the_same_facts(tmp_path: Path) -> None:
    text = WHOLE.replace("facts:\n", "facts:\n  - {id: more, text: More., status: quote, cites: [gazette]}\n").replace(
        "answer: Mira Holt left [holt-left].",
        "answer:\n      en: Mira Holt left [holt-left].\n      zh: 米拉走了[more]。",
    )
    assert errors(read(tmp_path, text)) == [
        "23:11 the answer's languages cite different facts (holt-left, more): give each sentence the same markers in "
        "every language"
    ]


def test_languages_of_an_answer_may_cite_in_another_order(tmp_path: Path) -> None:
    text = WHOLE.replace("facts:\n", "facts:\n  - {id: more, text: More., status: quote, cites: [gazette]}\n").replace(
        "answer: Mira Holt left [holt-left].",
        "answer:\n      en: Mira Holt left [holt-left]. More [more].\n      zh: 更多[more]。米拉走了[holt-left]。",
    )
    assert errors(read(tmp_path, text)) == []


def test_an_escaped_bracket_is_no_citation(tmp_path: Path) -> None:
    loaded = read(tmp_path, WHOLE.replace("Holt left [holt-left]", r"Holt \[sic] left [holt-left]"))
    assert loaded.problems == ()


def test_ten_mistakes_are_ten_problems(tmp_path: Path) -> None:
    """Whatever their kinds, and though an item of one file cannot be read at all."""
    write(
        tmp_path,
        a=STORY.replace("as_of: 2031-05-06", "as_of: soon") + REST.replace("type: person", "type: persona"),
        b="facts:\n  - id: Bad\n    text: A.\n    status: quote\n    cites: [gazette]\n"
        "  - {id: holt-left, text: Again., status: quote, cites: [gazette#news.2]}\n",
        c="entries:\n  - id: one\n    question: [What is one?]\n    answer: No citation.\n"
        "  - {id: two, questions: [When did Mira Holt leave], answer: 'Two [gone].', follow_ups: [in-d, three]}\n",
        d="entries:\n  - id: in-d\n    questions: [a\n  - id: next\n    questions: [b]\n    answer: B [holt-left].\n",
    )
    loaded = load(tmp_path)
    assert [line for line in said(loaded, tmp_path) if not line.endswith("few-phrasings")] == [
        "a.yaml:6:10 value",
        "a.yaml:14:44 value",
        "b.yaml:2:9 value",
        "b.yaml:6:10 duplicate-id",
        "c.yaml:3:5 unknown-key",
        "c.yaml:4:13 uncited",
        "c.yaml:5:27 same-phrasing",
        "c.yaml:5:62 dangling",
        "c.yaml:5:96 dangling",
        "d.yaml:3:16 syntax",
    ]


def test_references_into_an_unreadable_file_are_not_held_against_it(tmp_path: Path) -> None:
    """Where not even the text is known, anything may stand in it."""
    write(tmp_path, a=WHOLE.replace("[holt-left]", "[elsewhere]"))
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfef\0")
    assert [problem.rule for problem in load(tmp_path).problems] == ["encoding"]


def test_no_story_is_an_error_of_the_directory(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, a=REST))
    assert [str(problem) for problem in loaded.problems] == [
        f"{tmp_path}:1:1: error: no file has a `story`: add one with format, id, title, language, as_of and about "
        "(no-story)"
    ]


@pytest.mark.parametrize("broken", ["story:\n", "story: x\n", "stroy: {}\n", "story:\n  title: [\n"])
def test_a_broken_story_is_not_a_missing_one(tmp_path: Path, broken: str) -> None:
    assert "no-story" not in {problem.rule for problem in read(tmp_path, broken).problems}


def test_problems_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    write(tmp_path, b="x: 1\ny: 2\n", a=STORY + "z: 1\n")
    assert said(load(tmp_path), tmp_path) == ["a.yaml:8:1 unknown-key", "b.yaml:1:1 unknown-key",
                                              "b.yaml:2:1 unknown-key"]  # fmt: skip


def test_warnings_never_stop_loading(tmp_path: Path) -> None:
    write(tmp_path, a=STORY + "out_of_scope:\n  - room #4\n", b="", c="# nothing\n")
    (tmp_path / "d.yml").write_text("x")
    loaded = load(tmp_path)
    assert loaded.knowledge is not None
    assert warnings(loaded) == [
        "9:5 an item of `out_of_scope` ends before “ #”, which starts a comment: if the rest belongs to it, put it in "
        "quotes, as in - 'room #4'",
        "1:1 this file is empty: write something into it, or delete it",
        "1:1 this file is empty: write something into it, or delete it",
        "1:1 this file is not read: rename it to end in .yaml",
    ]
