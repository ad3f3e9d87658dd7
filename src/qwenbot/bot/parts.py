"""Messages before they are Discord's: pure values, which `drawing` turns into embeds and views."""

from dataclasses import dataclass
from enum import Enum


class Look(Enum):
    """How a button looks; what it does is said by its label alone."""

    CHOICE = "choice"
    CONTROL = "control"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; all it knows is in its `custom_id`."""

    label: str
    custom_id: str
    look: Look = Look.CHOICE


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu; `value` is an id, which comes back when it is chosen."""

    label: str
    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu from which one option is chosen; it has its row to itself."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]


Row = tuple[Button, ...] | Menu
"""One row below a message."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message in Discord's markdown: plain lines, or with `card` a framed text under a title.

    `lead` stands plainly above a frame; `pings` is the one user whom it may ring with, if any.
    """

    text: str
    title: str = ""
    card: bool = False
    rows: tuple[Row, ...] = ()
    lead: str = ""
    pings: int | None = None
