"""How each command ends, as a shell sees it: the status, and at most three lines where something is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.programs import PACK, Ended, files, qwenbot, start, write_pack

BROKEN = PACK.replace("    answer: Northwater", "    answr: Northwater")


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    """Prepare a working directory with a pack in it, one that does not load, and a file with one more expectation."""
    write_pack(tmp_path)
    write_pack(tmp_path, BROKEN, "broken")
    (tmp_path / "more.yaml").write_text("expectations:\n  - {ask: who owns the dam, outcome: abstained}\n")
    (tmp_path / "wrong.yaml").write_text("expectations:\n  - {ask: who owns the dam, entry: no-such-entry}\n")
    return tmp_path


def complains(ended: Ended) -> None:
    """Assert that a command says why it did nothing, in one to three plain lines."""
    assert ended.status == 2
    assert ended.out == ""
    assert 1 <= len(ended.complaint) <= 3
    assert "Traceback" not in ended.err
    assert not set(ended.err) & set("│╭╰─"), "a box is no sentence"


@pytest.mark.parametrize(
    ("args", "typed"),
    [
        (("ask", "best pizza in town"), ""),
        (("ask", "how", "old", "is", "holt", "--json"), ""),
        (("ask", "--jsonl"), ""),
        (("ask", "--jsonl"), "no JSON\n"),
        (("chat",), ""),
        (("chat",), "who owns the dam\n\nhelp\nquit\nnever read\n"),
        (("check",), ""),
        (("eval",), ""),
        (("eval", "more.yaml", "--min-accuracy", "0"), ""),
        (("schema",), ""),
        (("--help",), ""),
        (("--version",), ""),
    ],
    ids=" ".join,
)
def test_what_is_done_ends_with_0_whatever_came_out(place: Path, args: tuple[str, ...], typed: str) -> None:
    ended = qwenbot(place, "--database", "memory:", *args, typed=typed)
    assert (ended.status, ended.err) == (0, "")
    assert bool(ended.out) == bool(typed or args not in {("ask", "--jsonl"), ("chat",)})


@pytest.mark.parametrize("args", [("check", "--knowledge", "broken"), ("eval", "more.yaml")], ids=" ".join)
def test_what_is_not_right_ends_with_1_and_says_so_on_standard_output(place: Path, args: tuple[str, ...]) -> None:
    ended = qwenbot(place, *args)
    assert (ended.status, ended.err) == (1, "")
    assert ended.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Missing command"),
        (("aks", "who owns the dam"), "there is no command “aks”; did you mean ask?"),
        (("ask",), "there is no question"),
        (("ask", "--jsonl", "who?"), "--jsonl reads the questions from standard input"),
        (("ask", "--jsno", "who?"), "No such option"),
        (("ask", "who?", "--candidates", "many"), "--candidates"),
        (("ask", "who?", "--knowledge", "nowhere"), "The knowledge directory nowhere does not exist"),
        (("ask", "who?", "--knowledge", "more.yaml"), "The knowledge directory more.yaml is not a directory"),
        (("ask", "who?", "--knowledge", "broken"), "broken/pack.yaml:31:5: error: an entry has no key `answr`"),
        (("check", "--knowledge", "nowhere"), "does not exist"),
        (("eval", "wrong.yaml"), "wrong.yaml:2:"),
        (("eval", "--min-accuracy", "95"), "95.0 is not a share from 0 to 1"),
        (("run",), "DISCORD_TOKEN is not set"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_and_what_cannot_be_used_end_with_2(place: Path, args: tuple[str, ...], said: str) -> None:
    before = files(place)
    ended = qwenbot(place, *args)
    complains(ended)
    assert said in ended.err
    assert files(place) == before


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("QWENBOT_LOG_LEVEL", "loud", "QWENBOT_LOG_LEVEL must be one of debug, info, warning, error, not “loud”."),
        (
            "QWENBOT_DATABASE_URL",
            "mysql://bot:hunter2@db/x",
            "QWENBOT_DATABASE_URL or --database: 'mysql' databases are unknown: use sqlite:///data/qwenbot.db "
            "(relative), sqlite:////var/lib/qwenbot.db (absolute) or memory:.",
        ),
    ],
)
def test_a_malformed_setting_is_one_line(place: Path, name: str, value: str, said: str) -> None:
    ended = qwenbot(place, "ask", "who owns the dam", **{name: value})
    complains(ended)
    assert ended.complaint == [f"qwenbot: {said}"]


@pytest.mark.parametrize("command", [("ask", "who?"), ("chat",), ("run",)], ids=" ".join)
def test_a_database_that_is_not_supported_is_one_line_wherever_there_is_a_log(
    place: Path, command: tuple[str, ...]
) -> None:
    url = "postgresql://bot:hunter2@db/qwenbot"
    ended = qwenbot(place, *command, "--database", url, DISCORD_TOKEN="MTA.made.up")
    complains(ended)
    assert ended.complaint == [
        "qwenbot: QWENBOT_DATABASE_URL or --database: PostgreSQL is not supported by this version yet: use "
        "sqlite:///data/qwenbot.db (relative), sqlite:////var/lib/qwenbot.db (absolute) or memory:."
    ]


def test_a_settings_file_that_cannot_be_read_is_one_line(place: Path) -> None:
    (place / ".env").write_bytes(b"QWENBOT_KNOWLEDGE=\xff\xfe")
    ended = qwenbot(place, "ask", "who owns the dam")
    complains(ended)
    assert ended.err.startswith("qwenbot: The file .env cannot be read: ")


def test_many_errors_take_three_lines_and_the_third_counts_them(place: Path) -> None:
    """In English: one is one error, more are errors."""
    for mistakes, counted in ((3, "… and 1 more error: "), (5, "… and 3 more errors: ")):
        write_pack(place, PACK + "".join(f"oops{n}: x\n" for n in range(mistakes)), "broken")
        ended = qwenbot(place, "ask", "who?", "--knowledge", "broken")
        complains(ended)
        assert len(ended.complaint) == 3
        assert ended.complaint[2] == f"{counted}qwenbot check names them all."


def test_who_reads_the_first_line_only_gets_no_complaint(place: Path) -> None:
    """As in `qwenbot schema | head -1`; the status is that of every program whose reader has gone."""
    with start(place, "ask", "--jsonl", "--database", "memory:") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write('{"question": "who owns the dam"}\n')
        process.stdin.flush()
        assert process.stdout.readline().startswith('{"id": 1, ')
        process.stdout.close()
        process.stdin.write('{"question": "who owns the dam"}\n')
        process.stdin.close()
        assert process.stderr.read() == ""
        process.wait(60)
    assert process.returncode == 141


# ---------------------------------------------------------------- where settings come from


def test_an_option_counts_wherever_it_stands_and_the_last_of_two_wins(place: Path) -> None:
    for args in (
        ("--knowledge", "nowhere", "ask", "--knowledge", "knowledge", "who owns the dam"),
        ("ask", "who", "owns", "--knowledge", "knowledge", "the", "dam"),
    ):
        ended = qwenbot(place, "--database", "memory:", *args, QWENBOT_KNOWLEDGE="nowhere")
        assert (ended.status, ended.out.splitlines()[0]) == (0, "Northwater owns it [1].")


def test_options_win_over_the_environment_and_that_over_the_file(place: Path) -> None:
    (place / "knowledge").rename(place / "elsewhere")
    (place / ".env").write_text("QWENBOT_KNOWLEDGE=elsewhere\nQWENBOT_DATABASE_URL=memory:\n")
    ask = ("ask", "who owns the dam")
    assert qwenbot(place, *ask).out.startswith("Northwater owns it [1].")
    assert "broken/pack.yaml" in qwenbot(place, *ask, QWENBOT_KNOWLEDGE="broken").err
    ended = qwenbot(place, *ask, "--knowledge", "elsewhere", QWENBOT_KNOWLEDGE="broken")
    assert ended.out.startswith("Northwater owns it [1].")
    assert not (place / "data").exists()


def test_without_a_knowledge_directory_one_line_says_what_to_set(tmp_path: Path) -> None:
    ended = qwenbot(tmp_path, "ask", "who?")
    complains(ended)
    assert ended.complaint == [
        "qwenbot: The knowledge directory knowledge does not exist: name one with --knowledge or QWENBOT_KNOWLEDGE."
    ]


# ---------------------------------------------------------------- check


def test_check_names_ten_mistakes_each_with_its_line(tmp_path: Path) -> None:
    """In four files, one of which cannot be read to its end."""
    text = PACK.replace("as_of: 2031-05-09", "as_of: soon").replace("status: reported", "status: rumour", 1)
    write_pack(tmp_path, text.replace("    answer: Hello!", "    answr: Hello!"))
    (tmp_path / "knowledge" / "b.yaml").write_text(
        "entries:\n"
        "  - id: holt-when\n    questions: [A one?, a two, a three]\n    answer: A [owner].\n"
        "  - id: uncited\n    questions: [B one?, b two, b three]\n    answer: Nothing stands behind this.\n"
        "  - id: dangling\n    questions: [C one?, c two, c three]\n    answer: C [no-such-fact].\n"
        "  - id: same\n    questions: [WHO OWNS THE DAM, d two, d three]\n    answer: D [owner].\n"
    )
    (tmp_path / "knowledge" / "c.yaml").write_text(
        "facts:\n  - {id: far, text: F., status: quote, cites: [gazette#news.9]}\n"
        "expectations:\n  - {ask: who?, entry: nobody}\n"
    )
    (tmp_path / "knowledge" / "d.yaml").write_text("entries:\n  - id: open\n    questions: [What is open?\n")
    ended = qwenbot(tmp_path, "check")
    assert (ended.status, ended.err) == (1, "")
    *problems, summary = ended.out.splitlines()
    assert [problem.split(": ")[0].removeprefix("knowledge/") for problem in problems] == [
        "b.yaml:7:13", "b.yaml:10:13",
        "c.yaml:2:48", "c.yaml:4:24",
        "d.yaml:3:16",
        "pack.yaml:6:10", "pack.yaml:18:13", "pack.yaml:28:9", "pack.yaml:32:9", "pack.yaml:48:5",
    ]  # fmt: skip
    assert all(": error: " in problem and problem.endswith(")") for problem in problems)
    assert summary == "10 errors found."


# ---------------------------------------------------------------- a file of settings, and streams, that are broken


def test_a_line_of_the_settings_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / ".env").write_text('QWENBOT_LOG_LEVEL=info\nQWENBOT_DATABASE_URL="memory:\n')
    ended = qwenbot(tmp_path, "ask", "who owns the dam")
    assert (ended.status, ended.out) == (2, "")
    assert ended.complaint == [
        "qwenbot: The file .env, line 2, is not NAME=value: close its quotation marks, or mend it"
    ]
    assert files(tmp_path) == [".env", "knowledge", "knowledge/pack.yaml"], "nothing was logged elsewhere"


@pytest.mark.parametrize("args", ["ask who owns the dam", "schema", "check", "--help"])
def test_output_that_has_no_room_is_one_sentence(tmp_path: Path, args: str) -> None:
    write_pack(tmp_path)
    command = [sys.executable, "-m", "qwenbot", "--database", "memory:", *args.split()]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "qwenbot: input or output fails (No space left on device): look at where they come from and go to"
    ]
