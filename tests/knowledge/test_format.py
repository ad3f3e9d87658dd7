"""What a knowledge directory may hold, and what it comes to."""

from pathlib import Path

import pytest

from qwenbot.knowledge.load import load, load_expectations
from qwenbot.knowledge.model import (
    Cite,
    Correction,
    Date,
    Entity,
    EntityType,
    Entry,
    EntryKind,
    Expectation,
    Fact,
    FactStatus,
    Knowledge,
    Lexicon,
    Localised,
    Outcome,
    Section,
    Source,
    Story,
)
from tests.knowledge.packs import REST, STORY, WHOLE, errors, read, write

EVERY_KEY = """\
story:
  format: 1
  id: dam
  title: {zh: 大坝, en: The dam}
  language: en
  as_of: 2031-05
  about: What happened.
  false_answers: 0.05
sources:
  - id: gazette
    title: Trouble
    publisher: The Gazette
    published: 2031
    url: https://example.org/a
    sections:
      - {id: news, title: News, paragraphs: 4}
      - {id: more, title: More}
entities:
  - id: mira
    name: Mira Holt
    type: person
    aliases: [Holt, 米拉]
    pronouns: [She, her]
    about: The engineer.
facts:
  - id: left
    text:
      en: Mira left.
      zh: 米拉离开了。
    status: quote
    entities: [mira]
    date: 2031-05-04
    cites: [gazette, gazette#more, gazette#news.4]
    attributed_to: The Gazette
entries:
  - id: when
    questions:
      - When did Mira leave?
      - mira's last day
    answer: >-
      She said: "I left", on 4 May
      # not a comment [left].
    entities: [mira]
    topic: Departures
    follow_ups: [when, hello]
    kind: answer
    pinned: true
    review_by: 2031-12-31
    corrections:
      - {date: 2031-05-05, text: The date was wrong.}
  - id: hello
    kind: chat
    questions: [hi]
    answer: Hello.
lexicon:
  synonyms:
    - [leave, quit]
  fillers: [hey]
out_of_scope:
  - best pizza
expectations:
  - {ask: when did she go, entry: when, outcome: answered, facts: [left]}
  - {ask: pizza, entry: none}
  - conversation: [{ask: who, outcome: suggested}, {ask: when, entry: when}]
"""


def test_every_key_of_the_format(tmp_path: Path) -> None:
    loaded = read(tmp_path, EVERY_KEY)
    assert errors(loaded) == []
    assert loaded.knowledge == Knowledge(
        story=Story(
            "dam",
            Localised((("en", "The dam"), ("zh", "大坝"))),
            "en",
            Date(2031, 5),
            Localised.of("en", "What happened."),
            0.05,
        ),
        sources=(
            Source(
                "gazette",
                Localised.of("en", "Trouble"),
                "The Gazette",
                Date(2031),
                "https://example.org/a",
                (Section("news", "News", 4), Section("more", "More")),
            ),
        ),
        entities=(
            Entity(
                "mira",
                "Mira Holt",
                EntityType.PERSON,
                ("Holt", "米拉"),
                ("she", "her"),
                Localised.of("en", "The engineer."),
            ),
        ),
        facts=(
            Fact(
                "left",
                Localised.of("en", "Mira left.", zh="米拉离开了。"),
                FactStatus.QUOTE,
                (Cite("gazette"), Cite("gazette", "more"), Cite("gazette", "news", 4)),
                ("mira",),
                Date(2031, 5, 4),
                "The Gazette",
            ),
        ),
        entries=(
            Entry(
                "when",
                ("When did Mira leave?", "mira's last day"),
                Localised.of("en", 'She said: "I left", on 4 May # not a comment [left].'),
                EntryKind.ANSWER,
                ("mira",),
                Localised.of("en", "Departures"),
                ("when", "hello"),
                pinned=True,
                review_by=Date(2031, 12, 31),
                corrections=(Correction(Date(2031, 5, 5), "The date was wrong."),),
            ),
            Entry("hello", ("hi",), Localised.of("en", "Hello."), EntryKind.CHAT),
        ),
        lexicon=Lexicon((("leave", "quit"),), ("hey",)),
        out_of_scope=("best pizza",),
        conversations=(
            (Expectation("when did she go", "when", Outcome.ANSWERED, ("left",)),),
            (Expectation("pizza", "none"),),
            (Expectation("who", outcome=Outcome.SUGGESTED), Expectation("when", "when")),
        ),
    )


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    knowledge = read(tmp_path, WHOLE).knowledge
    assert knowledge is not None
    assert knowledge.story.false_answers == 0.1
    assert knowledge.entities[0] == Entity("mira-holt", "Mira Holt", EntityType.PERSON)
    assert (knowledge.sources[0].published, knowledge.sources[0].url) == (None, None)
    assert (knowledge.facts[0].entities, knowledge.facts[0].date, knowledge.facts[0].attributed_to) == ((), None, None)
    entry = knowledge.entries[0]
    assert (entry.kind, entry.entities, entry.topic, entry.follow_ups) == (EntryKind.ANSWER, None, None, ())
    assert (entry.pinned, entry.review_by, entry.corrections) == (False, None, ())
    assert (knowledge.lexicon, knowledge.out_of_scope, knowledge.conversations) == (Lexicon(), (), ())


def test_a_story_alone_is_a_pack(tmp_path: Path) -> None:
    assert read(tmp_path, STORY).knowledge is not None


def test_files_add_up_in_path_order(tmp_path: Path) -> None:
    """The order is that of the path's parts, whatever is in which file; other files are not read."""
    write(
        tmp_path,
        b="entities: [{id: second, name: B, type: place}]\nlexicon: {fillers: [b]}\nout_of_scope: [b]\n",
        a__z="entities: [{id: first, name: A, type: place}]\nlexicon: {synonyms: [[x, y]]}\nout_of_scope: [a]\n",
        c__deep__er__still=STORY + "entities: [{id: third, name: C, type: place}]\n",
    )
    (tmp_path / "notes.txt").write_text("[not yaml")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.knowledge is not None
    assert [entity.id for entity in loaded.knowledge.entities] == ["first", "second", "third"]
    assert loaded.knowledge.lexicon == Lexicon((("x", "y"),), ("b",))
    assert loaded.knowledge.out_of_scope == ("a", "b")


def test_the_version_names_what_is_said_not_how_it_is_filed(tmp_path: Path) -> None:
    one = load(write(tmp_path / "one", all=WHOLE)).knowledge
    two = load(write(tmp_path / "two", a=REST, b=STORY)).knowledge
    other = load(write(tmp_path / "other", all=WHOLE.replace("Mira Holt left.", "Mira Holt quit."))).knowledge
    assert one is not None
    assert two is not None
    assert other is not None
    assert one.version == two.version != other.version


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "Off", "true", "null", "~", "12:30", "1e3", "0x10", "0o7", "1_000", "1,5", ".inf", "2031-05-04"],
)
def test_texts_are_read_as_written(tmp_path: Path, written: str) -> None:
    """YAML's guessing of types is off."""
    loaded = read(tmp_path, f"{STORY}out_of_scope:\n  - {written}\nlexicon:\n  fillers:\n    - {written}\n")
    assert loaded.knowledge is not None
    assert loaded.knowledge.out_of_scope == (written,)
    assert loaded.knowledge.lexicon.fillers == (written,)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("Z" + "\u0301" * 30, None),
        ("“‘«—…»’”" * 30, None),
        ("Z" + "\u0301" * 31, "19:17 an item of `questions` has more than 30 accents on one letter: take them off"),
    ],
)
def test_a_letter_has_as_many_accents_as_any_script_needs(tmp_path: Path, written: str, fault: str | None) -> None:
    text = WHOLE.replace("[When did Mira Holt leave?,", f"[{written}a,")
    assert errors(read(tmp_path, text)) == ([fault] if fault else [])


def test_numbers_may_stand_in_for_texts(tmp_path: Path) -> None:
    loaded = read(tmp_path, STORY + "sources: [{id: 007, title: 1984, publisher: 42, published: 1949}]\n")
    assert loaded.knowledge is not None
    source = loaded.knowledge.sources[0]
    assert (source.id, source.title.text(), source.publisher, source.published) == ("007", "1984", "42", Date(1949))


@pytest.mark.parametrize("date", ["2031", "2031-05", "2031-05-04", "2028-02-29", "0001-01-01", "9999-12-31"])
def test_dates_are_years_months_or_days(tmp_path: Path, date: str) -> None:
    loaded = read(tmp_path, WHOLE.replace("as_of: 2031-05-06", f"as_of: {date}"))
    assert loaded.knowledge is not None
    assert str(loaded.knowledge.story.as_of) == date


@pytest.mark.parametrize(
    "date",
    "31 2031-5 2031-05-4 2031-13 2031-00 2031-02-29 2031-05-00 0000 2031/05/04 May 2031-05-04T10:00 ２０３１".split(),
)
def test_other_dates_are_errors(tmp_path: Path, date: str) -> None:
    loaded = read(tmp_path, WHOLE.replace("as_of: 2031-05-06", f"as_of: {date}"))
    assert loaded.knowledge is None
    assert [error.partition(" ")[0] for error in errors(loaded)] == ["6:10"]


@pytest.mark.parametrize("name", ["a", "0", "a-", "a--b", "9b", "x" * 64])
def test_ids(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"{STORY}entities: [{{id: {name}, name: A, type: place}}]\n").problems == ()


@pytest.mark.parametrize("name", ["-a", "A", "a_b", "a.b", "é", "x" * 65, "'a b'", "none", "''", '"a\\n"'])
def test_other_ids_are_errors(tmp_path: Path, name: str) -> None:
    loaded = read(tmp_path, f"{STORY}entities: [{{id: {name}, name: A, type: place}}]\n")
    assert [error.partition(" ")[0] for error in errors(loaded)] == ["8:17"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("id: dam", "id: none"), ("{id: news", "{id: none"), ("id: holt-when", "id: none"), ("id: gazette", "id: none")],
)
def test_no_id_may_be_none(tmp_path: Path, before: str, after: str) -> None:
    assert any("`none` is reserved" in error for error in errors(read(tmp_path, WHOLE.replace(before, after))))


def test_json_is_yaml(tmp_path: Path) -> None:
    r"""Also with tabs, without spaces, and with a rare character escaped in two halves, as `json.dumps` does."""
    loaded = read(
        tmp_path,
        '{\n\t"story":{"format":1,"id":"dam","title":"\\ud83d\\ude00 \\u5927","language":"en","as_of":"2031",\n'
        '\t\t"about":"A\\\\ud83d\\\\ude00"}}\n',
    )
    assert loaded.problems == ()
    assert loaded.knowledge is not None
    assert loaded.knowledge.story.title.text() == "😀 大"
    assert loaded.knowledge.story.about.text() == r"A\ud83d\ude00"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(tmp_path: Path, end: str) -> None:
    there = load(write(tmp_path / "there", x=WHOLE.replace("\n", end))).knowledge
    here = load(write(tmp_path / "here", x=WHOLE)).knowledge
    assert here == there is not None
    broken = load(write(tmp_path / "broken", x=(STORY + "facts: 3\n").replace("\n", end)))
    assert [error.partition(" ")[0] for error in errors(broken)] == ["8:8"]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert load(write(tmp_path, x=WHOLE, encoding="utf-8-sig")).problems == ()


def test_white_space_that_nobody_sees(tmp_path: Path) -> None:
    """Tabs inside a line, and the rare line ends that come along with pasted text, are white space like any other."""
    loaded = read(
        tmp_path, STORY + "out_of_scope:\t# tab\n  -\tbest\tpizza\t\n\t\n  - next\u2028line\x85end\n  - third"
    )
    assert loaded.knowledge is not None
    assert loaded.knowledge.out_of_scope == ("best pizza", "next line end", "third")
    assert [place.line for place in loaded.places.out_of_scope] == [9, 11, 12]


def test_expectations_of_a_file_of_their_own(tmp_path: Path) -> None:
    knowledge = read(tmp_path, WHOLE).knowledge
    assert knowledge is not None
    file = tmp_path / "mine.yaml"
    file.write_text("expectations:\n  - {ask: when, entry: holt-when}\n  - {ask: why, entry: holt-wen}\n")
    found, problems = load_expectations(file, knowledge)
    assert [turn.ask for turns in found for turn in turns] == ["when", "why"]
    assert [str(problem) for problem in problems] == [
        f"{file}:3:23: error: there is no entry `holt-wen`; did you mean `holt-when`? (dangling)"
    ]


def test_expectations_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    knowledge = read(tmp_path, WHOLE).knowledge
    assert knowledge is not None
    found, problems = load_expectations(tmp_path / "nothing.yaml", knowledge)
    assert found == ()
    assert [problem.rule for problem in problems] == ["file"]
