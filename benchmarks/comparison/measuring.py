"""One contender in a process of its own, so that time and memory are its own: built, asked, timed."""

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

from benchmarks.comparison.contenders import Entrant
from benchmarks.comparison.readings import Question, Reading
from bot.knowledge.loader import load_library

WARMING: Final = 20
"""Questions asked before the clock runs."""


@dataclass(frozen=True)
class Run:
    """What a contender read and what it took: one list of readings and one time for each question, in order."""

    readings: list[list[Reading]]
    milliseconds: list[float]
    build_seconds: float
    megabytes: float


def measure(entrant: Entrant, set_up: Mapping[str, Any], knowledge: Path, questions: Sequence[Question]) -> Run:
    """Built with one set-up and asked everything, in a fresh process."""
    return _alone(entrant, [set_up], knowledge, questions)[0]


def try_all(entrant: Entrant, knowledge: Path, questions: Sequence[Question]) -> list[Run]:
    """Each set-up asked everything. They share a process; their times and memory mean nothing."""
    return _alone(entrant, entrant.set_ups, knowledge, questions)


def _alone(entrant: Entrant, set_ups: Sequence[Mapping[str, Any]], knowledge: Path, questions: Sequence[Question]) -> list[Run]:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, entrant, set_ups, knowledge, questions).result()


def _measure(entrant: Entrant, set_ups: Sequence[Mapping[str, Any]], knowledge: Path, questions: Sequence[Question]) -> list[Run]:
    library = load_library(knowledge)
    runs = []
    for set_up in set_ups:
        before = _megabytes()
        begun = time.perf_counter()
        contender = entrant.contender(set_up)
        contender.build(library)
        built = time.perf_counter() - begun
        for question in questions[:WARMING]:
            contender.read(Question(question.text))
        readings, taken = [], []
        for question in questions:
            begun = time.perf_counter()
            found = contender.read(question)
            taken.append((time.perf_counter() - begun) * 1000)
            readings.append(list(found))
        runs.append(Run(readings, taken, built, _megabytes() - before))
    return runs


def _megabytes() -> float:
    """Memory this process holds now; where the system does not tell, the most it ever held."""
    gc.collect()
    held = Path("/proc/self/statm")
    if held.exists():
        return int(held.read_text("ascii").split()[1]) * resource.getpagesize() / 2**20
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10
