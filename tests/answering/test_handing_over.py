"""An engine goes from one process to another, and away when nobody needs it any more."""

import gc
import pickle

import pytest

from qwenbot.answering.conversation import START
from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Date
from tests.stories import DAM

QUESTIONS = (
    *(question for entry in DAM.entries for question in entry.questions),
    "whn did mra hollt resine",
    "who owns teh larkfeild damn, and when did she leave?",
    "what about pump 12",
    "how old is mayor aster",
    "who is aster",
    "米拉为什么辞职",
    "how do i bake bread",
    "holt",
    "1",
    "",
)
"""Every phrasing, and what has to be corrected, cut in two, taken up, offered, declined or picked."""


@pytest.fixture(name="engine", scope="module")
def _engine() -> Engine:
    return Engine.build(DAM)


def replies(engine: Engine) -> list[str]:
    """Ask every question as one conversation, and return all there is to see of the replies."""
    conversation, shown = START, []
    for question in QUESTIONS:
        reply, conversation = engine.reply(question, conversation, Date(2031, 5, 9), explain=True)
        shown += [repr(reply), repr(conversation), repr(engine.suggest(question, 10))]
    return shown


def test_a_pickled_engine_answers_as_the_one_that_it_was_made_from(engine: Engine) -> None:
    assert replies(pickle.loads(pickle.dumps(engine))) == replies(engine)


def test_so_does_one_that_has_answered_already_and_one_that_was_pickled_twice(engine: Engine) -> None:
    expected = replies(engine)
    assert replies(pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(engine))))) == expected


def test_what_is_remembered_is_not_pickled(engine: Engine) -> None:
    expected = replies(engine)  # what the knowledge works out once is kept
    before = len(pickle.dumps(engine))
    engine.reply("words that nobody has asked with so far", explain=True)
    assert len(pickle.dumps(engine)) == before
    assert replies(engine) == expected


def test_an_engine_that_is_let_go_of_is_gone_without_the_garbage_collector() -> None:
    """What was spared from it (`gc.freeze`) it would never look at again."""
    engine = pickle.loads(pickle.dumps(Engine.build(DAM)))
    replies(engine)
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        del engine
        gc.collect()
        left = {type(thing) for thing in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert [kind for kind in left if kind.__module__.partition(".")[0] in {"qwenbot", "functools", "numpy"}] == []
