"""The packages of the local Discord import only the packages below them."""

from __future__ import annotations

import ast
from pathlib import Path

import local_discord

ROOT = Path(local_discord.__file__).parent

# Each package with the packages and modules that it may import in addition to itself.
ALLOWED_IMPORTS = {
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
    """State and actions import neither gateway, HTTP API nor people. Of these three, only the HTTP API imports the gateway."""
    for package, allowed in ALLOWED_IMPORTS.items():
        for path in (ROOT / package).rglob("*.py"):
            imported = {name.split(".")[1] for name in imports(path) if name.startswith("local_discord.")}
            assert imported <= allowed | {package}, path


def test_nothing_depends_on_a_bot_library_or_on_the_bot() -> None:
    """The local Discord imports neither discord.py nor the bot."""
    for path in ROOT.rglob("*.py"):
        for name in imports(path):
            assert name.split(".")[0] != "discord", path
            assert name.split(".")[0] != "bot", path
