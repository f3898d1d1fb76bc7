"""Writes the learned files into the package."""

from pathlib import Path
from typing import Final

from bot.bootstrap import SHIPPED_LIBRARY
from bot.knowledge.loader import load_library
from bot.knowledge.serialization import compressed
from bot.nlu.matcher import Matcher
from bot.nlu.retrieval.finder import Finder
from bot.nlu.retrieval.serialization import embedding_to_bytes, profiles_to_bytes
from bot.nlu.training.serialization import to_bytes
from builders.embedding import learned_embedding

ROOT: Final = Path(__file__).resolve().parent.parent
KNOWLEDGE: Final = ROOT / "bot" / "knowledge"
NLU: Final = ROOT / "bot" / "nlu"


def build() -> int:
    """Learn everything anew from the knowledge in the repository and write it; about two minutes."""
    library = load_library(ROOT / "knowledge")
    _write(KNOWLEDGE / SHIPPED_LIBRARY, compressed(library))
    matcher = Matcher(library)
    _write(NLU / "training" / "models.npz", to_bytes(matcher.models))
    embedding = learned_embedding(library, matcher)
    _write(NLU / "retrieval" / "embedding.npz", embedding_to_bytes(embedding))
    finder = Finder(library, embedding, matcher.features_of, {})
    _write(NLU / "retrieval" / "answers.npz", profiles_to_bytes(finder.profiles))
    return 0


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    print(f"{path.relative_to(ROOT)}: {len(content) / 1e6:.1f} MB")
