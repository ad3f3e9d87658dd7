"""Which store a URL names."""

from pathlib import Path

import pytest

from qwenbot.store.open import open_store
from qwenbot.store.url import StoreUrlError, sqlite_path


def test_three_slashes_are_relative_and_four_absolute() -> None:
    assert sqlite_path("sqlite:///data/qwenbot.db") == Path("data/qwenbot.db")
    assert sqlite_path("sqlite:////var/lib/qwenbot.db") == Path("/var/lib/qwenbot.db")


def test_memory_is_no_file() -> None:
    assert sqlite_path("memory:") is None


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_is_said_to_come_later_and_the_password_is_not_repeated(scheme: str) -> None:
    with pytest.raises(StoreUrlError) as raised:
        sqlite_path(f"{scheme}://bot:hunter2@db/qwenbot")
    assert str(raised.value) == (
        "PostgreSQL is not supported by this version yet: use sqlite:///data/qwenbot.db (relative), "
        "sqlite:////var/lib/qwenbot.db (absolute) or memory:."
    )


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("", "this is no database URL"),
        ("qwenbot.db", "this is no database URL"),
        ("sqlite:qwenbot.db", "this is no database URL"),
        ("sqlite://qwenbot.db", "this is no database URL"),
        ("mysql://bot:hunter2@db/qwenbot", "'mysql' databases are unknown"),
        ("memory", "this is no database URL"),
        ("sqlite:///", "the database URL names no file"),
        ("sqlite:////", "the database URL names no file"),
        ("sqlite:///data/", "the database URL names no file"),
        ("sqlite:///a\0b", "the database URL names no file"),
        ("sqlite:///:memory:", "sqlite:///:memory: is not supported"),
    ],
)
def test_anything_else_is_an_error_of_one_sentence_that_names_what_works(url: str, start: str) -> None:
    with pytest.raises(StoreUrlError) as raised:
        sqlite_path(url)
    message = str(raised.value)
    assert message.startswith(start)
    assert "memory:" in message
    assert "hunter2" not in message
    assert "\n" not in message


async def test_a_wrong_url_opens_nothing() -> None:
    with pytest.raises(StoreUrlError):
        async with open_store("redis://cache"):
            pass
