"""What may stand in what could not be read, so that one broken file or item brings no other faults with it."""

import re
from dataclasses import dataclass, field
from typing import Final

from qwenbot.knowledge.schema import ID

_ID: Final = re.compile(rf"\bid[\"']?\s*:\s*[\"']?({ID})")
_STORY: Final = re.compile(r"^[^\S\n]*(?:\{[^\S\n]*)?[\"']?story\b", re.MULTILINE)


@dataclass(slots=True)
class Unread:
    """The ids that unread text seems to define; with `all_of_it`, not even their text is known."""

    anything: bool = False
    ids: set[str] = field(default_factory=set)
    story: bool = False
    all_of_it: bool = False

    def add(self, text: str | None) -> None:
        """Take text that is not YAML, or (None) a file that is not even text."""
        self.anything = True
        if text is None:
            self.all_of_it = self.story = True
        else:
            self.ids.update(_ID.findall(text))
            self.story = self.story or _STORY.search(text) is not None

    def may_hold(self, name: str) -> bool:
        """Say whether something of that id may stand in what could not be read."""
        return self.all_of_it or name in self.ids
