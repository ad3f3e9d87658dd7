"""What the operator reads after a reload."""

from qwenbot.bot import limits
from qwenbot.bot.parts import Part
from qwenbot.bot.reloading import tell
from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.service.reload import BrokenOff, Kept, Refused, Reloaded


def problem(line: int, message: str = "`answr` is not a key. Did you mean `answer`?") -> Problem:
    return Problem(Place("knowledge/people.yaml", line, 3), Severity.ERROR, message, "unknown-key")


def test_a_refusal_is_one_sentence() -> None:
    assert tell(Refused()) == Part("Only the operator of this bot may do that.")


def test_nothing_having_come_of_it_is_one_line_that_says_what_to_do() -> None:
    assert tell(BrokenOff("its process ended with status 3")) == Part(
        "Nothing came of reading the new knowledge, so the old goes on answering: its process ended with status 3. "
        "Please try again.",
        "Not reloaded",
        card=True,
    )


def test_problems_are_listed_with_file_and_line_and_warnings_left_out() -> None:
    warning = Problem(Place("knowledge/a.yaml", 1), Severity.WARNING, "A title is long.", "long-title")
    assert tell(Kept((problem(9), warning, problem(2)))) == Part(
        "2 errors in the new knowledge, so the old goes on answering.\n"
        "```\n"
        "knowledge/people.yaml:2:3: error: `answr` is not a key. Did you mean `answer`? (unknown-key)\n"
        "knowledge/people.yaml:9:3: error: `answr` is not a key. Did you mean `answer`? (unknown-key)\n"
        "```",
        "Not reloaded",
        card=True,
    )


def test_more_problems_than_fit_are_counted() -> None:
    part = tell(Kept(tuple(problem(line) for line in range(1, 1001))))
    shown = part.text.count("people.yaml")
    assert limits.EMBED_DESCRIPTION - 120 < len(part.text) <= limits.EMBED_DESCRIPTION
    assert part.text.startswith("1000 errors")
    assert part.text.endswith(f"\n```and {1000 - shown} more")


def test_one_endless_problem_is_shortened_and_cannot_break_out_of_its_frame() -> None:
    part = tell(Kept((problem(1, "``` " * 5000),)))
    assert len(part.text) < 600
    assert part.text.count("```") == 2


def test_a_reload_says_what_came_what_went_and_what_changed() -> None:
    outcome = Reloaded("0123456789ab", 120, ("new-one",), (), ("lin-profile", "lin-departure-date"), ())
    assert tell(outcome) == Part(
        "120 entries, version `0123456789ab`.\nAdded: `new-one`\nChanged: `lin-profile`, `lin-departure-date`",
        "Reloaded",
        card=True,
    )


def test_a_reload_that_changed_nothing_says_so_and_warns() -> None:
    warning = Problem(Place("knowledge/a.yaml", 1), Severity.WARNING, "A title is long.", "long-title")
    assert tell(Reloaded("0123456789ab", 1, (), (), (), (warning,))) == Part(
        "1 entry, version `0123456789ab`.\n"
        "No entry differs from before.\n"
        "1 warning:\n"
        "```\n"
        "knowledge/a.yaml:1:1: warning: A title is long. (long-title)\n"
        "```",
        "Reloaded",
        card=True,
    )


def test_a_reload_that_changed_everything_fits() -> None:
    ids = tuple(f"{n:064}" for n in range(500))
    part = tell(Reloaded("0123456789ab", 500, ids, ids, ids, tuple(problem(n) for n in range(500))))
    assert len(part.text) <= limits.EMBED_DESCRIPTION
    assert part.text.count(" more") == 4
