"""What the verdicts on many expectations come to: figures, and those that failed."""

from collections.abc import Iterable
from dataclasses import dataclass

from qwenbot.evaluation.expectations import Verdict, forbids_answer
from qwenbot.knowledge.model import Knowledge, Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """Counts over all expectations.

    `wrong_answers` were answered otherwise than expected, which is worse than not at all; of the questions that must
    not be answered (`unanswerable`), `refused` were not.
    """

    knowledge: str
    asked: int
    right: int
    wrong_answers: int
    unanswerable: int
    refused: int
    failures: tuple[Verdict, ...]

    @property
    def accuracy(self) -> float:
        """The share of expectations that are met, 0 to 1; 1 where there are none."""
        return self.right / self.asked if self.asked else 1.0

    @property
    def abstention(self) -> float | None:
        """The share of the unanswerable questions that were not answered, 0 to 1; None where there are none."""
        return self.refused / self.unanswerable if self.unanswerable else None


def summarise(verdicts: Iterable[Verdict], knowledge: Knowledge) -> Report:
    """Count the verdicts."""
    verdicts = tuple(verdicts)
    failures = tuple(verdict for verdict in verdicts if not verdict.right)
    unanswerable = [verdict for verdict in verdicts if forbids_answer(verdict.expected, knowledge)]
    return Report(
        knowledge=knowledge.version,
        asked=len(verdicts),
        right=len(verdicts) - len(failures),
        wrong_answers=sum(verdict.reply.outcome is Outcome.ANSWERED for verdict in failures),
        unanswerable=len(unanswerable),
        refused=sum(verdict.reply.outcome is not Outcome.ANSWERED for verdict in unanswerable),
        failures=failures,
    )
