"""Records as files of JSON lines, each small enough for Discord, made as they are read."""

import io
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import discord

from qwenbot.bot import limits
from qwenbot.bot.failures import locale_of
from qwenbot.bot.parts import Part
from qwenbot.bot.sending import follow_up
from qwenbot.bot.words import words
from qwenbot.service.ports import StoreError


async def send_lines(
    interaction: discord.Interaction[Any], lines: AsyncIterator[Mapping[str, Any]], text: str, empty: str
) -> None:
    """Answer an interaction that was deferred privately with files of records.

    `text` stands above the first file, `empty` in its place if there are no records. If the store cannot be read, that
    is said, and what was sent is not all.
    """
    number = 0
    try:
        async for data, size in files(lines):
            if not number:
                await follow_up(interaction, (Part(text),))
            number += size
            file = discord.File(io.BytesIO(data), "qwenbot.jsonl")
            await interaction.followup.send(file=file, ephemeral=True)
    except StoreError:
        locale = locale_of(interaction)
        if number:
            await interaction.followup.send(words(locale, "export-broken-off"), ephemeral=True)
        else:
            await follow_up(interaction, (Part(words(locale, "unreadable")),))
        return
    if not number:
        await follow_up(interaction, (Part(empty),))


async def files(lines: AsyncIterator[Mapping[str, Any]], most: int = limits.FILE) -> AsyncIterator[tuple[bytes, int]]:
    """Yield files of whole lines, of at most `most` bytes where lines are not longer, with how many lines each has."""
    data, number = bytearray(), 0
    async for line in lines:
        encoded = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        if data and len(data) + len(encoded) > most:
            yield bytes(data), number
            data, number = bytearray(), 0
        data += encoded
        number += 1
    if number:
        yield bytes(data), number
