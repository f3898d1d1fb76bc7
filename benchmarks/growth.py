"""Measures speed, memory and accuracy as the knowledge grows: `python -m benchmarks.growth --times 1 10 100`.

Each size is measured in its own process, so that the memory is that of this size alone. Made-up entries are added to our
own (see synthetic_knowledge.py), and our labelled questions are judged as well: an answer that is faster because questions
are read worse would show. Results are written to benchmarks/growth.json and growth.png.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

mpl.use("agg")
import matplotlib.pyplot as plt

from benchmarks import machine, report
from benchmarks.synthetic_knowledge import enlarge, questions
from bot.advisor import Advisor
from bot.bootstrap import build_advisor
from bot.dialogue.state import Conversation
from bot.evaluation.cases import read_cases
from bot.evaluation.runner import evaluate
from bot.evaluation.verdicts import Totals
from bot.knowledge.library import Library
from bot.knowledge.loader import load_library

HERE: Final = Path(__file__).resolve().parent
QUESTIONS: Final = HERE.parent / "tests" / "questions"
FILES: Final = ("forum.yaml", "oblique.yaml", "dialogues.yaml")
RESULTS: Final = HERE / "growth.json"
PICTURE: Final = HERE / "growth.png"
SYNTHETIC_QUESTIONS: Final = 300


def measure(library: Library, times: int, files: list[Path]) -> dict[str, Any]:
    """The figures for knowledge `times` as large as ours."""
    large = enlarge(library, times)
    library_megabytes = _megabytes()
    start = time.process_time()
    advisor = build_advisor(large)
    training = time.process_time() - start
    figures: dict[str, Any] = {
        "times": times,
        "entries": len(large.topics) + len(large.roles) + len(large.transitions),
        "topics": len(large.topics),
        "examples": advisor.matcher.models.example_count,
        "learn_cpu_s": round(training, 1),
        "library_mb": library_megabytes,
        "peak_mb": _megabytes(),
    }
    return figures | _speed(advisor) | _accuracy(advisor, times, files)


def _megabytes() -> int:
    """The peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _speed(advisor: Advisor) -> dict[str, float]:
    texts = [case.text for case in read_cases(QUESTIONS / "forum.yaml")]
    read = _milliseconds(advisor.matcher.read, texts)
    answered = _milliseconds(lambda text: advisor.reply(text, Conversation(), 0.0), texts)
    return {
        "read_ms": statistics.median(read),
        "answer_ms": statistics.median(answered),
        "answer_mean_ms": round(statistics.mean(answered), 3),
        "answer_99_ms": answered[int(len(answered) * 0.99)],
    }


def _milliseconds(run: Callable[[str], object], texts: list[str]) -> list[float]:
    for text in texts:
        run(text)
    taken = []
    for text in texts:
        start = time.perf_counter()
        run(text)
        taken.append(round((time.perf_counter() - start) * 1000, 3))
    return sorted(taken)


def _accuracy(advisor: Advisor, times: int, files: list[Path]) -> dict[str, float]:
    totals = Totals()
    for file in files:
        totals.add(evaluate(advisor, read_cases(file)))
    judged = totals.as_dict()
    asked = questions(times, SYNTHETIC_QUESTIONS)
    first = [next(iter(advisor.matcher.read(text).topics), None) == topic for text, topic in asked]
    return {
        "questions": judged["questions"],
        **{name: judged[name] for name in ("right", "wrong_and_confident", "topic_first", "out_of_scope_refused")},
        "made_up_topic_first": round(sum(first) / len(first), 3) if first else 1.0,
    }


def draw(figures: list[dict[str, Any]], place: Path) -> None:
    """Write a chart: cost over size on logarithmic axes, with a line for linear growth; below it accuracy over size."""
    sizes = [row["topics"] for row in figures]
    figure, (cost, quality) = plt.subplots(2, 1, figsize=(7, 7), sharex=True, height_ratios=(2, 1), constrained_layout=True)
    cost.plot(sizes, [row["answer_ms"] for row in figures], "o-", label="one answer, median (ms)")
    cost.plot(sizes, [row["answer_99_ms"] for row in figures], "o:", label="one answer, 99th of 100 (ms)")
    cost.plot(sizes, [row["peak_mb"] / 1000 for row in figures], "s-", label="memory while learning (GB)")
    cost.plot(sizes, [row["learn_cpu_s"] for row in figures], "^-", label="learning from nothing (s of processor time)")
    cost.plot(sizes, [figures[0]["answer_ms"] * size / sizes[0] for size in sizes], "k--", lw=0.8, label="as the size grows")
    cost.set(xscale="log", yscale="log", title="Cost against the number of topics")
    cost.legend()
    quality.plot(sizes, [row["right"] for row in figures], "o-", label="our questions read right")
    quality.plot(sizes, [row["made_up_topic_first"] for row in figures], "o-", label="made-up questions, topic first")
    quality.set(ylim=(0, 1.02), xlabel="topics")
    quality.legend(loc="lower left")
    figure.savefig(place, dpi=120)


_ROWS: Final = (
    ("topics", "topics", "{}"),
    ("entries", "roles, moves and topics", "{}"),
    ("answer_ms", "one answer, median (ms)", "{:.2f}"),
    ("answer_99_ms", "one answer, 99th of 100 (ms)", "{:.1f}"),
    ("learn_cpu_s", "loading and learning from nothing (s of processor time)", "{:.0f}"),
    ("peak_mb", "memory at most, while learning (MB)", "{}"),
    ("right", "our questions read right", "{:.1%}"),
    ("wrong_and_confident", "our questions, wrong and confident", "{:.1%}"),
    ("out_of_scope_refused", "refused rightly", "{:.1%}"),
    ("made_up_topic_first", "made-up questions, topic first", "{:.1%}"),
)


def section(figures: list[dict[str, Any]]) -> str:
    """The section of RESULTS.md about growth."""
    head = " | ".join(f"{row['times']} times" for row in figures)
    lines = [f"| {name} | {' | '.join(form.format(row[key]) for row in figures)} |" for key, name, form in _ROWS]
    table = "\n".join([f"| | {head} |", "|---" * (len(figures) + 1) + "|", *lines])
    return f"""## As the knowledge grows

{machine.describe(("numpy", "scipy", "rapidfuzz"))}

![Cost against the number of topics]({PICTURE.name})

{table}

The entries beyond ours are generated (`synthetic_knowledge.py`); they have phrases but no examples. Each size was measured in
its own process. Our questions are those of `tests/questions/`, asked while all entries are present.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--questions", type=Path, nargs="*", default=[], help="more labelled question files to read")
    parser.add_argument("--one", type=int, help="measure one size in this process and print it")
    options = parser.parse_args()
    files = [*(QUESTIONS / name for name in FILES), *options.questions]
    if options.one is not None:
        print(json.dumps(measure(load_library(HERE.parent / "knowledge"), options.one, files)))
        return
    more = ["--questions", *map(str, options.questions)] if options.questions else []
    figures = []
    for times in options.times:
        command = [sys.executable, "-m", "benchmarks.growth", "--one", str(times), *more]
        done = subprocess.run(command, cwd=HERE.parent, check=True, capture_output=True, text=True)
        figures.append(json.loads(done.stdout))
        print(json.dumps(figures[-1], indent=1), flush=True)
        RESULTS.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        draw(figures, PICTURE)
        report.write("growth", section(figures))


if __name__ == "__main__":
    main()
