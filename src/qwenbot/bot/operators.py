"""Who may do what only the operator may: the people named in the settings, and those who own the application."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from qwenbot.bot.failures import NETWORK

log = logging.getLogger(__name__)

FRESH_S: Final = 300.0
"""How long the owners are taken as known: who leaves the team loses the right within five minutes."""

_ROLES: Final = frozenset({discord.TeamMemberRole.admin, discord.TeamMemberRole.developer})


class Operators:
    """Knows the operators; asks Discord for the application's owners no more than every few minutes.

    `clock` tells seconds, from anywhere on.
    """

    def __init__(
        self,
        admin_ids: frozenset[int],
        fetch: Callable[[], Awaitable[discord.AppInfo]],
        clock: Callable[[], float],
    ) -> None:
        self._admin_ids = admin_ids
        self._fetch = fetch
        self._clock = clock
        self._owners: frozenset[int] = frozenset()
        self._fresh_until: float | None = None

    async def include(self, user_id: int) -> bool:
        """Tell whether a user is an operator; with Discord out of reach, by what was known last."""
        return user_id in self._admin_ids or user_id in await self._current_owners()

    async def _current_owners(self) -> frozenset[int]:
        if self._fresh_until is None or self._clock() > self._fresh_until:
            try:
                self._owners = owners(await self._fetch())
            except NETWORK as error:
                log.warning("The application's owners could not be read: %s", error)
            else:
                self._fresh_until = self._clock() + FRESH_S
        return self._owners


def owners(application: discord.AppInfo) -> frozenset[int]:
    """Return who owns an application: one user, or of a team those who have joined it and may change things."""
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    joined = (m for m in team.members if m.membership_state is discord.TeamMembershipState.accepted)
    members = frozenset(member.id for member in joined if member.role in _ROLES)
    return members if team.owner_id is None else members | {team.owner_id}
