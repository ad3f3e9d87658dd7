"""Find the knowledge files of a directory and read their bytes as text, whatever lies in it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qwenbot.knowledge.problems import Place, Problem, Severity

MAX_BYTES: Final = 32 * 1024 * 1024
"""The largest file that is read: 100,000 phrasings take a fifth of it."""

MAX_FILES: Final = 10_000
"""Files in a directory; a tree beyond that is not a knowledge directory but somebody's disk."""


def find(directory: Path, problems: list[Problem]) -> tuple[Path, ...]:
    """Return the `*.yaml` files under a directory in path order; links are followed, but never round in a circle."""
    if not directory.is_dir():
        what = "is not a directory" if directory.exists() else "does not exist"
        problems.append(_error(directory, f"this knowledge directory {what}: name the one that holds the YAML files",
                               "directory"))  # fmt: skip
        return ()
    found = sorted(_walk(directory, problems), key=lambda path: path.parts)
    if not found and not problems:
        problems.append(_error(directory, "there is no *.yaml file in this directory: name the one that holds them",
                               "directory"))  # fmt: skip
    return tuple(found)


def read(path: Path) -> str | Problem:
    """Return the text of a file, or the one problem that keeps it from being read."""
    try:
        # Without waiting: opening a pipe to read would hang until somebody writes.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return _error(path, "this is not an ordinary file: put the text in one, or take it away", "file")
            if status.st_size > MAX_BYTES:
                size = f"{status.st_size / 2**20:,.0f} MiB"
                return _error(path, f"this file is {size} large, {MAX_BYTES // 2**20} MiB are read: split it", "size")
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _error(path, f"this file cannot be read ({error.strerror}): check its permissions and links", "file")
    return _decode(path, data)


def _decode(path: Path, data: bytes) -> str | Problem:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _error(path, "this file is in UTF-16: save it as UTF-8", "encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8: save the file as UTF-8"
        return Problem(Place(str(path), line, column), Severity.ERROR, message, "encoding")
    # One kind of line end, so that a line is a line for the parser, for us and for the editor.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _walk(directory: Path, problems: list[Problem]) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()
    pending = [directory]
    count = 0
    while pending:
        folder = pending.pop()
        try:
            status = folder.stat()
            children = sorted(folder.iterdir())
        except OSError as error:
            problems.append(_error(folder, f"this directory cannot be read ({error.strerror}): check its permissions",
                                   "directory"))  # fmt: skip
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        for child in children:
            if child.is_dir():
                pending.append(child)
            elif child.suffix == ".yaml":
                count += 1
                if count > MAX_FILES:
                    problems.append(_error(directory, f"more than {MAX_FILES:,} files are under this directory: "
                                           "name the one that holds the knowledge alone", "directory"))  # fmt: skip
                    return
                yield child
            elif child.suffix == ".yml":
                message = "this file is not read: rename it to end in .yaml"
                problems.append(Problem(Place(str(child)), Severity.WARNING, message, "file-name"))


def _error(path: Path, message: str, rule: str) -> Problem:
    return Problem(Place(str(path)), Severity.ERROR, message, rule)
