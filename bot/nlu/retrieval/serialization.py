"""The embedding and the profiles of answers as bytes and back: the files that ship with the package."""

import io
import json
import zipfile
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.nlu.retrieval.answer_profile import AnswerProfile, Asker
from bot.nlu.retrieval.embedding import Embedding

FORM: Final = 1
"""The version of both layouts."""

_ASKER: Final = ("careers", "likes", "dislikes")


def embedding_to_bytes(embedding: Embedding) -> bytes:
    """A compressed .npz archive of plain arrays; nothing in it can be executed."""
    return _to_bytes(list(embedding.rows), {"values": embedding.values, "scales": embedding.scales})


def embedding_from_bytes(data: bytes) -> Embedding:
    """Raises ValueError when the bytes are not what `embedding_to_bytes` writes."""
    features, arrays = _from_bytes(data, ("values", "scales"))
    return Embedding({name: row for row, name in enumerate(features)}, arrays["values"], arrays["scales"])


def profiles_to_bytes(profiles: Mapping[str, AnswerProfile]) -> bytes:
    """Profiles of answers by the digest of their ways of asking; each number of a vector takes two bytes."""
    rows = np.array([profile.vector for profile in profiles.values()], dtype=np.float16).reshape(len(profiles), -1)
    askers = [[sorted(getattr(profile.asker, part)) for part in _ASKER] for profile in profiles.values()]
    vocabulary = {term: number for number, term in enumerate(sorted({t for profile in profiles.values() for t in profile.terms}))}
    held = [(vocabulary[term], share) for profile in profiles.values() for term, share in profile.terms.items()]
    arrays = {
        "vectors": rows,
        "askers": _text(askers),
        "vocabulary": _text(list(vocabulary)),
        "terms": np.array([number for number, _ in held], dtype=np.int32),
        "shares": np.rint(255 * np.array([share for _, share in held])).astype(np.uint8),
        "ends": np.cumsum([len(profile.terms) for profile in profiles.values()]).astype(np.int32),
    }
    return _to_bytes(list(profiles), arrays)


def profiles_from_bytes(data: bytes) -> dict[str, AnswerProfile]:
    """Raises ValueError when the bytes are not what `profiles_to_bytes` writes."""
    digests, arrays = _from_bytes(data, ("vectors", "ends"), "askers", "vocabulary", "terms", "shares")
    vocabulary = json.loads(arrays["vocabulary"].tobytes())
    named = [vocabulary[number] for number in arrays["terms"].tolist()]
    shares = (arrays["shares"] / 255).tolist()
    ends = [0, *arrays["ends"].tolist()]
    terms = [dict(zip(named[start:end], shares[start:end], strict=True)) for start, end in pairwise(ends)]
    askers = [Asker(*map(frozenset, parts)) for parts in json.loads(arrays["askers"].tobytes())]
    vectors = arrays["vectors"].astype(np.float32)
    return {digest: AnswerProfile(*read) for digest, *read in zip(digests, vectors, askers, terms, strict=True)}


def _text(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def _to_bytes(names: list[str], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    buffer = io.BytesIO()
    held: dict[str, Any] = {"plain": _text({"form": FORM, "names": names}), **arrays}
    np.savez_compressed(buffer, allow_pickle=False, **held)
    return buffer.getvalue()


def _from_bytes(data: bytes, names: tuple[str, ...], *texts: str) -> tuple[list[str], dict[str, NDArray[Any]]]:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            plain = json.loads(archive["plain"].tobytes())
            arrays = {name: archive[name] for name in (*names, *texts)}
        if plain["form"] != FORM or any(len(arrays[name]) != len(plain["names"]) for name in names):
            raise ValueError("another layout")
    except (KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"not a learned file: {error}") from error
    return plain["names"], arrays
