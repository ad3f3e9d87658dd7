"""Whatever lies in a knowledge directory: a clear problem, soon, in little memory, and never an exception."""

import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qwenbot.knowledge.load import Loaded, load
from qwenbot.knowledge.load.files import MAX_FILES
from qwenbot.knowledge.load.tree import DEPTH, MAX_NODES
from qwenbot.knowledge.problems import MOST_LISTED, Problem
from tests.knowledge.packs import STORY, WHOLE, errors, read, write

FAST = pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "pure"])
REUSED_DIRECTORY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def load_bytes(directory: Path, data: bytes, *, fast: bool = True) -> Loaded:
    """Load a sound pack and beside it a file of these bytes."""
    write(directory, a=WHOLE)
    (directory / "b.yaml").write_bytes(data)
    return load(directory, fast=fast)


def only(loaded: Loaded) -> str:
    """Return the one problem that there is, without its file."""
    (problem,) = loaded.problems
    assert problem.place.file.endswith("b.yaml")
    return f"{problem.place.line}:{problem.place.column} {problem.message}"


@FAST
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfea\0", "1:1 this file is in UTF-16: save it as UTF-8"),
        ("é: x".encode("utf-16"), "1:1 this file is in UTF-16: save it as UTF-8"),
        ("a: x\r\nb: é".encode("latin-1"), "2:4 the byte 0xE9 is not UTF-8: save the file as UTF-8"),
        ("é: ".encode() + b"\xed\xa0\x80", "1:4 the byte 0xED is not UTF-8: save the file as UTF-8"),
        ("a: x".encode("utf-16-le"), "1:2 the character U+0000 cannot stand in YAML: delete it, or type it anew"),
        (b"a: b\nc: \x1b[31m\n", "2:4 the character U+001B cannot stand in YAML: delete it, or type it anew"),
        (b"\0" * 100, "1:1 the character U+0000 cannot stand in YAML: delete it, or type it anew"),
        (b"a: \x7f", "1:4 the character U+007F cannot stand in YAML: delete it, or type it anew"),
        ("😀: \ufffe".encode(), "1:4 the character U+FFFE cannot stand in YAML: delete it, or type it anew"),
        (b"", "1:1 this file is empty: write something into it, or delete it"),
        (b"\xef\xbb\xbf# nothing\n\n", "1:1 this file is empty: write something into it, or delete it"),
        (b"---\n...\n", "1:1 this file is empty: write something into it, or delete it"),
        (b"hello\n", "1:1 a knowledge file is a mapping of `key: value` lines, this is the text “hello”"),
        (b"- a\n", "1:1 a knowledge file is a mapping of `key: value` lines, this is a list"),
        (b"a: &a [x]\nb: [*a, *a]\n", "1:4 anchors (&a) are not read: write the text without, or put it in quotes"),
        (b"a: " + b"[" * 100_000, f"1:53 more than {DEPTH} levels inside each other: flatten this"),
        (b"a: " + b"[" * 100_000 + b"]" * 100_000, f"1:53 more than {DEPTH} levels inside each other: flatten this"),
        (b"{a: " * 100_000, f"1:201 more than {DEPTH} levels inside each other: flatten this"),
        (b"- " * 100_000, f"1:101 more than {DEPTH} levels inside each other: flatten this"),
        (b"? " * 100_000, f"1:101 more than {DEPTH} levels inside each other: flatten this"),
        (b"".join(b" " * level + b"a:\n" for level in range(500)), f"51:51 more than {DEPTH} levels inside each "
         "other: flatten this"),
        (b"a: '" + b"x\n " * 100_000, "1:4 the quotation mark that opens here is never closed: close it, or double "
         "it inside the text"),
        (b"a: [" + b"x, " * 30_000, "1:4 the [ that opens here is never closed: add the ], or put the text in "
         "quotes, as in a: '…'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_problem(tmp_path: Path, data: bytes, expected: str, fast: bool) -> None:
    if len(data) > 1_000_000 and not fast:
        data = data[:100_000]
    assert only(load_bytes(tmp_path, data, fast=fast)) == expected


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    write(tmp_path, a=WHOLE)
    with (tmp_path / "b.yaml").open("wb") as file:
        file.truncate(200 * 2**20)
    assert only(load(tmp_path)) == "1:1 this file has 200 MiB, at most 32 are read: split it"


def test_a_file_of_too_many_texts_is_refused(tmp_path: Path) -> None:
    """They would take a hundred times the room that they take on disk."""
    loaded = load_bytes(tmp_path, b"out_of_scope:\n" + b"- a\n" * (MAX_NODES + 10))
    assert only(loaded) == "999999:3 more than 1,000,000 texts stand in this file: split it"


def test_what_is_not_a_file(tmp_path: Path) -> None:
    """Pipes, sockets, devices and loose links are named, not waited for; a directory is just looked into."""
    write(tmp_path, a=WHOLE, **{"dir.yaml/inner": "x: 1\n"})
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "loose.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(tmp_path)  # the path of a socket must be short
        listener.bind("socket.yaml")
    finally:
        os.chdir(here)
        listener.close()
    loaded = load(tmp_path)
    assert {Path(problem.place.file).name: problem.message.partition(":")[0] for problem in loaded.problems} == {
        "inner.yaml": "a knowledge file has no key `x`; its keys are `story`, `sources`, `entities`, `facts`, "
        "`entries`, `lexicon`, `out_of_scope`, `expectations`",
        "pipe.yaml": "this is not an ordinary file",
        "device.yaml": "this is not an ordinary file",
        "socket.yaml": "this is not an ordinary file",
        "loose.yaml": "this file cannot be read (No such file or directory)",
        "self.yaml": "this file cannot be read (Too many levels of symbolic links)",
    }


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    write(tmp_path, pack__a=WHOLE)
    (tmp_path / "pack" / "up").symlink_to(tmp_path / "pack")
    (tmp_path / "pack" / "also").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "linked").symlink_to(tmp_path / "pack")
    assert load(tmp_path / "linked").problems == ()


@pytest.mark.parametrize("there", [True, False])
def test_a_directory_without_files(tmp_path: Path, there: bool) -> None:
    directory = tmp_path if there else tmp_path / "gone"
    what = "there is no *.yaml file in this directory" if there else "this knowledge directory does not exist"
    (problem,) = load(directory).problems
    assert str(problem).startswith(f"{directory}:1:1: error: {what}")


def test_a_file_for_a_directory(tmp_path: Path) -> None:
    (problem,) = load(write(tmp_path, a=WHOLE) / "a.yaml").problems
    assert "is not a directory" in problem.message


def test_directories_so_deep_that_their_paths_are_too_long(tmp_path: Path) -> None:
    write(tmp_path, a=WHOLE)
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert [problem.message for problem in load(tmp_path).problems] == [
        "this directory cannot be read (File name too long): check its permissions"
    ]


def test_more_files_than_a_pack_has(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}.yaml").touch()
    found = load(tmp_path).problems
    assert f"{tmp_path}:1:1: error: more than 10,000 knowledge files, or 200,000 of any kind, are under" in "\n".join(
        map(str, found)
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("".join(f"key{number}: x\n" for number in range(30_000)), "unknown-key"),
        ("facts: []\n" * 30_000, "duplicate-key"),
        ("entries:\n" + "".join(f"- {{id: e{n}, questions: [q{n}], answer: 'A [f{n}].'}}\n" for n in range(15_000)),
         "dangling"),
        ("entities:\n" + "- {id: same, name: A, type: place}\n" * 15_000, "duplicate-id"),
        ("out_of_scope:\n" + "- []\n" * 15_000, "type"),
    ],
)  # fmt: skip
def test_after_many_problems_the_rest_is_counted(tmp_path: Path, text: str, rule: str) -> None:
    loaded = read(tmp_path, STORY + text)
    assert loaded.knowledge is None
    *listed, last = loaded.problems
    assert len(listed) == MOST_LISTED
    assert {problem.rule for problem in listed} == {rule}
    assert last.rule == "more"
    assert last.message.endswith("more problems are not listed: put these right first")


def test_many_files_cannot_take_what_one_may_not(tmp_path: Path) -> None:
    """One problem of the directory, whatever else would be wrong with what was not read."""
    write(tmp_path, a=WHOLE.replace("cites: [gazette#news.1]", "cites: [elsewhere]"))
    for name in "bcdef":
        (tmp_path / f"{name}.yaml").write_bytes((b"#" * 2**20 + b"\n") * 31)
    last = load(tmp_path).problems[0]
    assert str(last) == (
        f"{tmp_path}:1:1: error: the files up to {tmp_path}/f.yaml hold more than can be read: "
        "name the directory that holds the knowledge alone (size)"
    )
    assert {problem.rule for problem in load(tmp_path).problems} == {"size", "empty"}


SLOW = {
    "line ends": "\n" * 3_000_000 + "\0",
    "tabs": STORY + "\t\f\n" * 300_000,
    "directives": "".join(f"%TAG !a{n}! x\n" for n in range(300_000)) + "---\n" + STORY,
    "accents": STORY + "out_of_scope: ['a" + "\u0301" * 300_000 + "\u0327" * 300_000 + "']\n",
    "accents in one": STORY + "out_of_scope: [a" + "\u0f73" * 300_000 + "]\n",
    "empty values in one line": STORY + "entries: [" + "{id: }, " * 100_000 + "]\n",
    "texts in one line": STORY + "out_of_scope: [" + "a, " * 500_000 + "a]\n",
    "lists in one line": STORY + "out_of_scope: [" + "[a], " * 200_000 + "a]\n",
    "sections": STORY + "sources:\n- id: s\n  title: S\n  publisher: P\n  sections:\n"
    + "".join(f"  - {{id: s{n}, title: T}}\n" for n in range(50_000)) + "facts:\n"
    + "".join(f"- {{id: f{n}, text: F, status: quote, cites: [s#s{n}]}}\n" for n in range(50_000)),
    "unknown names": STORY + "facts:\n" + "".join(f"- {{id: abcdefghijklmnopq-{n}}}\n" for n in range(100_000))
    + "expectations:\n" + "".join(f"- {{ask: x, facts: [abcdefghijklmnopx-{n}]}}\n" for n in range(20_000)),
    "a long key": STORY + "? " + "y" * 20_000_000 + "\n: 1\n",
    "brackets": "[" * 20_000_000,
    "dashes": "- " * 10_000_000,
    "an endless quotation": STORY + "a: '" + "x\n " * 2_000_000,
    "laughs": "a: &a [x, x, x, x]\n" + "".join(f"a{n}: &a{n} [*a, *a, *a]\n" for n in range(100_000)),
}  # fmt: skip
"""Files of a few megabytes that have taken minutes, or could."""

LIMITED = """
import resource, sys
from pathlib import Path
from qwenbot.knowledge.load import load
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (800 * 2**20, 800 * 2**20))
print(len(load(Path(sys.argv[1])).problems))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process are Linux's")
@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_file_takes_more_than_twenty_seconds_and_800_megabytes(tmp_path: Path, text: str) -> None:
    """The kernel ends what does. All of these take a second or four."""
    write(tmp_path, a=text)
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, os.fspath(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (ran.stdout == "0\n") is (text is SLOW["texts in one line"])


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process are Linux's")
def test_a_hundred_thousand_phrasings_load_within_the_same_limits(tmp_path: Path) -> None:
    entries = "".join(
        f"  - id: e{number}\n    questions:\n"
        + "".join(f"      - who left the office {number} on the {day}th of may?\n" for day in range(100))
        + "    answer: >-\n      Mira Holt left [holt-left].\n"
        for number in range(1000)
    )
    write(tmp_path, a=WHOLE, b="entries:\n" + entries)
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, os.fspath(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "0\n", "")


def test_many_warnings_do_not_hide_an_error(tmp_path: Path) -> None:
    remarks = "out_of_scope:\n" + "- room #4\n" * (MOST_LISTED + 5)
    loaded = read(tmp_path, STORY + remarks + "x: 1\n")
    assert loaded.knowledge is None


def test_a_message_repeats_little_and_nothing_harmful(tmp_path: Path) -> None:
    r"""A key of a million letters, and one with what a terminal would obey."""
    loaded = read(tmp_path, STORY + '"' + "x" * 900 + '\\e[31m\\u202e\\ud800": 1\n? ' + "y" * 1_000_000 + "\n: 1\n")
    for problem in loaded.problems:
        assert len(problem.message) < 300
        assert problem.message.isprintable()


def test_very_long_lines(tmp_path: Path) -> None:
    loaded = read(tmp_path, STORY + f"out_of_scope: [{'x' * 5_000_000}]\n")
    assert loaded.problems == ()


@pytest.mark.parametrize(
    "answer", ["('\"[“" * 50_000, "a. " * 50_000, "a:\n" * 50_000, "." * 200_000 + "x", "[f] " * 50_000, "\\[" * 50_000]
)
def test_an_answer_of_hundreds_of_kilobytes(tmp_path: Path, answer: str) -> None:
    """Cut into sentences in linear time."""
    folded = answer.replace("\n", "\n\n      ")
    text = STORY + f"entries:\n  - id: a\n    questions: [b, c, d]\n    answer: >-\n      {folded}\n"
    assert read(tmp_path, text).knowledge is None or "\\[" in answer or "“" in answer


def lies_within(problem: Problem, text: str) -> bool:
    """Say whether a problem's place is one that an editor can go to."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = problem.place
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


@REUSED_DIRECTORY
@given(data=st.binary(max_size=200), fast=st.booleans())
def test_no_bytes_raise(tmp_path: Path, data: bytes, fast: bool) -> None:
    loaded = load_bytes(tmp_path, data, fast=fast)
    text = data.decode("utf-8-sig", "replace")
    assert all(lies_within(problem, text) for problem in loaded.problems if problem.place.file.endswith("b.yaml"))


YAMLISH = st.lists(
    st.sampled_from(
        [*"[]{}:,-?#&*!|>'\"%@`~\\\t\n \r\x85\u2028", "\n  ", "\n- ", ": ", " #", "---\n", "facts", "id", "text", "en",
         "- id: a\n", "entries:\n", "[a]", "\\u", "d83d", "é", "中", "😀", "<<", "questions: [a]", "answer: "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@REUSED_DIRECTORY
@given(text=YAMLISH, fast=st.booleans())
def test_no_text_raises(tmp_path: Path, text: str, fast: bool) -> None:
    loaded = load_bytes(tmp_path, text.encode(), fast=fast)
    assert all(lies_within(problem, text) for problem in loaded.problems if problem.place.file.endswith("b.yaml"))
    assert all(problem.message.isprintable() for problem in loaded.problems)


@REUSED_DIRECTORY
@given(seed=st.integers(0, 10**6), fast=st.booleans())
def test_a_pack_with_pieces_missing_or_moved_never_raises(tmp_path: Path, seed: int, fast: bool) -> None:
    """Nearly sound packs come further than noise does."""
    pick = random.Random(seed)
    lines = WHOLE.split("\n")
    for _ in range(pick.randint(1, 4)):
        number = pick.randrange(len(lines))
        line = lines[number]
        cut = pick.randint(0, len(line))
        lines[number] = pick.choice([line[:cut], line[cut:], line[:cut] + pick.choice("[]{}:'\"#,&* ") + line[cut:],
                                     line + "\n" + pick.choice(lines), ""])  # fmt: skip
    text = "\n".join(lines)
    loaded = load(write(tmp_path, a=text), fast=fast)
    (tmp_path / "a.yaml").unlink()
    assert all(lies_within(problem, text) for problem in loaded.problems if problem.place.file.endswith("a.yaml"))


def test_errors_end_at_the_last_line(tmp_path: Path) -> None:
    """Not behind it, where no editor goes."""
    assert [error.partition(" ")[0] for error in errors(read(tmp_path, STORY + "facts:\n  - id\n   x: y\n"))] == [
        "10:5"
    ]


def test_the_deepest_pack_that_is_read_is_no_deeper_than_the_stack(tmp_path: Path) -> None:
    nested = "[" * (DEPTH - 1) + "]" * (DEPTH - 1)
    assert sys.getrecursionlimit() > 10 * DEPTH
    assert [problem.rule for problem in read(tmp_path, STORY + f"facts: {nested}\n").problems] == ["type"]
