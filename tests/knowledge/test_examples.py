"""Every example is in the file that knowledge/README.md names for its label, so that each subject has one file."""

from pathlib import Path
from typing import Final

import pytest

from bot.knowledge.schema import Example, ExamplesFile
from bot.knowledge.snapshot import Snapshot
from bot.nlu.training.fingerprint import training_fingerprint
from tests.curation.small import FILES

WITHOUT_SUBJECT: Final = ("recommend", "meta")
"""Kinds of question that have no role, topic or class of refusals."""


def files_of(example: Example) -> set[str]:
    """The names, without folder and suffix, of the files in which the example may be."""
    role = next(iter(example.roles), "no-role")
    match example.kind:
        case "advice":
            name = f"advice.{next(iter(example.topics), 'no-topic')}"
        case "out_of_scope":
            name = f"out-of-scope.{example.refusal or 'no-class'}"
        case "transition":
            name = f"move-to.{example.to or 'no-role'}"
        case "role":
            name = f"role.{role}"
        case "skills":
            name = f"skills.{example.to or role}"
        case _:  # compare, recommend and meta each have one file
            name = example.kind
    named = (*example.roles, example.from_, example.to, *example.topics, example.refusal)
    return {name} if any(named) or example.kind in WITHOUT_SUBJECT else {name, "follow-ups"}


@pytest.fixture(scope="module")
def examples(knowledge: Path) -> dict[str, tuple[Example, ...]]:
    """Name of the file without folder and suffix → its examples."""
    found = {}
    for name, file in Snapshot.of_folder(knowledge).files.items():
        if name.startswith("examples/"):
            value = file.read[1]
            assert isinstance(value, ExamplesFile)
            found[name.removeprefix("examples/").removesuffix(".yaml")] = value.examples
    return found


def test_every_example_is_in_the_file_of_its_label(examples: dict[str, tuple[Example, ...]]) -> None:
    misplaced = [
        f"{name}.yaml: “{example.text}” belongs into {' or '.join(sorted(files_of(example)))}.yaml"
        for name, content in examples.items()
        for example in content
        if name not in files_of(example)
    ]

    assert misplaced == []


def test_an_example_file_has_the_name_of_no_other_knowledge_file(knowledge: Path) -> None:
    """An uploaded file may be named without its folder, so its name must identify one file."""
    names = [name for name in Snapshot.of_folder(knowledge).files if name.startswith("examples/")]
    others = {name.rpartition("/")[2] for name in Snapshot.of_folder(knowledge).files if name not in names}

    assert not others.intersection(name.rpartition("/")[2] for name in names)


def test_examples_train_the_same_models_in_whichever_file_they_are() -> None:
    head, *examples = FILES["examples/ways.yaml"].splitlines(keepends=True)
    contents = {name: text.encode() for name, text in FILES.items()}
    moved = contents | {
        "examples/ways.yaml": "".join([head, *examples[1:][::-1]]).encode(),
        "examples/zero.yaml": "".join([head, *examples[:1]]).encode(),
    }
    before, after = (Snapshot.of_contents(files).library() for files in (contents, moved))

    assert len(before.examples) == len(examples) >= 3
    assert after.examples == before.examples
    assert training_fingerprint(after) == training_fingerprint(before)
