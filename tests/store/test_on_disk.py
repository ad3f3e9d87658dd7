"""What a database's files say of who asked: nothing."""

import stat
from pathlib import Path

from qwenbot.answering.engine import Engine
from qwenbot.service.ask import Asker, AskService
from qwenbot.service.conversations import Conversations
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import Surface
from qwenbot.service.privacy import Pseudonyms
from qwenbot.store.database import open_to_write
from qwenbot.store.sqlite import open_sqlite
from tests.store.records import QUICK, ids, rows, until
from tests.stories import DAM

USERS = [str(100_000_000_000_000_000 + number) for number in range(10)]


async def test_no_byte_of_the_files_names_who_asked_or_was_mentioned(tmp_path: Path) -> None:
    database = tmp_path / "qwenbot.db"
    numbers = iter(range(1000))
    async with open_sqlite(database, QUICK) as store:
        service = AskService(
            LiveKnowledge(Engine.build(DAM)),
            store,
            Pseudonyms(store.key),
            clock=lambda: 1.0,
            timer=lambda: 0,
            new_id=lambda: f"id{next(numbers)}",
            conversations=Conversations(),
        )
        for user in USERS * 10:
            question = f"<@{user}> when did holt quit? mail mira{user[-1]}@example.org or @mira.holt, +1 555 0{user}"
            service.ask(question, Asker(Surface.SLASH, user, conversation=f"channel:{user}"))
        await until(lambda: len(ids(database)) == 100)
        written = _bytes_in(tmp_path)  # with the write-ahead log as it is while the program runs
    written += _bytes_in(tmp_path)
    for secret in (*USERS, "@example.org", "@mira.holt", "+1 555", "<@1000"):
        assert secret.encode() not in written
    assert len(rows(database, "SELECT DISTINCT asker FROM queries")) == len(USERS)
    assert rows(database, "SELECT DISTINCT question FROM queries") == [
        ("[mention] when did holt quit? mail [email] or [mention], [phone]",)
    ]


def _bytes_in(directory: Path) -> bytes:
    assert (directory / "qwenbot.db").exists()
    return b"".join(path.read_bytes() for path in directory.iterdir())


def test_what_people_ask_is_for_the_owner_of_the_file_alone(tmp_path: Path) -> None:
    connection = open_to_write(tmp_path / "log.db")
    connection.execute("INSERT INTO notes VALUES ('a', 'b')")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    connection.close()
    assert set(modes.values()) == {0o600}, modes
