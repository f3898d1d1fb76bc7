"""Words split into pieces of a fixed vocabulary, so that a word that was never met still counts by its parts.

The longest piece that fits is taken first, and pieces inside a word are written with "##": WordPiece, as BERT uses it.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Final

LONGEST_WORD: Final = 40
"""A longer word has no pieces: nobody means it as a word, and splitting takes time with the square of its length."""


def word_pieces(words: Iterable[str], vocabulary: Container[str]) -> Iterator[str]:
    """The pieces of lower-case words, in order. A word that cannot be split into known pieces gives none."""
    for word in words:
        if len(word) <= LONGEST_WORD:
            yield from _pieces(word, vocabulary)


def _pieces(word: str, vocabulary: Container[str]) -> list[str]:
    pieces: list[str] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        piece, end = next(
            ((mark + word[start:end], end) for end in range(len(word), start, -1) if mark + word[start:end] in vocabulary),
            ("", start),
        )
        if not piece:
            return []
        pieces.append(piece)
        start = end
    return pieces
