"""Small knowledge directories for the tests of the loader, and what it says about them in short."""

from pathlib import Path

from qwenbot.knowledge.load import Loaded, load
from qwenbot.knowledge.model import Date
from qwenbot.knowledge.problems import Severity

STORY = """\
story:
  format: 1
  id: dam
  title: The dam
  language: en
  as_of: 2031-05-06
  about: What happened at the dam.
"""

REST = """\
sources:
  - id: gazette
    title: Trouble at the dam
    publisher: The Gazette
    sections: [{id: news, title: News, paragraphs: 2}]
entities:
  - {id: mira-holt, name: Mira Holt, type: person}
facts:
  - {id: holt-left, text: Mira Holt left., status: reported, cites: [gazette#news.1]}
entries:
  - id: holt-when
    questions: [When did Mira Holt leave?, holt leaving date, what day did holt go]
    answer: Mira Holt left [holt-left].
"""

WHOLE = STORY + REST
"""A pack without a fault."""


def write(directory: Path, *, encoding: str = "utf-8", **files: str) -> Path:
    """Write files (`a__b` is `a/b.yaml`) into a directory and return it."""
    for name, text in files.items():
        path = directory / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding=encoding, newline="")
    return directory


def read(directory: Path, text: str, on: Date | None = None) -> Loaded:
    """Load a pack of one file, `x.yaml`."""
    return load(write(directory, x=text), on)


def said(loaded: Loaded, directory: Path) -> list[str]:
    """Return each problem as `file:line:column rule`."""
    return [
        f"{Path(problem.place.file).relative_to(directory)}:{problem.place.line}:{problem.place.column} {problem.rule}"
        for problem in loaded.problems
    ]


def errors(loaded: Loaded) -> list[str]:
    """Return the errors as `line:column message`."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message}"
        for problem in loaded.problems
        if problem.severity is Severity.ERROR
    ]


def warnings(loaded: Loaded) -> list[str]:
    """Return the warnings as `line:column message`."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message}"
        for problem in loaded.problems
        if problem.severity is Severity.WARNING
    ]
