"""From our values to discord.py's: embeds, views and modals. Nothing here listens: clicks arrive by `custom_id`."""

from dataclasses import replace
from typing import Any, Final

import discord

from qwenbot.bot import limits
from qwenbot.bot.parts import Look, Menu, Part, Row

_STYLES: Final = {
    Look.CHOICE: discord.ButtonStyle.primary,
    Look.CONTROL: discord.ButtonStyle.secondary,
    Look.DANGER: discord.ButtonStyle.danger,
}


def message(part: Part, *, framed: bool = True) -> dict[str, Any]:
    """Return what discord.py's methods that send a message take for this one; without a frame if there is room."""
    arguments: dict[str, Any] = {}
    if part.card and not framed:
        part = _plain(part)
    if part.card:
        arguments["embed"] = discord.Embed(title=part.title or None, description=part.text)
        if part.lead:
            arguments["content"] = part.lead
    else:
        arguments["content"] = part.text
    if part.rows:
        arguments["view"] = view(part.rows)
    if part.pings is not None:
        arguments["allowed_mentions"] = discord.AllowedMentions(
            everyone=False, roles=False, replied_user=False, users=[discord.Object(part.pings)]
        )
    return arguments


def _plain(part: Part) -> Part:
    lines = (part.lead, f"**{part.title}**" if part.title else "", part.text)
    text = "\n".join(line for line in lines if line)
    return replace(part, text=text, card=False) if len(text) <= limits.CONTENT else part


def edit(part: Part, *, framed: bool = True) -> dict[str, Any]:
    """Return what discord.py's methods that edit a message take to make it this one and nothing else."""
    return {"content": None, "embed": None, "view": None, **message(part, framed=framed)}


def view(rows: tuple[Row, ...]) -> discord.ui.View:
    """Build the rows below a message."""
    built = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        if isinstance(row, Menu):
            options = [
                discord.SelectOption(label=each.label, value=each.value, description=each.description or None)
                for each in row.options
            ]
            select: discord.ui.Select[Any] = discord.ui.Select(
                custom_id=row.custom_id, placeholder=row.placeholder, options=options, row=number
            )
            built.add_item(select)
            continue
        for button in row:
            built.add_item(
                discord.ui.Button(
                    label=button.label, custom_id=button.custom_id, style=_STYLES[button.look], row=number
                )
            )
    built.stop()  # discord.py keeps each view that still listens; ours need nobody to
    return built


def modal(title: str, custom_id: str, label: str, longest: int) -> discord.ui.Modal:
    """Build a modal that asks for one text, which may be left empty."""
    built = discord.ui.Modal(title=title, custom_id=custom_id)
    text: discord.ui.TextInput[Any] = discord.ui.TextInput(
        label=label, custom_id="text", style=discord.TextStyle.paragraph, required=False, max_length=longest
    )
    built.add_item(text)
    built.stop()  # as with views
    return built
