"""The command line as a whole: which commands there are, and how each way of ending becomes an exit status.

A command's module is loaded when the command is used, so none pays for what another needs.
"""

import difflib
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

import click

from qwenbot.cli.options import shared_options
from qwenbot.cli.printable import one_line
from qwenbot.cli.status import DONE, INTERRUPTED, NO_READER, WRONG_USAGE
from qwenbot.config import ConfigurationError

_COMMANDS: Final = ("run", "chat", "ask", "check", "eval", "schema")


_STREAM_FAULTS: Final = frozenset({errno.EBADF, errno.EINVAL, errno.EIO, errno.ENOSPC})
"""What reading or writing a stream comes to when it is closed, gone, or full."""


class Program(click.Group):
    """The commands by name, each found in the module of its name when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names in the order of the help text."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None if there is none of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        return cast("click.Command", importlib.import_module(f"qwenbot.cli.{cmd_name}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with, or say which one was probably meant."""
        if args[0] not in _COMMANDS:
            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_COMMANDS)}"
            ctx.fail(f"there is no command “{args[0]}”; {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Program,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="COMMAND …",
)
@click.version_option(package_name="qwenbot", message="%(prog)s %(version)s")
@shared_options
def program() -> None:
    """Answer questions about a news story from a curated, cited knowledge base. No language model.

    Settings are read from the environment and from .env; .env.example explains them.
    """


def run(args: Sequence[str]) -> int:
    """Run a command line without the program's name, and return the exit status."""
    _open_streams()
    try:
        status = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_output_go()
        return NO_READER
    except OSError as error:
        if error.errno not in _STREAM_FAULTS:
            raise
        _let_output_go()
        _complain(f"qwenbot: input or output fails ({error.strerror}): look at where they come from and go to")
        return WRONG_USAGE
    return status


def _let_output_go() -> None:
    """Drop what is still in the buffer, which has nowhere to go; Python would complain of it as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(args: Sequence[str]) -> int:
    try:
        with program.make_context("qwenbot", list(args), obj={}) as context:
            status = program.invoke(context)
            return status if isinstance(status, int) else DONE
    except click.exceptions.Exit as ending:  # --help and --version
        return ending.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "qwenbot"
        _complain(f"{where}: {one_line(error.format_message())} ({where} --help tells more)")
    except ConfigurationError as error:
        _complain(f"qwenbot: {error}")
    except click.ClickException as error:
        _complain(f"qwenbot: {error.format_message()}")
    except KeyboardInterrupt:
        return INTERRUPTED
    return WRONG_USAGE


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def _open_streams() -> None:
    """Make output UTF-8 whatever the locale; half a character, which UTF-8 has no bytes for, prints as its escape."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started the program; a file opened later must not take its place
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the program ends
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
