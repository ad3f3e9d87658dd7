"""The whole of what a pipe gets for a reply."""

from dataclasses import replace

from qwenbot.answering.reply import Candidate, Choice, Citation, Reply, Step
from qwenbot.cli.plain import as_text, candidates_text, explanation
from qwenbot.knowledge.model import Date, FactStatus, Outcome

REPLY = Reply(
    outcome=Outcome.ANSWERED,
    text="She resigned [1], over repairs [2].",
    language="en",
    knowledge="v1",
    as_of=Date(2031, 5, 9),
    entry="holt-why",
    title="Why did she resign?",
    citations=(
        Citation(1, "a", "gazette", "The Gazette, “News”, paragraph 1", "News", 1, FactStatus.REPORTED, None, None),
        Citation(
            2, "b", "gazette", "The Gazette", None, None, FactStatus.ANALYSIS, "Tom Aster", "https://gazette.example/1"
        ),
        Citation(2, "b", "letter", "A letter", None, None, FactStatus.QUOTE, "Mira Holt", None),
    ),
    follow_ups=(Choice("holt-when", "When did she resign?"), Choice("dam-owner", "Who owns the dam?")),
    candidates=(Candidate("holt-why", 0.91), Candidate("holt-when", 0.4)),
    steps=(Step("understood", "she → @mira-holt"), Step("decided: sure", "the best entry has 91%")),
)


def test_an_answer_with_its_sources_and_follow_ups() -> None:
    assert (
        as_text(REPLY)
        == """\
She resigned [1], over repairs [2].

Sources, as of 2031-05-09:
[1] The Gazette, “News”, paragraph 1 — reported
[2] The Gazette — the author's analysis, according to Tom Aster <https://gazette.example/1>
[2] A letter — quoted, said by Mira Holt

You can go on with:
  1. When did she resign?
  2. Who owns the dam?"""
    )


def test_an_answer_picked_by_its_number_stands_under_its_question() -> None:
    miss = Reply(Outcome.ABSTAINED, "I don't know.", "en", "v1", Date(2031))
    assert as_text(miss, "Who owns the dam?") == "Who owns the dam?\nI don't know."


def test_suggestions_are_numbered_right_below_the_question() -> None:
    reply = Reply(
        Outcome.SUGGESTED, "Which of these?", "en", "v1", Date(2031), suggestions=(Choice("a", "A?"), Choice("b", "B?"))
    )
    assert as_text(reply) == "Which of these?\n  1. A?\n  2. B?"


def test_an_answer_in_chinese_has_chinese_words_around_it() -> None:
    reply = replace(REPLY, text="她辞职了 [1]。", language="zh", citations=REPLY.citations[1:2])
    assert (
        as_text(reply)
        == """\
她辞职了 [1]。

出处（截至 2031-05-09）：
[2] The Gazette — 作者分析，据Tom Aster <https://gazette.example/1>

可以接着问：
  1. When did she resign?
  2. Who owns the dam?"""
    )


def test_no_text_from_the_files_can_steer_the_terminal() -> None:
    steering = "\x1b[31m\nred"
    reply = replace(
        REPLY,
        text=steering,
        citations=(Citation(1, "a", "s", steering, steering, 1, FactStatus.REPORTED, steering, steering),),
        follow_ups=(Choice("a", steering),),
        steps=(Step(steering, steering),),
    )
    shown = as_text(reply) + explanation(reply)
    assert "\x1b" not in shown
    assert shown.count("red") == 7


def test_an_explanation_names_every_step() -> None:
    assert (
        explanation(REPLY)
        == """\
How this was decided:
  understood: she → @mira-holt
  decided: sure: the best entry has 91%"""
    )


def test_candidates_are_as_many_as_asked_for() -> None:
    head = "Candidates, best-ranked first, and how likely each is to answer:"
    assert candidates_text(REPLY) == f"{head}\n  0.9100  holt-why\n  0.4000  holt-when"
    assert candidates_text(REPLY, 1) == f"{head}\n  0.9100  holt-why"
    assert candidates_text(REPLY, 0) == "Candidates: none"
