"""What is measured on is the same each time, and what it says it is."""

import json
from dataclasses import replace
from pathlib import Path

from rapidfuzz.distance import OSA

from bench.generated import generated
from bench.packs import knowledge_of, write_pack
from bench.sets import Labelled, QuestionSet, light_typos, public_sets
from bench.story import story
from qwenbot.knowledge.load import load

TINY = QuestionSet(
    "tiny",
    (Labelled("when does it open", "hours"), Labelled("opening times", "hours"), Labelled("what is it", "about")),
    (Labelled("opening time", "hours"),),
    ("who won",),
    frozenset({"about"}),
    "somewhere",
)


def test_a_set_survives_the_way_to_another_process() -> None:
    assert QuestionSet.from_json(TINY.as_json()) == TINY


def test_a_generated_base_has_its_size_and_is_the_same_each_time() -> None:
    base = generated(300, 20)
    assert base == generated(300, 20)
    assert (len(base.phrasings), len(base.questions)) == (300, 20)
    assert len({text for text, _ in base.phrasings}) == 300
    assert {label for _, label in base.questions} <= {label for _, label in base.phrasings}
    assert not set(base.out_of_scope) & {text for text, _ in base.phrasings}


def test_typos_are_one_or_two_letters_and_the_same_each_time() -> None:
    texts = [text for text, _ in generated(300, 1).phrasings]
    typed = light_typos(texts)
    assert typed == light_typos(texts)
    distances = [OSA.distance(text, mistyped) for text, mistyped in zip(texts, typed, strict=True)]
    assert max(distances) == 2
    assert distances.count(0) < len(distances) / 50  # the second letter may undo the first


def test_a_text_without_letters_cannot_be_mistyped() -> None:
    assert light_typos(["42?", ""]) == ["42?", ""]


def test_public_sets_are_read_and_phrasings_of_the_same_words_once(tmp_path: Path) -> None:
    train = [["Open now?", "hours"], ["open now", "about"], ["what is it", "about"]]
    read = {"train": train, "val": [["is it open", "hours"]], "oos_val": ["who won"]}
    (tmp_path / "shop.json").write_text(json.dumps(read))
    (tmp_path / "another.json").write_text(json.dumps({"version": 1}))
    (tmp_path / "README.md").write_text("what this is")
    assert list(public_sets(tmp_path)) == [
        QuestionSet(
            "shop",
            (Labelled("Open now?", "hours"), Labelled("what is it", "about")),
            (Labelled("is it open", "hours"),),
            ("who won",),
        )
    ]


def test_a_set_is_cut_to_questions_that_are_its_own() -> None:
    base = generated(300, 40)
    cut = base.at_most(10)
    assert cut == base.at_most(10)
    assert (len(cut.questions), len(cut.out_of_scope)) == (10, 10)
    assert set(cut.questions) < set(base.questions)
    assert replace(cut, questions=base.questions, out_of_scope=base.out_of_scope) == base


def test_a_written_base_is_read_without_a_problem_and_is_what_the_engine_is_measured_on(tmp_path: Path) -> None:
    phrasings = generated(300, 1).phrasings
    write_pack(tmp_path, phrasings)
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.knowledge is not None
    made = {(entry.id, entry.questions, entry.answer) for entry in knowledge_of(phrasings).entries}
    assert {(entry.id, entry.questions, entry.answer) for entry in loaded.knowledge.entries} == made


def test_the_storys_questions_are_the_first_of_each_expected_conversation(tmp_path: Path) -> None:
    write_pack(tmp_path, TINY.phrasings)
    expected = [
        {"ask": "when is it open", "entry": "hours"},
        {"conversation": [{"ask": "so what is it", "entry": "about"}, {"ask": "and when", "entry": "hours"}]},
        {"ask": "who won", "entry": "none"},
        {"ask": "who lost", "outcome": "abstained"},
        {"ask": "which one", "outcome": "suggested"},
    ]
    (tmp_path / "expectations.yaml").write_text(json.dumps({"expectations": expected}))
    read = story(tmp_path)
    assert read.questions == (Labelled("when is it open", "hours"), Labelled("so what is it", "about"))
    assert read.out_of_scope == ("who won", "who lost")
    assert set(read.phrasings) == set(TINY.phrasings)
