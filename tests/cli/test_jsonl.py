"""What each line of `ask --jsonl` is read as."""

import pytest

from qwenbot.cli.jsonl import Request, Unreadable, read_request


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        (b'{"id": "a", "question": "who?"}', Request("a", "who?", None)),
        (b'{"id": 7, "question": "who?", "conversation": "c"}', Request(7, "who?", '"c"')),
        (b'{"id": 1.5, "question": "who?", "conversation": 1}', Request(1.5, "who?", "1")),
        (b'{"question": "who?", "conversation": null, "more": []}', Request(3, "who?", None)),
        (b'{"id": null, "question": ""}', Request(3, "", None)),
        (b' {"question": "\\ud800"} ', Request(3, "\ud800", None)),
        ('{"question": "谁？"}'.encode(), Request(3, "谁？", None)),
    ],
)
def test_an_object_with_a_question_is_a_request(line: bytes, request_: Request) -> None:
    assert read_request(line, 3) == request_


@pytest.mark.parametrize(
    ("line", "unreadable"),
    [
        (b"", Unreadable(3, "the line is not JSON: Expecting value, at character 1")),
        (b"who?", Unreadable(3, "the line is not JSON: Expecting value, at character 1")),
        (b'{"id": "a"', Unreadable(3, "the line is not JSON: Expecting ',' delimiter, at character 11")),
        (b'{"question": NaN}', Unreadable(3, "the line is not JSON that can be read: NaN is not JSON")),
        (b'["who?"]', Unreadable(3, 'the line is not a JSON object, as in {"id": "1", "question": "…"}')),
        (b'{"id": "a"}', Unreadable("a", "“question” is missing")),
        (b'{"id": "a", "question": null}', Unreadable("a", "“question” is missing")),
        (b'{"id": "a", "question": 5}', Unreadable("a", "“question” is not a string")),
        (b'{"id": ["a"], "question": "who?"}', Unreadable(3, "“id” is neither a string nor a number")),
        (b'{"id": true, "question": "who?"}', Unreadable(3, "“id” is neither a string nor a number")),
        (b'{"id": 1e999, "question": "who?"}', Unreadable(3, "“id” is neither a string nor a number")),
        (
            b'{"id": "a", "question": "who?", "conversation": {}}',
            Unreadable("a", "“conversation” is neither a string nor a number"),
        ),
        (b'{"question": "\xff"}', Unreadable(3, "the line is not UTF-8: byte 15 cannot be read")),
    ],
)
def test_anything_else_is_told_what_is_wrong_with_it(line: bytes, unreadable: Unreadable) -> None:
    assert read_request(line, 3) == unreadable


@pytest.mark.parametrize("line", [b"[" * 200_000, b'{"id": ' + b"9" * 5_000 + b', "question": "who?"}'])
def test_what_python_cannot_read_is_told_too(line: bytes) -> None:
    read = read_request(line, 3)
    assert isinstance(read, Unreadable)
    assert read.error.startswith("the line is not JSON that can be read: ")


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    line = b'\xef\xbb\xbf{"id": "a", "question": "who?"}'
    assert read_request(line, 1) == Request("a", "who?", None)
