"""Settings: what they mean, and what is said of malformed ones."""

import logging
from pathlib import Path

import pytest
from dotenv import dotenv_values

from qwenbot.config import Secret, Settings, SettingsError, read_settings

ROOT = Path(__file__).parent.parent

NAMES = (
    "DISCORD_TOKEN", "DISCORD_API_URL", "DISCORD_GATEWAY_URL", "QWENBOT_KNOWLEDGE", "QWENBOT_DATABASE_URL",
    "QWENBOT_ADMIN_IDS", "QWENBOT_RETENTION_DAYS", "QWENBOT_SHARD_COUNT", "QWENBOT_SHARD_IDS", "QWENBOT_HTTP_ADDRESS",
    "QWENBOT_SITE_URL", "QWENBOT_GAPS_MIN_ASKERS", "QWENBOT_LOG_LEVEL", "QWENBOT_LOG_FORMAT", "QWENBOT_SYNC_GUILD",
)  # fmt: skip


def test_nothing_set_is_the_defaults() -> None:
    assert read_settings({}) == Settings()


def test_an_empty_value_is_no_value() -> None:
    """As in `.env`, where a name may stand without anything behind it."""
    assert read_settings(dict.fromkeys(NAMES, " ")) == Settings()


def test_every_setting_is_read() -> None:
    environment = {
        "DISCORD_TOKEN": "abc.def",
        "DISCORD_API_URL": "http://127.0.0.1:8000/api/v10/",
        "DISCORD_GATEWAY_URL": "ws://10.0.0.3:8001/",
        "QWENBOT_KNOWLEDGE": "elsewhere",
        "QWENBOT_DATABASE_URL": "memory:",
        "QWENBOT_ADMIN_IDS": "80351110224678912, 80351110224678913,",
        "QWENBOT_RETENTION_DAYS": "30",
        "QWENBOT_SHARD_COUNT": "8",
        "QWENBOT_SHARD_IDS": "0-2,5",
        "QWENBOT_HTTP_ADDRESS": "[::1]:8080",
        "QWENBOT_SITE_URL": "https://example.org/qwen",
        "QWENBOT_GAPS_MIN_ASKERS": "5",
        "QWENBOT_LOG_LEVEL": "Debug",
        "QWENBOT_LOG_FORMAT": "json",
        "QWENBOT_SYNC_GUILD": "81384788765712384",
    }
    assert set(environment) == set(NAMES)
    settings = read_settings(environment)
    assert settings.token is not None
    assert settings.token.reveal() == "abc.def"
    assert settings == Settings(
        token=settings.token,
        api_url="http://127.0.0.1:8000/api/v10",
        gateway_url="ws://10.0.0.3:8001/",
        knowledge=Path("elsewhere"),
        database_url="memory:",
        admin_ids=frozenset({80351110224678912, 80351110224678913}),
        retention_days=30,
        shard_count=8,
        shard_ids=(0, 1, 2, 5),
        http_address=("::1", 8080),
        site_url="https://example.org/qwen",
        gaps_min_askers=5,
        log_level=logging.DEBUG,
        log_as_json=True,
        sync_guild=81384788765712384,
    )


def test_a_secret_does_not_print() -> None:
    settings = read_settings({"DISCORD_TOKEN": "hush.hush"})
    assert "hush" not in f"{settings} {settings!r} {settings.token} {Secret('hush')!r}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QWENBOT_ADMIN_IDS", "me"),
        ("QWENBOT_ADMIN_IDS", "123"),
        ("QWENBOT_RETENTION_DAYS", "0"),
        ("QWENBOT_RETENTION_DAYS", "ninety"),
        ("QWENBOT_RETENTION_DAYS", "٣"),
        ("QWENBOT_SHARD_COUNT", "-1"),
        ("QWENBOT_SHARD_IDS", "3-0"),
        ("QWENBOT_SHARD_IDS", "0-999999999"),
        ("QWENBOT_HTTP_ADDRESS", "8080"),
        ("QWENBOT_HTTP_ADDRESS", "127.0.0.1:99999"),
        ("QWENBOT_HTTP_ADDRESS", "http://127.0.0.1:80"),
        ("QWENBOT_SITE_URL", "ftp://example.org"),
        ("QWENBOT_LOG_LEVEL", "loud"),
        ("QWENBOT_LOG_FORMAT", "xml"),
        ("QWENBOT_SYNC_GUILD", "general"),
        ("DISCORD_API_URL", "https://discord.com/api"),
        ("DISCORD_API_URL", "http://8.8.8.8/api/v10"),
        ("DISCORD_API_URL", "http://proxy.example/api/v10"),
        ("DISCORD_API_URL", "http://[::1/api/v10"),
        ("DISCORD_GATEWAY_URL", "https://gateway.discord.gg"),
        ("DISCORD_GATEWAY_URL", "ws://0.0.0.0:80/"),
        ("DISCORD_GATEWAY_URL", "wss://gateway.discord.gg/?v=10"),
    ],
)
def test_a_malformed_value_is_named_with_what_was_expected(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})
    assert str(caught.value).startswith(f"{name} must be ")
    assert "\n" not in str(caught.value)


def test_a_malformed_token_is_never_quoted() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"DISCORD_TOKEN": "hush", "QWENBOT_LOG_LEVEL": "loud"})
    assert "hush" not in str(caught.value)


def test_many_faults_take_three_lines() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(dict.fromkeys(NAMES[5:10], "?"))
    lines = str(caught.value).split("\n")
    assert len(lines) == 3
    assert lines[2] == "… and 3 more settings are wrong: .env.example describes them all."


@pytest.mark.parametrize("name", ["DISCORD_API_URL", "DISCORD_GATEWAY_URL"])
def test_one_of_discords_addresses_alone_would_leak_the_token(name: str) -> None:
    value = {"DISCORD_API_URL": "http://localhost/v10", "DISCORD_GATEWAY_URL": "ws://localhost/"}[name]
    with pytest.raises(SettingsError, match="both or neither"):
        read_settings({name: value})


def test_shards_must_exist() -> None:
    with pytest.raises(SettingsError, match="QWENBOT_SHARD_COUNT"):
        read_settings({"QWENBOT_SHARD_IDS": "0"})
    with pytest.raises(SettingsError, match="from 0 to 1"):
        read_settings({"QWENBOT_SHARD_IDS": "0-2", "QWENBOT_SHARD_COUNT": "2"})


def test_the_example_names_every_setting_with_a_comment() -> None:
    """And nothing else; as it stands it changes nothing, and with the examples uncommented it can be read."""
    text = (ROOT / ".env.example").read_text("utf-8")
    lines = text.splitlines()
    examples = {
        line.removeprefix("# ").partition("=")[0]: n
        for n, line in enumerate(lines)
        if line.partition("=")[0].lstrip("# ").isupper() and "=" in line
    }
    assert set(examples) == set(NAMES)
    assert all(lines[n - 1].startswith("# ") for n in examples.values())
    assert read_settings({k: v or "" for k, v in dotenv_values(ROOT / ".env.example").items()}) == Settings()
    read_settings({name: lines[n].partition("=")[2] for name, n in examples.items()})
