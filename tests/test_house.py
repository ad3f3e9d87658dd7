"""The house as README draws it is the one that the import contracts hold, and breaking it does fail."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from qwenbot.cli.program import program

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "qwenbot"
README = (ROOT / "README.md").read_text("utf-8")
BUILT = README.partition("## How it is built")[2].partition("\n## ")[0]
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(place: Path) -> tuple[int, str]:
    """Run import-linter on the package in a directory, and return its status and what it says, on one line."""
    environment = os.environ | {"PYTHONPATH": str(place / "src"), "COLUMNS": "200", "NO_COLOR": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=place,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return ended.returncode, " ".join((ended.stdout + ended.stderr).split())


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    """Copy the package and its contracts, to be broken."""
    shutil.copytree(PACKAGE, tmp_path / "src" / "qwenbot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


BREAKS = {
    "text/tokens.py": ("import qwenbot.matching.query", "qwenbot.text is not allowed to import qwenbot.matching"),
    "bot/errors.py": ("import qwenbot.store.url", "qwenbot.bot is not allowed to import qwenbot.store"),
    "matching/guard.py": ("import random", "qwenbot.matching is not allowed to import random"),
    "service/live.py": ("import discord", "qwenbot.service is not allowed to import discord"),
    "bot/pages.py": ("import sqlite3", "qwenbot.bot is not allowed to import sqlite3"),
    "store/url.py": ("import yaml", "qwenbot.store is not allowed to import yaml"),
}
"""An import that must not be, by the file that it is put into, and what is said of it."""


def test_breaking_a_layer_on_purpose_fails_and_names_the_import(copy: Path) -> None:
    """One break for each contract, and one more for layers that stand side by side."""
    for name, (statement, _) in BREAKS.items():
        file = copy / "src" / "qwenbot" / name
        file.write_text(file.read_text("utf-8") + f"\n{statement}\n", encoding="utf-8")
    status, said = lint_imports(copy)
    assert status == 1
    assert [finding for _, finding in BREAKS.values() if finding not in said] == []
    assert [contract["name"] for contract in CONTRACTS if f"{contract['name']} BROKEN" not in said] == []


def test_a_module_that_has_no_place_in_the_house_fails(copy: Path) -> None:
    (copy / "src" / "qwenbot" / "utilities.py").write_text('"""What nobody has a place for."""\n')
    status, said = lint_imports(copy)
    assert status == 1
    assert "The following modules are not listed as layers: - qwenbot.utilities" in said
    assert f"{CONTRACTS[0]['name']} BROKEN" in said


# ---------------------------------------------------------------- README


def test_readme_draws_the_layers_that_are_held() -> None:
    """Layers that the contract knows and that are not there yet are not drawn."""
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    floors = [re.findall(r"\w+", layer) for layer in CONTRACTS[0]["layers"]]
    held = [" | ".join(part for part in floor if part in there) for floor in floors]
    (drawn,) = re.findall(r"```\n(.*?)\n```", BUILT, re.DOTALL)
    assert " ".join(drawn.split()) == " > ".join(floor for floor in held if floor)


SAID_ABOVE = {"__init__", "__main__", "cli", "config"}
"""Parts that the section on commands and settings is about."""


def test_readme_says_what_each_part_of_the_house_is_for() -> None:
    prose = BUILT.replace(re.findall(r"```\n.*?\n```", BUILT, re.DOTALL)[0], "")
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert sorted(part for part in parts - SAID_ABOVE if f"`{part}`" not in prose) == []


def test_readme_names_what_is_pure_as_the_contract_has_it() -> None:
    prose = " ".join(BUILT.split())
    (sentence,) = re.findall(r"((?:`[\w.]+`(?:, | and )?)+) are pure", prose)
    pure = [name.removeprefix("qwenbot.") for name in CONTRACTS[1]["source_modules"]]
    assert re.findall(r"`([\w.]+)`", sentence) == pure


def test_readme_lists_every_command_with_its_own_options() -> None:
    context = click.Context(program)
    table = README.partition("## Commands and settings")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `qwenbot (\w+)[^|]*\|(.*)\|$", table, re.MULTILINE))
    assert sorted(rows) == sorted(program.list_commands(context))
    for name, row in rows.items():
        command = program.get_command(context, name)
        assert command
        options = {flag for option in command.params if isinstance(option, click.Option) for flag in option.opts}
        assert [flag for flag in sorted(options - {"--knowledge", "--database"}) if flag not in row] == []
