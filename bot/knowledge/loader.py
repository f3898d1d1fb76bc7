"""From a folder of YAML files to a library, or to every problem at once."""

from pathlib import Path

from bot.knowledge.library import Library
from bot.knowledge.snapshot import Snapshot


def load_library(root: Path) -> Library:
    """Load and check the whole folder. Raises KnowledgeError naming every problem in it."""
    return Snapshot.of_folder(root).library()


def revision_of(root: Path) -> str:
    """What identifies the content of the folder: a digest over its knowledge files, read but not parsed."""
    return Snapshot.of_folder(root).revision
