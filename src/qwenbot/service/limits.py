"""How often something is said: an entry in a channel, and answers to one member. All in memory, and bounded."""

from collections import OrderedDict, deque
from collections.abc import Set as AbstractSet
from typing import Final

CAPACITY: Final = 10_000
"""Answers, and members, remembered at once: some 3 MB of answers, and 10 MB if all the members ask all they may."""

MOST: Final = 30
WINDOW_S: Final = 60.0
"""Questions that a member may ask, and in what time: more than anyone reads, and enough to try the bot out."""


class Cooldowns:
    """Where an entry was last answered in public, so that it is not said twice in a channel within a while."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._said: OrderedDict[tuple[int, str], tuple[float, str]] = OrderedDict()

    def seen(self, channel_id: int, entry: str, now: float, cooldown_s: float) -> str | None:
        """Return the link to the answer given less than `cooldown_s` ago in this channel; None if there is none."""
        at, link = self._said.get((channel_id, entry), (float("-inf"), ""))
        return link if now - at < cooldown_s else None

    def put(self, channel_id: int, entry: str, now: float, link: str) -> None:
        """Remember where an entry was answered; the longest ago goes when there are too many."""
        self._said[channel_id, entry] = (now, link)
        self._said.move_to_end((channel_id, entry))
        while len(self._said) > self._capacity:
            self._said.popitem(last=False)

    def forget(self, links: AbstractSet[str]) -> None:
        """Take answers as not given: what these links led to is gone. Looks through all, which takes 1 ms at most."""
        for key in [key for key, (_, link) in self._said.items() if link in links]:
            del self._said[key]


class RateLimit:
    """Lets each user ask `most` times within any `window_s` seconds."""

    def __init__(self, most: int = MOST, window_s: float = WINDOW_S, capacity: int = CAPACITY) -> None:
        self._most = most
        self._window_s = window_s
        self._capacity = capacity
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def allow(self, user: str, now: float) -> bool:
        """Tell whether a user may ask now, and if so, count it. `now` is in seconds, from anywhere on."""
        times = self._asked.setdefault(user, deque())
        while times and now - times[0] >= self._window_s:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        self._asked.move_to_end(user)
        while len(self._asked) > self._capacity:
            self._asked.popitem(last=False)
        return True
