"""The knowledge being served."""

from dataclasses import replace

from qwenbot.answering.engine import Engine
from qwenbot.service.live import LiveKnowledge
from tests.stories import DAM


def test_a_swap_gives_the_old_engine_back_and_serves_the_new() -> None:
    old, new = Engine.build(DAM), Engine.build(replace(DAM, out_of_scope=()))
    live = LiveKnowledge(old)
    assert live.engine is old
    assert live.swap(new) is old
    assert live.engine is new


def test_whoever_took_the_engine_keeps_it_to_the_end() -> None:
    live = LiveKnowledge(Engine.build(DAM))
    taken = live.engine
    live.swap(Engine.build(replace(DAM, entries=DAM.entries[:1])))
    assert taken.reply("Who owns the dam?")[0].entry == "dam-owner"
