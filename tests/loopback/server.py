"""The whole of it, listening on a loopback port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from tests.loopback import application, callbacks, channels
from tests.loopback.changes import Changes
from tests.loopback.driver import Discord
from tests.loopback.faults import Faults
from tests.loopback.gateway import Gateway
from tests.loopback.interactions import Interactions
from tests.loopback.openapi import published
from tests.loopback.rest import BASE, Rest
from tests.loopback.state import State
from tests.loopback.traffic import Traffic
from tests.loopback.world import World

ROUTES: Final = (*application.ROUTES, *channels.ROUTES, *callbacks.ROUTES)

DEADLINE_S: Final = 3.0
"""How long Discord waits for the first answer to an interaction."""


_BACKLOG: Final = 2_048
"""Connections that may wait to be taken: a bot that is asked a thousand things at once opens as many."""

UPLOAD: Final = 25 * 1024 * 1024
"""Bytes of a body that are read: more than Discord takes, so that it can be said."""


@asynccontextmanager
async def loopback_discord(
    world: World | None = None,
    deadline_s: float = DEADLINE_S,
    *,
    strict: bool = True,
    keep: int | None = None,
) -> AsyncIterator[Discord]:
    """Serve a Discord as long as this lasts, and give the hand that drives its members.

    It must not be sent anything that breaks one of Discord's rules, or that could ping anybody unasked: at the end
    that raises AssertionError, unless it is not `strict`. With `keep`, only so many requests are remembered, or twice
    as many.
    """
    world, changes, traffic, faults = world or World(), Changes(), Traffic(keep), Faults()
    gateway = Gateway(world, traffic, changes)
    state = State(world, traffic, changes, gateway, Interactions(deadline_s))
    app = web.Application(client_max_size=UPLOAD)
    app.router.add_get("/gateway", gateway.handle)
    app.router.add_route("*", BASE + "/{path:.*}", Rest(state, faults, published(), ROUTES).handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=_BACKLOG)
        await site.start()
        host, port = runner.addresses[0][:2]
        gateway.url = f"ws://{host}:{port}/gateway"
        yield Discord(state, faults, api_url=f"http://{host}:{port}{BASE}", gateway_url=gateway.url)
    finally:
        await gateway.drop()
        await runner.cleanup()
    wrong = traffic.violations + [f"{request} could ping" for request in traffic.could_ping]
    if strict and wrong:
        raise AssertionError("The bot broke Discord's rules:\n" + "\n".join(wrong))
