"""`qwenbot eval`: ask the questions whose outcome is written down, and say how many came out right."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from qwenbot.bootstrap import engine_for, expectations_in, today
from qwenbot.cli.as_json import to_line
from qwenbot.cli.options import settings_of, shared_options
from qwenbot.cli.printable import one_line
from qwenbot.cli.status import DONE, NOT_RIGHT
from qwenbot.cli.streams import write_line
from qwenbot.evaluation.expectations import Verdict, evaluate
from qwenbot.evaluation.report import Report, summarise


def _share(_: click.Context, option: click.Parameter, value: float) -> float:
    if not 0 <= value <= 1:  # so that NaN is refused too
        raise click.BadParameter(f"{value} is not a share from 0 to 1, such as 0.95", param=option)
    return value


@click.command(short_help="Ask the questions whose outcome is written down.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--min-accuracy",
    type=float,
    callback=_share,
    default=1.0,
    show_default=True,
    metavar="SHARE",
    help="The exit status is 1 if fewer come out right.",
)
@shared_options
@click.pass_context
def command(context: click.Context, /, file: Path | None, *, as_json: bool, min_accuracy: float) -> int:
    """Ask the knowledge's expectations, or those of a YAML FILE with `expectations:` in it.

    Prints the accuracy, the wrong answers, the abstention, and each expectation that is not met.
    """
    on = today()
    engine = engine_for(settings_of(context).knowledge, on)
    conversations = engine.knowledge.conversations if file is None else expectations_in(file, engine.knowledge)
    report = summarise(evaluate(engine, conversations, on), engine.knowledge)
    write_line(to_line(as_object(report)) if as_json else as_text(report))
    return NOT_RIGHT if report.accuracy < min_accuracy else DONE


def as_text(report: Report) -> str:
    """Return the figures, then every failure with the questions before it."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    if not report.asked:
        yield "There are no expectations."
        return
    yield f"Accuracy: {_of(report.right, report.asked)} expectations met"
    yield f"Wrong answers: {report.wrong_answers}"
    if report.unanswerable:
        yield f"Abstention: {_of(report.refused, report.unanswerable)} unanswerable questions not answered"
    for failure in report.failures:
        yield ""
        yield one_line(" → ".join(f"“{asked}”" for asked in (*failure.before, failure.expected.ask)))
        yield from (f"  {one_line(difference)}" for difference in failure.differences)


def _of(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})"


def as_object(report: Report) -> dict[str, Any]:
    """Return the report for scripts; shares are from 0 to 1."""
    return {
        "knowledge": report.knowledge,
        "expectations": report.asked,
        "right": report.right,
        "accuracy": round(report.accuracy, 4),
        "wrong_answers": report.wrong_answers,
        "unanswerable": report.unanswerable,
        "abstained": report.refused,
        "abstention": None if report.abstention is None else round(report.abstention, 4),
        "failures": [_failure(verdict) for verdict in report.failures],
    }


def _failure(verdict: Verdict) -> dict[str, Any]:
    expected, reply = verdict.expected, verdict.reply
    return {
        "ask": expected.ask,
        "after": list(verdict.before),
        "expected": {"entry": expected.entry, "outcome": expected.outcome, "facts": list(expected.facts)},
        "got": {
            "status": reply.outcome,
            "entry": reply.entry,
            "facts": list(dict.fromkeys(citation.fact for citation in reply.citations)),
            "score": round(reply.score, 4),
        },
        "differences": list(verdict.differences),
    }
