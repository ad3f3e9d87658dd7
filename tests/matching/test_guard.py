"""An entry never answers a question about another person, number, kind or its opposite, however alike the words are."""

from dataclasses import replace

import pytest

from qwenbot.knowledge.model import Entry
from qwenbot.matching.guard import RULES
from qwenbot.matching.matcher import Matcher
from tests.stories import DAM, entry

MATCHER = Matcher(DAM)


def objections(question: str, entry: str, matcher: Matcher = MATCHER) -> list[str]:
    judged = {found.entry: found for found in matcher.judge(matcher.read(question))}
    return [objection.rule for objection in judged[entry].objections]


def objections_to(added: Entry, question: str) -> list[str]:
    """Return the rules that speak against an entry which the story gets beside its own."""
    return objections(question, added.id, Matcher(replace(DAM, entries=(*DAM.entries, added))))


@pytest.mark.parametrize(
    ("question", "entry", "rule"),
    [
        ("when did tom aster resign", "holt-when", "other-entity"),
        ("how much water does pump 12 move", "flow-small", "other-entity"),
        ("does pump 7 move 85 tonnes a minute", "flow-small", "other-number"),
        ("where did mira holt resign", "holt-when", "other-kind"),
        ("why did mira holt not resign", "holt-why", "negation"),
        ("when did gustavson quit", "holt-when", "stranger"),
        ("when did holt zorblax quit", "holt-when", "namesake"),
        ("did holt resign on 4 april", "holt-when", "other-number"),
        ("which engineer did not resign", "holt-when", "negation"),
        ("does pump 7 move 30b tonnes", "flow-small", "other-number"),
        ("hello zorblax", "greeting", "small-talk"),
    ],
)
def test_one_word_of_another_meaning_is_an_objection(question: str, entry: str, rule: str) -> None:
    assert objections(question, entry) == [rule]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("when did mira holt resign", "holt-when"),
        ("when did she quit", "holt-when"),
        ("didn't holt resign, when?", "holt-when"),
        ("pump 7: 30 tonnes a minute?", "flow-small"),
        ("did holt leave on 4 may", "holt-when"),
        ("may i ask when holt left", "holt-when"),
        ("when did holt zz quit", "holt-when"),
        ("who owns the dam in june", "dam-owner"),
        ("who is aster", "ana-role"),
        ("hello", "greeting"),
    ],
)
def test_the_same_meaning_meets_no_objection(question: str, entry: str) -> None:
    assert objections(question, entry) == []


def test_every_finding_is_a_sentence_part_that_names_the_difference() -> None:
    (found,) = (f for f in MATCHER.judge(MATCHER.read("when did tom aster resign")) if f.entry == "holt-when")
    assert [o.finding for o in found.objections] == ["the question names Tom Aster, whom this entry is not about"]


def test_every_rule_says_what_it_is_for() -> None:
    assert all(rule.__doc__ and rule.__doc__.startswith("Object ") for rule in RULES.values())


# ---------------------------------------------------------------- numbers

TOUR = entry(
    "tour", ("can i join the tour with 4 people", "tour for 6 please", "a tour for 15"), "Ask at the gate [owner]."
)
"""An entry in whose phrasings numbers stand of which it says nothing: they are whatever the asker needs."""

STEPS = entry("steps", ("how many steps has the tower", "tower steps", "steps to the top"), "It has 214 [owner].")


def test_where_any_number_may_stand_another_one_is_no_objection() -> None:
    assert objections_to(TOUR, "is there a tour for 9 people") == []


@pytest.mark.parametrize(("question", "rules"), [("does the tower have 214 steps", []),
                                                ("does the tower have 300 steps", ["other-number"])])  # fmt: skip
def test_where_the_answer_tells_a_number_it_must_be_that_one(question: str, rules: list[str]) -> None:
    assert objections_to(STEPS, question) == rules


def test_an_entry_without_any_number_answers_no_question_with_one() -> None:
    assert objections("who owns 12 of the dam", "dam-owner") == ["other-number"]


def test_a_number_in_a_phrasing_of_an_entry_that_tells_one_is_known() -> None:
    asked = replace(STEPS, questions=(*STEPS.questions, "are there 200 steps to the top of the tower"))
    assert objections_to(asked, "has the tower 200 steps, really") == []
    assert objections_to(asked, "has the tower 300 steps, really") == ["other-number"]


# ---------------------------------------------------------------- nothing that says what it is about

WHATEVER = entry(
    "whatever", ("what happened", "what is this", "so what"), "The chief engineer resigned [holt-resigned]."
)


@pytest.mark.parametrize("question", ["when was it", "how", "what was that about then", "who", "what is 7 * 7"])
def test_a_question_of_small_words_alone_is_no_entrys(question: str) -> None:
    """Save a greeting's, which is made of them itself."""
    judged = [found for found in MATCHER.judge(MATCHER.read(question)) if found.entry != "greeting"]
    assert judged
    assert all("vague" in [objection.rule for objection in found.objections] for found in judged)


def test_but_it_is_that_of_an_entry_which_is_asked_like_that() -> None:
    assert "vague" not in objections_to(WHATEVER, "what is that")


@pytest.mark.parametrize("question", ["what about holt", "when did holt", "who is leading", "when resign"])
def test_a_name_or_a_word_of_matter_is_enough(question: str) -> None:
    judged = MATCHER.judge(MATCHER.read(question))
    assert judged
    assert not any(objection.rule == "vague" for found in judged for objection in found.objections)


# ---------------------------------------------------------------- for all rules


def test_a_phrasing_of_an_entry_meets_no_objection_whatever_is_in_it() -> None:
    odd = entry(
        "odd", ("why did tom aster never build pump 12 for 99 zorks in blorbia",), "He did not say [aster-elected]."
    )
    assert objections_to(odd, odd.title) == []
    assert objections_to(odd, "why did tom aster never build pump 12 for 98 zorks in blorbia") != []


def test_an_objection_takes_an_answer_away_and_changes_no_rank() -> None:
    """The score of a question is the same whether or not a rule speaks against its entry."""
    told = MATCHER.judge(MATCHER.read("does pump 7 move 30 tonnes a minute"))[0]
    other = MATCHER.judge(MATCHER.read("does pump 7 move 85 tonnes a minute"))[0]
    assert (told.entry, other.entry) == ("flow-small", "flow-small")
    assert other.objections
    assert other.confidence > 0


def test_a_turn_of_phrase_that_nobody_has_used_is_not_held_against_a_sure_entry() -> None:
    assert objections("who the hell is mira holt", "holt-who") == []
    assert objections("who murdered mira holt", "holt-when") != []
    assert objections("who is mira holt's zorblax", "holt-who") == ["other-matter"]
