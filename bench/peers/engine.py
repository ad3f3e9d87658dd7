"""The engine: the whole of a reply, up to the words that are said."""

from collections.abc import Callable
from pathlib import Path

from bench.packs import knowledge_of
from bench.peers import Find, Found
from bench.sets import QuestionSet
from qwenbot.answering.engine import Engine
from qwenbot.knowledge.load import load


def build(base: QuestionSet) -> Callable[[], Find]:
    """Return what builds an engine; it ranks by its first candidate, whether it would answer with that or not."""
    knowledge = load(Path(base.knowledge)).knowledge if base.knowledge else knowledge_of(base.phrasings)
    if knowledge is None:
        raise ValueError(f"{base.knowledge} cannot be used: qwenbot check says why")

    def start() -> Find:
        engine = Engine.build(knowledge)

        def find(question: str) -> Found:
            reply, _ = engine.reply(question)
            best = reply.candidates[0].entry if reply.candidates else None
            return Found(best, reply.score, given=reply.entry)

        return find

    return start
