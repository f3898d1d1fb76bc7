"""Loads a library from a folder of YAML files, or reports every problem at once."""

from pathlib import Path

from bot.knowledge.library import Library
from bot.knowledge.snapshot import Snapshot


def load_library(root: Path) -> Library:
    """Load and check the whole folder. Raises KnowledgeError naming every problem in it."""
    return Snapshot.of_folder(root).library()


def revision_of(root: Path) -> str:
    """A digest over the knowledge files of a folder, read but not parsed: it identifies their content."""
    return Snapshot.of_folder(root).revision
