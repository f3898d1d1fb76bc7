"""The sealed questions: nobody reads them; their scorer asks each contender through the program's own line protocol.

python -m benchmarks.comparison.sealed NAME SET-UP THRESHOLDS ask --json -    (what the scorer starts; the two are JSON)
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.comparison.contenders import Entrant, entrant
from benchmarks.comparison.readings import Contender, Question
from benchmarks.comparison.thresholds import AS_IT_DECIDES, Thresholds
from bot.knowledge.loader import load_library

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Totals:
    """What the scorer tells of the sealed questions, as shares."""

    right: float
    topic_first: float
    wrong_and_confident: float
    refused: float
    wrongly_refused: float


def score(one: Entrant, set_up: Mapping[str, Any], thresholds: Thresholds, scorer: Path, file: Path) -> Totals:
    """Totals of one contender over a file that nobody here has read."""
    given = [json.dumps(dict(set_up), separators=(",", ":")), json.dumps(asdict(thresholds), separators=(",", ":"))]
    name = one.name.replace(" ", "_")
    advisor = f"{sys.executable} -m benchmarks.comparison.sealed {name} {given[0]} {given[1]}"
    command = [sys.executable, str(scorer), advisor, str(file)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the scorer failed for {one.name}: {shlex.join(command[1:3])}: {done.stderr[-400:]}")
    told = json.loads(done.stdout)[file.name]
    kinds = ("right", "topic_top1", "wrong_and_confident", "oos_refused", "false_refusal")
    return Totals(*(float(told[kind]) for kind in kinds))


def answers(contender: Contender, thresholds: Thresholds, lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for each line asked, as `career-advisor ask --json -` answers."""
    for line in lines:
        asked = json.loads(line)
        read = thresholds.answer(contender.read(Question(asked["text"], asked.get("conversation"))))
        shown = {"kind": read.kind, "also": read.also, "roles": read.roles, "from": read.start, "to": read.goal}
        yield json.dumps(
            {"id": asked.get("id"), **shown, "topics": read.topics, "answered": not read.refused, "clarify": read.offered}
        )


def main() -> None:
    name, set_up, thresholds = sys.argv[1:4]
    contender = entrant(name.replace("_", " ")).contender(json.loads(set_up))
    contender.build(load_library(REPOSITORY / "knowledge"))
    decided = AS_IT_DECIDES if contender.decides else Thresholds(**json.loads(thresholds))
    for line in answers(contender, decided, (line for line in sys.stdin if line.strip())):
        print(line)


if __name__ == "__main__":
    main()
