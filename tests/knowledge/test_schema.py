"""The JSON Schema that editors read, the program that prints it, and the files that it describes are one."""

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from qwenbot.knowledge.load import load
from qwenbot.knowledge.load.tree import Mapping, Node, Scalar, Sequence, parse
from qwenbot.knowledge.problems import Problem
from qwenbot.knowledge.schema import json_schema
from tests.knowledge.packs import STORY, WHOLE, read
from tests.knowledge.test_format import EVERY_KEY

ROOT = Path(__file__).parents[2]
FILE = ROOT / "schema" / "knowledge.schema.json"
SHIPPED = sorted((ROOT / "knowledge").rglob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def as_an_editor_reads(node: Node | Problem | None) -> object:
    """Return what YAML 1.2 makes of a tree: 12 is a number and true a truth value, `no` and 2026-03-05 are texts."""
    match node:
        case Mapping():
            return {key.value: as_an_editor_reads(value) for key, value in node.pairs}
        case Sequence():
            return [as_an_editor_reads(item) for item in node.items]
        case Scalar() if node.end is not None and re.fullmatch(r"-?\d+(\.\d+)?|true|false|null", node.value):
            number = re.sub(r"^(-?)0+(?=\d)", r"\1", node.value)
            plain: object = json.loads(number)
            return plain
        case Scalar():
            return node.value
        case _:
            raise AssertionError(node)


def faults(text: str) -> list[str]:
    """Return what an editor underlines."""
    return [error.message for error in VALIDATOR.iter_errors(as_an_editor_reads(parse(text, "x")))]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_file_is_what_the_program_prints() -> None:
    """After a change of the format: `qwenbot schema > schema/knowledge.schema.json`."""
    assert FILE.read_text(encoding="utf-8") == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def test_a_pack_is_shipped_and_has_no_problem() -> None:
    assert len(SHIPPED) > 10
    assert load(ROOT / "knowledge").problems == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_file_names_the_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    way = os.path.relpath(FILE, path.parent).replace(os.sep, "/")
    assert text.startswith(f"# yaml-language-server: $schema={way}\n")
    assert faults(text) == []


@pytest.mark.parametrize("text", [WHOLE, EVERY_KEY, STORY], ids=["whole", "every key", "story"])
def test_what_loads_fits_the_schema(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("alias", ["2026", "true", "1.5", "no", "12:30", "2026-03-05", "中"])
def test_an_editor_finds_no_fault_with_a_text_that_loads(tmp_path: Path, alias: str) -> None:
    text = WHOLE.replace("type: person", f"type: person, aliases: [{alias}]")
    assert read(tmp_path, text).problems == ()
    assert faults(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("facts:", "fakts:"),
        ("format: 1", "format: 2"),
        ("  title: The dam\n", ""),
        ("id: dam", "id: The-Dam"),
        ("language: en", "language: English"),
        ("type: person", "type: persona"),
        ("as_of: 2031-05-06", "as_of: May"),
        ("gazette#news.1", "gazette#news.0"),
        ("cites: [gazette#news.1]", "cites: []"),
        ("paragraphs: 2", "paragraphs: two"),
        ("title: The dam", "title: {English: The dam}"),
        ("title: The dam", "title: ' '"),
    ],
)
def test_what_the_loader_refuses_an_editor_underlines(tmp_path: Path, old: str, new: str) -> None:
    text = WHOLE.replace(old, new)
    assert text != WHOLE
    assert read(tmp_path, text).knowledge is None
    assert faults(text) != []


def test_every_key_has_help() -> None:
    """An editor shows it beside the key."""

    def keys(schema: object) -> list[object]:
        match schema:
            case dict():
                own = list(schema.get("properties", {}).values())
                return own + [key for value in schema.values() for key in keys(value)]
            case list():
                return [key for value in schema for key in keys(value)]
        return []

    found = keys(json_schema())
    assert len(found) > 40
    assert all(isinstance(key, dict) and key["description"].endswith((".", ")")) for key in found)
