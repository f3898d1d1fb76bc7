"""Arrows that keep clear of boxes: for each, the best of many curves.

An arrow leaves one side of its first box and enters a side of its last; sides, places on the side and bends are tried,
and those taken that are short, that hit no box, and that neither cross nor cling to the others. Greedy with a few rounds
of second thoughts: the same boxes and arrows give the same curves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.pictures.canvas.geometry import Points, Rect, closeness, crossings

ROUNDS: Final = 4
KEPT: Final = 40
COARSE: Final = 20
FINE: Final = 80
CLEARANCE: Final = 8.0
SPACING: Final = 10.0

HIT: Final = 400.0
TURN: Final = 34.0
CROSSING: Final = 70.0
CLINGING: Final = 16.0
SAME_PORT: Final = 120.0

_SIDES: Final = ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0))
_PLACES: Final = (-0.3, 0.0, 0.3)
_BENDS: Final = (0.22, 0.38, 0.6)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from one box to another; `both` has a head at each end."""

    start: str
    goal: str
    told: bool
    both: bool = False


def route(
    boxes: Mapping[str, Rect], arrows: Sequence[Arrow], bounds: Rect, obstacles: Sequence[Rect] = ()
) -> dict[Arrow, Points]:
    """A fine polyline for each arrow, from the edge of its first box to the edge of its last, within the bounds."""
    return dict(zip(arrows, _route(tuple(boxes.items()), tuple(arrows), bounds, tuple(obstacles)), strict=True))


@dataclass(frozen=True)
class _Tried:
    """The curves tried for one arrow, best first: their points, what each costs by itself, and their control points."""

    curves: Points
    costs: npt.NDArray[np.float64]
    controls: Points


@lru_cache(maxsize=64)
def _route(
    named: tuple[tuple[str, Rect], ...], arrows: tuple[Arrow, ...], bounds: Rect, obstacles: tuple[Rect, ...]
) -> tuple[Points, ...]:
    boxes = dict(named)
    tried = [_try(boxes, arrow, bounds, obstacles) for arrow in arrows]
    order = sorted(range(len(arrows)), key=lambda i: (not arrows[i].told, tried[i].costs[0], arrows[i].start, arrows[i].goal))
    chosen: dict[int, int] = {}
    for _ in range(ROUNDS):
        before = dict(chosen)
        for i in order:
            costs = tried[i].costs.copy()
            for j, pick in chosen.items():
                if j != i:
                    costs += _between(tried[i].curves, tried[j].curves[pick])
            chosen[i] = int(np.argmin(costs))
        if chosen == before:
            break
    routes = tuple(_bezier(tried[i].controls[chosen[i]][None], FINE)[0] for i in range(len(arrows)))
    for points in routes:
        points.flags.writeable = False  # they are kept for whoever asks next
    return routes


def _try(boxes: Mapping[str, Rect], arrow: Arrow, bounds: Rect, obstacles: Sequence[Rect]) -> _Tried:
    start, goal = boxes[arrow.start], boxes[arrow.goal]
    controls = np.array(
        [
            _controls(_port(start, out, a), out, _port(goal, into, b), into, bend)
            for out, into, a, b, bend in product(_SIDES, _SIDES, _PLACES, _PLACES, _BENDS)
        ]
    )
    curves = _bezier(controls, COARSE)
    steps = np.diff(curves, axis=1)
    angles = np.arctan2(steps[..., 1], steps[..., 0])
    turns = np.abs((np.diff(angles, axis=1) + np.pi) % (2 * np.pi) - np.pi).sum(axis=1)
    costs = np.hypot(steps[..., 0], steps[..., 1]).sum(axis=1) + TURN * turns**1.5
    for name, box in boxes.items():
        own = name in (arrow.start, arrow.goal)
        costs = costs + HIT * box.grown(-1 if own else CLEARANCE).holds(curves[:, 1:-1]).sum(axis=1)
    costs = costs + HIT * (~bounds.holds(curves)).sum(axis=1)
    for rect in obstacles:
        costs = costs + HIT * rect.holds(curves).sum(axis=1)
    costs = costs + 6.0 * np.array([abs(a) + abs(b) for _, _, a, b, _ in product(_SIDES, _SIDES, _PLACES, _PLACES, _BENDS)])
    best = np.argsort(costs, kind="stable")[:KEPT]
    return _Tried(curves[best], costs[best], controls[best])


def _between(curves: Points, other: Points) -> npt.NDArray[np.float64]:
    """What each of the curves costs beside a curve that was chosen for another arrow."""
    low, high = other.min(axis=0) - SPACING, other.max(axis=0) + SPACING
    near = ((curves.max(axis=1) > low) & (curves.min(axis=1) < high)).all(axis=1)
    cost = np.zeros(len(curves))
    if not near.any():
        return cost
    cost[near] = CROSSING * crossings(curves[near], other) + CLINGING * closeness(curves[near, 2:-2], other[2:-2], SPACING)
    for end, tip in product((0, -1), (0, -1)):
        cost = cost + SAME_PORT * (np.hypot(*(curves[:, end] - other[tip]).T) < SPACING)
    return cost


def _port(box: Rect, side: tuple[float, float], place: float) -> tuple[float, float]:
    x, y = box.middle
    if side[0]:
        return x + side[0] * box.width / 2, y + place * box.height
    return x + place * box.width, y + side[1] * box.height / 2


def _controls(
    start: tuple[float, float], out: tuple[float, float], goal: tuple[float, float], into: tuple[float, float], bend: float
) -> list[tuple[float, float]]:
    reach = max(14.0, bend * float(np.hypot(goal[0] - start[0], goal[1] - start[1])))
    return [
        start,
        (start[0] + out[0] * reach, start[1] + out[1] * reach),
        (goal[0] + into[0] * reach, goal[1] + into[1] * reach),
        goal,
    ]


def _bezier(controls: Points, count: int) -> Points:
    """Points along cubic Bézier curves with the controls (k, 4, 2)."""
    t = np.linspace(0.0, 1.0, count)[None, :, None]
    a, b, c, d = (controls[:, i, None] for i in range(4))
    points: Points = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    return points
