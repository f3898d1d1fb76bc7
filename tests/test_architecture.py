"""The direction of the imports, the size of the files, the names: read from the code itself."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.program import REPOSITORY

BOT: Final = REPOSITORY / "bot"

# Part → the parts it may import besides itself. A part that is not listed here fails the test until somebody decides.
MAY_IMPORT: Final[dict[str, set[str]]] = {
    "knowledge": set(),
    "matching": {"knowledge"},
    "advisor": {"knowledge", "matching"},
    "storage": {"advisor", "knowledge"},
    "evaluation": {"advisor", "knowledge"},
    "settings": set(),
    "errors": {"knowledge", "settings", "storage", "upkeep"},
    "composition": {"advisor", "cache", "knowledge", "matching", "settings"},
    "pictures": {"advisor", "knowledge"},
    "terminal": {"advisor", "knowledge", "matching", "storage", "evaluation", "errors", "pictures", "settings", "upkeep"},
    "playground": set(),
    "cache": set(),
    "logs": {"settings"},
    "beginning": {"logs", "settings"},
    "upkeep": {"advisor", "evaluation", "knowledge", "matching", "storage"},
    "discordbot": {"advisor", "errors", "knowledge", "settings", "storage", "upkeep"},
}
COMPOSITION_ROOT: Final = {"cli", "curating", "__main__"}
MOST_LINES: Final = 330


def modules() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def part_of(file: Path) -> str:
    first = file.relative_to(BOT).parts[0]
    return first.removesuffix(".py")


def imports_of(file: Path) -> set[str]:
    """Full names of everything a file imports, wherever in the file the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(BOT)))
def test_a_module_imports_only_what_stands_before_it(file: Path) -> None:
    part = part_of(file)
    if part in COMPOSITION_ROOT or part == "__init__":
        return
    allowed = MAY_IMPORT[part] | {part}
    for name in imports_of(file):
        if name == "bot" or not name.startswith("bot."):
            continue
        assert name.split(".")[1] in allowed, f"{file.relative_to(BOT)} must not import {name}"


def test_nothing_but_the_discord_door_imports_discord() -> None:
    doors = {part_of(file) for file in modules() if any(name.split(".")[0] == "discord" for name in imports_of(file))}

    assert doors <= {"discordbot", "cli"}


def test_only_the_store_opens_databases() -> None:
    owners = {part_of(file) for file in modules() if imports_of(file) & {"sqlite3", "aiosqlite"}}

    assert owners <= {"storage"}


def test_the_pure_core_does_no_input_or_output() -> None:
    forbidden = {"os", "sys", "socket", "asyncio", "subprocess", "logging", "time", "datetime", "random", "aiosqlite", "sqlite3"}
    for file in modules():
        if part_of(file) in ("matching", "advisor") or file.is_relative_to(BOT / "upkeep" / "gaps"):
            assert not imports_of(file) & forbidden, file


def test_no_file_is_too_long_to_have_one_subject() -> None:
    long = {str(f.relative_to(BOT)): n for f in modules() if (n := len(f.read_text("utf-8").splitlines())) > MOST_LINES}

    assert not long


def test_no_file_is_called_utils() -> None:
    assert not [file for file in modules() if file.stem in ("util", "utils", "helpers", "common", "misc")]
