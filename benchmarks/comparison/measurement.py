"""Builds, asks and times a contender in a new process, so that its memory can be measured."""

import gc
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from benchmarks.comparison.contenders import ContenderSpec
from benchmarks.comparison.readings import Question, Reading
from bot.knowledge.loader import load_library

WARM_UP: Final = 20
"""Questions that are asked before times are measured."""


@dataclass(frozen=True)
class Run:
    """The readings and the time of each question, in order, with the cost of building the contender."""

    readings: list[list[Reading]]
    milliseconds: list[float]
    build_seconds: float
    megabytes: float


def measure(spec: ContenderSpec, configuration: Mapping[str, Any], knowledge: Path, questions: Sequence[Question]) -> Run:
    """Build the contender with one configuration and ask it all questions, in a new process."""
    return _run_in_new_process(spec, [configuration], knowledge, questions)[0]


def try_all(spec: ContenderSpec, knowledge: Path, questions: Sequence[Question]) -> list[Run]:
    """One run per configuration. They share a process, so their times and memory are not meaningful."""
    return _run_in_new_process(spec, spec.configurations, knowledge, questions)


def _run_in_new_process(
    spec: ContenderSpec, configurations: Sequence[Mapping[str, Any]], knowledge: Path, questions: Sequence[Question]
) -> list[Run]:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run_all, spec, configurations, knowledge, questions).result()


def _run_all(
    spec: ContenderSpec, configurations: Sequence[Mapping[str, Any]], knowledge: Path, questions: Sequence[Question]
) -> list[Run]:
    library = load_library(knowledge)
    runs = []
    for configuration in configurations:
        before = _megabytes()
        start = time.perf_counter()
        contender = spec.contender(configuration)
        contender.build(library)
        built = time.perf_counter() - start
        for question in questions[:WARM_UP]:
            contender.read(Question(question.text))
        readings, milliseconds = [], []
        for question in questions:
            start = time.perf_counter()
            found = contender.read(question)
            milliseconds.append((time.perf_counter() - start) * 1000)
            readings.append(list(found))
        runs.append(Run(readings, milliseconds, built, _megabytes() - before))
    return runs


def _megabytes() -> float:
    """The memory of this process now; its peak where the system does not report the current value."""
    gc.collect()
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * resource.getpagesize() / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
