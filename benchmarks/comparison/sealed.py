"""Scores a contender on the sealed questions, which nobody has read. Their scorer asks it in the format of `ask --json`.

The scorer starts this module as a program, with the configuration and the thresholds as JSON:

python -m benchmarks.comparison.sealed NAME CONFIGURATION THRESHOLDS ask --json -
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.comparison.contenders import ContenderSpec, contender_spec
from benchmarks.comparison.readings import Contender, Question
from benchmarks.comparison.thresholds import OWN_DECISIONS, Thresholds
from bot.knowledge.loader import load_library

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Totals:
    """The scorer's figures for the sealed questions, as shares."""

    right: float
    topic_first: float
    wrong_and_confident: float
    refused: float
    wrongly_refused: float


def score(spec: ContenderSpec, configuration: Mapping[str, Any], thresholds: Thresholds, scorer: Path, file: Path) -> Totals:
    """The totals of a contender over a sealed file. Raises RuntimeError when the scorer fails."""
    arguments = [json.dumps(dict(configuration), separators=(",", ":")), json.dumps(asdict(thresholds), separators=(",", ":"))]
    name = spec.name.replace(" ", "_")
    advisor = f"{sys.executable} -m benchmarks.comparison.sealed {name} {arguments[0]} {arguments[1]}"
    command = [sys.executable, str(scorer), advisor, str(file)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the scorer failed for {spec.name}: {shlex.join(command[1:3])}: {done.stderr[-400:]}")
    figures = json.loads(done.stdout)[file.name]
    kinds = ("right", "topic_top1", "wrong_and_confident", "oos_refused", "false_refusal")
    return Totals(*(float(figures[kind]) for kind in kinds))


def answers(contender: Contender, thresholds: Thresholds, lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for each line, as `career-advisor ask --json -` prints them."""
    for line in lines:
        request = json.loads(line)
        read = thresholds.answer(contender.read(Question(request["text"], request.get("conversation"))))
        shown = {"kind": read.kind, "also": read.also, "roles": read.roles, "from": read.start, "to": read.goal}
        yield json.dumps(
            {"id": request.get("id"), **shown, "topics": read.topics, "answered": not read.refused, "clarify": read.offered}
        )


def main() -> None:
    name, configuration, thresholds = sys.argv[1:4]
    contender = contender_spec(name.replace("_", " ")).contender(json.loads(configuration))
    contender.build(load_library(REPOSITORY / "knowledge"))
    decided = OWN_DECISIONS if contender.decides else Thresholds(**json.loads(thresholds))
    for line in answers(contender, decided, (line for line in sys.stdin if line.strip())):
        print(line)


if __name__ == "__main__":
    main()
