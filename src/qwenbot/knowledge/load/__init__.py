"""Read a knowledge directory: every file, every problem in one pass, and the knowledge if there is no error.

Nothing that a directory can hold makes this raise, take long or take the process down: what cannot be read is a
problem like any other.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qwenbot.knowledge.lint import USABLE, lint
from qwenbot.knowledge.load import files, mend
from qwenbot.knowledge.load.build import Builder
from qwenbot.knowledge.load.rows import Row
from qwenbot.knowledge.load.tree import Room
from qwenbot.knowledge.load.unread import Unread
from qwenbot.knowledge.load.validate import Validator
from qwenbot.knowledge.model import Date, Expectation, Knowledge
from qwenbot.knowledge.places import Places
from qwenbot.knowledge.problems import Place, Problem, Problems, Severity
from qwenbot.knowledge.schema import FILE


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a directory: `knowledge` is None if an error among the problems keeps it from being used."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    places: Places


def load(directory: Path, today: Date | None = None, *, fast: bool = True) -> Loaded:
    """Read a directory and hold it against every rule that needs the files alone.

    `today` is for entries past their review date; without it that rule is silent. `fast` prefers libyaml's parser.
    """
    with _uncollected():
        return _load(directory, today, fast=fast)


def _load(directory: Path, today: Date | None, *, fast: bool) -> Loaded:
    problems = Problems()
    places = Places(str(directory))
    paths = files.find(directory, problems)
    unread = Unread()
    if problems.errors:
        unread.add(None)
    rows = _rows(paths, places.directory, problems, unread, fast=fast)
    knowledge = Builder(rows, places, problems, unread).build()
    broken = bool(problems.errors)
    for problem in lint(knowledge, places, today):
        if unread.anything and problem.rule == "unused-fact":
            continue  # what could not be read may use it
        problems.add(problem)
        broken = broken or (problem.severity is Severity.ERROR and problem.rule not in USABLE)
    return Loaded(None if broken else knowledge, problems.in_order(Place(str(directory))), places)


def load_expectations(
    file: Path, knowledge: Knowledge
) -> tuple[tuple[tuple[Expectation, ...], ...], tuple[Problem, ...]]:
    """Read the expectations of one file, which need not lie in the knowledge directory, against what is known."""
    problems = Problems()
    places = Places(str(file))
    here = Place(str(file))
    places.entries = dict.fromkeys(knowledge.entry_by_id, here)
    places.facts = dict.fromkeys(knowledge.fact_by_id, here)
    unread = Unread()
    rows = _rows((file,), str(file), problems, unread, fast=True)
    found = Builder(rows, places, problems, unread).expectations()
    return found, problems.in_order(here)


def _rows(paths: tuple[Path, ...], whole: str, problems: Problems, unread: Unread, *, fast: bool) -> list[Row]:
    """Read files; what may stand in those that cannot be read goes to `unread`."""
    rows: list[Row] = []
    room = Room()
    for path in paths:
        text = files.read(path)
        if isinstance(text, Problem):
            problems.add(text)
            unread.add(None)
            continue
        room.characters -= len(text)
        found = mend.read(text, str(path), fast=fast, room=room)
        if room.is_full:
            message = (
                f"the files up to {path} hold more than can be read: name the directory that holds the knowledge alone"
            )
            problems.error(Place(whole), message, "size")
            unread.add(None)
            break
        problems.extend(found.problems)
        for part in found.unread:
            unread.add(part)
        if found.tree is not None:
            row = Validator(found.lines, problems).record(found.tree, FILE)
            if row is not None:
                rows.append(row)
        elif not found.problems:
            problems.warning(Place(str(path)), "this file is empty: write something into it, or delete it", "empty")
    return rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back: it would take longer than the parser, and nothing in here forms a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
