"""`qwenbot check`: every problem in the knowledge, a line each, then a line that counts them."""

from collections.abc import Sequence

import click

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
    return NOT_RIGHT if checked.engine is None else DONE


def summary(problems: Sequence[Problem]) -> str:
    """Count problems in one sentence."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems found."
    counts = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in ((errors, "error"), (warnings, "warning"))]
    return f"{' and '.join(text for text in counts if not text.startswith('0 '))} found."
