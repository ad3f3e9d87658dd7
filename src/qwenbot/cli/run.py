"""`qwenbot run`: the Discord bot, until Ctrl-C or `kill -TERM`. The only command that loads discord.py."""

import asyncio
import logging

import click

from qwenbot.bootstrap import Means, open_services
from qwenbot.bot.errors import BotConfigError, BotError
from qwenbot.bot.run import BotSettings, run_bot
from qwenbot.bot.stopping import stop_on_signals
from qwenbot.cli.memory import give_back_large_blocks, tidied
from qwenbot.cli.options import settings_of, shared_options
from qwenbot.cli.status import DONE, NOT_RIGHT
from qwenbot.config import ConfigurationError, Settings, SettingsError
from qwenbot.service.aside import Aside

log = logging.getLogger(__name__)


@click.command(short_help="Run the Discord bot.")
@shared_options
@click.pass_context
def command(context: click.Context, /) -> int:
    """Run the Discord bot until Ctrl-C or SIGTERM, which let it finish what it is at.

    The token is read from DISCORD_TOKEN. The exit status is 1 if Discord ends the connection for good or cannot be
    reached, so that whatever started the bot starts it again.
    """
    settings = settings_of(context, logging.INFO)
    bot_settings = _bot_settings(settings)
    give_back_large_blocks()
    try:
        asyncio.run(_run(settings, bot_settings))
    except BotConfigError as error:
        raise ConfigurationError(str(error)) from error
    except BotError as error:
        log.error("%s", error)  # noqa: TRY400 - a sentence for the operator, who needs no traceback
        return NOT_RIGHT
    return DONE


async def _run(settings: Settings, bot_settings: BotSettings) -> None:
    with stop_on_signals() as stop:
        async with open_services(settings, Means(aside=tidied(Aside().do))) as app:
            knowledge = app.live.engine.knowledge
            log.info("Serving %d entries, version %s", len(knowledge.entries), knowledge.version)
            await run_bot(bot_settings, app, stop)


def _bot_settings(settings: Settings) -> BotSettings:
    if settings.token is None:
        raise SettingsError("DISCORD_TOKEN is not set: put the token from the application's Bot page there.")
    return BotSettings(
        token=settings.token.reveal(),
        api_url=settings.api_url,
        gateway_url=settings.gateway_url,
        admin_ids=settings.admin_ids,
        shard_count=settings.shard_count,
        shard_ids=settings.shard_ids,
        sync_guild=settings.sync_guild,
    )
