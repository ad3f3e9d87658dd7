"""What happens while the parts are put together."""

import asyncio
import signal

import pytest

from qwenbot.bootstrap import interruptible


def test_ctrl_c_ends_what_holds_up_the_event_loop_at_once() -> None:
    went_on = []

    async def start() -> None:
        with interruptible():
            signal.raise_signal(signal.SIGINT)
            went_on.append("held up")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(start())
    assert not went_on
    assert signal.getsignal(signal.SIGINT) is before
