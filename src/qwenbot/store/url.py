"""Which store a database URL names. Pure, so that a wrong one is found before anything is opened."""

from pathlib import Path
from typing import Final

_SQLITE: Final = "sqlite:///"
_WANTED: Final = "use sqlite:///data/qwenbot.db (relative), sqlite:////var/lib/qwenbot.db (absolute) or memory:"


class StoreUrlError(ValueError):
    """A database URL names no store; the text is one sentence that says what to write instead.

    It never repeats the whole URL: there may be a password in it.
    """


def sqlite_path(url: str) -> Path | None:
    """Return the SQLite file that a URL names; None for `memory:`. Raises StoreUrlError for anything else."""
    if url == "memory:":
        return None
    if url.startswith(("postgresql://", "postgres://")):
        raise StoreUrlError(f"PostgreSQL is not supported by this version yet: {_WANTED}.")
    name = url.removeprefix(_SQLITE)
    if name == url:
        scheme, colon, _ = url.partition(":")
        found = f"{scheme[:20]!r} databases are unknown" if colon and scheme != "sqlite" else "this is no database URL"
        raise StoreUrlError(f"{found}: {_WANTED}.")
    if name == ":memory:":
        raise StoreUrlError("sqlite:///:memory: is not supported: memory: keeps nothing and writes nothing.")
    if not name.strip("/") or name.endswith("/") or "\0" in name:
        raise StoreUrlError(f"the database URL names no file: {_WANTED}.")
    return Path(name)
