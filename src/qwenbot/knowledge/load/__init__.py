"""Read a knowledge directory: every file, every problem in one pass, and the knowledge if there is no error.

Nothing that a directory can hold makes this raise, take long or take the process down: what cannot be read is a
problem like any other.
"""

from dataclasses import dataclass
from pathlib import Path

from qwenbot.knowledge.lint import lint
from qwenbot.knowledge.load import files
from qwenbot.knowledge.load.build import Builder
from qwenbot.knowledge.load.tree import parse
from qwenbot.knowledge.load.validate import Row, Validator
from qwenbot.knowledge.model import Date, Expectation, Knowledge
from qwenbot.knowledge.places import Places
from qwenbot.knowledge.problems import Place, Problem, Severity
from qwenbot.knowledge.schema import FILE


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a directory: `knowledge` is None if any problem is an error."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    places: Places


def load(directory: Path, today: Date | None = None, *, fast: bool = True) -> Loaded:
    """Read a directory and hold it against every rule that needs the files alone.

    `today` is for entries past their review date; without it that rule is silent. `fast` prefers libyaml's parser.
    """
    problems: list[Problem] = []
    places = Places(str(directory))
    rows, partial = _rows(files.find(directory, problems), problems, fast=fast)
    knowledge = Builder(rows, places, problems, partial=partial).build()
    if knowledge is not None:
        problems.extend(lint(knowledge, places, today))
    broken = any(problem.severity is Severity.ERROR for problem in problems)
    return Loaded(None if broken else knowledge, tuple(sorted(problems)), places)


def load_expectations(
    file: Path, knowledge: Knowledge
) -> tuple[tuple[tuple[Expectation, ...], ...], tuple[Problem, ...]]:
    """Read the expectations of one file, which need not lie in the knowledge directory, against what is known."""
    problems: list[Problem] = []
    places = Places(str(file))
    here = Place(str(file))
    places.entries = dict.fromkeys(knowledge.entry_by_id, here)
    places.facts = dict.fromkeys(knowledge.fact_by_id, here)
    rows, _ = _rows((file,), problems, fast=True)
    found = Builder(rows, places, problems, partial=False).expectations()
    return found, tuple(sorted(problems))


def _rows(paths: tuple[Path, ...], problems: list[Problem], *, fast: bool) -> tuple[list[Row], bool]:
    """Read files; also say whether any of them could not be, so that references into it are not held against it."""
    rows: list[Row] = []
    partial = any(problem.severity is Severity.ERROR for problem in problems)
    for path in paths:
        text = files.read(path)
        tree = parse(text, str(path), fast=fast) if isinstance(text, str) else text
        if isinstance(tree, Problem):
            problems.append(tree)
            partial = True
        elif tree is None:
            message = "this file is empty: write something into it, or delete it"
            problems.append(Problem(Place(str(path)), Severity.WARNING, message, "empty"))
        else:
            lines = text.split("\n") if isinstance(text, str) else []
            row = Validator(lines, problems).record(tree, FILE)
            if row is not None:
                rows.append(row)
    return rows, partial
