"""What was worked out lately, so that a question that comes again is not worked out again."""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """So many values by their keys, of which the first to have come is the first to go.

    Not `lru_cache`: around a method it would hold the object, and only the garbage collector were rid of either.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: dict[Key, Value] = {}

    def get(self, key: Key, work_out: Callable[[], Value]) -> Value:
        """Return the value of a key, worked out if it is not remembered."""
        if key not in self._values:
            self._values[key] = work_out()
            if len(self._values) > self._capacity:
                del self._values[next(iter(self._values))]
        return self._values[key]
