"""Who owns an application, as Discord describes it."""

from typing import Any

import discord
import pytest

from qwenbot.bot.operators import owners
from tests.loopback import wire
from tests.loopback.world import Application, User

OLGA, ROBIN = User("olga"), User("robin")
ACCEPTED, INVITED = 2, 1


def of_team(role: str, state: int, owner: int | None = OLGA.id) -> discord.AppInfo:
    """Return an application whose team's only member is Robin."""
    application: Any = wire.application(Application(OLGA, User("qwenbot", bot=True), team={ROBIN: role}))
    application["team"]["owner_user_id"] = owner and str(owner)
    (member,) = (each for each in application["team"]["members"] if each["user"]["id"] == str(ROBIN.id))
    application["team"]["members"] = [member | {"membership_state": state}]
    return discord.AppInfo(discord.Client(intents=discord.Intents.none())._connection, application)


@pytest.mark.parametrize(
    ("role", "state", "found"),
    [
        ("admin", ACCEPTED, {OLGA.id, ROBIN.id}),
        ("developer", ACCEPTED, {OLGA.id, ROBIN.id}),
        ("read_only", ACCEPTED, {OLGA.id}),
        ("admin", INVITED, {OLGA.id}),
    ],
)
def test_of_a_team_it_is_the_owner_and_who_has_joined_and_may_change_things(
    role: str, state: int, found: set[int]
) -> None:
    assert owners(of_team(role, state)) == found


def test_a_team_that_has_lost_its_owner_has_its_members() -> None:
    assert owners(of_team("admin", ACCEPTED, owner=None)) == {ROBIN.id}
