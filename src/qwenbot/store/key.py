"""The secret key behind pseudonyms: a file of 32 random bytes beside the database, for its owner alone.

Whoever has the key and a user id can find that user's questions; without it nobody can. It lies beside the database
and not in it, so that a copy of the database that is handed on names nobody.
"""

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import Final

LENGTH: Final = 32
"""Bytes: as long as the hash that they key, beyond which HMAC gains nothing (RFC 2104, section 3)."""


class KeyFileError(Exception):
    """The key can be neither read nor made; the text says why, and what to do."""


def key_file(database: Path) -> Path:
    """Return where the key of a database lies."""
    return database.with_name(database.name + ".key")


def read_or_make(path: Path) -> bytes:
    """Return the key in a file, which is made with its directory if there is none. Raises KeyFileError."""
    try:
        with contextlib.suppress(FileNotFoundError):
            return _read(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
        return _read(path)
    except OSError as error:
        raise KeyFileError(f"{error.strerror or error}; make {path.parent} writable for this user") from error


def _read(path: Path) -> bytes:
    # Not blocking: opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise KeyFileError("it is not a file; move it away, and a new key is made")
        key = os.read(descriptor, LENGTH + 1)
    finally:
        os.close(descriptor)
    if len(key) != LENGTH:
        raise KeyFileError(f"it is not {LENGTH} bytes long; put the right one there, or move it away for a new one")
    return key


def _make(path: Path) -> None:
    """Put a whole key in place in one step; whoever comes second keeps the key of who came first."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # unlike a rename, it leaves a file that is there already as it is
        except FileExistsError:
            pass
        except OSError:  # a file system without links: the last one wins, and nobody reads half a key
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def key_of(database: Path) -> tuple[bytes, str | None]:
    """Return the key of a database, or else a random one and what to say of that once rows are written under it."""
    path = key_file(database)
    try:
        return read_or_make(path), None
    except KeyFileError as error:
        return secrets.token_bytes(LENGTH), (
            f"The key {path} cannot be used: {error}. Until then, whoever asks counts as somebody new after each start"
        )
