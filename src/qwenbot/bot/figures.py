"""What admins read: figures, gaps, and how the bot behaves on their server. In English, and of members only words."""

from qwenbot.bot import limits
from qwenbot.bot.markdown import escape, moment, shorten
from qwenbot.bot.pages import Atom, pages
from qwenbot.bot.parts import Part
from qwenbot.knowledge.model import Knowledge
from qwenbot.service.ports import GuildSettings
from qwenbot.service.records import Gap, Stats


def stats_part(stats: Stats, knowledge: Knowledge) -> Part:
    """Show how the bot was used. Entries that have gone since are counted and not named."""
    title = f"The last {stats.days} days" if stats.days > 1 else "The last day"
    if not stats.questions:
        return Part("Nobody has asked anything.", title, card=True)
    lines = [
        f"Questions: {stats.questions}, by {stats.askers} people",
        f"Answered: {_share(stats.answered, stats.questions)}",
        f"Offered a choice: {_share(stats.suggested, stats.questions)}",
        f"Not known: {_share(stats.abstained, stats.questions)}",
        f"Votes: {stats.helpful} helpful, {stats.not_helpful} not helpful, {stats.none_fits} none of these",
    ]
    entries = [
        (knowledge.entry_by_id[entry].title, times) for entry, times in stats.entries if entry in knowledge.entry_by_id
    ]
    if entries:
        lines += ["", "**Answered most**"]
        lines += [f"{times} × {escape(shorten(title, limits.LISTED))}" for title, times in entries]
    return Part("\n".join(lines), title, card=True)


def gaps_parts(gaps: tuple[Gap, ...]) -> tuple[Part, ...]:
    """List what went unanswered, as members put it: without names and numbers, as it was kept."""
    if not gaps:
        return (Part("Nothing to show: a question appears here once several people have asked it in vain."),)
    atoms = [
        Atom(
            f"**{gap.askers} people, {gap.times} times**, last {moment(gap.last)}\n"
            f"{escape(shorten(gap.question, limits.KEPT))}",
            "\n\n",
        )
        for gap in gaps
    ]
    return tuple(Part(text, "Asked in vain", card=True) for text in pages(atoms, limits.BROWSED))


def settings_part(settings: GuildSettings, *, changed: bool) -> Part:
    """Show how the bot behaves on a server."""
    channels = " ".join(f"<#{channel}>" for channel in sorted(settings.channels)) or "everywhere"
    cooldown = f"{settings.cooldown_s} s" if settings.cooldown_s else "none"
    lines = (
        f"**Channels** where I answer for all to see: {channels}",
        f"**Private** answers to /ask where nobody says otherwise: {'yes' if settings.private_by_default else 'no'}",
        f"**Cooldown** before the same answer is repeated in a channel: {cooldown}",
        "",
        "Elsewhere I answer /ask privately, and mentions not at all.",
    )
    title = "Changed: how I behave on this server" if changed else "How I behave on this server"
    return Part("\n".join(lines), title, card=True)


def _share(number: int, of: int) -> str:
    return f"{number} ({number / of:.0%})"
