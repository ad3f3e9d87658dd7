"""Settings, read from a mapping: what is malformed is named with what was expected, and secrets do not print.

Read by `bootstrap` and `cli` alone; every other part gets plain arguments.

ConfigurationError        the program cannot run as it is set up
└── SettingsError         a setting is missing or malformed
"""

import ipaddress
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import SplitResult, urlsplit

_Value = TypeVar("_Value")

_TOLD: Final = 2
"""Faults told in full, so that with the line that counts the rest there are at most three."""

_SNOWFLAKE: Final = re.compile(r"[1-9]\d{14,19}")
"""A Discord id: 64 bits, the first 42 of them milliseconds since 2015."""

_LEVELS: Final = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_MOST_SHARDS: Final = 10_000
_MOST_DAYS: Final = 36_500


class ConfigurationError(Exception):
    """The program cannot run as it is set up; the text is at most three lines that say why and what to do."""


class SettingsError(ConfigurationError):
    """One or more settings are missing or malformed."""


class Secret:
    """A string that shows only to those who ask for it by `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the string itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; the defaults are those of the names in the environment that are not set.

    `shard_count` None lets Discord say, `shard_ids` None runs all; `log_level` None leaves it to the command.
    """

    token: Secret | None = None
    api_url: str | None = None
    gateway_url: str | None = None
    knowledge: Path = Path("knowledge")
    database_url: str = "sqlite:///data/qwenbot.db"
    admin_ids: frozenset[int] = frozenset()
    retention_days: int = 90
    shard_count: int | None = None
    shard_ids: tuple[int, ...] | None = None
    http_address: tuple[str, int] | None = None
    site_url: str | None = None
    gaps_min_askers: int = 3
    log_level: int | None = None
    log_as_json: bool = False
    sync_guild: int | None = None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings by their names in the environment; an empty one is one that is not set.

    Raises SettingsError, with every fault that was found.
    """
    reader = _Reader(environment)
    default = Settings()
    settings = Settings(
        token=reader.read("DISCORD_TOKEN", Secret, default.token),
        api_url=reader.read("DISCORD_API_URL", _api_url, default.api_url),
        gateway_url=reader.read("DISCORD_GATEWAY_URL", _gateway_url, default.gateway_url),
        knowledge=reader.read("QWENBOT_KNOWLEDGE", Path, default.knowledge),
        database_url=reader.read("QWENBOT_DATABASE_URL", str, default.database_url),
        admin_ids=reader.read("QWENBOT_ADMIN_IDS", _ids, default.admin_ids),
        retention_days=reader.read("QWENBOT_RETENTION_DAYS", _number(1, _MOST_DAYS), default.retention_days),
        shard_count=reader.read("QWENBOT_SHARD_COUNT", _number(1, _MOST_SHARDS), default.shard_count),
        shard_ids=reader.read("QWENBOT_SHARD_IDS", _shard_ids, default.shard_ids),
        http_address=reader.read("QWENBOT_HTTP_ADDRESS", _address, default.http_address),
        site_url=reader.read("QWENBOT_SITE_URL", _site_url, default.site_url),
        gaps_min_askers=reader.read("QWENBOT_GAPS_MIN_ASKERS", _number(1, 1000), default.gaps_min_askers),
        log_level=reader.read("QWENBOT_LOG_LEVEL", _level, default.log_level),
        log_as_json=reader.read("QWENBOT_LOG_FORMAT", _as_json, default.log_as_json),
        sync_guild=reader.read("QWENBOT_SYNC_GUILD", _snowflake, default.sync_guild),
    )
    reader.finish((*_together(settings),))
    return settings


class _Reader:
    """Reads one setting after another and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._faults: list[str] = []

    def read(self, name: str, parse: Callable[[str], _Value], default: _Value) -> _Value:
        text = self._environment.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self._faults.append(f"{name} must be {error}.")
            return default

    def finish(self, more: tuple[str, ...]) -> None:
        faults = self._faults or list(more)
        if not faults:
            return
        lines = faults[:_TOLD]
        if len(faults) > _TOLD:
            lines.append(f"… and {len(faults) - _TOLD} more settings are wrong: .env.example describes them all.")
        raise SettingsError("\n".join(lines))


def _together(settings: Settings) -> list[str]:
    """Return what is wrong between settings that are each well formed."""
    faults = []
    if (settings.api_url is None) != (settings.gateway_url is None):
        # With one alone, the token would go to Discord's own servers and to those that were set.
        faults.append("DISCORD_API_URL and DISCORD_GATEWAY_URL go together: set both or neither.")
    if settings.shard_ids is not None:
        if settings.shard_count is None:
            faults.append("QWENBOT_SHARD_IDS needs QWENBOT_SHARD_COUNT: set how many shards there are in all.")
        elif max(settings.shard_ids) >= settings.shard_count:
            last = settings.shard_count - 1
            faults.append(f"QWENBOT_SHARD_IDS must lie from 0 to {last}, because QWENBOT_SHARD_COUNT says so.")
    return faults


# ---------------------------------------------------------------- what a value must be; a ValueError says it


def _number(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            raise ValueError(f"a whole number from {least} to {most}, not “{_shown(text)}”")
        return int(text)

    return parse


def _snowflake(text: str) -> int:
    if not (text.isascii() and _SNOWFLAKE.fullmatch(text)):
        raise ValueError(f"a Discord id such as 80351110224678912, not “{_shown(text)}”")
    return int(text)


def _ids(text: str) -> frozenset[int]:
    try:
        return frozenset(_snowflake(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(f"Discord user ids with commas between them; one is not {error}") from error


def _shard_ids(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?", part, re.ASCII)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or last >= _MOST_SHARDS:
            raise ValueError(f"shard numbers such as 0,1 or 0-3, not “{_shown(text)}”")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _level(text: str) -> int:
    if text.casefold() not in _LEVELS:
        raise ValueError(f"one of {', '.join(_LEVELS)}, not “{_shown(text)}”")
    return _LEVELS[text.casefold()]


def _as_json(text: str) -> bool:
    if text.casefold() not in {"text", "json"}:
        raise ValueError(f"text or json, not “{_shown(text)}”")
    return text.casefold() == "json"


def _address(text: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or port is None or parts.netloc != text:
        raise ValueError(f"an address and a port such as 127.0.0.1:8080, not “{_shown(text)}”")
    return host, port


def _api_url(text: str) -> str:
    expected = "the whole base with its version, such as https://discord.com/api/v10"
    parts = _url(text, ("http", "https"), expected)
    if not re.search(r"/v\d+/?$", parts.path):
        raise ValueError(f"{expected}, not “{_shown(text)}”")
    return text.rstrip("/")


def _gateway_url(text: str) -> str:
    _url(text, ("ws", "wss"), "an address without a query, such as wss://gateway.discord.gg/")
    return text


def _site_url(text: str) -> str:
    _url(text, ("http", "https"), "where the site is published, such as https://example.org/qwen")
    return text


def _url(text: str, schemes: tuple[str, str], expected: str) -> SplitResult:
    """Return a URL's parts. The first of the two schemes is the plain one, in which a token could be read."""
    try:
        parts = urlsplit(text)
        ok = parts.scheme in schemes and bool(parts.hostname) and not parts.query and not parts.fragment
        ok = ok and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        ok = False
    if not ok:
        raise ValueError(f"{expected}, not “{_shown(text)}”")
    if parts.scheme == schemes[0] and not _is_near(parts.hostname or ""):
        raise ValueError(
            f"{schemes[1]}://… unless it leads to a loopback or private address, because it is not encrypted"
        )
    return parts


def _is_near(host: str) -> bool:
    """Tell whether a host is this machine or one in a private network; of a name nobody can tell."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or (address.is_private and not address.is_unspecified)


def _shown(text: str) -> str:
    """Return a value for a message: on one line, and not all of a long one."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
