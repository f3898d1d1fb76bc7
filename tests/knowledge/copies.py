"""Copies of the knowledge folder that a test can change."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROLE: Final = """\
id: {id}
name: {name}
area: systems
titles: [{name}]
aliases: {{}}
summary: {{text: Does a thing., source: editorial}}
work:
  - {{id: works, text: Works., source: editorial}}
skills:
  main: [{{skill: sql, text: Always., source: editorial}}]
entry: {{level: entry, text: Anyone., source: editorial}}
steps:
  newcomer: [{{id: begin, text: Begin., source: editorial}}]
  in_data: [{{id: change, text: Change., source: editorial}}]
fits:
  - {{trait: sql, text: It is SQL., source: editorial}}
"""
TOPIC: Final = """\
id: {id}
name: A topic
summary: {{text: It is so., source: editorial}}
points:
  - {{id: it-is, text: It is., source: editorial}}
steps:
  - {{id: do, text: Do it., source: editorial}}
"""


@dataclass(frozen=True)
class Copy:
    """A knowledge folder that belongs to one test. File names are relative to `root`, such as `topics/mentorship.yaml`."""

    root: Path

    def write(self, file: str, text: str | bytes) -> Path:
        """Create or overwrite a file; its folder is created if necessary."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace the first occurrence of `old`, which the file must contain."""
        text = self.read(file)
        assert old in text, f"{file} no longer holds {old!r}"
        self.write(file, text.replace(old, new, 1))

    def place_of(self, file: str, text: str) -> str:
        """`file:line:column` of the first occurrence of `text`, so that tests need no line numbers."""
        before = self.read(file).partition(text)[0]
        return f"{file}:{before.count(chr(10)) + 1}:{len(before) - (before.rfind(chr(10)) + 1) + 1}"


def copy_of(knowledge: Path, target: Path) -> Copy:
    """Copy the knowledge to `target`, without its written answers and labelled examples, which take most of the time of a
    check, and without the regression questions, which need the examples."""
    shutil.copytree(knowledge, target, ignore=shutil.ignore_patterns("answers", "wordings", "examples", "questions", "schema"))
    return Copy(target)
