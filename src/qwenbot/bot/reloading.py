"""What the operator reads after a reload: what changed, or the problems that kept the old knowledge."""

from collections.abc import Iterable
from typing import Final

from qwenbot.bot import limits
from qwenbot.bot.markdown import shorten
from qwenbot.bot.parts import Part
from qwenbot.knowledge.problems import Problem, Severity
from qwenbot.service.reload import BrokenOff, Kept, Outcome, Refused, Reloaded

_LINE: Final = 400
"""Characters of a problem that are shown: some quote the file."""

_IDS: Final = 800
"""Characters of a list of entries; three lists, and the problems in what is left."""


def tell(outcome: Outcome) -> Part:
    """Return the message for what came of a reload."""
    match outcome:
        case Refused():
            return Part("Only the operator of this bot may do that.")
        case BrokenOff(why):
            text = f"Nothing came of reading the new knowledge, so the old goes on answering: {why}. Please try again."
            return Part(text, "Not reloaded", card=True)
        case Kept(problems):
            errors = [problem for problem in problems if problem.severity is Severity.ERROR]
            lead = f"{_count(len(errors), 'error')} in the new knowledge, so the old goes on answering."
            return Part(
                f"{lead}\n{_listing(errors, limits.EMBED_DESCRIPTION - len(lead) - 1)}", "Not reloaded", card=True
            )
        case Reloaded(version, entries, added, removed, changed, warnings):
            lines = [f"{_count(entries, 'entry', 'entries')}, version `{version}`."]
            lines += [
                f"{name}: {_ids(ids)}"
                for name, ids in (("Added", added), ("Removed", removed), ("Changed", changed))
                if ids
            ]
            if not (added or removed or changed):
                lines.append("No entry differs from before.")
            if warnings:
                lines.append(f"{_count(len(warnings), 'warning')}:")
                lines.append(_listing(warnings, limits.EMBED_DESCRIPTION - sum(map(len, lines)) - len(lines)))
            return Part("\n".join(lines), "Reloaded", card=True)


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def _ids(ids: tuple[str, ...]) -> str:
    """Name as many entries as fit, and say how many more there are."""
    shown: list[str] = []
    for entry in ids:
        if sum(map(len, shown)) + len(entry) + 4 * len(shown) > _IDS:
            break
        shown.append(f"`{entry}`")
    return ", ".join(shown) + _more(len(ids) - len(shown))


def _listing(problems: Iterable[Problem], room: int) -> str:
    """List as many problems as fit, as `qwenbot check` prints them, and say how many more there are."""
    lines = [shorten(str(problem), _LINE).replace("```", "'''") for problem in sorted(problems)]
    room -= len("```\n\n```") + len(_more(len(lines)))
    shown = 0
    while shown < len(lines) and room >= len(lines[shown]) + 1:
        room -= len(lines[shown]) + 1
        shown += 1
    return "```\n" + "\n".join(lines[:shown]) + "\n```" + _more(len(lines) - shown).lstrip()


def _more(number: int) -> str:
    return f" and {number} more" if number else ""
