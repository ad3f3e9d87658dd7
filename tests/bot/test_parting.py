"""Parting a text between its sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qwenbot.bot.markdown import escape
from qwenbot.bot.parting import sentence_atoms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "She left [1]. He stayed. [2] [3] “Why?”",
            ["She left [1].", "He stayed. [2] [3]", "“Why?”"],
        ),
        ("她走了 [1]。他留下了。[2]“为什么？”", ["她走了 [1]。", "他留下了。[2]", "“为什么？”"]),
        ("She left [sic] on 4 May [1]. … ?! [1]", ["She left [sic] on 4 May [1].", "… ?! [1]"]),
        (r"A \[12] here [1]. B.", [r"A \\[12] here [1].", "B."]),
    ],
)
def test_marks_stay_where_they_stand_and_with_their_sentence(text: str, expected: list[str]) -> None:
    assert [atom.text for atom in sentence_atoms(text)] == expected


def test_what_stood_between_two_sentences_stays_between_them() -> None:
    assert [atom.gap for atom in sentence_atoms("One. Two.\n三。四。")] == ["", " ", "\n", ""]


_TEXT = st.text(st.sampled_from("ab1 。.!“”[]\\1-\n\ue000"))


@given(_TEXT)
def test_nothing_is_lost(text: str) -> None:
    lines = [escape("".join(line.split())) for line in text.split("\n")]
    said = "".join(atom.text for atom in sentence_atoms(text))
    assert "".join(said.split()).replace("\\", "") == "".join(lines).replace("\\", "")
