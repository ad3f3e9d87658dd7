"""What a curator meant when YAML says that a line is wrong: the usual traps, with the line as it should be."""

from typing import Final

import yaml

from qwenbot.knowledge.problems import Place

_SPECIAL: Final = {
    "@": "an @",
    "`": "a backtick",
    "%": "a %",
    "&": "an &",
    "*": "a *",
    "!": "a !",
    "|": "a |",
    ">": "a >",
}


def explain(text: str, file: str, error: yaml.MarkedYAMLError, mark: yaml.Mark | None) -> tuple[Place, str]:
    """Return where the broken construct began, and one sentence that says what to do."""
    lines = text.split("\n")
    problem_line = error.problem_mark.line if error.problem_mark else 0
    line = lines[problem_line] if problem_line < len(lines) else ""
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    at_problem = Place(file, problem_line + 1, (error.problem_mark.column if error.problem_mark else 0) + 1)
    said = error.problem or "it is not YAML"
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in said:
        return at_problem, "a tab indents this line: use spaces"
    if "mapping values are not allowed" in said:
        return at_problem, f"“: ” in plain text starts a mapping: put the text in quotes, as in {_quoted(line)}"
    if "cannot start any token" in said or "alias" in said or "anchor" in said:
        start = _value(line)[1].strip()[:1]
        what = _SPECIAL.get(start, "this character")
        return at_problem, f"a text cannot start with {what}: put it in quotes, as in {_quoted(line)}"
    opening = lines[mark.line] if mark and mark.line < len(lines) else line
    if "flow sequence" in (error.context or "") or _value(opening)[1].lstrip().startswith("["):
        return place, f"the [ that opens here is never closed or text follows its ]: use {_quoted(opening)}"
    if "flow mapping" in (error.context or ""):
        return place, f"the {{ that opens here is never closed or text follows its }}: use {_quoted(opening)}"
    if "quoted scalar" in (error.context or ""):
        return place, "the quotation mark that opens here is never closed: close it, or double it inside the text"
    if _value(opening)[1].lstrip()[:1] in {'"', "'"}:
        return place, f"text follows the closing quotation mark: use {_quoted(opening)}"
    return place, f"{error.context or 'this'}: {said}; check the indentation and the quotation marks of this line"


def truncated_by_comment(line: str, column: int) -> bool:
    """Say whether a plain text that ends before `column` (from 0) was cut short by a `#` that belonged to it."""
    rest = line[column:]
    hash_sign = rest.lstrip(" ")
    return rest.startswith(" ") and hash_sign.startswith("#") and hash_sign[1:2].isalnum()


def _value(line: str) -> tuple[str, str]:
    """Split a line into what leads up to its text (dash, key) and the text."""
    body = line.lstrip(" ")
    lead = line[: len(line) - len(body)]
    while body.startswith("- "):
        lead, body = lead + "- ", body[2:].lstrip(" ")
    key, colon, rest = body.partition(": ")
    if colon and key.replace("-", "").replace("_", "").isalnum() and " " not in key:
        return f"{lead}{key}: ", rest
    return lead, body


def _quoted(line: str) -> str:
    """Return the line as it should be: its text in single quotes, quotes inside doubled."""
    lead, value = _value(line.rstrip())
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    return f"{lead.strip()} '".lstrip() + value.replace("'", "''") + "'"
