"""The command line as a user has it: a process in a directory with a pack, nothing but what is typed, and an end."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PACK = """\
story:
  format: 1
  id: dam
  title: The dam
  language: en
  as_of: 2031-05-09
  about: Ask about the Larkfield dam.
sources:
  - id: gazette
    title: The Gazette
    publisher: The Gazette
    sections: [{id: news, title: News, paragraphs: 4}]
entities:
  - {id: mira-holt, name: Mira Holt, type: person, aliases: [holt], pronouns: [she, her]}
facts:
  - id: owner
    text: Northwater owns the dam.
    status: reported
    cites: [gazette#news.4]
  - id: holt-resigned
    text: Mira Holt resigned on 4 May 2031.
    status: reported
    entities: [mira-holt]
    cites: [gazette#news.1]
entries:
  - id: dam-owner
    questions:
      - Who owns the dam?
      - larkfield dam owner
      - which company has the dam
    answer: Northwater owns it [owner].
  - id: holt-when
    questions:
      - When did Mira Holt resign?
      - holt resignation date
      - what day did holt quit
    answer: She resigned on 4 May 2031 [holt-resigned].
  - id: holt-age
    kind: unknown
    questions:
      - How old is Mira Holt?
      - holt's age
      - when was mira holt born
    answer: The story does not say.
  - id: greeting
    kind: chat
    questions: [hello, hi there, good morning]
    answer: Hello!
expectations:
  - {ask: who owns the dam, entry: dam-owner}
  - {ask: how old is holt, outcome: abstained}
"""
"""A pack with an answer, an unknown, a greeting and two expectations, without a fault."""

_INHERITED = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


def write_pack(place: Path, text: str = PACK, name: str = "knowledge") -> Path:
    """Write a pack of one file into a directory below a place, and return the file."""
    (place / name).mkdir(parents=True, exist_ok=True)
    file = place / name / "pack.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def start(place: Path, *args: str, **environment: str) -> "subprocess.Popen[str]":
    """Start `qwenbot` in a directory, with nothing of this process's settings; whoever starts it must end it."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "qwenbot", *args],
        cwd=place,
        env=inherited | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def qwenbot(place: Path, *args: str, typed: str = "", **environment: str) -> Ended:
    """Run `qwenbot` to its end, with what is typed as its whole input."""
    with start(place, *args, **environment) as process:
        try:
            out, err = process.communicate(typed, timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Ended(process.returncode, out, err)


def files(place: Path) -> Sequence[str]:
    """Return every file and directory below a place, in order."""
    return sorted(str(path.relative_to(place)) for path in place.rglob("*"))
