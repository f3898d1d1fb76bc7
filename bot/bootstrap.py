"""The composition root's parts: where the knowledge lies, and an advisor over it."""

import hashlib
import shutil
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.advisor import Advisor
from bot.cache import Cache
from bot.knowledge.library import Library
from bot.knowledge.loader import load_library, revision_of
from bot.knowledge.serialization import library_from_bytes, library_to_bytes
from bot.nlu.matcher import Matcher
from bot.nlu.training.fingerprint import training_fingerprint
from bot.nlu.training.serialization import from_bytes, to_bytes
from bot.nlu.training.train import TrainedModels
from bot.settings import Settings

PACKAGED: Final = Path(str(files("bot.knowledge"))) / "files"
CHECKOUT: Final = Path(__file__).resolve().parent.parent / "knowledge"


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

Notice = Callable[[str], None]


def open_advisor(settings: Settings, notice: Notice = lambda _: None) -> Advisor:
    """An advisor over the knowledge folder. Raises KnowledgeError with every problem when the folder is not right.

    The checked library is kept in the cache folder by its revision, what is learned from it by what learning depends on,
    both by the program's code, so that only the first start after a change takes a few seconds; `notice` is told before it
    does. The advisor's library is whole, examples included: it can be changed and given to `advisor_over`.
    """
    cache = Cache(settings.cache)
    return advisor_over(_library(knowledge_folder(settings), cache), cache=cache, notice=notice)


def advisor_over(
    library: Library, previous: Advisor | None = None, *, cache: Cache | None = None, notice: Notice = lambda _: None
) -> Advisor:
    """An advisor over a library in memory. It reads every text as one made from nothing would; `previous`, an advisor over
    a library like this, and the cache only spare work: nothing is learned when only answers differ, and of what teaches
    only the lessons that differ are read again.

    Takes about a second when something is to be learned, a few where `previous` has read no lessons yet (see
    Matcher.take_notes): call it in a thread of its own where others wait. `previous` may answer meanwhile.
    """
    key = training_fingerprint(library)
    before = previous.matcher if previous is not None else None
    if before is not None and before.key == key:
        return Advisor(library, Matcher(library, previous=before, key=key))
    kept = f"{key}-{_code()}"
    trained = _kept_models(cache, kept)
    if trained is None:
        notice(LEARNING)
    matcher = Matcher(library, trained, before, key)
    if cache is not None and trained is None:
        cache.keep("learned", kept, to_bytes(matcher.models))
    return Advisor(library, matcher)


def copy_knowledge(target: Path, settings: Settings) -> Library:
    """Copy the knowledge that is in use to `target` for editing. Raises FileExistsError when something is there."""
    source = knowledge_folder(settings)
    library = load_library(source)
    shutil.copytree(source, target)
    return library


def _library(folder: Path, cache: Cache) -> Library:
    key = f"{revision_of(folder)}-{_code()}"
    kept = cache.read("library", key)
    if kept is not None:
        try:
            return library_from_bytes(kept)
        except ValueError:
            pass  # spoilt since: read the files
    library = load_library(folder)
    cache.keep("library", key, library_to_bytes(library))
    return library


def _kept_models(cache: Cache | None, key: str) -> TrainedModels | None:
    kept = cache.read("learned", key) if cache is not None else None
    try:
        return from_bytes(kept) if kept is not None else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _code() -> str:
    """What identifies the code that reads and learns."""
    digest = hashlib.sha256()
    package = Path(str(files("bot")))
    for part in ("nlu", "knowledge"):
        for file in sorted((package / part).rglob("*")):
            if file.suffix in (".py", ".txt"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
