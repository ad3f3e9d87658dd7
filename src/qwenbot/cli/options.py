"""The two options that every command takes, before its name or anywhere after it, and the settings they are part of."""

import logging
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

import click
from dotenv.parser import parse_stream

from qwenbot.cli.logs import set_up_logging
from qwenbot.config import Settings, read_settings

_Command = TypeVar("_Command", bound=Callable[..., Any] | click.Command)

_SETTINGS = {"knowledge": "QWENBOT_KNOWLEDGE", "database": "QWENBOT_DATABASE_URL"}


def shared_options(command: _Command) -> _Command:
    """Add `--knowledge` and `--database`; what is given is kept for `settings_of`, the last of several counting."""
    for name, metavar, text in (
        ("--database", "URL", "The query log: sqlite:///FILE, or memory: to keep nothing."),
        ("--knowledge", "DIRECTORY", "The knowledge directory."),
    ):
        command = click.option(name, metavar=metavar, help=text, expose_value=False, callback=_keep)(command)
    return command


def settings_of(context: click.Context, log_level: int = logging.WARNING) -> Settings:
    """Return the settings: options win over the environment, and the environment over `.env`.

    From then on the program logs as they say; `log_level` is the level if they do not. Raises SettingsError.
    """
    given: dict[str, str] = context.obj
    settings = read_settings({**_in_file(), **os.environ, **given})
    set_up_logging(settings.log_level or log_level, as_json=settings.log_as_json)
    return settings


def _in_file() -> dict[str, str]:
    file = Path(".env")
    if not file.is_file():
        return {}
    try:
        lines = list(parse_stream(StringIO(file.read_text("utf-8"))))
    except OSError as error:
        raise click.ClickException(f"The file .env cannot be read ({error.strerror}): see to it, or move it") from error
    except UnicodeDecodeError as error:
        raise click.ClickException("The file .env cannot be read: it is not UTF-8; save it as that") from error
    for line in lines:
        if line.error:  # left out in silence, a setting would be somebody else's default
            raise click.ClickException(
                f"The file .env, line {line.original.line}, is not NAME=value: close its quotation marks, or mend it"
            )
    return {line.key: line.value for line in lines if line.key is not None and line.value is not None}


def _keep(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value.strip():
        raise click.BadParameter("it is empty", context, option)
    context.obj[_SETTINGS[option.name or ""]] = value
