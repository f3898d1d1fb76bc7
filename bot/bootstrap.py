"""Parts of the composition root: which knowledge folder is used, and an advisor over it."""

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
from bot.knowledge.serialization import decompressed, library_from_bytes, library_to_bytes
from bot.nlu.matcher import Matcher, Retrieval
from bot.nlu.retrieval.serialization import embedding_from_bytes, profiles_from_bytes
from bot.nlu.training.fingerprint import training_fingerprint
from bot.nlu.training.serialization import from_bytes, to_bytes
from bot.nlu.training.train import TrainedModels
from bot.settings import Settings

PACKAGED: Final = Path(str(files("bot.knowledge"))) / "files"
CHECKOUT: Final = Path(__file__).resolve().parent.parent / "knowledge"


def knowledge_folder(settings: Settings) -> Path:
    """The folder in use: KNOWLEDGE_DIR when it is set, else the first with knowledge in it of `knowledge/` of the checkout,
    the user's own copy, and the packaged files.
    """
    if settings.knowledge_dir is not None:
        return settings.knowledge_dir
    candidates = (CHECKOUT, settings.own_knowledge)
    return next((folder for folder in candidates if (folder / "sources.yaml").is_file()), PACKAGED)


def editable_folder(settings: Settings) -> Path:
    """The folder in use. If moderators may edit the knowledge, packaged files are copied to the user's own folder first."""
    folder = knowledge_folder(settings)
    if folder != PACKAGED or not settings.knowledge_guild_ids:
        return folder
    shutil.copytree(PACKAGED, settings.own_knowledge)
    return settings.own_knowledge


SHIPPED_LIBRARY: Final = "library.json.gz"
"""The file in `bot/knowledge` with the checked library of the shipped knowledge (see builders/)."""

TRAINING_NOTICE: Final = "Learning from the knowledge files (a few seconds, once after each change) ..."

Notice = Callable[[str], None]


def open_advisor(settings: Settings, notice: Notice = lambda _: None) -> Advisor:
    """An advisor over the knowledge folder. Raises KnowledgeError with every problem when the knowledge is not valid.

    The checked library and the trained models ship with the package, and those of changed knowledge are cached, so that only
    the first start after a change of the knowledge or of the code takes more than a few seconds; `notice` is called with a
    sentence before training. The advisor's library is complete, examples included: it can be changed and given to
    `build_advisor`.
    """
    cache = Cache(settings.cache)
    return build_advisor(_load_library(knowledge_folder(settings), cache), cache=cache, notice=notice)


def build_advisor(
    library: Library, previous: Advisor | None = None, *, cache: Cache | None = None, notice: Notice = lambda _: None
) -> Advisor:
    """An advisor over a library in memory.

    `previous`, an advisor over a similar library, and `cache` save work and change no result: nothing is trained when only
    answers differ, and only examples that differ are parsed again.

    Training takes about a second, or a few seconds when `previous` has no feature cache (see Matcher.fill_feature_cache).
    Call it in a thread where others wait. `previous` can answer at the same time.
    """
    key = training_fingerprint(library)
    before = previous.matcher if previous is not None else None
    if before is not None and before.key == key:
        return Advisor(library, Matcher(library, previous=before, key=key, retrieval=shipped_retrieval()))
    cache_key = f"{key}-{_code_fingerprint()}"
    shipped = shipped_models()
    known = shipped if shipped.key == key else _cached_models(cache, cache_key)
    if known is None:
        notice(TRAINING_NOTICE)
    matcher = Matcher(library, known, before, key, shipped_retrieval())
    if cache is not None and known is None:
        cache.write("learned", cache_key, to_bytes(matcher.models))
    return Advisor(library, matcher)


def copy_knowledge(target: Path, settings: Settings) -> Library:
    """Check the knowledge in use and copy it to `target`. Raises FileExistsError if `target` exists, or another OSError."""
    source = knowledge_folder(settings)
    library = load_library(source)
    shutil.copytree(source, target)
    return library


def _load_library(folder: Path, cache: Cache) -> Library:
    """The checked library: the shipped one or that of the cache if it has the folder's revision. Raises KnowledgeError."""
    revision = revision_of(folder)
    shipped = decompressed(files("bot.knowledge").joinpath(SHIPPED_LIBRARY).read_bytes(), revision)
    if shipped is not None:
        return shipped
    key = f"{revision}-{_code_fingerprint()}"
    cached = cache.read("library", key)
    if cached is not None:
        try:
            return library_from_bytes(cached)
        except ValueError:
            pass  # the entry is damaged: read the files
    library = load_library(folder)
    cache.write("library", key, library_to_bytes(library))
    return library


def _cached_models(cache: Cache | None, key: str) -> TrainedModels | None:
    """The trained models of the cache; None when it has none that can be read."""
    cached = cache.read("learned", key) if cache is not None else None
    try:
        return from_bytes(cached) if cached is not None else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def shipped_models() -> TrainedModels:
    """The models of the shipped knowledge (see builders/)."""
    return from_bytes(files("bot.nlu.training").joinpath("models.npz").read_bytes())


@lru_cache(maxsize=1)
def shipped_retrieval() -> Retrieval:
    """The embedding and the profiles of the shipped answers (see builders/)."""
    folder = files("bot.nlu.retrieval")
    return Retrieval(
        embedding_from_bytes(folder.joinpath("embedding.npz").read_bytes()),
        profiles_from_bytes(folder.joinpath("answers.npz").read_bytes()),
    )


@lru_cache(maxsize=1)
def _code_fingerprint() -> str:
    """A hash of the code that loads the knowledge, parses texts and trains models."""
    digest = hashlib.sha256()
    package = Path(str(files("bot")))
    for part in ("nlu", "knowledge"):
        for file in sorted((package / part).rglob("*")):
            if file.suffix in (".py", ".txt"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
