"""Facts that answer what no entry holds, and those that must not."""

from dataclasses import replace

import pytest

from qwenbot.answering.conversation import START
from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Reply
from qwenbot.knowledge.model import Date, Outcome
from tests.stories import DAM, fact

FACTS = (
    replace(fact("toll", "Northwater charges boats a toll of 12 dollars at Larkfield.", "northwater", "larkfield-dam"),
            date=Date(2030, 4)),
    fact("medal", "Mira Holt gave Ana Aster a medal for the bridge.", "ana-aster", "mira-holt"),
)  # fmt: skip

ENGINE = Engine.build(replace(DAM, facts=(*DAM.facts, *FACTS)))


def ask(question: str) -> Reply:
    return ENGINE.reply(question, explain=True)[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("does northwater charge boats a toll", ["toll"]),
        ("northwater toll for boats when?", ["toll"]),
        ("how much is the toll northwater charges", ["toll"]),
        ("what is the toll at larkfield", ["toll"]),
        ("who gave ana aster a medal", ["medal"]),
    ],
)
def test_what_no_entry_holds_is_told_from_facts(question: str, told: list[str]) -> None:
    reply = ask(question)
    assert (reply.outcome, reply.entry, reply.rule) == (Outcome.ANSWERED, None, "facts")
    assert [citation.fact for citation in reply.citations] == told
    assert reply.text.endswith(". [1]")
    assert reply.steps[-1].name == "decided: facts"


@pytest.mark.parametrize(
    "question",
    [
        "does tom aster charge boats a toll",  # somebody else
        "does northwater charge trucks a toll",  # something else
        "is the toll of northwater 15 dollars",  # another number
        "does northwater not charge boats a toll",  # the opposite
        "why does northwater charge a toll",  # no fact is typed as a reason
        "who charges a toll at larkfield",  # a company is nobody
        "when was ana aster given a medal",  # the fact has no date
        "northwater",  # nothing is asked
    ],
)
def test_a_fact_that_lacks_a_part_of_the_question_is_not_told(question: str) -> None:
    assert ask(question).rule != "facts"


def test_too_many_facts_are_not_told() -> None:
    tolls = tuple(
        fact(f"toll-{boat}", f"Northwater charges {boat} a toll.", "northwater")
        for boat in ("barges", "rafts", "kayaks")
    )
    engine = Engine.build(replace(DAM, facts=(*DAM.facts, *tolls)))
    assert engine.reply("does northwater charge a toll")[0].rule != "facts"
    assert engine.reply("does northwater charge rafts a toll")[0].rule == "facts"


def test_a_fact_answers_a_follow_up() -> None:
    _, conversation = ENGINE.reply("who is mira holt", START)
    reply, _ = ENGINE.reply("did she give ana a medal", conversation)
    assert [citation.fact for citation in reply.citations] == ["medal"]
