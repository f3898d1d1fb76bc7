"""Finding written answers: our finder, its parts, and full-text search, on the questions that were kept from all of them, and
how long a search takes among more answers: `python -m benchmarks.answers`.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from benchmarks import machine, report
from bot.bootstrap import open_advisor, shipped_retrieval
from bot.knowledge.library import Library
from bot.nlu.matcher import Matcher
from bot.nlu.retrieval.finder import Finder, ways_of_asking
from bot.nlu.retrieval.lexicon import Lexicon, terms_of
from bot.settings import Settings

QUESTIONS: Final = Path(__file__).resolve().parent.parent / "tests" / "questions" / "answers.yaml"
EXPLAINED: Final = """\
{questions} questions that were kept from every tool, each with the one answer that it was written for. Another answer may serve
as well, and counts as wrong. The styles are those in which the questions were written."""

TIMES: Final = (1, 2, 4)
"""How many times as many answers as ours the time is measured with."""

Ranking = Sequence[str]
Search = Callable[[str], Ranking]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the answer that it was written for, and the style that it was written in."""

    text: str
    answer: str
    style: str


def cases() -> list[Case]:
    """The questions that no tool has seen."""
    return [Case(**row) for row in yaml.safe_load(QUESTIONS.read_text("utf-8"))["questions"]]


def tools(library: Library, matcher: Matcher) -> Mapping[str, Search]:
    """Every way to search, by its name."""
    finder = matcher.finder
    if finder is None:
        raise ValueError("the matcher finds no answers")
    ids = tuple(library.answers)
    texts = {answer.id: tuple(ways_of_asking(answer, library)) for answer in library.answers.values()}
    profiles = tuple(finder.profiles.values())
    matrix = np.array([profile.vector for profile in profiles], dtype=np.float32)
    lexicon = Lexicon([profile.terms for profile in profiles])
    return {
        "ours": lambda text: tuple(matcher.read(text).answers),
        "our vectors alone": lambda text: _best(ids, matrix @ finder.embedding.vector(matcher.features_of(text))),
        "our rare words alone": lambda text: _best(ids, lexicon.likeness(terms_of(matcher.parser.parse(text)))),
        "bm25s": _bm25(ids, texts),
        "TF-IDF, nearest middle": _tf_idf(ids, texts),
    }


def _best(ids: Ranking, scores: Any, most: int = 8) -> Ranking:
    return tuple(ids[row] for row in np.argsort(-np.asarray(scores), kind="stable")[:most].tolist())


def _bm25(ids: Ranking, texts: Mapping[str, Ranking]) -> Search:
    import bm25s  # noqa: PLC0415  (slow to import)

    index = bm25s.BM25()
    index.index(bm25s.tokenize([" ".join(texts[name]) for name in ids], show_progress=False), show_progress=False)

    def search(text: str) -> Ranking:
        found, _ = index.retrieve(bm25s.tokenize(text, show_progress=False), k=8, show_progress=False)
        return tuple(ids[row] for row in found[0].tolist())

    return search


def _tf_idf(ids: Ranking, texts: Mapping[str, Ranking]) -> Search:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
    rows = vectorizer.fit_transform([text for name in ids for text in texts[name]])
    ends = np.cumsum([0, *(len(texts[name]) for name in ids)])
    middles = normalize(np.vstack([np.asarray(rows[start:end].sum(axis=0)) for start, end in pairwise(ends)]))
    return lambda text: _best(ids, middles @ vectorizer.transform([text]).toarray()[0])


def figures(search: Search, asked: Sequence[Case]) -> dict[str, float]:
    """The part of the questions with the right answer first and among three, in all and by style, and the median time."""
    first: list[bool] = []
    three: list[bool] = []
    taken: list[float] = []
    for case in asked:
        start = time.perf_counter()
        found = search(case.text)
        taken.append(1000 * (time.perf_counter() - start))
        first.append(found[:1] == (case.answer,))
        three.append(case.answer in found[:3])
    by_style = {
        style: statistics.mean(right for case, right in zip(asked, first, strict=True) if case.style == style)
        for style in sorted({case.style for case in asked})
    }
    return {
        "first": statistics.mean(first),
        "among three": statistics.mean(three),
        **by_style,
        "median ms": statistics.median(taken),
    }


def enlarged(library: Library, times: int) -> Library:
    """A library with every answer `times` times, under other ids, and asked for in the same ways."""
    names = [(f"{name}-{number}" if number else name, name) for number in range(times) for name in library.answers]
    answers = {new: library.answers[name].model_copy(update={"id": new}) for new, name in names}
    wordings = {new: library.wordings[name] for new, name in names if name in library.wordings}
    return replace(library, answers=answers, wordings=wordings)


def search_times(library: Library, matcher: Matcher, asked: Sequence[Case]) -> dict[int, tuple[float, float]]:
    """For each number of answers: the median and the 99th of 100 of the time to find among them, in ms."""
    retrieval = shipped_retrieval()
    found = {}
    read = [matcher.read(case.text) for case in asked]
    for times in TIMES:
        large = enlarged(library, times)
        finder = Finder(large, retrieval.embedding, matcher.features_of, retrieval.known)
        taken = []
        for reading in read:
            start = time.perf_counter()
            finder.find(reading.features, reading.topics, reading.kinds)
            taken.append(1000 * (time.perf_counter() - start))
        found[len(large.answers)] = (statistics.median(taken), sorted(taken)[int(0.99 * len(taken))])
    return found


def section(rows: Mapping[str, Mapping[str, float]], times: Mapping[int, tuple[float, float]], questions: int) -> str:
    """The section of the report."""
    names = list(next(iter(rows.values())))
    lines = [
        "## Which written answer serves a question",
        machine.describe(["numpy", "bm25s", "scikit-learn"]),
        EXPLAINED.format(questions=questions),
        "\n".join(
            [
                f"| | {' | '.join(names)} |",
                f"|---|{'---:|' * len(names)}",
                *(f"| {tool} | {' | '.join(_number(name, row[name]) for name in names)} |" for tool, row in rows.items()),
            ]
        ),
        "Time to find among more answers (copies of ours), without the reading of the message:",
        "\n".join(
            ["| answers | median ms | 99th of 100, ms |", "|---:|---:|---:|"]
            + [f"| {number:,} | {median:.2f} | {high:.2f} |" for number, (median, high) in times.items()]
        ),
    ]
    return "\n\n".join(lines)


def _number(name: str, value: float) -> str:
    return f"{value:.2f}" if name.endswith("ms") else f"{100 * value:.1f} %"


def main() -> None:
    advisor = open_advisor(Settings())
    asked = cases()
    searches = tools(advisor.library, advisor.matcher)
    rows = {name: figures(search, asked) for name, search in searches.items()}
    text = section(rows, search_times(advisor.library, advisor.matcher, asked[::5]), len(asked))
    report.write("answers", text)
    print(text)


if __name__ == "__main__":
    main()
