"""Tell Discord which commands there are, but only when that has changed."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from qwenbot.bot.failures import NETWORK, one_line
from qwenbot.service.ports import Notes, StoreError

log = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any], notes: Notes, application_id: int, guild_id: int | None
) -> None:
    """Send the commands if they differ from those sent last; to one server alone if `guild_id` names it.

    A failure is said once and changes nothing else: the next start tries again.
    """
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    fingerprint = _fingerprint(payload)
    note = f"commands of {application_id} in {guild_id or 'all servers'}"
    if await _noted(notes, note) == fingerprint:
        log.debug("The commands are as Discord knows them")
        return
    guild = None if guild_id is None else discord.Object(guild_id)
    if guild is not None:
        tree.copy_global_to(guild=guild)
    try:
        await tree.sync(guild=guild)
    except (app_commands.AppCommandError, *NETWORK) as error:
        log.warning("Discord did not take the commands, which stay as they were: %s", one_line(error))
        return
    await notes.put_note(note, fingerprint)
    log.info("Sent %d commands to Discord", len(payload))


async def _noted(notes: Notes, name: str) -> str | None:
    """Return a note, or None if it cannot be read: commands sent once too often harm nobody."""
    try:
        return await notes.get_note(name)
    except StoreError:
        return None


def _fingerprint(payload: list[dict[str, Any]]) -> str:
    text = json.dumps(payload, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
