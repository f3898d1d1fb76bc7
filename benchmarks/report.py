"""Assembles RESULTS.md from sections. Each benchmark writes its own section:

report.write("comparison", markdown)    writes the section, then RESULTS.md from all sections
"""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
SECTIONS: Final = HERE / "sections"
RESULTS: Final = HERE / "RESULTS.md"
ORDER: Final = ("comparison", "answers", "learned", "growth")
"""The order of the sections. `learned` is written by people, the others by the benchmarks of that name."""

OPENING: Final = """# Results

Written by `make bench` from the sections in `sections/`; edit `sections/learned.md` only.
"""


def write(section: str, markdown: str, sections: Path = SECTIONS, results: Path = RESULTS) -> None:
    """Write the section of a benchmark and assemble the results again. Raises ValueError for a section not in ORDER."""
    if section not in ORDER:
        raise ValueError(f"the section {section} has no place in the report; add it to ORDER")
    sections.mkdir(exist_ok=True)
    (sections / f"{section}.md").write_text(markdown.strip() + "\n", "utf-8")
    results.write_text(assemble(sections), "utf-8")


def assemble(sections: Path = SECTIONS) -> str:
    """The text of RESULTS.md: the opening and all sections that exist, in order."""
    files = [sections / f"{name}.md" for name in ORDER]
    return "\n".join([OPENING, *(file.read_text("utf-8") for file in files if file.is_file())])
