"""What a question is understood to mean, in a story that the code has never heard of."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.knowledge.model import Knowledge
from qwenbot.knowledge.model import Lexicon as Words
from qwenbot.matching.lexicon import Lexicon
from qwenbot.matching.query import Correction
from qwenbot.text.asking import Asking
from tests.stories import DAM

LEXICON = Lexicon(DAM)


def keys(question: str) -> list[str]:
    return [unit.key for unit in LEXICON.read(question).units if not unit.small]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("when did mira holt resign", ["?when", "@mira-holt", "~leav"]),
        ("米拉什么时候辞职", ["@mira-holt", "?when", "~leav"]),
        ("MIRA stepping down??", ["@mira-holt", "~leav"]),
        ("by the way, holt's job pls", ["@mira-holt", "job"]),
        ("who owns the dam", ["?who", "own", "@larkfield-dam"]),
        ("p-7 or pump12", ["@pump-7", "@pump-12"]),
    ],
)
def test_names_and_synonyms_are_folded(question: str, meant: list[str]) -> None:
    assert keys(question) == meant


def test_a_name_that_fits_two_people_stands_for_both() -> None:
    (mention,) = LEXICON.read("who is aster").mentions
    assert mention.entities == ("ana-aster", "tom-aster")


def test_a_full_name_is_one_person_although_its_parts_fit_two() -> None:
    (mention,) = LEXICON.read("who is tom aster").mentions
    assert mention.entities == ("tom-aster",)


def test_a_word_of_a_persons_name_is_enough() -> None:
    assert LEXICON.read("when was tom elected").entities == ("tom-aster",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("northwatr", "northwater"),
        ("enginer", "engineer"),
        ("electd", "elected"),
        ("resgin", "resign"),
        ("inqiury", "inquiry"),
        ("whatday", "what day"),
    ],
)
def test_a_misspelt_word_is_one_of_the_bases_own(typed: str, meant: str) -> None:
    assert LEXICON.read(f"the {typed}").corrections == (Correction(typed, meant),)


@pytest.mark.parametrize("word", ["town", "home", "pumps", "planned", "lead", "lake", "why"])
def test_a_word_that_is_spelt_right_is_left_alone(word: str) -> None:
    assert LEXICON.read(f"the {word}").corrections == ()


def test_a_word_torn_apart_is_joined() -> None:
    assert LEXICON.read("north water").entities == ("northwater",)


def test_numbers_inside_names_are_no_numbers_of_the_question() -> None:
    assert LEXICON.read("does pump 7 move 85 tonnes").numbers == {"85"}


def test_digits_that_stand_for_words_or_count_those_talked_of_are_no_numbers() -> None:
    assert LEXICON.read("where did holt move 2 when she left the other 2").numbers == set()
    assert LEXICON.read("was it a blow 4 holt").numbers == set()
    assert LEXICON.read("did 2 pumps break").numbers == {"2"}


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("what did mira absically do", ""),
        ("what did mira xi", ""),
        ("is mira zhang in", "zhang"),
        ("When did Mira Dan resign?", "dan"),
        ("when did mira dan resign?", ""),
        ("When did Jack Aster come?", "jack"),
        ("When Did Mira Leave", ""),
        ("Who came? Mira said so", ""),
        ("so when did Mira Resign", ""),
    ],
)
def test_a_slip_behind_a_name_is_no_surname(question: str, beside: str) -> None:
    assert [mention.beside for mention in LEXICON.read(question).mentions] == [beside]


def test_one_or_two_unknown_letters_say_nothing() -> None:
    assert [unit.typed for unit in LEXICON.read("fo th larkfield zz tunnel").units if not unit.small] == [
        "larkfield", "tunnel",
    ]  # fmt: skip


def test_a_clipped_word_behind_a_name_is_no_surname() -> None:
    assert [mention.beside for mention in LEXICON.read("what is mira hidin").mentions] == [""]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who left and when", {Asking.WHO, Asking.WHEN}),
        ("what did she say when she left", {Asking.WHAT}),
        ("holt left when?", {Asking.WHEN}),
        ("the dam broke when holt left", set()),
        ("holt left and when did she come back", {Asking.WHEN}),
        ("tell me when holt left", {Asking.WHEN}),
        ("wen did she go", {Asking.WHEN}),
        ("how old is she", {Asking.HOW_OLD}),
        ("how much water", {Asking.HOW_MANY}),
        ("did she leave", set()),
        ("为什么辞职", {Asking.WHY}),
    ],
)
def test_the_kind_of_answer_asked_for(question: str, asked: set[Asking]) -> None:
    assert LEXICON.read(question).asking == asked


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("did holt not resign", ("~leav",)),
        ("didn't holt resign", ()),
        ("who never left", ("~leav",)),
        ("who did not resign", ("~leav",)),
        ("did holt resign", ()),
        ("holt left, didn't she", ()),
        ("since 2019, no?", ()),
        ("who resigned, not holt", ("@mira-holt",)),
    ],
)
def test_a_denial_is_told_from_a_polite_question(question: str, denied: tuple[str, ...]) -> None:
    assert LEXICON.read(question).denied == denied


def test_a_greeting_made_of_fillers_is_still_a_question() -> None:
    assert keys("hey hello") == ["hey", "hello"]


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    query = LEXICON.read(text)
    assert all(unit.key for unit in query.units)


@given(st.text(alphabet="abcdehilmnoprstuw", min_size=4, max_size=10))
def test_a_correction_never_leads_out_of_the_base(word: str) -> None:
    asked = " ".join(question for entry in DAM.entries for question in entry.questions).casefold()
    named = " ".join(name for entity in DAM.entities for name in (entity.name, *entity.aliases)).casefold()
    grouped = " ".join(phrase for group in DAM.lexicon.synonyms for phrase in group)
    for correction in LEXICON.read(word).corrections:
        assert all(part in f"{asked} {named} {grouped}" for part in correction.meant.split())


def test_synonym_groups_mean_the_same_in_any_order() -> None:
    groups = (("begin", "start"), ("start", "commence"), ("end", "finish"))
    readings = set()
    for order in permutations(groups):
        lexicon = Lexicon(_with_synonyms(order))
        readings.add(tuple(unit.key for unit in lexicon.read("begin start commence finish").units))
    assert len(readings) == 1
    (reading,) = readings
    assert len(set(reading)) == 2, "groups that share a word are one group"


def _with_synonyms(groups: tuple[tuple[str, ...], ...]) -> Knowledge:
    return replace(DAM, lexicon=Words(synonyms=groups))


def test_a_synonym_with_the_stem_of_a_small_word_is_meant_only_as_it_is_written() -> None:
    lexicon = Lexicon(replace(DAM, lexicon=Words(synonyms=(("fired", "canned", "sacked"),))))
    assert [unit.key for unit in lexicon.read("she was canned").units if not unit.small] == ["~can"]
    assert [unit.key for unit in lexicon.read("who can help").units] == ["?who", "can", "help"]


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("who did not resign", True),
        ("which pump does not work", True),
        ("what did holt not say", True),
        ("谁没有辞职", True),
        ("what can nobody buy", False),
        ("what didn't holt like", False),
        ("who said that holt did not resign", False),
        ("why did holt not resign", False),
    ],
)
def test_who_asks_for_those_of_whom_something_is_not_so(question: str, *, others: bool) -> None:
    assert LEXICON.read(question).others is others
