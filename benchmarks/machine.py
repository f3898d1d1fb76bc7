"""Describes the machine of a run, without host names or paths."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def describe(packages: Iterable[str] = ()) -> str:
    """One line: date, processor, Python, and the versions of those packages that are installed."""
    versions = ", ".join(f"{name} {found}" for name in packages if (found := _version(name)))
    date = datetime.now(UTC).date().isoformat()
    return f"{date}; {os.cpu_count()} cores, {_processor()}; Python {platform.python_version()}; {versions}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
