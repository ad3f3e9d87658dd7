"""`qwenbot check`, as a curator runs it: what it prints, its status, and that it never breaks down."""

import os
import subprocess
import sys
from pathlib import Path

from tests.knowledge.packs import REST, STORY, WHOLE, write


def check(directory: Path) -> tuple[int, list[str]]:
    """Run the program in the directory; it says nothing on standard error."""
    command = [sys.executable, "-m", "qwenbot", "--knowledge", ".", "check"]
    ran = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


def test_a_sound_directory(tmp_path: Path) -> None:
    status, (found, calibrated) = check(write(tmp_path, a=WHOLE))
    assert (status, found) == (0, "No problems found.")
    assert calibrated.endswith("confidence, an offer 20%: the defaults, for there are too few phrasings to learn from.")


def test_a_phrasing_in_two_entries_can_be_used_and_is_an_error_all_the_same(tmp_path: Path) -> None:
    again = "  - id: b\n    questions: [When did Mira Holt leave?, five, six]\n    answer: Left [holt-left].\n"
    status, lines = check(write(tmp_path, a=STORY + REST + again))
    assert status == 1
    (error,) = (line for line in lines if ": error: " in line)
    assert error.endswith("keep one (same-phrasing)")
    assert lines[-1].startswith("An answer needs ")


def test_ten_different_mistakes_in_one_file_are_ten_lines(tmp_path: Path) -> None:
    text = (
        STORY.replace("language: en", "langauge: en")
        + REST.replace("type: person", "type: persona").replace("gazette#news.1", "gazette#news.3")
        + "  - id: holt-when\n    questions: [one, two, three]\n    answer: Left [holt-left].\n"
        + "  - id: b\n    questions: [who: left: when, five, six]\n    answer: Left [holt-left].\n"
        + "  - id: c\n    questions: [seven, eight, nine]\n    answer: Left.\n"
        + "  - id: d\n    questions: [When did Mira Holt leave, eleven, twelve]\n    answer: Left [holt-lfet].\n"
        + "  - id: e\n    questions: [thirteen, fourteen, fifteen]\n    answer: [holt-left] Left.\n"
        + "  - id: f\n    questions: [sixteen, seventeen, eighteen]\n"
        + "expectations:\n  - {ask: who left, entry: gone}\n"
    )
    assert check(write(tmp_path, a=text)) == (
        1,
        [
            "a.yaml:5:3: error: a story has no key `langauge`; did you mean `language`? (unknown-key)",
            "a.yaml:14:44: error: `type` is one of `person`, `organisation`, `model`, `benchmark`, `place`, `event`, "
            "`document`, not “persona”; did you mean `person`? (value)",
            "a.yaml:16:70: error: the section `news` has 2 paragraphs, not 3: count again, a list being one (dangling)",
            "a.yaml:21:9: error: the id `holt-when` is taken, in a.yaml:18:9: choose another (duplicate-id)",
            "a.yaml:25:16: error: “: ” in a text inside this [ starts a mapping: put that text in quotes (syntax)",
            "a.yaml:29:13: error: no citation in “Left.”: end the sentence with [fact-id] (uncited)",
            "a.yaml:31:17: error: “When did Mira Holt leave” is a phrasing of `holt-when` already, in a.yaml:19:17: "
            "keep one (same-phrasing)",
            "a.yaml:32:13: error: the answer cites `[holt-lfet]`, which is no fact; did you mean `holt-left`? "
            "(dangling)",
            "a.yaml:35:13: error: text follows the ] that closes this [: put all of it in quotes, as in answer: "
            "'[holt-left] Left.' (syntax)",
            "a.yaml:36:5: error: an entry needs `answer`: the answer; each sentence cites a fact as [fact-id] "
            "(missing-key)",
            "a.yaml:39:28: error: there is no entry `gone`: add it, or take this out (dangling)",
            "11 errors found.",
        ],
    )


def test_what_is_no_text_is_named_beside_the_rest(tmp_path: Path) -> None:
    write(tmp_path, a=WHOLE, b="a: &a [*a, *a]\n", c="facts:\n\t- x\n")
    (tmp_path / "d.yaml").write_bytes("café".encode("latin-1"))
    (tmp_path / "e.yaml").write_bytes(os.urandom(16) + b"\0" + os.urandom(1000))
    (tmp_path / "f.yaml").symlink_to(tmp_path / "f.yaml")
    (tmp_path / "g.yaml").write_bytes(b"x: " + b"[" * 1_000_000)
    with (tmp_path / "h.yaml").open("wb") as file:
        file.truncate(200 * 2**20)
    status, lines = check(tmp_path)
    assert status == 1
    assert [line.partition(":")[0] for line in lines] == [*(f"{name}.yaml" for name in "bcdefgh"), "7 errors found."]
    assert all(": error: " in line for line in lines[:-1])


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qwenbot", "--knowledge", "gone", "check"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "qwenbot: The knowledge directory gone does not exist: name one with --knowledge or QWENBOT_KNOWLEDGE.\n"
    )
