"""How often something is said."""

from qwenbot.service.limits import MOST, WINDOW_S, Cooldowns, RateLimit


def test_an_entry_is_seen_in_its_channel_until_the_cooldown_is_over() -> None:
    cooldowns = Cooldowns()
    cooldowns.put(1, "who", 100.0, "https://discord.test/1")
    assert cooldowns.seen(1, "who", 159.9, 60) == "https://discord.test/1"
    assert cooldowns.seen(1, "who", 160.0, 60) is None
    assert cooldowns.seen(2, "who", 101.0, 60) is None
    assert cooldowns.seen(1, "when", 101.0, 60) is None


def test_a_cooldown_of_nothing_sees_nothing() -> None:
    cooldowns = Cooldowns()
    cooldowns.put(1, "who", 100.0, "link")
    assert cooldowns.seen(1, "who", 100.0, 0) is None


def test_what_is_said_again_counts_from_then() -> None:
    cooldowns = Cooldowns()
    cooldowns.put(1, "who", 100.0, "first")
    cooldowns.put(1, "who", 170.0, "second")
    assert cooldowns.seen(1, "who", 200.0, 60) == "second"


def test_cooldowns_remember_the_latest_only() -> None:
    cooldowns = Cooldowns(capacity=2)
    for channel in (1, 2, 1, 3):
        cooldowns.put(channel, "who", 100.0, f"link {channel}")
    assert [cooldowns.seen(channel, "who", 100.0, 60) for channel in (1, 2, 3)] == ["link 1", None, "link 3"]


def test_what_is_gone_was_not_said() -> None:
    cooldowns = Cooldowns()
    for entry in ("who", "when", "why"):
        cooldowns.put(1, entry, 100.0, f"link {entry}")
    cooldowns.forget({"link who", "link why", "another"})
    assert [cooldowns.seen(1, entry, 100.0, 60) for entry in ("who", "when", "why")] == [None, "link when", None]


def test_a_member_may_ask_thirty_times_a_minute() -> None:
    limit = RateLimit()
    assert (MOST, WINDOW_S) == (30, 60.0)
    assert [limit.allow("a", 100.0 + number) for number in range(31)] == [True] * 30 + [False]
    assert limit.allow("b", 130.0)


def test_what_was_refused_does_not_count() -> None:
    limit = RateLimit(most=1, window_s=60)
    assert [limit.allow("a", at) for at in (0.0, 30.0, 59.9, 60.0, 61.0)] == [True, False, False, True, False]


def test_each_question_is_forgotten_when_its_minute_is_over() -> None:
    limit = RateLimit(most=2, window_s=60)
    assert [limit.allow("a", at) for at in (0.0, 50.0, 60.0, 61.0, 110.0)] == [True, True, True, False, True]


def test_whoever_has_been_silent_for_longest_is_forgotten_first() -> None:
    limit = RateLimit(most=1, window_s=60, capacity=2)
    assert [limit.allow(user, 0.0) for user in "abc"] == [True] * 3
    assert [limit.allow(user, 0.0) for user in "cba"] == [False, False, True]
