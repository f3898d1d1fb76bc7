"""`make fuzz`: runs all tests that generate input, in rounds with new input, until the time is over.

It stops after the first round in which a test fails, and prints the line to add to that test, so that every later run of the
suite tries this input again.
"""

import argparse
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from tests.seeds import ROUND_SEED

END: Final = "FUZZ_END"
"""The environment variable with the end of the fuzzing, in Unix time."""

PROFILE: Final = "fuzz"
settings.register_profile(PROFILE, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])

_EXAMPLE: Final = re.compile(r"(?:Failing test case|Falsifying example): \w+\(")


def main() -> int:
    """Run rounds for the time of the command line. The exit code of the round that failed, or 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, help="of the first round: to see again what a round found")
    parser.add_argument("tests", nargs="*", help="files or folders of tests; without any, all")
    arguments = parser.parse_args()
    end = time.time() + arguments.seconds
    seed = arguments.seed
    rounds = 0
    while time.time() < end:
        seed = secrets.randbelow(1 << 30) if seed is None else seed
        rounds += 1
        print(f"Round {rounds}, seed {seed}:", flush=True)  # noqa: T201
        if failed := _round(seed, end, arguments.tests):
            print(f"\nTo see this again: make fuzz SEED={seed}")  # noqa: T201
            return failed
        seed = None
    print(f"Rounds without a fault: {rounds}")  # noqa: T201
    return 0


def _round(seed: int, end: float, tests: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-p", "tests.fuzz", "-m", "hypothesis or seeded", "-q", "-r", "fE"]
    command += [f"--hypothesis-profile={PROFILE}", f"--hypothesis-seed={seed}", "--maxfail=1", *tests]
    return subprocess.run(command, env={**os.environ, ROUND_SEED: str(seed), END: str(end)}, check=False).returncode


def pytest_runtest_setup() -> None:
    """Skip what is left of a round when the time is over."""
    if time.time() > float(os.environ.get(END, "inf")):
        pytest.skip("the time is over")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to the report of a failure the lines that make its input permanent."""
    report = yield
    if call.excinfo is not None and report.failed:
        report.sections.append(("To keep this input, fix the fault and add", "\n".join(_lines_to_add(item, call.excinfo.value))))
    return report


def _lines_to_add(item: pytest.Item, error: BaseException) -> Iterator[str]:
    """The `@example(…)` of a property test, or the seed of a seeded one, with the test to which it belongs."""
    errors = error.exceptions if isinstance(error, BaseExceptionGroup) else (error,)
    notes = [note for each in errors for note in getattr(each, "__notes__", ())]
    for note in notes:
        if _EXAMPLE.match(note):
            yield f"{_EXAMPLE.sub('@example(', note, count=1)}\nabove {item.nodeid}"
    if item.get_closest_marker("seeded"):
        yield f"{os.environ.get(ROUND_SEED)} to the numbers of @seeded above {item.nodeid}"


if __name__ == "__main__":
    sys.exit(main())
