"""Records as read from a file, before they are values: what is sound in them, and where it stands."""

from dataclasses import dataclass, field

from qwenbot.knowledge.load.tree import Scalar
from qwenbot.knowledge.problems import Place


@dataclass(slots=True)
class Row:
    """A record as read: its sound values by key, the keys that are missing or not sound, and where it stands."""

    place: Place
    values: dict[str, object] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    def text(self, key: str) -> Scalar | None:
        """Return a text, if it is there and sound."""
        value = self.values.get(key)
        return value if isinstance(value, Scalar) else None

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """Return a list of texts; empty if there is none."""
        value = self.values.get(key)
        return tuple(item for item in value if isinstance(item, Scalar)) if isinstance(value, list) else ()

    def rows(self, key: str) -> tuple["Row", ...]:
        """Return a list of records; empty if there is none."""
        value = self.values.get(key)
        return tuple(item for item in value if isinstance(item, Row)) if isinstance(value, list) else ()

    def row(self, key: str) -> "Row | None":
        """Return a record inside this one."""
        value = self.values.get(key)
        return value if isinstance(value, Row) else None

    def languages(self, key: str) -> "Languages":
        """Return a text by language; empty if there is none."""
        value = self.values.get(key)
        return value if isinstance(value, dict) else {}


Languages = dict[str, Scalar]
"""A text by language; the key is empty where the file gives no language."""
