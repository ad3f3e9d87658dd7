"""Why an answer was given, long after it was."""

from pathlib import Path

import pytest

from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Outcome
from qwenbot.service.ask import Asker, AskService
from qwenbot.service.conversations import Conversations
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import QueryLog, Surface
from qwenbot.service.privacy import Pseudonyms
from qwenbot.service.why import Why, WhyService
from qwenbot.store.memory import MemoryStore
from qwenbot.store.open import open_store
from tests.service.fakes import FakeMeans
from tests.stories import DAM


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.build(DAM)


def asking(engine: Engine, log: QueryLog) -> AskService:
    means = FakeMeans()
    return AskService(
        LiveKnowledge(engine),
        log,
        Pseudonyms(b"k"),
        clock=means.clock,
        timer=means.timer,
        new_id=means.new_id,
        conversations=Conversations(),
    )


async def test_an_answer_is_explained_by_what_it_was_like_and_what_came_second(engine: Engine) -> None:
    store = MemoryStore()
    asked = asking(engine, store).ask("wen did mira hlt quit?", Asker(Surface.SLASH, "111"))
    first, second = asked.reply.candidates[:2]
    why = await WhyService(store).why(asked.id)
    assert why == Why(
        entry="holt-when",
        outcome=Outcome.ANSWERED,
        score=asked.reply.score,
        rule="sure",
        matched=asked.reply.matched,
        runner_up=second.entry,
        runner_up_score=second.score,
    )
    assert why.matched in DAM.entry_by_id[first.entry].questions


async def test_an_entry_that_was_chosen_has_no_rivals(engine: Engine) -> None:
    store = MemoryStore()
    opened = asking(engine, store).open("holt-when", Asker(Surface.BUTTON, "111"))
    assert opened is not None
    assert await WhyService(store).why(opened.id) == Why("holt-when", Outcome.ANSWERED, 1.0, "chosen", None, None, None)


async def test_what_is_not_kept_is_not_explained() -> None:
    assert await WhyService(MemoryStore()).why("0" * 32) is None


async def test_a_restart_forgets_nothing_of_it(engine: Engine, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/qwenbot.db"
    async with open_store(url) as store:
        asked = asking(engine, store).ask("When did Mira Holt resign?", Asker(Surface.SLASH, "111"))
        before = await WhyService(store).why(asked.id)
    async with open_store(url) as store:
        assert await WhyService(store).why(asked.id) == before
    assert before is not None
    assert before.rule
