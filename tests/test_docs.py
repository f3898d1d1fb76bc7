"""The documents match the code: commands, settings, keys, schemas, places, and the conversation in the README."""

import ast
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml
from pydantic import BaseModel
from typer.main import get_command

from bot.cli.main import app
from bot.knowledge.json_schema import schema_text, schemas
from bot.knowledge.schema import ENTRY_KINDS, FOLDERS, SINGLE_FILES, ExamplesFile, QuestionsFile
from bot.settings import Settings
from tests.program import REPOSITORY, Program
from tests.test_architecture import FLOORS

README: Final = (REPOSITORY / "README.md").read_text("utf-8")
GUIDE: Final = (REPOSITORY / "knowledge" / "README.md").read_text("utf-8")


def commands() -> set[str]:
    """All commands of the program; subcommands are written as `me show`."""
    found = set()
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found.update({f"{name} {sub}" for sub in inner} if inner else {name})
    return found


def documented_commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [
        line.removeprefix("career-advisor ")
        for block in blocks
        for line in block.splitlines()
        if line.startswith("career-advisor ")
    ]


def test_every_command_is_in_the_readme() -> None:
    documented = documented_commands()

    missing = {command for command in commands() if not any(line.startswith(command) for line in documented)}

    assert not missing


def test_every_command_in_the_readme_exists() -> None:
    known = commands()

    for line in documented_commands():
        words = line.split()
        assert words[0] in known or " ".join(words[:2]) in known, line


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")

    for target in re.findall(r"(?:`|^)make ([a-z][a-z-]*)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = (REPOSITORY / ".ci" / "run").read_text("utf-8")

    assert "\nmake test\n" in script
    assert "\nmake lint\n" in script


def test_the_env_example_lists_every_setting_and_no_other() -> None:
    example = (REPOSITORY / ".env.example").read_text("utf-8")

    listed = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))

    assert listed == {name.upper() for name in Settings.model_fields}


def keys_of(model: Any, seen: set[type]) -> set[str]:
    """All keys of a model and of the models inside it."""
    found: set[str] = set()
    if isinstance(model, type) and issubclass(model, BaseModel) and model not in seen:
        seen.add(model)
        for name, field in model.model_fields.items():
            found.add(field.alias or name)
            found |= keys_of(field.annotation, seen)
    for inner in get_args(model):
        found |= keys_of(inner, seen)
    return found


def test_the_curators_guide_describes_every_key() -> None:
    models = (*ENTRY_KINDS.values(), *SINGLE_FILES.values(), ExamplesFile, QuestionsFile)
    keys = set().union(*(keys_of(model, set()) for model in models))

    assert not {key for key in keys - {"section"} if f"`{key}`" not in GUIDE}


def test_the_curators_guide_lists_every_folder_and_file() -> None:
    listed = re.findall(r"^\| `([\w.]+)", GUIDE, re.MULTILINE)

    assert {*FOLDERS, *SINGLE_FILES} <= set(listed)


def snippet(key: str) -> Any:
    """The parsed YAML block of the curators' guide that begins with this key."""
    return next(yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if block.startswith(key))


def program_name() -> str:
    """The name under which the program is installed."""
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    return str(next(name for name, target in scripts.items() if target == "bot.cli.main:main"))


def test_the_pre_commit_hook_of_the_guide_runs_and_covers_every_knowledge_file(cli: Program, knowledge: Path) -> None:
    hook = snippet("repos:")["repos"][0]["hooks"][0]
    program, *arguments = shlex.split(hook["entry"])

    done = cli(*arguments, cwd=REPOSITORY)

    assert program == program_name()
    assert done.returncode == 0, done.stderr
    assert hook["pass_filenames"] is False
    assert all(re.search(hook["files"], str(file.relative_to(REPOSITORY))) for file in knowledge.rglob("*.yaml"))


def test_the_ci_job_of_the_guide_runs_what_the_hook_runs() -> None:
    steps = snippet("jobs:")["jobs"]["knowledge"]["steps"]

    assert steps[-1]["run"] == snippet("repos:")["repos"][0]["hooks"][0]["entry"]


def test_the_schemas_in_the_knowledge_folder_match_the_code(knowledge: Path) -> None:
    expected = schemas()

    assert {file.name for file in (knowledge / "schema").glob("*.json")} == set(expected)
    for name, schema in expected.items():
        assert (knowledge / "schema" / name).read_text("utf-8") == schema_text(schema), f"{name}: run `career-advisor schema`"


def test_every_knowledge_file_names_its_schema(knowledge: Path) -> None:
    for file in knowledge.rglob("*.yaml"):
        first = file.read_text("utf-8").splitlines()[0]
        name = first.removeprefix("# yaml-language-server: $schema=")

        assert (file.parent / name).resolve().is_file(), f"{file.name}: {first}"


def test_the_conversation_in_the_readme_is_what_the_chat_prints(cli: Program) -> None:
    conversation = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert conversation is not None
    lines = [line.strip() for line in conversation.group(1).splitlines() if line.strip() and line.strip() != "…"]
    asked = [line.removeprefix("> ") for line in lines if line.startswith("> ")]

    printed = [line.strip() for line in cli("chat", stdin="\n".join(asked) + "\n").stdout.splitlines()]

    position = 0
    for line in lines:
        assert line in printed[position:], f"the README says {line!r}"
        position += printed[position:].index(line) + 1


CONTRIBUTING: Final = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")


def section(title: str) -> str:
    """The text of CONTRIBUTING.md under this heading."""
    return CONTRIBUTING.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_contributing_describes_every_part_in_the_order_of_the_floors() -> None:
    described = re.findall(
        r"`bot/(\w+)(?:\.py|/)`", "\n".join(re.findall(r"^\| (`[^|]+) \|", section("The house"), re.MULTILINE))
    )

    assert set(described) == set(FLOORS) - {"__main__"}
    ground = {"errors", "settings", "logging_setup", "cache", "bounded_dict"}
    assert [part for part in described if part not in ground] == [part for part in FLOORS if part in set(described) - ground]


def test_twenty_tasks_name_the_file_to_open() -> None:
    rows = re.findall(r"^\| ([A-Z][^|]+) \| `([^`|]+)` \|$", section("Where is it?"), re.MULTILINE)

    assert len(rows) == 20
    assert len({file for _, file in rows}) == 20
    assert [file for _, file in rows if not (REPOSITORY / file).is_file()] == []


RECIPES: Final = ("A role", "A topic", "A kind of question", "A slash command", "A server setting", "A table", "A door")


def test_every_recipe_names_places_that_exist() -> None:
    recipes = dict(re.findall(r"^\*\*([^*]+)\.\*\* (.+?)(?=\n\n|\Z)", section("Recipes"), re.MULTILINE | re.DOTALL))

    assert set(RECIPES) <= set(recipes)
    for name, text in recipes.items():
        places = [place for place in re.findall(r"`([\w./-]+)`", text) if "/" in place or place.endswith((".md", ".example"))]
        assert places, name
        assert [place for place in places if not (REPOSITORY / place.replace("ID.yaml", "")).exists()] == [], name


def test_names_in_the_recipes_are_defined_in_the_files_named_with_them() -> None:
    for name, file in re.findall(r"`(\w+)` in\s+`([\w./]+\.py)`", section("Recipes")):
        assert re.search(rf"^(?:class )?{name}\b", (REPOSITORY / file).read_text("utf-8"), re.MULTILINE), f"{name} in {file}"


def test_contributing_names_modules_that_exist() -> None:
    for file in re.findall(
        r"`((?:bot|tests|local_discord|nlu|knowledge|curation|storage|sessions|dialogue)/[\w/]+\.py)`", CONTRIBUTING
    ):
        assert (REPOSITORY / file).is_file() or (REPOSITORY / "bot" / file).is_file(), file


def test_the_guide_to_the_tests_names_what_exists() -> None:
    guide = (REPOSITORY / "tests" / "README.md").read_text("utf-8")

    assert [file for file in re.findall(r"`(tests/[\w/]+\.py)`", guide) if not (REPOSITORY / file).is_file()] == []


def skippable_tests(*marks: str) -> list[str]:
    """The tests that use one of these fixtures or have one of these marks."""
    found = []
    for file in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                names = {argument.arg for argument in node.args.args} | {ast.unparse(mark) for mark in node.decorator_list}
                if names & set(marks):
                    found.append(f"{file.name}::{node.name}")
    return found


NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def test_the_readme_counts_the_tests_that_may_be_skipped() -> None:
    """A test is skipped for one of three reasons: Node, `setpriv`, or the developers' own material is missing."""
    count = len(skippable_tests("shared", "shared_questions", "needs_description"))
    skips = [
        file.name
        for file in (REPOSITORY / "tests").rglob("*.py")
        if re.search(r"skipif\(|importorskip\(|pytest\.skip\(", file.read_text("utf-8")) and file != Path(__file__)
    ]

    assert sorted(skips) == ["clients.py", "conftest.py", "fuzz.py", "test_check_command.py", "test_discordjs.py"]
    readme = " ".join(README.split())
    assert f"{NUMBERS[count]} tests that read the developers' own material" in readme
    assert "one that needs Node" in readme
    assert "one that needs `setpriv` when root runs it" in readme


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "knowledge/README.md", "tests/README.md"])
def test_links_between_documents_resolve(name: str) -> None:
    document = REPOSITORY / name

    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target
