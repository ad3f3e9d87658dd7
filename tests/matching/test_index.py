"""What ranks first, and what must not change it."""

from dataclasses import replace
from itertools import permutations

import pytest

from qwenbot.knowledge.model import Entry, Knowledge
from qwenbot.matching.matcher import Matcher
from tests.stories import DAM, entry

MATCHER = Matcher(DAM)

QUESTIONS = (
    "when did holt quit", "wen did mira hlt resgin", "pump 7 capacity", "who owns larkfield", "head of inquiry?",
    "米拉什么时候走的", "why", "aster", "best pizza in town", "how old is holt", "gibberish blorb", "",
)  # fmt: skip


def ranked(matcher: Matcher, question: str) -> list[tuple[str, float]]:
    return [(found.entry, found.confidence) for found in matcher.judge(matcher.read(question))]


@pytest.mark.parametrize("known", DAM.entries, ids=lambda known: known.id)
def test_every_phrasing_finds_its_own_entry(known: Entry) -> None:
    assert {ranked(MATCHER, question)[0][0] for question in known.questions} == {known.id}


@pytest.mark.parametrize("question", ["what is the meaning of blorb", "pump 7 or mira holt", "天气怎么样"])
def test_a_new_phrasing_that_equals_the_question_makes_its_entry_first(question: str) -> None:
    added = replace(DAM, entries=(*DAM.entries, entry("new", (question,), "Yes [owner].")))
    assert ranked(Matcher(added), question)[0][0] == "new"


def test_a_phrasing_comes_first_among_any_number_of_entries_that_look_as_like_it() -> None:
    orders = [" ".join(words) for words in permutations("who is the head of our new team".split(), 3)]
    entries = tuple(entry(f"e{n}", tuple(orders[n::56]), "Yes [owner].") for n in range(56))
    matcher = Matcher(replace(DAM, entries=entries, out_of_scope=()))
    assert [ranked(matcher, question)[0] for question in orders] == [(f"e{n % 56}", 1.0) for n in range(336)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_order_of_the_files_changes_nothing(question: str) -> None:
    turned = Knowledge(
        story=DAM.story,
        sources=DAM.sources[::-1],
        entities=DAM.entities[::-1],
        facts=DAM.facts[::-1],
        entries=DAM.entries[::-1],
        lexicon=replace(DAM.lexicon, synonyms=DAM.lexicon.synonyms[::-1]),
        out_of_scope=DAM.out_of_scope[::-1],
    )
    assert ranked(Matcher(turned), question) == ranked(MATCHER, question)


def test_nothing_that_the_base_knows_finds_nothing() -> None:
    assert ranked(MATCHER, "🦀🦀") == []
