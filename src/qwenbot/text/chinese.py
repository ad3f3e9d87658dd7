"""What a matcher must know of Chinese however curated the story is: small words, politeness, negation."""

from typing import Final

FILLERS: Final = (
    "请问",
    "请",
    "你好",
    "麻烦",
    "告诉我",
    "我想知道",
    "到底",
    "究竟",
    "一下",
    "据说",
    "听说",
    "文章里",
    "文中",
    "报道里",
)
"""Words of politeness and hesitation."""

FUNCTION_CHARACTERS: Final = frozenset(
    "的了吗呢吧啊呀么嘛是在和与跟被把就都也很有个们这那其之于为以及给对从到会能可还又再着过得地所来"
)
"""Characters that hold a sentence together."""

NEGATIONS: Final = ("不是", "没有", "不", "没", "未", "并非")
"""Words that turn a statement round."""
