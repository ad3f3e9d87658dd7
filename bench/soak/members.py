"""What members do: at random, by a seed, in the mix of a busy server. Each returns what is then to be answered."""

import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.loopback.driver import Discord
from tests.loopback.interactions import Interaction
from tests.loopback.offers import NotOfferedError
from tests.loopback.shown import Shown
from tests.loopback.world import Channel, Message, User

Done = Interaction | Message
Act = Callable[[], Awaitable[Done]]

REMEMBERED: Final = 200
"""Messages with something to press that somebody may still press."""

_BROWSING: Final = ("help", "topics", "timeline", "sources", "changes", "privacy show", "privacy export")
_ADMIN: Final = ("admin stats", "admin gaps", "admin settings")


@dataclass(slots=True)
class Members:
    """A crowd with its questions; `offered` are the messages of the bot that have something to press."""

    discord: Discord
    chance: random.Random
    crowd: list[User]
    questions: list[str]
    channels: list[Channel]
    offered: deque[Shown] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _not_there: set[str] = field(default_factory=set)

    def next(self) -> Act:
        """Choose what somebody does next."""
        acts: list[tuple[Act, int]] = [
            (self._ask, 30),
            (self._type, 25),
            (self._press, 18),
            (self._write_alone, 8),
            (self._mention, 8),
            (self._answer_this, 4),
            (self._browse, 5),
            (self._administer, 2),
        ]
        return self.chance.choices([act for act, _ in acts], [weight for _, weight in acts])[0]

    async def reload(self) -> Done:
        """Have the operator reload the knowledge."""
        return await self.discord.use("admin reload", user=self.discord.world.owner)

    async def _ask(self) -> Done:
        options: dict[str, Any] = {"question": self._question()}
        if self.chance.random() < 0.2:
            options["private"] = True
        return await self.discord.use("ask", user=self._somebody(), channel=self._somewhere(), **options)

    async def _type(self) -> Done:
        typed = self._question()[: self.chance.randint(0, 30)]
        return await self.discord.type_into("ask", "question", typed, user=self._somebody(), channel=self._somewhere())

    async def _press(self) -> Done:
        if not self.offered:
            return await self._ask()
        shown = self.chance.choice(self.offered)
        options = [label for menu in shown.menus for label, _ in menu.options]
        if options and (not shown.buttons or self.chance.random() < 0.3):
            return await self.discord.pick(shown, self.chance.choice(options))
        button = self.chance.choice(shown.buttons)
        if button.disabled or not button.custom_id:
            return await self._ask()
        return await self.discord.press(shown, button)

    async def _write_alone(self) -> Done:
        user = self._somebody()
        return await self.discord.say(self._question(), user=user, channel=self.discord.world.direct_channel(user))

    async def _mention(self) -> Done:
        text = f"<@{self.discord.world.bot.id}> {self._question()}"
        return await self.discord.say(text, user=self._somebody(), channel=self._somewhere())

    async def _answer_this(self) -> Done:
        said = await self.discord.say(self._question(), user=self._somebody(), channel=self._somewhere())
        return await self.discord.use_on("Answer this", said, user=self._somebody())

    async def _browse(self) -> Done:
        return await self._use(self.chance.choice(_BROWSING), self._somebody())

    async def _administer(self) -> Done:
        return await self._use(self.chance.choice(_ADMIN), self.discord.world.owner)

    async def _use(self, command: str, user: User) -> Done:
        if command not in self._not_there:
            try:
                return await self.discord.use(command, user=user, channel=self._somewhere())
            except NotOfferedError:  # it wants an option, or is of a version with fewer commands
                self._not_there.add(command)
        return await self._ask()

    def _question(self) -> str:
        """Return a question of the story's, as people type: each tenth is about something else, each fifth mistyped."""
        if self.chance.random() < 0.1:
            return "what is the best pizza in town " + "very " * self.chance.randint(0, 20)
        text = self.chance.choice(self.questions)
        if self.chance.random() < 0.2:
            place = self.chance.randrange(len(text))
            text = text[:place] + self.chance.choice("aeiou ") + text[place + 1 :]
        return text if text.strip() else "who"

    def _somebody(self) -> User:
        return self.chance.choice(self.crowd)

    def _somewhere(self) -> Channel:
        return self.chance.choice(self.channels)
