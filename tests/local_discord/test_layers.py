"""The parts of the local Discord know only the parts before them."""

from __future__ import annotations

import ast
from pathlib import Path

import local_discord

ROOT = Path(local_discord.__file__).parent

# Each part with those it may know besides itself; what stands beside them all (settings, faults) is known to the doors.
KNOWS = {
    "state": set[str](),
    "serializers": {"state"},
    "validation": {"state"},
    "actions": {"state", "serializers", "validation"},
    "gateway": {"state", "serializers", "settings", "faults"},
    "rest": {"state", "serializers", "validation", "actions", "gateway", "settings", "faults"},
    "people": {"state", "serializers", "validation", "actions"},
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_dependencies_point_one_way() -> None:
    """World logic knows no door, and no door knows another but the HTTP door the gateway it tells of."""
    for part, known in KNOWS.items():
        for path in (ROOT / part).rglob("*.py"):
            inside = {name.split(".")[1] for name in imports(path) if name.startswith("local_discord.")}
            assert inside <= known | {part}, path


def test_nothing_depends_on_a_bot_library_or_on_the_bot() -> None:
    """The local Discord stands by itself: it knows neither discord.py nor the rest of this project."""
    for path in ROOT.rglob("*.py"):
        for name in imports(path):
            assert name.split(".")[0] != "discord", path
            assert name.split(".")[0] != "bot", path
