"""The example in the documentation prints the output that the documentation shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "local-discord.md"


def test_the_example_runs() -> None:
    """The only Python block prints the only text block."""
    page = PAGE.read_text(encoding="utf-8")
    [program] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    [output] = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout, done.returncode) == (output, 0), done.stderr
