"""The figures that verdicts come to."""

from dataclasses import replace

from qwenbot.answering.engine import Engine
from qwenbot.evaluation.expectations import evaluate
from qwenbot.evaluation.report import summarise
from qwenbot.knowledge.model import NO_ENTRY, Expectation
from tests.stories import DAM


def test_right_and_wrong_and_refused_are_counted() -> None:
    expectations = (
        Expectation("When did Mira Holt resign?", entry="holt-when"),
        Expectation("Why did Mira Holt resign?", entry="holt-when"),  # answered, with another
        Expectation("How old is Mira Holt?", entry="holt-age"),
        Expectation("who won the match last night", entry=NO_ENTRY),
        Expectation("Who leads the inquiry?", entry=NO_ENTRY),  # answered, and must not be
        Expectation("who won the match last night", entry="ana-role"),  # not answered
    )
    report = summarise(evaluate(Engine.build(DAM), [(each,) for each in expectations]), DAM)
    assert (report.knowledge, report.asked, report.right) == (DAM.version, 6, 3)
    assert report.accuracy == 0.5
    assert report.wrong_answers == 2
    assert (report.unanswerable, report.refused) == (3, 2)
    assert report.abstention == 2 / 3
    assert [failure.expected for failure in report.failures] == [expectations[1], expectations[4], expectations[5]]


def test_without_expectations_nothing_is_wrong() -> None:
    report = summarise([], replace(DAM, conversations=()))
    assert (report.accuracy, report.abstention, report.failures) == (1.0, None, ())
