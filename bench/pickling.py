"""Pickle a built engine, which pickle alone cannot: a language is looked up again, what `lru_cache` holds forgotten."""

import functools
import pickle
import sys
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

from qwenbot.text.language import Language, language


def dumps(value: object) -> bytes:
    """Pickle a value."""
    written = BytesIO()
    _Pickler(written, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        if isinstance(value, functools._lru_cache_wrapper) and not _is_of_module(value):
            return _remembering, (value.cache_parameters()["maxsize"], value.__wrapped__)
        if isinstance(value, Language):
            return language, (value.code,)
        return NotImplemented


def _is_of_module(value: Any) -> bool:
    """Tell whether it is a function of a module, which is pickled by its name."""
    return getattr(sys.modules.get(value.__module__), value.__qualname__, None) is value


def _remembering(most: int | None, function: Callable[..., Any]) -> Callable[..., Any]:
    return lru_cache(maxsize=most)(function)
