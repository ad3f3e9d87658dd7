"""The engine and what people reach for first, behind one function each, in modules that import only what they need."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Final, NamedTuple

from bench.sets import QuestionSet

ENGINE: Final = "qwenbot"
MEASURE: Final = "rapidfuzz QRatio"
"""The peer that times are compared with: it is in the engine's own dependencies, and everybody can run it."""

PEERS: Final = {
    ENGINE: "bench.peers.engine:build",
    MEASURE: "bench.peers.fuzzy:q_ratio",
    "rapidfuzz WRatio": "bench.peers.fuzzy:w_ratio",
    "bm25s": "bench.peers.bm25:build",
    "SQLite FTS5 trigram": "bench.peers.fts5:build",
}


class Found(NamedTuple):
    """The entry that a question is taken for, None if for none; a higher score is a surer one.

    `given` is the entry whose answer is then given, by the matcher's own thresholds, if it has any.
    """

    label: str | None
    score: float
    given: str | None = None


Find = Callable[[str], Found]
"""Asks one question."""

Prepare = Callable[[QuestionSet], Callable[[], Find]]
"""Imports and reads what is needed, and returns what builds the index: that alone is timed."""


def prepare(name: str, base: QuestionSet) -> Callable[[], Find]:
    """Return what builds the peer's index."""
    chosen: Prepare = resolve_name(PEERS[name])
    return chosen(base)
