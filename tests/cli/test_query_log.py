"""What the commands leave in the query log, and that a log which cannot be written never costs an answer."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from qwenbot.store.database import open_to_write
from tests.cli.programs import files, qwenbot, start, write_pack

ASK = ("ask", "who owns the dam")
ANSWER = "Northwater owns it [1]."


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    """Prepare a working directory with a pack in it."""
    write_pack(tmp_path)
    return tmp_path


def rows(place: Path, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place / "data" / "qwenbot.db")) as database:
        return database.execute(f"SELECT {columns} FROM queries ORDER BY at, rowid").fetchall()


def lines(*questions: str) -> str:
    return "".join(json.dumps({"id": str(n), "question": question}) + "\n" for n, question in enumerate(questions))


def test_every_way_of_asking_is_logged_with_its_outcome(place: Path) -> None:
    qwenbot(place, *ASK)
    qwenbot(place, "ask", "--jsonl", typed=lines("how old is holt", "best pizza in town"))
    qwenbot(place, "chat", typed="hello\nhelp\n\nquit\n")
    assert rows(place, "surface, question, outcome, entry, asker") == [
        ("ask", "who owns the dam", "answered", "dam-owner", None),
        ("ask", "how old is holt", "abstained", "holt-age", None),
        ("ask", "best pizza in town", "abstained", None, None),
        ("chat", "hello", "answered", "greeting", None),
    ]


def test_the_reply_is_logged_under_its_id_and_knowledge(place: Path) -> None:
    reply = json.loads(qwenbot(place, *ASK, "--json").out)
    ((query_id, knowledge, score, elapsed_us),) = rows(place, "id, knowledge, score, elapsed_us")
    assert (query_id, knowledge, elapsed_us) == (reply["id"], reply["knowledge"], reply["elapsed_us"])
    assert score == pytest.approx(reply["score"], abs=1e-4)


@pytest.mark.parametrize("command", [(*ASK,), ("chat",), ("ask", "--jsonl")], ids=" ".join)
def test_memory_writes_nothing(place: Path, command: tuple[str, ...]) -> None:
    before = files(place)
    ended = qwenbot(
        place, *command, "--database", "memory:", typed=lines("who owns the dam") if len(command) < 3 else ""
    )
    assert (ended.status, ended.err) == (0, "")
    assert files(place) == before


@pytest.mark.parametrize("command", ["check", "eval", "schema"])
def test_commands_that_ask_nobody_log_nothing(place: Path, command: str) -> None:
    before = files(place)
    assert qwenbot(place, command).status == 0
    assert files(place) == before


# ---------------------------------------------------------------- a hundred questions

USERS = tuple(str(100_000_000_000_000_000 + number) for number in range(10))
SECRETS = (*USERS, "@example.org", "mira.holt", "555 0199", "Mira#1234")


def test_a_hundred_questions_are_a_hundred_rows_that_name_nobody(place: Path) -> None:
    asked = [
        f"<@{user}> who owns the dam? {n} mail mira{n}@example.org or @mira.holt, Mira#1234, +1 555 0199{n % 10}"
        for n, user in enumerate(USERS * 10)
    ]
    ended = qwenbot(place, "ask", "--jsonl", typed=lines(*asked))
    assert (ended.status, ended.err, ended.out.count("\n")) == (0, "", 100)
    assert rows(place, "COUNT(*), COUNT(DISTINCT id)") == [(100, 100)]
    written = b"".join(file.read_bytes() for file in (place / "data").iterdir())
    assert b"who owns the dam?" in written
    assert [secret for secret in SECRETS if secret.encode() in written] == []


# ---------------------------------------------------------------- a log that cannot be written


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    open_to_write(database).close()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def _garbage(database: Path) -> Iterator[None]:
    garbage = bytes(range(256)) * 40
    database.parent.mkdir()
    database.write_bytes(garbage)
    yield
    assert database.read_bytes() == garbage, "the file is left as it is"


@contextmanager
def _torn(database: Path) -> Iterator[None]:
    open_to_write(database).close()
    database.write_bytes(database.read_bytes()[:5000])
    yield


@contextmanager
def _directory(database: Path) -> Iterator[None]:
    database.mkdir(parents=True)
    yield


@contextmanager
def _no_directory(database: Path) -> Iterator[None]:
    database.parent.write_text("in the way")
    yield


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (_locked, "database is locked; end the program that holds it"),
        (_garbage, "file is not a database; the file is left as it is; move it away"),
        (_torn, "database disk image is malformed; the file is left as it is; move it away"),
        (_directory, "unable to open database file; make the file and its directory writable for this user"),
        (_no_directory, "data: File exists; make the file and its directory writable for this user"),
    ],
)
def test_a_broken_log_costs_no_answer_and_is_said_once(
    place: Path, trouble: Callable[[Path], AbstractContextManager[None]], said: str
) -> None:
    many = ["who owns the dam"] * 30
    with trouble(place / "data" / "qwenbot.db"):
        ended = qwenbot(place, "ask", "--jsonl", typed=lines(*many))
    assert ended.status == 0
    assert [json.loads(line)["answer"] for line in ended.out.splitlines()] == [ANSWER] * 30
    (complaint,) = (line for line in ended.complaint if "The query log data/qwenbot.db cannot be written" in line)
    assert said in complaint
    assert len(ended.complaint) <= 2, "the other line may count what was never written"
    assert "Traceback" not in ended.err
    assert "30 records were never written" in ended.err


def test_a_place_where_nothing_can_be_written_costs_no_answer(place: Path) -> None:
    """Linux keeps everybody from making files there, the administrator too."""
    ended = qwenbot(place, *ASK, "--database", "sqlite:////proc/qwenbot/log.db")
    assert (ended.status, ended.out.splitlines()[0]) == (0, ANSWER)
    assert len(ended.complaint) == 1
    assert "The query log /proc/qwenbot/log.db cannot be written" in ended.err


def test_an_answer_does_not_wait_for_a_locked_log(place: Path) -> None:
    """It is there while the program still tries to write."""
    with _locked(place / "data" / "qwenbot.db"), start(place, *ASK) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == ANSWER + "\n"
        assert process.poll() is None, "the program goes on trying for a moment"
        process.communicate(timeout=30)
    assert process.returncode == 0
