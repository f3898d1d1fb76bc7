"""Every run of the suite uses the same inputs; `make fuzz` tries new ones and prints how to keep them."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

from hypothesis import settings

from tests.program import REPOSITORY, TIMEOUT

BROKEN: Final = """
from hypothesis import given, strategies as st

@given(st.lists(st.integers()), st.booleans())
def test_sums_are_small(numbers, unused):
    assert sum(numbers) < 1_000
"""


def test_generated_inputs_are_the_same_in_every_run() -> None:
    assert settings().derandomize


def unseeded(source: str) -> list[str]:
    """Uses of the modules `random` and `secrets`, except generators with an explicit seed."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.ImportFrom) and node.module in {"random", "secrets"})
        or (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "random" and node.attr != "Random")
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "random.Random" and not node.args)
    ]


def test_no_test_uses_random_numbers_without_a_seed() -> None:
    assert len(unseeded("random.choice('ab'), random.Random(), random.Random(1)")) == 2
    for file in (REPOSITORY / "tests").rglob("*.py"):
        assert unseeded(file.read_text("utf-8")) == [], file


def test_fuzzing_stops_at_a_failure_and_prints_how_to_keep_the_input(tmp_path: Path) -> None:
    (tmp_path / "test_sums.py").write_text(BROKEN)
    command = [sys.executable, "-m", "tests.fuzz", "--seconds", "60", "--seed", "1", str(tmp_path / "test_sums.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=TIMEOUT, check=False)

    assert done.returncode == 1
    assert "@example(\n    numbers=[1000],\n    unused=False,  # or any other generated value\n)\nabove " in done.stdout
    assert "To see this again: make fuzz SEED=1" in done.stdout


def test_fuzzing_ends_when_the_time_is_over(tmp_path: Path) -> None:
    (tmp_path / "test_sums.py").write_text(BROKEN.replace("< 1_000", "is not None"))
    command = [sys.executable, "-m", "tests.fuzz", "--seconds", "1", str(tmp_path / "test_sums.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=TIMEOUT, check=False)

    assert done.returncode == 0
    assert "Rounds without a fault: 1" in done.stdout
