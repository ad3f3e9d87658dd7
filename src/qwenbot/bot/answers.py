"""Answers to interactions: to all or to who asked alone, as asked for and as the server has it."""

from typing import Any

import discord

from qwenbot.bot.controls import below, delete_row
from qwenbot.bot.failures import locale_of
from qwenbot.bot.parts import Part
from qwenbot.bot.policy import Place, Policy, key_of
from qwenbot.bot.rendering import render, with_lead, with_rows
from qwenbot.bot.sending import respond
from qwenbot.bot.words import words
from qwenbot.knowledge.model import Outcome
from qwenbot.service.ask import Asked

Interaction = discord.Interaction[Any]


async def tell(interaction: Interaction, key: str, **values: object) -> None:
    """Say one line, privately, in the member's language."""
    await respond(interaction, (Part(words(locale_of(interaction), key, **values)),), ephemeral=True)


async def admit(interaction: Interaction, policy: Policy) -> bool:
    """Tell whether a member may ask now; one who asks too much is told so."""
    if policy.admits(interaction.user.id):
        return True
    await tell(interaction, "too-many")
    return False


async def give(
    interaction: Interaction,
    asked: Asked,
    policy: Policy,
    *,
    chosen: bool,
    private: bool | None,
    mention: int | None = None,
) -> None:
    """Answer an interaction with a reply.

    `chosen` if it was opened by its title. `private` None leaves it to the server's settings who sees it; a server can
    also forbid that all do. What was said to all a moment ago is said to who asked alone. Of a reply that is seen by
    all, the member `mention` hears.
    """
    reply, place = asked.reply, Place.of(interaction)
    hush = policy.hushed(place)
    wanted = policy.keeps_private(place, private)
    public = not (wanted or hush) and reply.outcome is Outcome.ANSWERED
    above = policy.claim(place, key_of(reply), place.link()) if public else None
    public = public and above is None
    parts = render(reply, chosen=chosen, framed=interaction.app_permissions.embed_links)
    asker = interaction.user.id if public else None
    parts = with_rows(parts, below(asked, private=wanted, asker=asker), delete_row(asker))
    if above:
        parts = with_lead(parts, words(reply.language, "said-above", link=above))
    elif hush and not private and reply.outcome is Outcome.ANSWERED:
        parts = with_lead(parts, words(locale_of(interaction), hush))
    elif public and mention is not None:
        parts = with_lead(parts, f"<@{mention}>", pings=mention)
    sent = None
    try:
        sent = await respond(interaction, parts, ephemeral=not public)
    finally:
        if public and sent is None:
            policy.unsaid(place, key_of(reply))
        elif public:
            policy.said(place, key_of(reply), place.link(sent))
