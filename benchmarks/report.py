"""RESULTS.md, put together from sections: each benchmark writes its own, and the file is made anew from all there are.

report.write("comparison", markdown)    one section, then RESULTS.md
"""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
SECTIONS: Final = HERE / "sections"
RESULTS: Final = HERE / "RESULTS.md"
ORDER: Final = ("comparison", "learned", "growth")
"""Sections in the order in which they stand; `learned` is written by people, the others by the runs of that name."""

OPENING: Final = """# Results

Written by `make bench` from the sections in `sections/`; edit `sections/learned.md` only.
"""


def write(section: str, markdown: str, sections: Path = SECTIONS, results: Path = RESULTS) -> None:
    """Keep one benchmark's section and make the whole anew. Raises ValueError for a section without a place in ORDER."""
    if section not in ORDER:
        raise ValueError(f"the section {section} has no place in the report; add it to ORDER")
    sections.mkdir(exist_ok=True)
    (sections / f"{section}.md").write_text(markdown.strip() + "\n", "utf-8")
    results.write_text(assemble(sections), "utf-8")


def assemble(sections: Path = SECTIONS) -> str:
    """The opening and every section that is there, in order."""
    files = [sections / f"{name}.md" for name in ORDER]
    return "\n".join([OPENING, *(file.read_text("utf-8") for file in files if file.is_file())])
