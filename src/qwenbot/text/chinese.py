"""What a matcher must know of Chinese however curated the story is: small words, politeness, negation."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from opencc import OpenCC

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

_HAN: Final = re.compile("[\u4e00-\u9fff]")


def simplified(text: str) -> str:
    """Return a text with simplified characters for traditional ones, one by one."""
    return text.translate(_simplified()) if _HAN.search(text) else text


@lru_cache
def _simplified() -> Mapping[int, str]:
    """Return the traditional characters with what is written for them: some 3,500, as OpenCC has them."""
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(one): other for one, other in zip(characters, converted, strict=True) if one != other}
