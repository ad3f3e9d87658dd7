"""`qwenbot check`: every problem in the knowledge, a line each, then a line that counts them."""

from collections.abc import Sequence

import click

from qwenbot.answering.engine import Engine
from qwenbot.bootstrap import check_thoroughly, today
from qwenbot.cli.options import settings_of, shared_options
from qwenbot.cli.printable import one_line
from qwenbot.cli.status import DONE, NOT_RIGHT
from qwenbot.cli.streams import write_line
from qwenbot.knowledge.problems import Problem, Severity


@click.command(short_help="Name every problem in the knowledge.")
@shared_options
@click.pass_context
def command(context: click.Context, /) -> int:
    """Name every problem in the knowledge, as FILE:LINE:COLUMN: error|warning: MESSAGE (RULE).

    The exit status is 1 if there are errors. Warnings are left to your judgement.
    """
    checked = check_thoroughly(settings_of(context).knowledge, today())
    for problem in sorted(checked.problems):
        write_line(one_line(str(problem)))
    write_line(summary(checked.problems))
    if checked.engine is not None:
        write_line(calibrated(checked.engine))
    return NOT_RIGHT if any(problem.severity is Severity.ERROR for problem in checked.problems) else DONE


def calibrated(engine: Engine) -> str:
    """Say from which confidence on the knowledge is answered with, and what that comes from."""
    thresholds, calibration = engine.thresholds, engine.calibration
    said = f"An answer needs {thresholds.answer:.0%} confidence, an offer {thresholds.suggest:.0%}: "
    if not calibration.questions:
        return f"{said}the defaults, for there are too few phrasings to learn from."
    return (
        f"{said}false_answers is {engine.knowledge.story.false_answers:g}, tried on {calibration.questions} questions."
    )


def summary(problems: Sequence[Problem]) -> str:
    """Count problems in one sentence."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems found."
    counts = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in ((errors, "error"), (warnings, "warning"))]
    return f"{' and '.join(text for text in counts if not text.startswith('0 '))} found."
