"""The engine serves any story: an invented one is answered as well as the one that ships, with no change in code.

`source.md` is the story; `knowledge/` was written from it, and `strangers.jsonl` by somebody who had read the story and
nothing else. A question is answered right if the reply is an answer and has one of each group of words in `must`.
"""

import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from qwenbot.answering.conversation import START
from qwenbot.answering.engine import Engine
from qwenbot.answering.reply import Reply
from qwenbot.knowledge.load import load
from qwenbot.knowledge.model import Outcome

PACK = Path(__file__).parent / "ferry-line"
STRANGERS: list[dict[str, Any]] = [
    json.loads(line) for line in (PACK / "strangers.jsonl").read_text("utf-8").splitlines()
]

LEVELS = {"answer": 0.95, "abstain": 0.95, "turn": 0.9}
"""The least share of the questions that must come out right, by what is expected of them."""


@pytest.fixture(name="engine", scope="module")
def _engine() -> Engine:
    loaded = load(PACK / "knowledge")
    assert loaded.knowledge is not None, loaded.problems
    assert loaded.problems == ()
    return Engine.build(loaded.knowledge)


def plain(text: str) -> str:
    """Return a text as it is compared: in small letters, dashes as spaces."""
    return re.sub(r"[-‐-―\s]+", " ", text.casefold())


def is_right(asked: dict[str, Any], reply: Reply) -> bool:
    """Say whether a reply is what was expected; either will do where the story may be taken both ways."""
    said = plain(reply.text)
    answered = reply.outcome is Outcome.ANSWERED
    told = all(any(plain(word) in said for word in group) for group in asked.get("must", ()))
    return {"answer": answered and told, "abstain": not answered, "either": not answered or told}[asked["expect"]]


def outcomes(engine: Engine) -> Iterator[tuple[str, str, bool]]:
    """Yield what was expected, the question, and whether it came out right."""
    for asked in STRANGERS:
        conversation = START
        for turn in asked.get("turns", [asked]):
            reply, conversation = engine.reply(turn["q"], conversation)
            yield "turn" if "turns" in asked else turn["expect"], turn["q"], is_right(turn, reply)


def test_strangers_questions_come_out_right(engine: Engine) -> None:
    asked, right, missed = Counter[str](), Counter[str](), []
    for kind, question, good in outcomes(engine):
        asked[kind] += 1
        right[kind] += good
        missed += [] if good else [f"{kind}: {question}"]
    shares = {kind: right[kind] / asked[kind] for kind in LEVELS}
    assert all(share >= LEVELS[kind] for kind, share in shares.items()), (shares, missed)
    assert min(asked[kind] for kind in LEVELS) > 50


def test_a_thousand_questions_get_the_same_bytes_in_two_processes_and_two_orders(engine: Engine) -> None:
    asked = [turn["q"] for one in STRANGERS for turn in one.get("turns", [one])]
    asked += [question for entry in engine.knowledge.entries for question in entry.questions]
    questions = list(dict.fromkeys(asked))[:1000]
    assert len(questions) == 1000
    other_order = random.Random(1).sample(range(1000), 1000)
    first, second = replies(questions, range(1000), 1), replies(questions, other_order, 2)
    assert [second[number] for number in range(1000)] == [first[number] for number in range(1000)]


def replies(questions: list[str], order: Sequence[int], seed: int) -> dict[int, str]:
    """Ask in a process of its own; return what it prints for each question, without what differs from run to run."""
    typed = "".join(json.dumps({"id": number, "question": questions[number]}) + "\n" for number in order)
    command = [sys.executable, "-m", "qwenbot", "--knowledge", str(PACK / "knowledge"), "--database", "memory:"]
    done = subprocess.run(
        [*command, "ask", "--jsonl", "--candidates", "5", "--explain"], input=typed, capture_output=True,
        text=True, encoding="utf-8", check=True, env={"PYTHONHASHSEED": str(seed), "PATH": ""},
    )  # fmt: skip
    lines = (re.sub(r'"elapsed_us": \d+', "", line) for line in done.stdout.splitlines())
    return dict(zip(order, lines, strict=True))
