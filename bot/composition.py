"""The composition root's parts: where the knowledge lies, and an advisor over it."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.advisor.advisor import Advisor
from bot.knowledge.library import Library
from bot.knowledge.loading import load_library, revision_of
from bot.matching.keeping import from_bytes, to_bytes
from bot.matching.matcher import Matcher
from bot.matching.teaching import Learned
from bot.settings import Settings

PACKAGED: Final = Path(str(files("bot.knowledge"))) / "files"
CHECKOUT: Final = Path(__file__).resolve().parent.parent / "knowledge"
KEPT: Final = 3
"""How many learned models stay in the cache."""


def knowledge_folder(settings: Settings) -> Path:
    """KNOWLEDGE_DIR when set; else the checkout's knowledge/; else the person's own copy; else what came with the package."""
    if settings.knowledge_dir is not None:
        return settings.knowledge_dir
    candidates = (CHECKOUT, settings.own_knowledge)
    return next((folder for folder in candidates if (folder / "sources.yaml").is_file()), PACKAGED)


def kept_folder(settings: Settings) -> Path:
    """The folder in use, when moderators may change it: what came with the package is copied to the person's own first."""
    folder = knowledge_folder(settings)
    if folder != PACKAGED or not settings.knowledge_guild_ids:
        return folder
    shutil.copytree(PACKAGED, settings.own_knowledge)
    return settings.own_knowledge


LEARNING: Final = "Learning from the knowledge files (a few seconds, once after each change) ..."


def open_advisor(settings: Settings, notice: Callable[[str], None] = lambda _: None) -> Advisor:
    """An advisor over the knowledge folder. Raises KnowledgeError with every problem when the folder is not right.

    What is learned from the phrases and examples is kept in the cache folder, by the knowledge's revision and the
    program's code, so that only the first start after a change takes a few seconds; `notice` is told before it does.
    """
    folder = knowledge_folder(settings)
    kept = settings.cache / f"learned-{_key(folder)}.npz"
    learned = _read(kept)
    if learned is None:
        notice(LEARNING)
    library = load_library(folder, examples=learned is None)
    matcher = Matcher(library, learned)
    if learned is None:
        _keep(kept, matcher.learned)
    return Advisor(library, matcher)


def advisor_over(library: Library, previous: Advisor | None = None) -> Advisor:
    """An advisor over a library in memory; what `previous` has learned is used again where it still holds."""
    learned = previous.matcher.learned if previous is not None and previous.library.revision == library.revision else None
    return Advisor(library, Matcher(library, learned))


def copy_knowledge(target: Path, settings: Settings) -> Library:
    """Copy the knowledge that is in use to `target` for editing. Raises FileExistsError when something is there."""
    source = knowledge_folder(settings)
    library = load_library(source)
    shutil.copytree(source, target)
    return library


def _key(folder: Path) -> str:
    digest = hashlib.sha256(revision_of(folder).encode())
    for part in ("bot.matching", "bot.knowledge"):
        for file in sorted(files(part).iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".txt")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def _read(path: Path) -> Learned | None:
    try:
        return from_bytes(path.read_bytes())
    except (OSError, ValueError):
        return None


def _keep(path: Path, learned: Learned) -> None:
    """Best effort: a cache that cannot be written costs time at the next start, nothing else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="learning-")
        with os.fdopen(handle, "wb") as opened:
            opened.write(to_bytes(learned))
        Path(name).replace(path)
        old = sorted(path.parent.glob("learned-*.npz"), key=lambda file: file.stat().st_mtime)[:-KEPT]
        for stale in old:
            stale.unlink(missing_ok=True)
    except OSError:
        return
