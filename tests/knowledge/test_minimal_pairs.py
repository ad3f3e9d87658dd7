"""One word changes what a question means: the story that ships must not answer it as if it did not."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Reply
from qwenbot.knowledge.load import load
from qwenbot.knowledge.model import Outcome

PACK = Path(__file__).parent.parent.parent / "knowledge"
DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("minimal_pairs.yaml").read_text("utf-8"))
SAYS: dict[str, list[str]] = DATA["says"]


def entries(names: list[str]) -> frozenset[str]:
    """Return the entries that a list of ids and names of `says` stands for."""
    return frozenset(entry for name in names for entry in SAYS.get(name, [name]))


@dataclass(frozen=True)
class Pair:
    """A question that is right, and one that differs from it in a single thing."""

    change: str
    ask: str
    entry: frozenset[str]
    instead: str
    may: frozenset[str]


PAIRS = [Pair(p["change"], p["ask"], entries(p["entry"]), p["instead"], entries(p["may"])) for p in DATA["pairs"]]
EACH = pytest.mark.parametrize("pair", PAIRS, ids=[f"{p.change}: {p.ask} / {p.instead}" for p in PAIRS])


@pytest.fixture(scope="module")
def engine() -> Engine:
    loaded = load(PACK)
    assert loaded.knowledge, loaded.problems
    return Engine.build(loaded.knowledge)


def told(reply: Reply) -> str:
    """Say what came of a question, for people."""
    offered = ", ".join(choice.entry for choice in reply.suggestions)
    return f"{reply.outcome}: {reply.entry or offered or '-'} | {reply.text}"


@EACH
def test_the_right_question_is_answered(engine: Engine, pair: Pair) -> None:
    reply, _ = engine.reply(pair.ask)
    assert reply.outcome is Outcome.ANSWERED, told(reply)
    assert reply.entry in pair.entry, told(reply)


@EACH
def test_the_changed_question_gets_no_wrong_answer(engine: Engine, pair: Pair) -> None:
    reply, _ = engine.reply(pair.instead)
    assert reply.outcome is not Outcome.ANSWERED or reply.entry in pair.may, told(reply)


def test_the_pairs_name_entries_that_are_there(engine: Engine) -> None:
    named = {entry for pair in PAIRS for entry in pair.entry | pair.may}
    assert named <= engine.knowledge.entry_by_id.keys()
    assert set(SAYS) <= {name for pair in DATA["pairs"] for name in (*pair["entry"], *pair["may"])}


def test_every_kind_of_change_is_tried_often() -> None:
    often = Counter("role" if pair.change in {"place", "swap", "question"} else pair.change for pair in PAIRS)
    assert len(PAIRS) >= 200
    assert min(often.values()) >= 20
