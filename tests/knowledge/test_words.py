"""Neither sentences of the documents nor shared test questions are copied into the knowledge."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from rapidfuzz import fuzz, process

from bot.knowledge.snapshot import Snapshot
from bot.knowledge.style import style_warnings

LONGEST_RUN: Final = 8
"""So many successive words that are also in a document count as copied."""

SAME: Final = 95.0
"""Phrases with at least this similarity (rapidfuzz ratio, 0 to 100) count as the same."""

_WORD: Final = re.compile(r"[a-z0-9]+")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def words(text: str) -> list[str]:
    return _WORD.findall(re.sub(r"['’`]", "", text.casefold()))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.items() for text in texts(item))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in texts(item))


def written_in(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, text) of every text below the folder: values and comments of YAML files, values of JSON files, other files whole."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        if path.suffix == ".yaml":
            yield from ((name, text) for text in texts(yaml.load(content, _LOADER)))  # noqa: S506  # a safe loader, in C
            yield name, " ".join(re.findall(r"(?m)(?:^|\s)#\s?(.*)$", content))
        elif path.suffix == ".json":
            yield from ((name, text) for text in texts(json.loads(content)))
        else:
            yield name, content


def runs(tokens: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(tokens[start : start + length]) for start in range(len(tokens) - length + 1)}


def test_no_run_of_eight_words_is_shared_with_a_document(knowledge: Path, shared: Path) -> None:
    in_documents: set[tuple[str, ...]] = set()
    for source in sorted((shared / "sources").glob("*.txt")):
        in_documents |= runs(words(source.read_text("utf-8")), LONGEST_RUN)
    assert len(in_documents) > 10_000
    copied = {
        (file, " ".join(run)) for file, text in written_in(knowledge) for run in runs(words(text), LONGEST_RUN) & in_documents
    }
    assert copied == set()


def _open_questions(folder: Path) -> dict[str, str]:
    """Id → text of every open question, dialogues turn by turn."""
    questions: dict[str, str] = {}
    for name in ("questions", "typos", "dialogues"):
        for item in yaml.load((folder / f"{name}.yaml").read_text("utf-8"), _LOADER):  # noqa: S506  # a safe loader, in C
            for number, turn in enumerate(item.get("turns", [item])):
                questions[f"{item['id']}.{number}"] = turn["text"]
                if "clean" in turn:
                    questions[f"{item['id']}.clean"] = turn["clean"]
    return questions


def _training_texts(knowledge: Path) -> dict[str, str]:
    """`file: text` → text of every phrase and labelled example."""
    found: dict[str, str] = {}
    for path in sorted(knowledge.glob("*/*.yaml")):
        content = yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506  # a safe loader, in C
        phrases = [*content.get("phrases", []), *(example["text"] for example in content.get("examples", []))]
        found |= {f"{path.relative_to(knowledge)}: {text}": text for text in map(str, phrases)}
    return found


@pytest.fixture(scope="module")
def shared_questions(shared: Path) -> dict[str, str]:
    return _open_questions(shared / "questions")


def test_no_phrase_or_example_is_a_copy_of_a_test_question(knowledge: Path, shared_questions: dict[str, str]) -> None:
    theirs = {key: " ".join(tokens) for key, text in shared_questions.items() if len(tokens := words(text)) >= 4}
    ours = {key: " ".join(tokens) for key, text in _training_texts(knowledge).items() if len(tokens := words(text)) >= 4}
    assert len(theirs) > 500
    assert len(ours) > 1_000
    scores = process.cdist(list(ours.values()), list(theirs.values()), scorer=fuzz.ratio, score_cutoff=SAME, workers=2)
    our_keys, their_keys = list(ours), list(theirs)
    copies = [f"{our_keys[row]} = {their_keys[column]}" for row, column in zip(*scores.nonzero(), strict=True)]
    assert not copies, "\n".join(copies)


def test_no_text_of_the_shipped_knowledge_is_hard_to_read(knowledge: Path) -> None:
    assert [str(warning) for warning in style_warnings(Snapshot.of_folder(knowledge))] == []
