"""RESULTS.md is assembled from sections, which benchmarks write one by one."""

from pathlib import Path

import pytest

from benchmarks import report


def test_writing_a_section_again_keeps_the_others(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    report.write("growth", "## Growth\n\nfirst", tmp_path / "sections", results)
    report.write("comparison", "## Comparison", tmp_path / "sections", results)
    report.write("growth", "## Growth\n\nsecond", tmp_path / "sections", results)

    text = results.read_text("utf-8")

    assert text.index("## Comparison") < text.index("## Growth")
    assert "second" in text
    assert "first" not in text


def test_an_unknown_section_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="weather"):
        report.write("weather", "sunny", tmp_path / "sections", tmp_path / "RESULTS.md")


def test_the_results_in_the_repository_match_the_sections() -> None:
    assert report.RESULTS.read_text("utf-8") == report.assemble()
