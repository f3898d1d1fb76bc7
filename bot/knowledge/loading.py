"""From a folder of YAML files to a library, or to every problem at once."""

from pathlib import Path

from bot.knowledge.library import Library
from bot.knowledge.snapshot import Snapshot


def load_library(root: Path, *, examples: bool = True) -> Library:
    """Load and check the whole folder. Raises KnowledgeError naming every problem in it.

    Without `examples` the labelled examples are left out: enough where what they teach was kept from an earlier load of
    the same revision.
    """
    return Snapshot.of_folder(root).library(examples=examples)


def revision_of(root: Path) -> str:
    """What identifies the content of the folder: a digest over its knowledge files, read but not parsed."""
    return Snapshot.of_folder(root).revision
