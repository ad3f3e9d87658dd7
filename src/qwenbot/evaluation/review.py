"""The rules of `qwenbot check` that need the engine: what the files say may be right and still not work."""

from collections.abc import Callable, Iterable, Iterator

from qwenbot.answering.reply import Reply
from qwenbot.knowledge.model import Entry
from qwenbot.knowledge.problems import Place, Problem, Severity


def review(
    entries: Iterable[Entry], ask: Callable[[str], Reply], place_of: Callable[[str, int], Place]
) -> Iterator[Problem]:
    """Ask every phrasing, and yield a warning for each that gets another entry's answer.

    `place_of` an entry's id and a phrasing's number, from 0, tells where that stands.
    """
    for entry in entries:
        for number, phrasing in enumerate(entry.questions):
            answered = ask(phrasing).entry
            if answered is not None and answered != entry.id:
                message = (
                    f"“{phrasing}” is answered with {answered}, not with {entry.id}; "
                    "say it in words that only this entry has, or move it there"
                )
                yield Problem(place_of(entry.id, number), Severity.WARNING, message, "answered-elsewhere")
