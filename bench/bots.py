"""Bots in processes of their own, logged in to a Discord on loopback sockets in this one."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from tests.loopback.driver import Discord
from tests.loopback.world import User

QWENBOT: Final = ("-m", "qwenbot", "run")
_INHERITED: Final = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "OPENBLAS_CORETYPE")
_STARTED_S: Final = 300.0
_STOPPED_S: Final = 10.0


@asynccontextmanager
async def bot(
    discord: Discord, directory: Path, arguments: tuple[str, ...], **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a Python program that logs in to `discord`, in a directory, until it is told to stop at the end.

    What it says goes to `bot.log` in the directory. Raises RuntimeError if it ends by itself.
    """
    environment = {name: os.environ[name] for name in _INHERITED if name in os.environ} | {
        "DISCORD_TOKEN": discord.world.application.token,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
    }
    with (directory / "bot.log").open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *arguments), cwd=directory, env=environment | settings, stdout=said, stderr=said
        )
        try:
            await _connected(discord, process, directory)
            yield process
            if process.returncode is not None:
                raise RuntimeError(f"The bot has ended with status {process.returncode}: {_last_words(directory)}")
        finally:
            await _stop(process)


async def _connected(discord: Discord, process: asyncio.subprocess.Process, directory: Path) -> None:
    ended = asyncio.create_task(process.wait())
    up = asyncio.create_task(discord.online(patience_s=_STARTED_S))
    await asyncio.wait({ended, up}, return_when=asyncio.FIRST_COMPLETED)
    if not up.done():
        up.cancel()
        raise RuntimeError(f"The bot did not start: {_last_words(directory)}")
    ended.cancel()
    await up
    await discord.commands()


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOPPED_S)
        except TimeoutError:
            process.kill()
            await process.wait()


def _last_words(directory: Path) -> str:
    return (directory / "bot.log").read_text(encoding="utf-8", errors="replace")[-2_000:]


def crowd(discord: Discord, number: int) -> list[User]:
    """Let many members join, so that none asks more than one may."""
    members = [User(f"member{n}") for n in range(number)]
    for each in members:
        discord.world.guild.join(each)
    return members
