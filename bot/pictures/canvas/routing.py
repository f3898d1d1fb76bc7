"""Routes arrows around boxes: for each arrow, the cheapest of many candidate curves.

An arrow leaves a side of its start box and enters a side of its goal box. Candidates are all combinations of two sides,
positions on them, and bends. Short and straight curves are cheap; hitting a box, crossing another arrow or running along
it is expensive. Arrows are placed greedily, then placed again for a few rounds given the others. The result is
deterministic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.pictures.canvas.geometry import Points, Rect, crossings, proximity

MOST_ROUNDS: Final = 4
"""After so many rounds the curves are taken as they are, even when another round would still change some."""

MOST_CANDIDATES: Final = 40
"""Curves of one arrow that are compared with the curves of the others."""

COARSE: Final = 40
FINE: Final = 80
"""Points of a curve while candidates are compared, and of a curve that is drawn."""

CLEARANCE: Final = 8.0
SPACING: Final = 10.0
"""Distances that an arrow keeps from other boxes and from other arrows, in points."""

HIT: Final = 400.0
TURN: Final = 34.0
CROSSING: Final = 70.0
OVERLAP: Final = 16.0
SAME_PORT: Final = 120.0
OFF_CENTRE: Final = 6.0
"""Costs, on the scale of a curve's length in points: of a point inside a box, of turning, of crossing another arrow, of a
point close to another arrow, of ending where another arrow ends, and of starting or ending away from a side's middle."""

_SIDES: Final = ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0))
_POSITIONS: Final = (-0.3, 0.0, 0.3)
_BENDS: Final = (0.22, 0.38, 0.6)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from one box to another. `told` arrows are placed before the others; `both` puts a head at each end."""

    start: str
    goal: str
    told: bool
    both: bool = False


def route(
    boxes: Mapping[str, Rect], arrows: Sequence[Arrow], bounds: Rect, obstacles: Sequence[Rect] = ()
) -> dict[Arrow, Points]:
    """A polyline of FINE points for each arrow, from the edge of its start box to the edge of its goal box.

    Curves stay within the bounds and out of boxes and obstacles wherever some candidate does.
    """
    return dict(zip(arrows, _route(tuple(boxes.items()), tuple(arrows), bounds, tuple(obstacles)), strict=True))


@dataclass(frozen=True)
class _Candidates:
    """The candidate curves of one arrow, cheapest first: points, cost without the other arrows, control points."""

    curves: Points
    costs: npt.NDArray[np.float64]
    controls: Points


@lru_cache(maxsize=64)
def _route(
    named: tuple[tuple[str, Rect], ...], arrows: tuple[Arrow, ...], bounds: Rect, obstacles: tuple[Rect, ...]
) -> tuple[Points, ...]:
    boxes = dict(named)
    candidates = [_candidates(boxes, arrow, bounds, obstacles) for arrow in arrows]
    keys = [
        (not arrow.told, candidate.costs[0], arrow.start, arrow.goal) for arrow, candidate in zip(arrows, candidates, strict=True)
    ]
    order = sorted(range(len(arrows)), key=keys.__getitem__)
    chosen: dict[int, int] = {}
    for _ in range(MOST_ROUNDS):
        before = dict(chosen)
        for i in order:
            costs = candidates[i].costs.copy()
            for j, pick in chosen.items():
                if j != i:
                    costs += _cost_beside(candidates[i].curves, candidates[j].curves[pick])
            chosen[i] = int(np.argmin(costs))
        if chosen == before:
            break
    routes = tuple(_bezier(candidates[i].controls[chosen[i]][None], FINE)[0] for i in range(len(arrows)))
    for points in routes:
        points.flags.writeable = False  # the cache gives the same arrays to every caller
    return routes


def _candidates(boxes: Mapping[str, Rect], arrow: Arrow, bounds: Rect, obstacles: Sequence[Rect]) -> _Candidates:
    start, goal = boxes[arrow.start], boxes[arrow.goal]
    tried = list(product(_SIDES, _SIDES, _POSITIONS, _POSITIONS, _BENDS))
    controls = np.array(
        [_controls(_port(start, out, a), out, _port(goal, into, b), into, bend) for out, into, a, b, bend in tried]
    )
    curves = _bezier(controls, COARSE)
    steps = np.diff(curves, axis=1)
    angles = np.arctan2(steps[..., 1], steps[..., 0])
    turns = np.abs((np.diff(angles, axis=1) + np.pi) % (2 * np.pi) - np.pi).sum(axis=1)
    costs = np.hypot(steps[..., 0], steps[..., 1]).sum(axis=1) + TURN * turns**1.5
    for name, box in boxes.items():
        own = name in (arrow.start, arrow.goal)
        costs = costs + HIT * box.expanded(-1 if own else CLEARANCE).contains(curves[:, 1:-1]).sum(axis=1)
    costs = costs + HIT * (~bounds.contains(curves)).sum(axis=1)
    for rect in obstacles:
        costs = costs + HIT * rect.contains(curves).sum(axis=1)
    costs = costs + OFF_CENTRE * np.array([abs(a) + abs(b) for _, _, a, b, _ in tried])
    best = np.argsort(costs, kind="stable")[:MOST_CANDIDATES]
    return _Candidates(curves[best], costs[best], controls[best])


def _cost_beside(curves: Points, other: Points) -> npt.NDArray[np.float64]:
    """The extra cost of each curve, given the curve that was chosen for another arrow."""
    low, high = other.min(axis=0) - SPACING, other.max(axis=0) + SPACING
    near = ((curves.max(axis=1) > low) & (curves.min(axis=1) < high)).all(axis=1)
    cost = np.zeros(len(curves))
    if not near.any():
        return cost
    cost[near] = CROSSING * crossings(curves[near], other) + OVERLAP * proximity(curves[near, 2:-2], other[2:-2], SPACING)
    for end, tip in product((0, -1), (0, -1)):
        cost = cost + SAME_PORT * (np.hypot(*(curves[:, end] - other[tip]).T) < SPACING)
    return cost


def _port(box: Rect, side: tuple[float, float], position: float) -> tuple[float, float]:
    """The point on a side of the box at which an arrow starts or ends. `position` is a share of the side, 0 its middle."""
    x, y = box.middle
    if side[0]:
        return x + side[0] * box.width / 2, y + position * box.height
    return x + position * box.width, y + side[1] * box.height / 2


def _controls(
    start: tuple[float, float], out: tuple[float, float], goal: tuple[float, float], into: tuple[float, float], bend: float
) -> list[tuple[float, float]]:
    """The control points of a cubic Bézier curve that leaves and enters the boxes at right angles."""
    reach = max(14.0, bend * float(np.hypot(goal[0] - start[0], goal[1] - start[1])))
    return [
        start,
        (start[0] + out[0] * reach, start[1] + out[1] * reach),
        (goal[0] + into[0] * reach, goal[1] + into[1] * reach),
        goal,
    ]


def _bezier(controls: Points, count: int) -> Points:
    """`count` points along each of k cubic Bézier curves. `controls` has the shape (k, 4, 2)."""
    t = np.linspace(0.0, 1.0, count)[None, :, None]
    a, b, c, d = (controls[:, i, None] for i in range(4))
    points: Points = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    return points
