"""Measures how hard the texts that people are shown are to read: `python -m benchmarks.readability [KNOWLEDGE_FOLDER]`.

Words in a sentence, and the Flesch-Kincaid grade (school years in the United States) of each text: every `text`, `ask` and
`about` below the folder. Files are read as plain YAML, so that knowledge of an older shape can be measured too.
"""

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import textstat
import yaml

from bot.knowledge.style import sentences

REPOSITORY: Final = Path(__file__).resolve().parent.parent
SHOWN: Final = frozenset({"text", "ask", "about"})
NOT_SHOWN: Final = frozenset({"examples", "questions", "schema"})
MOST_WORDS: Final = 20
MOST_GRADE: Final = 12.0


def texts(folder: Path) -> list[tuple[str, str]]:
    """(file, text) of every text that is shown."""
    found = []
    for file in sorted(folder.rglob("*.yaml")):
        if file.relative_to(folder).parts[0] not in NOT_SHOWN:
            content = yaml.safe_load(file.read_text("utf-8"))
            found += [(file.relative_to(folder).as_posix(), text) for text in _shown(content)]
    return found


def _shown(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key in SHOWN and isinstance(text, str))
        yield from (text for inner in value.values() for text in _shown(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _shown(inner))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 · words per sentence + 11.8 · syllables per word - 15.59 (Kincaid et al. 1975)."""
    return float(textstat.flesch_kincaid_grade(text))


def report(folder: Path) -> str:
    found = texts(folder)
    lengths = [len(sentence.split()) for _, text in found for sentence in sentences(text)]
    grades = sorted(((grade(text), file, text) for file, text in found), reverse=True)
    long, hard = sum(length > MOST_WORDS for length in lengths), [entry for entry in grades if entry[0] > MOST_GRADE]
    middle = statistics.median(entry[0] for entry in grades)
    lines = [
        f"{len(found)} texts, {len(lengths)} sentences in {folder}",
        f"words in a sentence: median {statistics.median(lengths):.0f}, longest {max(lengths)}, over {MOST_WORDS}: {long}",
        f"Flesch-Kincaid grade of a text: median {middle:.1f}, highest {grades[0][0]:.1f}, over {MOST_GRADE:.0f}: {len(hard)}",
    ]
    return "\n".join([*lines, *(f"  {value:.1f} {file}: {text}" for value, file, text in hard)])


if __name__ == "__main__":
    print(report(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "knowledge"))
