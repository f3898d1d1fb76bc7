"""Measures how long a question, a start and a change of the knowledge take: `make bench`.

Times are medians of many runs and depend on the machine. To compare two versions, use the last column: each time divided by
that of a fixed piece of pure Python, measured in the same run.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.advisor import Advisor
from bot.bootstrap import build_advisor, open_advisor
from bot.dialogue.state import Conversation
from bot.evaluation.cases import read_cases
from bot.knowledge.library import Library
from bot.knowledge.loader import load_library
from bot.settings import Settings

REPOSITORY = Path(__file__).resolve().parent.parent
QUESTIONS = REPOSITORY / "tests" / "questions" / "forum.yaml"


def yardstick() -> None:
    """A fixed amount of pure Python work, which serves as the unit of time."""
    counts: dict[str, int] = {}
    for number in range(2_000):
        word = f"w{number % 97}"
        counts[word] = counts.get(word, 0) + 1


def milliseconds(run: Callable[[], object], times: int) -> list[float]:
    """The sorted times of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def per_question(advisor: Advisor) -> list[float]:
    """Reading and answering: the sorted times of our questions, each asked once after a warm-up."""
    texts = [case.text for case in read_cases(QUESTIONS)]
    for text in texts:
        advisor.reply(text, Conversation(), 0.0)
    taken = []
    for text in texts:
        start = time.perf_counter()
        advisor.reply(text, Conversation(), 0.0)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def per_reading(advisor: Advisor) -> list[float]:
    """Reading alone: the sorted times of the matcher on our questions."""
    taken = []
    for case in read_cases(QUESTIONS):
        start = time.perf_counter()
        advisor.matcher.read(case.text)
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def start_to_answer(cache: Path) -> list[float]:
    """`ask` as a process: the sorted times from its start to its end."""
    command = [sys.executable, "-m", "bot", "ask", "DS vs DE"]
    environment = {"CACHE_DIR": str(cache), "PATH": "", "HOME": str(cache)}

    def run() -> None:
        subprocess.run(command, env=environment, cwd=REPOSITORY, check=True, capture_output=True)

    run()
    return milliseconds(run, 7)


def with_new_phrase(library: Library, number: int) -> Library:
    """The library with one more phrase, which differs by number."""
    topic = next(iter(library.topics.values()))
    more = topic.model_copy(update={"phrases": (*topic.phrases, f"my plan number {number} came to nothing")})
    return replace(library, topics={**library.topics, topic.id: more})


def with_new_answer(library: Library) -> Library:
    """The library with a changed answer."""
    topic = next(iter(library.topics.values()))
    shown = topic.model_copy(update={"summary": topic.summary.model_copy(update={"text": "Another answer."})})
    return replace(library, topics={**library.topics, topic.id: shown})


def per_change(advisor: Advisor) -> tuple[list[float], list[float]]:
    """(times of training after a changed phrase, in a thread; by how much an event loop that wakes every 2 ms was late
    meanwhile), both sorted.
    """
    late: list[float] = []
    taken: list[float] = []

    async def wake() -> None:
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.002)
            late.append((time.perf_counter() - start - 0.002) * 1000)

    async def change() -> None:
        waker = asyncio.create_task(wake())
        current = advisor
        for number in range(5):
            library = with_new_phrase(current.library, number)
            start = time.perf_counter()
            current = await asyncio.to_thread(build_advisor, library, current)
            taken.append((time.perf_counter() - start) * 1000)
        waker.cancel()

    asyncio.run(change())
    return sorted(taken), sorted(late)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(cache_dir=Path(folder))
        first = milliseconds(lambda: open_advisor(settings), 1)
        unit = statistics.median(milliseconds(yardstick, 200))
        advisor = open_advisor(settings)
        rows = {
            "one question, read and answered": per_question(advisor),
            "reading alone": per_reading(advisor),
            "loading and checking the knowledge": milliseconds(lambda: load_library(REPOSITORY / "knowledge"), 5),
            "opening an advisor, learned before": milliseconds(lambda: open_advisor(settings), 5),
            "opening an advisor the first time": first,
            "process start to answer of `ask`": start_to_answer(Path(folder)),
            "a changed answer": milliseconds(lambda: build_advisor(with_new_answer(advisor.library), advisor), 5),
        }
        advisor.matcher.fill_feature_cache()
        rows["a changed phrase, learned in a thread"], late = per_change(advisor)
        rows["a loop's lateness meanwhile"] = late
        rows["the longest of it"] = late[-1:]
    table = Table(title="Speed", title_justify="left")
    for column in ("what", "median ms", "99th ms", "in yardsticks"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for what, taken in rows.items():
        median = statistics.median(taken)
        high = taken[min(len(taken) - 1, int(len(taken) * 0.99))]
        table.add_row(what, f"{median:.2f}", f"{high:.2f}", f"{median / unit:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
