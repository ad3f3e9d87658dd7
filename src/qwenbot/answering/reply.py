"""What the engine gives back: one value that every surface, the log and the evaluation read."""

from dataclasses import dataclass

from qwenbot.knowledge.model import Date, FactStatus, Outcome


@dataclass(frozen=True, slots=True)
class Citation:
    """Where one numbered mark in an answer leads. A fact with two cites gives two of these with the same `n`.

    `label` says all of it in words; `title` is that of the source alone.
    """

    n: int
    fact: str
    source: str
    label: str
    section: str | None
    paragraph: int | None
    status: FactStatus
    attributed_to: str | None
    url: str | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry offered by its title."""

    entry: str
    question: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry and how well it ranks, 0 to 1, before the guard has its say."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a decision, for people: what it is called and what it found."""

    name: str
    finding: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question, and why.

    `text` is what a member sees, with marks like `[1]`; `entry` is the entry answered, or the `unknown` entry behind
    an abstention, and None otherwise; `title` is that entry's title. `score` and `candidates` are those of the
    ranking, before the guard. `rule` names what decided; `matched` is the phrasing of the best-ranked entry that the
    question is most like.
    """

    outcome: Outcome
    text: str
    language: str
    knowledge: str
    as_of: Date
    entry: str | None = None
    title: str | None = None
    score: float = 0.0
    rule: str = ""
    matched: str | None = None
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Choice, ...] = ()
    follow_ups: tuple[Choice, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    steps: tuple[Step, ...] = ()
