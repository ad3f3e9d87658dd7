"""What a curator meant when YAML says that a line is wrong: the usual traps, with the line as it should be.

All lines and columns in here count from 0, as the parser's do.
"""

import re
from dataclasses import dataclass
from typing import Final

import yaml

_LONGEST: Final = 160
"""A line that is longer is not repeated in full."""

_LINE: Final = re.compile(r"(?P<lead>\s*(?:- +)*(?:(?P<quote>[\"']?)[\w-]+(?P=quote): +)?)(?P<text>.*)", re.DOTALL)
_HASH_TAG: Final = re.compile(r" +#[^\W_]")
_COMMENT: Final = re.compile(r" +#")
_HIDING: Final = re.compile(r"\s#(?=\S)")


@dataclass(frozen=True, slots=True)
class Construct:
    """A quoted text or a collection in brackets: where it opens, with which character, and the line of its end."""

    line: int
    column: int
    opening: str
    end_line: int = -1


def explain(
    lines: list[str], error: yaml.MarkedYAMLError, last: Construct | None, opened: Construct | None
) -> tuple[int, int, str]:
    """Return the line and the column where the broken construct began, and one sentence that says what to do.

    `last` is what was complete just before the error, `opened` what was still open.
    """
    line, column, message = _explain(lines, error, last, opened)
    line = min(line, len(lines) - 1)
    if line and not lines[line]:
        line -= 1  # the end of the text lies behind its last line
        column = len(lines[line])
    return line, min(column, len(lines[line])), message


def _explain(
    lines: list[str], error: yaml.MarkedYAMLError, last: Construct | None, opened: Construct | None
) -> tuple[int, int, str]:
    context, said = error.context or "", error.problem or "it is not YAML"
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    began = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
    line = lines[at[0]] if at[0] < len(lines) else ""
    if "mapping values are not allowed" in said:
        return (*at, _colon(line, at[1]))
    if "quoted scalar" in context or "double-quoted" in context:
        return (*began, _quotation(lines[began[0]], began[1], said))
    if "flow sequence" in context or "flow mapping" in context:
        return (*began, _bracket(lines, began, at))
    if opened and (at[0] >= len(lines) - 1 or ("flow node" in context and at[0] > opened.line)):
        return opened.line, opened.column, _bracket(lines, (opened.line, opened.column), at)
    if last and last.end_line == at[0] and (last.line, last.column) < at:
        return last.line, last.column, _text_follows(lines, last)
    if wrong := _wrong_start(said, context):
        place = began if "scanning" in context else at
        return (*place, f"{wrong}: put the text in quotes{as_in(lines[place[0]], place[1])}")
    if "simple key" in context:
        message = "this line is neither `key: value` nor `- item`: add the colon and a space, or indent it as text"
        return (*began, message)
    if "block mapping" in context or "block collection" in context or "<document start>" in said:
        since = f", which began in line {began[0] + 1}" if began < at else ""
        return (*at, f"this does not continue the lines before it{since}: indent it as its neighbours are")
    return (*began, f"{context}: {said}".removeprefix(": ") + "; check the indentation and the quotation marks")


def truncated_by_comment(line: str, column: int) -> bool:
    """Say whether a plain text that ends before `column` was cut short by a `#` that belonged to it."""
    return _HASH_TAG.match(line, column) is not None


def replaced_by_comment(line: str, column: int) -> bool:
    """Say whether nothing but a comment stands where a value should, behind the colon before `column`."""
    return _COMMENT.match(line, column) is not None


def as_in(line: str, column: int) -> str:
    """Return “, as in” and the line with its text in quotes; nothing if only a part of that starts at `column`."""
    if column > _LONGEST:
        return ""  # and no look at the line: there may be a million such places in it
    found = _LINE.match(line)
    return f", as in {_quoted(line)}" if found and found.end("lead") == column else ""


def _quoted(line: str) -> str:
    """Return the line as it should be: its text in single quotes, quotes inside doubled."""
    found = _LINE.fullmatch(line.rstrip())
    lead, text = (found["lead"].strip(), found["text"]) if found else ("", line.strip())
    if len(line) > _LONGEST:
        return f"{lead[:_LONGEST]} '…'".lstrip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return f"{lead} '".lstrip() + text.replace("'", "''") + "'"


def _colon(line: str, column: int) -> str:
    found = _LINE.fullmatch(line)
    if found and column < len(found["lead"]):
        return "this line continues the text above it: indent it as its neighbours are, or put the whole text in quotes"
    return f"“: ” in plain text starts a mapping: put the text in quotes, as in {_quoted(line)}"


def _quotation(line: str, column: int, said: str) -> str:
    if "Unicode" in said:
        return "an escape in this text names no character: write the character itself"
    if "escape" in said or "hexdecimal" in said or "hexadecimal" in said:
        return f"a backslash in double quotes starts an escape: use single quotes{as_in(line, column)}"
    return "the quotation mark that opens here is never closed: close it, or double it inside the text"


def _bracket(lines: list[str], began: tuple[int, int], at: tuple[int, int]) -> str:
    opening = lines[began[0]]
    bracket = opening[began[1] : began[1] + 1]
    inside = "\n".join(lines[began[0] : at[0] + 1])[began[1] :]
    if _HIDING.search(inside):
        return f"“ #” starts a comment, which hides what closes this {bracket}: put that text in quotes"
    if at[0] == began[0] and opening[at[1] : at[1] + 1] == ":":
        return f"“: ” in a text inside this {bracket} starts a mapping: put that text in quotes"
    closing = {"[": "]", "{": "}"}.get(bracket, "end")
    hint = as_in(opening, began[1])
    return f"the {bracket} that opens here is never closed: add the {closing}, or put the text in quotes{hint}"


def _text_follows(lines: list[str], last: Construct) -> str:
    if last.opening in {"'", '"'} and last.end_line > last.line:
        return (
            f"the quotation mark that opens here is closed in line {last.end_line + 1}, where text follows: "
            "close it where the text ends, or double it inside the text"
        )
    closes = {"[": "the ] that closes this [", "{": "the } that closes this {"}
    what = closes.get(last.opening, "the closing quotation mark")
    return f"text follows {what}: put all of it in quotes{as_in(lines[last.line], last.column)}"


def _wrong_start(said: str, context: str) -> str | None:
    """Return which beginning of a text YAML does not take for text."""
    if "cannot start any token" in said:
        return "a text cannot start with this character"
    for what, character in (("anchor", "&"), ("alias", "*"), ("tag", "!"), ("directive", "%")):
        if f"scanning a {what}" in context or f"an {what}" in context or f"parsing a {what}" in context:
            return f"a text cannot start with {character}"
    if "block scalar" in context and "comment" in said:
        return "a text cannot start with | or >"
    if "sequence entries are not allowed" in said:
        return "a text cannot start with “- ”"
    if "keys are not allowed" in said:
        return "a text cannot start with “? ”"
    if "node content" in said:
        return "a text cannot start with this character"
    return None
