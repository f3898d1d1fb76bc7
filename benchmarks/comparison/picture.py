"""A chart of quality over cost: the share read right over the time and memory of each contender."""

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.comparison import figures
from benchmarks.comparison.contenders import OURS
from benchmarks.comparison.figures import Judged, Outcome

INK: Final = "#1f2328"
OURS_COLOUR: Final = "#0b6e4f"
OTHERS_COLOUR: Final = "#8a8f98"
OFFSETS: Final = (9, -18, 22, -31)
"""Distances of names above or below their dots, in points, used in turn so that neighbouring names do not overlap."""


def draw(outcomes: Sequence[Outcome], target: Path) -> None:
    """Write the chart as a PNG file."""
    figure = Figure(figsize=(11, 4.8), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    _plot(left, outcomes, [outcome.median for outcome in outcomes], "milliseconds per question (median)")
    _plot(right, outcomes, [max(1.0, outcome.megabytes) for outcome in outcomes], "memory added, MB")
    left.set_ylabel("questions read right, %")
    figure.suptitle("The same questions on the same knowledge: quality against cost", color=INK, fontsize=13)
    figure.savefig(target, dpi=120)


def share_right(outcome: Outcome) -> float:
    """The percentage that the chart shows: of the sealed questions if they are available, else of all scored ones."""
    everything: list[Judged] = list(outcome.judged)
    return 100 * (outcome.sealed.right if outcome.sealed else figures.right(everything))


def _plot(axes: Axes, outcomes: Sequence[Outcome], costs: Sequence[float], label: str) -> None:
    by_cost = sorted(zip(outcomes, costs, strict=True), key=lambda pair: pair[1])
    offsets = cycle(OFFSETS)
    for outcome, cost in by_cost:
        offset = OFFSETS[0] if outcome.name == OURS else next(offsets)
        colour = OURS_COLOUR if outcome.name == OURS else OTHERS_COLOUR
        axes.scatter([cost], [share_right(outcome)], s=90, color=colour, zorder=3)
        axes.annotate(
            outcome.name,
            (cost, share_right(outcome)),
            xytext=(0, offset),
            textcoords="offset points",
            ha="center",
            color=INK,
            fontsize=9,
        )
    axes.set_xscale("log")
    axes.set_xlabel(label)
    axes.set_ylim(0, 100)
    axes.margins(x=0.25)
    axes.grid(visible=True, alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
