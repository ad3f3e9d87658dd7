"""The members' side: each method is something a member does, and returns what the member then sees.

A member can only do what Discord would let them do: a command that is not offered to them cannot be used.
"""

import re
from dataclasses import dataclass
from typing import Any

from tests.loopback import wire
from tests.loopback.changes import PATIENCE_S
from tests.loopback.command_limits import MESSAGE
from tests.loopback.faults import Fault, Faults
from tests.loopback.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway
from tests.loopback.interactions import Interaction, Kind, event
from tests.loopback.offers import filled, offered, options_for, resolved
from tests.loopback.permissions import may_send
from tests.loopback.shown import Button, Shown
from tests.loopback.state import State
from tests.loopback.traffic import Traffic
from tests.loopback.world import Channel, ChannelType, Message, User, World


@dataclass(frozen=True, slots=True)
class Choice:
    """What is offered while somebody types."""

    name: str
    value: str


class Discord:
    """A Discord as its members use it. Unless told otherwise, a plain member acts, in a server's general channel."""

    def __init__(self, state: State, faults: Faults, *, api_url: str, gateway_url: str) -> None:
        self._state = state
        self.faults = faults
        self.api_url = api_url
        self.gateway_url = gateway_url

    @property
    def world(self) -> World:
        """Who and what there is."""
        return self._state.world

    @property
    def traffic(self) -> Traffic:
        """What has come in."""
        return self._state.traffic

    @property
    def gateway(self) -> Gateway:
        """The sockets."""
        return self._state.gateway

    @property
    def interactions(self) -> list[Interaction]:
        """Everything that was used, clicked or typed so far."""
        return self._state.interactions.all

    # ------------------------------------------------------------------ waiting

    async def online(self, shards: int | None = None, patience_s: float = PATIENCE_S) -> None:
        """Wait until every shard of the bot is connected, or so many of them."""
        await self._state.changes.until(lambda: self.gateway.is_up(shards), "the bot to connect", patience_s)

    async def offline(self) -> None:
        """Wait until no shard of the bot is connected."""
        await self._state.changes.until(lambda: not self.gateway.connections, "the bot to disconnect")

    async def requests(self, method: str, route: str, number: int = 1) -> None:
        """Wait until so many requests to a route have been answered."""

        def come() -> bool:
            return sum(request.status != 0 for request in self.traffic.to(method, route)) >= number

        await self._state.changes.until(come, f"{number} × {method} {route}")

    async def met(self, fault: Fault) -> None:
        """Wait until a request has come that a fault was waiting for."""
        await self._state.changes.until(lambda: fault.came > 0, f"{fault.method} {fault.route}")

    async def met_often(self, method: str, route: str, number: int) -> None:
        """Wait until so many requests to a route have come, answered or not."""
        await self._state.changes.until(lambda: len(self.traffic.to(method, route)) >= number, f"{number} × {route}")

    async def commands(self) -> None:
        """Wait until the bot has sent its commands."""
        await self._state.changes.until(lambda: bool(self.world.commands_in(self.world.guild)), "commands")

    async def seen(
        self, interaction: Interaction, number: int = 1, patience_s: float = PATIENCE_S
    ) -> tuple[Shown, ...]:
        """Wait until an interaction has got so many messages, and return them."""
        await self._state.changes.until(lambda: len(interaction.messages) >= number, f"{number} messages", patience_s)
        return tuple(map(Shown.of, interaction.messages))

    async def settled(self, interaction: Interaction, patience_s: float = PATIENCE_S) -> None:
        """Wait until an interaction has got its answer, of whatever kind, to the end of one that was deferred."""
        await self._state.changes.until(interaction.is_settled, "an answer", patience_s)

    async def said(self, message: Message, patience_s: float = PATIENCE_S) -> Shown:
        """Wait until the bot has answered a message in its channel, and return the first message of it."""

        def found() -> Message | None:
            return self.world.nonces.get(f"{message.id}-0")

        return Shown.of(await self._state.changes.until(found, f"an answer to {message.content!r}", patience_s))

    async def answers(self, message: Message, number: int = 1) -> tuple[Shown, ...]:
        """Wait until the bot has written so many messages after a message, in its channel, and return them."""

        def written() -> list[Message] | None:
            found = [each for each in message.channel.messages.values() if each.id > message.id]
            found = [each for each in found if each.author is self.world.bot and each.interaction is None]
            return found if len(found) >= number else None

        found = await self._state.changes.until(written, f"an answer to {message.content!r}")
        return tuple(map(Shown.of, found))

    async def silence(self, message: Message) -> None:
        """Make sure that the bot has not answered a message.

        It is asked something else after it, twice, in the same way: when it has answered that, it has passed over this.
        """
        quiet = User("quentin")
        for _ in range(2):
            await self.direct_message("?", user=quiet)
        found = [each for each in message.channel.messages.values() if each.id > message.id]
        assert not any(each.author is self.world.bot for each in found), f"an answer to {message.content!r}: {found}"

    # ------------------------------------------------------------------ commands and what they bring

    async def slash(
        self, command: str, *, user: User | None = None, channel: Channel | None = None, **options: Any
    ) -> Shown:
        """Use a command, such as `ask` or `admin reload`, and return the first message of its answer."""
        return (await self.seen(await self.use(command, user=user, channel=channel, **options)))[0]

    async def use(
        self, command: str, *, user: User | None = None, channel: Channel | None = None, **options: Any
    ) -> Interaction:
        """Use a command, and do not wait for the answer."""
        await self.commands()
        user, channel = user or self.world.member, channel or self.world.general
        definition, path = offered(self.world, command, user, channel)
        data = resolved(options_for(definition, path, options), channel.guild)
        return await self._interact(Interaction(Kind.COMMAND, user, channel, data))

    async def menu(self, command: str, target: Message, *, user: User | None = None) -> Shown:
        """Use a command of the menu on a message, and return the first message of its answer."""
        return (await self.seen(await self.use_on(command, target, user=user)))[0]

    async def use_on(self, command: str, target: Message, *, user: User | None = None) -> Interaction:
        """Use a command of the menu on a message, and do not wait for the answer."""
        await self.commands()
        user = user or self.world.member
        definition, _ = offered(self.world, command, user, target.channel, MESSAGE)
        messages = {"messages": {str(target.id): wire.message(target)}}
        data = {**options_for(definition, (), {}), "target_id": str(target.id), "resolved": messages}
        return await self._interact(Interaction(Kind.COMMAND, user, target.channel, data))

    async def modal(self, interaction: Interaction) -> dict[str, Any]:
        """Wait for the modal that an interaction opens, and return it."""
        return await self._state.changes.until(lambda: interaction.modal, "a modal")

    async def submit(self, interaction: Interaction, **values: str) -> Shown:
        """Fill in the modal that an interaction has opened, by custom_ids, and return the first message that comes."""
        return (await self.seen(await self.send_in(interaction, **values)))[0]

    async def send_in(self, interaction: Interaction, **values: str) -> Interaction:
        """Fill in the modal that an interaction has opened, and do not wait for what comes of it."""
        modal = await self.modal(interaction)
        data = {"custom_id": modal["custom_id"], "components": filled(modal, values)}
        sent = Interaction(Kind.MODAL, interaction.user, interaction.channel, data, interaction.message, interaction)
        return await self._interact(sent)

    async def autocomplete(
        self,
        command: str,
        option: str,
        typed: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        **others: Any,
    ) -> tuple[Choice, ...]:
        """Type into an option of a command, and return what is offered."""
        interaction = await self.type_into(command, option, typed, user=user, channel=channel, **others)
        choices = await self._state.changes.until(lambda: interaction.choices, f"choices for {typed!r}")
        return tuple(Choice(choice["name"], choice["value"]) for choice in choices)

    async def type_into(
        self,
        command: str,
        option: str,
        typed: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        **others: Any,
    ) -> Interaction:
        """Type into an option of a command, and do not wait for what is offered."""
        await self.commands()
        user, channel = user or self.world.member, channel or self.world.general
        definition, path = offered(self.world, command, user, channel)
        data = options_for(definition, path, {**others, option: typed}, typing=option)
        return await self._interact(Interaction(Kind.AUTOCOMPLETE, user, channel, data))

    async def click(self, shown: Shown, which: str | Button, *, user: User | None = None) -> Shown:
        """Click a button, by its label or itself, and return the first message that comes of it."""
        return (await self.seen(await self.press(shown, which, user=user)))[0]

    async def press(self, shown: Shown, which: str | Button, *, user: User | None = None) -> Interaction:
        """Click a button, and do not wait for what comes of it. Who does not see a message cannot click in it."""
        button = next((each for each in shown.buttons if which in {each, each.label}), None)
        assert button is not None, f"there is no button {which!r} among {shown.labels}"
        assert not button.disabled, f"the button {button.label!r} is disabled"
        return await self._touch(shown, user, {"component_type": 2, "custom_id": button.custom_id, "id": 1})

    async def choose(self, shown: Shown, label: str, *, user: User | None = None) -> Shown:
        """Choose an option of a menu below a message, by its label, and return the first message that comes of it."""
        return (await self.seen(await self.pick(shown, label, user=user)))[0]

    async def pick(self, shown: Shown, label: str, *, user: User | None = None) -> Interaction:
        """Choose an option of a menu below a message, and do not wait for what comes of it."""
        found = [(menu, value) for menu in shown.menus for name, value in menu.options if name == label]
        assert found, f"there is no option {label!r} in {shown.menus}"
        menu, value = found[0]
        data = {"component_type": 3, "custom_id": menu.custom_id, "id": 1, "values": [value]}
        return await self._touch(shown, user, data)

    async def _touch(self, shown: Shown, user: User | None, data: dict[str, Any]) -> Interaction:
        message = shown.message
        asked = message.interaction["user"]["id"] if message.interaction else None
        user = user or (self.world.user_by_id(int(asked)) if asked else None) or self.world.member
        assert not shown.ephemeral or str(user.id) == asked, f"{user.name} does not see this message"
        return await self._interact(Interaction(Kind.COMPONENT, user, message.channel, data, message))

    def unheard(self, interaction: Interaction) -> Interaction:
        """Let something happen that the bot is not told of."""
        return self._state.interactions.add(interaction)

    def forget(self, interaction: Interaction) -> None:
        """Have nobody remember an interaction any more."""
        self._state.interactions.forget(interaction)

    async def _interact(self, interaction: Interaction) -> Interaction:
        self._state.interactions.add(interaction)
        payload = event(interaction, self.world.application)
        await self.gateway.dispatch("INTERACTION_CREATE", payload, times=self.faults.deliveries())
        return interaction

    # ------------------------------------------------------------------ messages

    async def direct_message(self, text: str, *, user: User | None = None) -> Shown:
        """Write to the bot alone, and return its answer."""
        message = await self.say(text, user=user, channel=self.world.direct_channel(user or self.world.member))
        return (await self.answers(message))[0]

    async def mention(self, text: str, *, user: User | None = None, channel: Channel | None = None) -> Shown:
        """Mention the bot in a channel, before a text, and return its answer."""
        return (await self.answers(await self.say(f"<@{self.world.bot.id}> {text}", user=user, channel=channel)))[0]

    async def reply_to(self, shown: Shown, text: str, *, user: User | None = None) -> Shown:
        """Reply to a message of the bot's, and return its answer."""
        message = await self.say(text, user=user, channel=shown.message.channel, reply_to=shown.message)
        return (await self.answers(message))[0]

    async def say(
        self,
        text: str,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        reply_to: Message | None = None,
        pings: bool = True,
        webhook: bool = False,
        kind: int | None = None,
    ) -> Message:
        """Write a message, and do not wait for any answer. A reply mentions whom it replies to if it `pings`."""
        user, channel = user or self.world.member, channel or self.world.general
        assert webhook or may_send(channel, user), f"{user.name} may not write there"
        message = Message(channel, user, text, kind=kind if kind is not None else 19 if reply_to else 0)
        named = map(self.world.user_by_id, map(int, re.findall(r"<@!?(\d+)>", text)))
        message.mentions = list(dict.fromkeys(user for user in named if user is not None))
        if reply_to is not None:
            message.reference, message.reference_id = reply_to, reply_to.id
            if pings and reply_to.author not in message.mentions:
                message.mentions.append(reply_to.author)
        if webhook:
            message.webhook_id = message.id
        channel.messages[message.id] = message
        payload = wire.message_event(message, self.world.bot)
        intent = GUILD_MESSAGES if channel.guild else DIRECT_MESSAGES
        if self._is_there(channel):
            await self.gateway.dispatch("MESSAGE_CREATE", payload, intent, times=self.faults.deliveries())
        return message

    def _is_there(self, channel: Channel) -> bool:
        """Tell whether the bot is where a message is written; it never is in a group of people."""
        if channel.guild is None:
            return channel.kind is ChannelType.DIRECT
        return self.world.bot in channel.guild.members
