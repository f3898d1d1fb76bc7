"""Reads the question files and splits them: thresholds are chosen on one half, and all figures come from the other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

from benchmarks.comparison.misspelling import misspelt
from benchmarks.comparison.readings import Question
from bot.evaluation.cases import Case, read_cases

OWN: Final = ("forum", "oblique", "dialogues")
SHARED: Final = ("questions", "typos", "dialogues")
MISSPELT: Final = "forum, misspelt"


@dataclass(frozen=True)
class Group:
    """The questions of one source. `quoted`: their texts may be published; otherwise they are listed by id."""

    name: str
    cases: tuple[Case, ...]
    quoted: bool = True
    dialogues: bool = False
    typos: bool = False

    def half(self, *, scored: bool) -> "Group":
        """The half that is scored, or the one on which thresholds are chosen. A dialogue is never split."""
        kept = tuple(case for case in self.cases if _is_scored(case) == scored)
        return Group(self.name, kept, self.quoted, self.dialogues, self.typos)

    def sampled(self, every: int) -> "Group":
        """One question in `every`; in a group of dialogues, one whole dialogue in `every`."""
        whole = tuple(case for case in self.cases if _number(case) // 2 % every == 0)
        kept = whole if self.dialogues else self.cases[::every]
        return Group(self.name, kept, self.quoted, self.dialogues, self.typos)

    def asked(self) -> list[Question]:
        """The questions as a contender gets them, without labels."""
        return [Question(case.text, f"{self.name} {case.conversation}" if case.conversation else None) for case in self.cases]


def _is_scored(case: Case) -> bool:
    return _number(case) % 2 == 0


def _number(case: Case) -> int:
    """A hash that is the same in every run, and for all turns of a dialogue."""
    return crc32((case.conversation or case.id).encode())


def groups(own: Path, shared: Path | None) -> list[Group]:
    """The project's own questions, those of one file with typos, and the shared ones if their folder is given."""
    found = [Group(f"own {name}", tuple(read_cases(own / f"{name}.yaml")), dialogues=name == "dialogues") for name in OWN]
    found.append(Group(MISSPELT, tuple(map(misspelt, found[0].cases)), typos=True))
    for name in SHARED if shared else ():
        cases = tuple(read_cases(shared / f"{name}.yaml")) if shared else ()
        found.append(Group(f"shared {name}", cases, quoted=False, dialogues=name == "dialogues", typos=name == "typos"))
    return found
