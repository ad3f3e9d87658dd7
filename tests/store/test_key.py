"""The key file."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qwenbot.store.key import KeyFileError, key_file, key_of, read_or_make


def test_the_key_lies_beside_the_database(tmp_path: Path) -> None:
    assert key_file(tmp_path / "qwenbot.db") == tmp_path / "qwenbot.db.key"


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "qwenbot.db.key"
    key = read_or_make(path)
    assert (len(key), read_or_make(path), path.read_bytes()) == (32, key, key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_all_who_start_at_once_agree(tmp_path: Path) -> None:
    path = tmp_path / "qwenbot.db.key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(read_or_make, [path] * 64))
    assert keys == {path.read_bytes()}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_file_of_another_length_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "qwenbot.db.key"
    path.write_bytes(content)
    with pytest.raises(KeyFileError, match="not 32 bytes long"):
        read_or_make(path)
    assert path.read_bytes() == content


def test_what_is_no_file_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / "qwenbot.db.key"
    path.mkdir()
    with pytest.raises(KeyFileError, match="not a file"):
        read_or_make(path)


def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "qwenbot.db.key"
    os.mkfifo(path)
    with pytest.raises(KeyFileError, match="not a file"):
        read_or_make(path)


def test_without_a_file_there_is_a_key_for_this_process_and_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = tmp_path / "file" / "qwenbot.db"
    key, flaw = key_of(database)
    assert len(key) == 32
    assert key != key_of(database)[0]
    assert flaw is not None
    assert f"{database}.key cannot be used" in flaw
    assert f"make {tmp_path / 'file'} writable" in flaw
