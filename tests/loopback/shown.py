"""What a member sees of a message, as a value that tests compare."""

from dataclasses import dataclass, field
from typing import Self

from tests.loopback.interactions import is_ephemeral
from tests.loopback.limits import BUTTON, STRING_SELECT, walk
from tests.loopback.messages import hears
from tests.loopback.world import Message, User


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `custom_id` is what the bot gets back."""

    label: str
    custom_id: str = field(repr=False)
    style: int = field(default=2, repr=False)
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu below a message, with the label and the value of each option."""

    placeholder: str
    custom_id: str = field(repr=False)
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A framed text: an embed."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stood when a member saw it. `ephemeral`: they alone."""

    text: str
    cards: tuple[Card, ...]
    buttons: tuple[Button, ...]
    menus: tuple[Menu, ...]
    ephemeral: bool
    replies_to: str | None
    files: tuple[tuple[str, bytes], ...]
    message: Message = field(repr=False)

    @classmethod
    def of(cls, message: Message) -> Self:
        """Return what is seen of a message."""
        return cls(
            text=message.content,
            cards=tuple(Card(each.get("title") or "", each.get("description") or "") for each in message.embeds),
            buttons=tuple(
                Button(item.get("label") or "", item.get("custom_id") or "", item["style"], bool(item.get("disabled")))
                for item in walk(message.components)
                if item.get("type") == BUTTON
            ),
            menus=tuple(
                Menu(
                    item.get("placeholder") or "",
                    item["custom_id"],
                    tuple((each["label"], each["value"]) for each in item["options"]),
                )
                for item in walk(message.components)
                if item.get("type") == STRING_SELECT
            ),
            ephemeral=is_ephemeral(message),
            replies_to=message.reference.content if message.reference else None,
            files=tuple((file.name, file.data) for file in message.files),
            message=message,
        )

    @property
    def said(self) -> str:
        """All of its text: what stands plainly, then each card's title and text."""
        return "\n".join(part for part in (self.text, *(f"{c.title}\n{c.text}" for c in self.cards)) if part)

    @property
    def labels(self) -> tuple[str, ...]:
        """What its buttons say."""
        return tuple(button.label for button in self.buttons)

    def pings(self, user: User) -> bool:
        """Tell whether it makes a user's Discord ring."""
        return hears(self.message, user)

    @property
    def pings_anybody(self) -> bool:
        """Tell whether it makes anybody's Discord ring."""
        return self.message.pings_everyone or bool(self.message.pings)
