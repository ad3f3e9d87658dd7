"""Several processes, one file."""

import subprocess
import sys
import time
from pathlib import Path

from qwenbot.store.migrations import MIGRATIONS
from tests.store.records import files, ids, rows

ROOT = Path(__file__).parents[2]


def start(database: Path, name: str, how_many: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-m", "tests.store.logging_program", str(database), name, str(how_many)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_that_start_at_once_share_a_new_database_and_its_key(tmp_path: Path) -> None:
    database = tmp_path / "log" / "qwenbot.db"
    programs = [start(database, name, 100) for name in "abc"]
    ended = [program.communicate(timeout=60) for program in programs]
    key = database.with_name("qwenbot.db.key").read_bytes().hex()
    assert ended == [(key, "")] * 3
    assert sorted(map(str, ids(database))) == sorted(f"{name}-{number}" for name in "abc" for number in range(100))
    assert rows(database, "SELECT count(*) FROM migrations") == [(len(MIGRATIONS),)]
    assert files(database.parent) == ["qwenbot.db", "qwenbot.db.key"]


def test_a_process_that_is_killed_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    database = tmp_path / "qwenbot.db"
    program = start(database, "a", 10_000_000)
    try:
        seen = _wait_for_rows(database, 100)
    finally:
        program.kill()
        program.communicate(timeout=60)
    kept = ids(database)
    assert len(kept) >= seen
    assert kept == [f"a-{number}" for number in range(len(kept))]
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]


def _wait_for_rows(database: Path, how_many: int) -> int:
    """Wait until a database that is being made holds so many rows, and return how many were seen."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        seen = len(ids(database))
        if seen >= how_many:
            return seen
        time.sleep(0.02)
    raise AssertionError("nothing was written")
