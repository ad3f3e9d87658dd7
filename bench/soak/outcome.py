"""What came of a soak, and whether it is good."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

MOST_GROWTH: Final = 0.10
"""How much more memory may be in use at the end than after the start, when everything had been used once."""

_LINES: Final = 20


@dataclass(slots=True)
class Outcome:
    """Counts of what members did and got, what the bot logged, and the memory that it had in use, in MiB."""

    seed: int
    done: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    explained: int = 0
    unanswered: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    logged: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    memory_before: float = 0.0
    memory_after: float = 0.0
    took_s: float = 0.0

    @property
    def growth(self) -> float:
        """Return how much the memory has grown, as a share."""
        return self.memory_after / self.memory_before - 1 if self.memory_before else 0.0

    @property
    def is_good(self) -> bool:
        """Tell whether it is as it must be."""
        grown = self.memory_after > self.memory_before * (1 + MOST_GROWTH)
        return not (grown or self.unanswered or self.twice or self.errors or self.violations)

    def read_log(self, text: str) -> None:
        """Take in what the bot logged, a JSON object a line; what is none is an error, too."""
        for line in text.splitlines():
            try:
                said = json.loads(line)
                level, message = said["level"], said["message"]
            except (ValueError, KeyError, TypeError):
                self.errors.append(line)
                continue
            if level in {"error", "critical"}:
                self.errors.append(f"{said['logger']}: {message}\n{said.get('traceback', '')}")
            elif level == "warning":
                self.logged[f"{said['logger']}: {message[:60]}"] += 1

    def __str__(self) -> str:
        done, took = sum(self.done.values()), self.took_s
        pace = f"{took:,.0f} s ({done / took if took else 0:,.0f} a second)"
        lines = [
            f"{done:,} done by members in {pace}, seed {self.seed}:",
            _listed(self.done),
            f"faults: {sum(self.faults.values()):,} ({_listed(self.faults)})",
            f"warnings in the log: {sum(self.logged.values()):,} ({_listed(self.logged)})",
            f"{self.answered:,} answered; {self.explained:,} not, because of a fault that costs it",
            _must("unanswered that no fault explains", self.unanswered),
            _must("said twice", self.twice),
            _must("errors in the log that no fault explains", self.errors),
            _must("requests that break a rule of Discord's", self.violations),
            f"memory: {self.memory_before:.0f} MiB after the start, {self.memory_after:.0f} MiB at the end: "
            f"{self.growth:+.1%} (must be {MOST_GROWTH:+.0%} at most)",
            "good" if self.is_good else "NOT GOOD",
        ]
        return "\n".join(lines)


def _listed(counts: Counter[str]) -> str:
    shown = counts.most_common(_LINES)
    return ", ".join(f"{name} {count:,}" for name, count in shown) or "none"


def _must(what: str, found: list[str]) -> str:
    return "\n  ".join([f"{what}: {len(found)} (must be 0)", *found[:_LINES]])
