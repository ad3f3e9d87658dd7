"""What is remembered from one turn to the next: a small value, so that nothing leaks between people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conversation:
    """The subject of the talk so far.

    `entities` are the ids the last turn was about, most recent first; `entry` is what it was answered with;
    `offered` are the entries it offered, in the order shown, so that a bare number can pick one.
    """

    entities: tuple[str, ...] = ()
    entry: str | None = None
    question: str = ""
    offered: tuple[str, ...] = ()


START = Conversation()
"""A conversation in which nothing has been said."""
