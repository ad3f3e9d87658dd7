"""Find the knowledge files of a directory and read their bytes as text, whatever lies in it."""

import os
import re
import stat
from itertools import islice
from pathlib import Path
from typing import Final

from qwenbot.knowledge.problems import Place, Problem, Problems, Severity

MAX_BYTES: Final = 32 * 1024 * 1024
"""The largest file that is read: 100,000 phrasings take a fifth of it."""

MAX_FILES: Final = 10_000
"""Files in a directory; a tree beyond that is not a knowledge directory but somebody's disk."""

MAX_SEEN: Final = 200_000
"""The same of everything that lies in it, knowledge or not: two seconds of looking."""

_RARE_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
"""YAML ends a line at these; editors do not, and they come along unseen with pasted text."""

_INNER_TABS: Final = re.compile(r"(?<=\S)[ \t]*\t[ \t]*|^[ \t]+$", re.MULTILINE)
"""White space with a tab that indents nothing."""


def find(directory: Path, problems: Problems) -> tuple[Path, ...]:
    """Return the `*.yaml` files under a directory in path order; links are followed, but never round in a circle."""
    if not directory.is_dir():
        what = "is not a directory" if directory.exists() else "does not exist"
        message = f"this knowledge directory {what}: name the one that holds the YAML files"
        problems.add(_error(directory, message, "directory"))
        return ()
    found = _walk(directory, problems)
    if found is None:
        message = (
            f"more than {MAX_FILES:,} knowledge files, or {MAX_SEEN:,} of any kind, are under this directory: "
            "name the one that holds the knowledge alone"
        )
        problems.add(_error(directory, message, "directory"))
        return ()
    if not found and not problems.errors:
        message = "there is no *.yaml file in this directory: name the one that holds them"
        problems.add(_error(directory, message, "directory"))
    return tuple(sorted(found, key=lambda path: path.parts))


def read(path: Path) -> str | Problem:
    """Return the text of a file, or the one problem that keeps it from being read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _error(path, "this is not an ordinary file: put the text in one, or take it away", "file")
        if status.st_size > MAX_BYTES:
            return _too_large(path, status.st_size)
        # Without waiting: should it have become a pipe meanwhile, opening it would hang until somebody writes.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _error(path, f"this file cannot be read ({error.strerror}): check its permissions and links", "file")
    return _decode(path, data) if len(data) <= MAX_BYTES else _too_large(path, len(data))


def _decode(path: Path, data: bytes) -> str | Problem:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _error(path, "this file is in UTF-16: save it as UTF-8", "encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        message = f"the byte 0x{error.object[error.start]:02X} is not UTF-8: save the file as UTF-8"
        place = Place(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Problem(place, Severity.ERROR, message, "encoding")
    return _one_kind_of_white_space(text)


def _one_kind_of_white_space(text: str) -> str:
    """Make a line a line for both parsers, for us and for the editor, and a tab inside a line a space.

    No character but the line ends moves, so that places stay right. Tabs that indent are left for the parser to refuse;
    in JSON, where indentation means nothing, they are spaces too.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _RARE_LINE_ENDS.sub(" ", text)
    if "\t" in text:
        if text.lstrip()[:1] in {"{", "["}:
            return text.replace("\t", " ")
        text = _INNER_TABS.sub(lambda run: " " * len(run[0]), text)
    return text


def _walk(directory: Path, problems: Problems) -> list[Path] | None:
    """Return the files that are knowledge by their names, or None if there are more than can be."""
    found: list[Path] = []
    entered: set[tuple[int, int]] = set()
    pending = [directory]
    seen = 0
    while pending:
        folder = pending.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                children = sorted(islice(entries, MAX_SEEN), key=lambda entry: entry.name)
        except OSError as error:
            message = f"this directory cannot be read ({error.strerror}): check its permissions"
            problems.add(_error(folder, message, "directory"))
            continue
        seen += len(children)
        for child in children:
            path = folder / child.name
            if _is_directory(child):
                pending.append(path)
            elif path.suffix == ".yaml":
                found.append(path)
            elif path.suffix == ".yml":
                problems.warning(Place(str(path)), "this file is not read: rename it to end in .yaml", "file-name")
        if len(found) > MAX_FILES or seen >= MAX_SEEN:
            return None
    return found


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads nowhere; if it is a file's, reading it says so


def _too_large(path: Path, size: int) -> Problem:
    message = f"this file has {size / 2**20:,.0f} MiB, at most {MAX_BYTES // 2**20} are read: split it"
    return _error(path, message, "size")


def _error(path: Path, message: str, rule: str) -> Problem:
    return Problem(Place(str(path)), Severity.ERROR, message, rule)
