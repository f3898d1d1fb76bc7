"""Rules for the code: the direction of imports, the size of files and folders, and names."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.program import REPOSITORY

BOT: Final = REPOSITORY / "bot"
LOCAL_DISCORD: Final = REPOSITORY / "local_discord"

# From the ground floor up: a part may import parts that come before it, never those after it. A new part fails the test until
# it has a place in this list.
FLOORS: Final = (
    "errors", "settings", "logging_setup", "cache", "bounded_dict", "knowledge",
    "nlu", "dialogue", "careers", "answers", "advisor", "storage",
    "evaluation", "analytics", "sessions", "curation", "pictures", "bootstrap", "terminal", "discordbot", "cli", "__main__",
)  # fmt: skip

# Lower parts that a part must not import either: doors do not know each other, storage does not know how answers are made, and
# sessions do not know how the knowledge is edited.
MAY_NOT_IMPORT: Final = {
    "storage": {"nlu", "careers", "answers", "advisor"},
    "evaluation": {"storage"},
    "sessions": {"evaluation", "nlu"},
    "curation": {"sessions", "analytics"},
    "pictures": {"storage", "evaluation", "analytics", "sessions", "curation", "nlu"},
    "bootstrap": {"storage", "evaluation", "analytics", "sessions", "curation", "pictures"},
    "terminal": {"bootstrap", "curation"},
    "discordbot": {"terminal", "bootstrap", "pictures", "nlu", "evaluation"},
}

PURE: Final = ("nlu", "dialogue", "careers", "answers", "advisor", "analytics")
"""Parts without input and output: the same arguments always give the same result."""

NLU_STAGES: Final = ("parsing", "classifier", "facts", "retrieval", "training")
"""The stages of `nlu`: a stage may import stages that come before it."""

MOST_LINES: Final = 260
MOST_MODULES: Final = 14


def modules(*roots: Path) -> list[Path]:
    return sorted(file for root in roots or (BOT,) for file in root.rglob("*.py"))


def part_of(file: Path) -> str:
    return file.relative_to(BOT).parts[0].removesuffix(".py")


def imports_of(file: Path) -> set[str]:
    """The full names of everything that the file imports at run time, anywhere in the file."""
    found: set[str] = set()
    for node in _runtime_nodes(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _runtime_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes except those under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from _runtime_nodes(node)


def modules_imported_by(file: Path) -> set[str]:
    """The full names of this project's modules that the file imports."""
    known = {module_name(path) for path in modules(BOT, LOCAL_DISCORD)}
    return imports_of(file) & known - {"bot"}


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")


def ids(file: Path) -> str:
    return str(file.relative_to(REPOSITORY))


@pytest.mark.parametrize("file", modules(), ids=ids)
def test_no_import_runs_upward(file: Path) -> None:
    part = part_of(file)
    if part == "__init__":
        return
    below = {*FLOORS[: FLOORS.index(part) + 1]} - MAY_NOT_IMPORT.get(part, set())
    for name in modules_imported_by(file):
        assert name.split(".")[0] == "bot", f"{ids(file)} must not import {name}"
        assert name.split(".")[1] in below, f"{ids(file)} must not import {name}"


def test_within_nlu_no_import_runs_upward() -> None:
    for number, stage in enumerate(NLU_STAGES):
        for file in modules(BOT / "nlu" / stage):
            for name in modules_imported_by(file):
                parts = name.split(".")
                if parts[1] == "nlu" and len(parts) > 3:
                    assert parts[2] in NLU_STAGES[: number + 1], f"{ids(file)} must not import {name}"


def test_there_is_no_circular_import() -> None:
    graph = {module_name(file): modules_imported_by(file) for file in modules(BOT, LOCAL_DISCORD)}

    assert find_cycle(graph) == []


def find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of imports, or an empty list. Packages are left out, since they re-export their modules."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for other in sorted(graph.get(name, set())):
            if not any(part.startswith(f"{other}.") for part in graph) and (found := walk(other, [*path, name])):
                return found
        done.add(name)
        return []

    return next((found for name in graph if (found := walk(name, []))), [])


def test_find_cycle_finds_a_cycle() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]
    assert find_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_only_discordbot_imports_discord() -> None:
    doors = {part_of(file) for file in modules() if any(name.split(".")[0] == "discord" for name in imports_of(file))}

    assert doors == {"discordbot"}


def test_only_storage_opens_databases() -> None:
    owners = {part_of(file) for file in modules() if imports_of(file) & {"sqlite3", "aiosqlite"}}

    assert owners == {"storage"}


def test_the_pure_core_does_no_input_or_output() -> None:
    forbidden = {"os", "sys", "socket", "asyncio", "subprocess", "logging", "time", "random", "aiosqlite", "sqlite3", "gc"}
    for file in modules():
        if part_of(file) in PURE:
            assert not imports_of(file) & forbidden, ids(file)


def test_only_the_command_line_configures_the_garbage_collector() -> None:
    """It is a setting of the whole process, which belongs to the start of the program and not to a library."""
    assert [ids(file) for file in modules(BOT, LOCAL_DISCORD) if "gc" in imports_of(file)] == ["bot/cli/startup.py"]


def test_no_file_is_too_long_for_one_subject() -> None:
    lines = {ids(file): len(file.read_text("utf-8").splitlines()) for file in modules(BOT, LOCAL_DISCORD)}

    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_folder_has_too_many_modules() -> None:
    folders: dict[str, list[str]] = {}
    for file in modules(BOT, LOCAL_DISCORD):
        if file.stem not in ("__init__", "__main__"):
            folders.setdefault(ids(file.parent), []).append(file.stem)

    assert {folder: len(names) for folder, names in folders.items() if len(names) > MOST_MODULES} == {}


def test_names_say_what_a_file_holds() -> None:
    names = {file.stem for file in modules(BOT, LOCAL_DISCORD)}

    assert names & {"util", "utils", "helper", "helpers", "common", "misc", "base", "stuff"} == set()
    assert ending_in_ing(names) == set()


GERUNDS_THAT_ARE_TERMS: Final = {
    "spelling",
    "rendering",
    "grouping",
    "routing",
    "formatting",
    "yaml_editing",
    "waiting",
    "embedding",
}
"""Terms of the field. A file with any other name in -ing should be named after what it contains."""


def ending_in_ing(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.endswith("ing")} - GERUNDS_THAT_ARE_TERMS
