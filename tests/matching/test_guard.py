"""An entry never answers a question about another person, number, kind or its opposite, however alike the words are."""

import pytest

from qwenbot.matching.guard import RULES
from qwenbot.matching.matcher import Matcher
from tests.stories import DAM

MATCHER = Matcher(DAM)


def objections(question: str, entry: str) -> list[str]:
    judged = {found.entry: found for found in MATCHER.judge(MATCHER.read(question))}
    return [objection.rule for objection in judged[entry].objections]


@pytest.mark.parametrize(
    ("question", "entry", "rule"),
    [
        ("when did tom aster resign", "holt-when", "other-entity"),
        ("how much water does pump 12 move", "flow-small", "other-entity"),
        ("does pump 7 move 85 tonnes a minute", "flow-small", "other-number"),
        ("where did mira holt resign", "holt-when", "other-kind"),
        ("why did mira holt not resign", "holt-why", "negation"),
        ("when did gustav quit", "holt-when", "stranger"),
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
        ("who is aster", "ana-role"),
    ],
)
def test_the_same_meaning_meets_no_objection(question: str, entry: str) -> None:
    assert objections(question, entry) == []


def test_every_finding_is_a_sentence_part_that_names_the_difference() -> None:
    (found,) = (f for f in MATCHER.judge(MATCHER.read("when did tom aster resign")) if f.entry == "holt-when")
    assert [o.finding for o in found.objections] == ["the question names Tom Aster, whom this entry is not about"]


def test_every_rule_says_what_it_is_for() -> None:
    assert all(rule.__doc__ and rule.__doc__.startswith("Object ") for rule in RULES.values())
