"""The rules of `check` that need the engine."""

from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Reply
from qwenbot.evaluation.review import review
from qwenbot.knowledge.model import Date, Outcome
from qwenbot.knowledge.problems import Place, Problem, Severity
from tests.stories import DAM, entry


def place_of(entry_id: str, phrasing: int) -> Place:
    """Find a phrasing where the test put it."""
    return Place(f"{entry_id}.yaml", phrasing + 10, 9)


def test_a_story_that_works_has_nothing_to_review() -> None:
    engine = Engine.build(DAM)
    assert list(review(DAM.entries, lambda question: engine.reply(question)[0], place_of)) == []


def test_a_phrasing_that_another_entry_answers_is_named_at_its_place() -> None:
    entries = (entry("owner", ("Who owns it?", "whose is it"), "…"), entry("keeper", ("Who keeps it?",), "…"))

    def ask(question: str) -> Reply:
        answered = {"Who owns it?": "owner", "whose is it": "keeper"}.get(question)
        return Reply(Outcome.ANSWERED if answered else Outcome.ABSTAINED, "…", "en", "v1", Date(2031), answered)

    assert list(review(entries, ask, place_of)) == [
        Problem(
            Place("owner.yaml", 11, 9),
            Severity.WARNING,
            "“whose is it” is answered with keeper, not with owner; "
            "say it in words that only this entry has, or move it there",
            "answered-elsewhere",
        )
    ]
