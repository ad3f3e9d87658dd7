"""What people say to an answer that is no question of its own: that they want more of it, or to know who says so."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from qwenbot.text.normalise import squeeze


class Move(Enum):
    """What is wanted of the answer before."""

    MORE = auto()
    SOURCE = auto()


PHRASES: Final[Mapping[Move, tuple[str, ...]]] = {
    Move.MORE: (
        "more", "more please", "tell me more", "tell me a bit more", "say more", "go on", "keep going", "continue",
        "elaborate", "please elaborate", "can you elaborate", "expand on that", "more details", "more detail",
        "details", "more info", "more about that", "more on that", "what else", "anything else", "and what else",
        "tell me more about it", "tell me more about that", "and then", "moar", "give me more", "any more details",
        "还有呢", "还有吗", "继续", "继续说", "接着说", "详细说说", "详细点", "展开说说", "展开讲讲",
        "多说点", "说详细点", "再说说", "然后呢", "具体点", "具体说说", "还有什么",
    ),
    Move.SOURCE: (
        "source", "sources", "your source", "whats your source", "what is your source", "whats the source",
        "what is the source", "source please", "any source", "got a source", "citation", "cite", "citation needed",
        "reference", "says who", "who says", "who says so", "who says that", "who said so", "who said that",
        "according to who", "according to whom", "where is that from", "wheres that from",
        "where does that come from",
        "where did you get that", "where did you read that", "how do you know", "how do you know that",
        "who reported it", "who reported that", "who reported this", "who is the source", "whos the source", "proof",
        "any proof", "evidence",
        "来源", "出处", "消息来源", "信源", "谁说的", "哪里说的", "谁报道的", "有来源吗", "来源是什么", "来源呢",
        "出处呢", "哪来的消息", "你怎么知道", "依据是什么", "有依据吗", "来源是哪里", "消息来源是什么",
    ),
}  # fmt: skip

"""How people say it."""

_MOVE_OF: Final = {squeeze(phrase): move for move, phrases in PHRASES.items() for phrase in phrases}


def move(text: str) -> Move | None:
    """Return what a text, as normalised, wants of the answer before; None if it is a question of its own."""
    return _MOVE_OF.get(squeeze(text))
