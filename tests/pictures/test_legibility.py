"""Legibility that can be measured: no text overlaps another, none is cut off, and all of it has enough contrast."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.transforms import Bbox

from bot.answers.reply import Picture
from bot.knowledge.library import Library
from bot.pictures.canvas import palette
from bot.pictures.canvas.canvas import SCALE, Canvas
from bot.pictures.canvas.routing import route
from bot.pictures.charts.map_layout import lay_out, map_arrows, start_groups
from bot.pictures.compose import compose
from bot.pictures.picture_spec import picture_spec
from bot.pictures.table_data import MOST_ROWS, compare_skills

EDGE = 8 * SCALE
"""Least distance of a text from the edge of the card, in pixels."""


def composed(library: Library, picture: Picture, place: str | None = None, goal: str | None = None) -> Canvas:
    return compose(library, picture_spec(library, picture, place, goal))


def boxes_of_text(canvas: Canvas) -> list[tuple[str, Bbox]]:
    renderer = canvas.figure.canvas.get_renderer()  # type: ignore[attr-defined]  # an Agg canvas has one
    return [(text.get_text(), text.get_window_extent(renderer)) for text in canvas.texts]


def assert_legible(canvas: Canvas) -> None:
    boxes = boxes_of_text(canvas)
    width, height = canvas.size
    for text, box in boxes:
        assert box.x0 >= EDGE, text
        assert box.y0 >= EDGE, text
        assert box.x1 <= width - EDGE, text
        assert box.y1 <= height - EDGE, text
    for (one, a), (other, b) in combinations(boxes, 2):
        separate = a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0
        assert separate, f"'{one}' overlaps '{other}'"


@pytest.mark.parametrize(
    ("place", "goal"),
    [
        (None, None),
        ("data-scientist", None),
        (None, "engineering-executive"),
        ("data-analyst", "engineering-executive"),
        ("model-validator", "ml-accelerators-engineer"),
    ],
)
def test_texts_of_the_map_do_not_overlap_and_are_not_cut(library: Library, place: str | None, goal: str | None) -> None:
    assert_legible(composed(library, Picture("map"), place, goal))


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_any_two_to_four_roles_compare_legibly(library: Library, data: st.DataObject) -> None:
    roles = data.draw(st.lists(st.sampled_from(sorted(library.roles)), min_size=2, max_size=4, unique=True))
    assert_legible(composed(library, Picture("comparison", tuple(roles)), place=roles[0], goal=roles[-1]))


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_any_path_is_drawn_legibly(library: Library, data: st.DataObject) -> None:
    roles = data.draw(st.lists(st.sampled_from(sorted(library.roles)), min_size=2, max_size=5, unique=True))
    assert_legible(composed(library, Picture("path", tuple(roles)), place=roles[0], goal=roles[-1]))


@pytest.mark.parametrize("kind", ["map", "comparison", "path"])
def test_a_picture_stays_legible_when_names_are_too_long_or_in_another_script(library: Library, kind: str) -> None:
    """A curator's new role gets its box on the map whatever its name is, without a warning about a missing glyph."""
    model = library.roles["ml-engineer"]
    names = (
        "Principal responsible artificial intelligence governance engineer",
        "機械学習エンジニア",
        "Donaudampfschifffahrtsdatenkapitän",
    )
    new = {f"new-{i}": model.model_copy(update={"id": f"new-{i}", "name": name}) for i, name in enumerate(names)}
    expanded = replace(library, roles={**library.roles, **new})
    assert_legible(composed(expanded, Picture(kind, tuple(new)), place="new-0", goal="new-2"))  # type: ignore[arg-type]  # kinds


@pytest.mark.parametrize("place", [None, "data-scientist", "data-engineer", "data-analyst", "ml-engineer"])
@pytest.mark.parametrize("goal", [None, "engineering-executive", "ml-engineer", "data-engineer"])
def test_no_told_arrow_of_the_map_runs_through_a_box_or_a_title(library: Library, place: str | None, goal: str | None) -> None:
    """A discussed one may pass behind a box, since boxes are drawn over arrows."""
    layout = lay_out(library, start_groups(library, goal, place))
    arrows = map_arrows(library, place, goal, place)
    for arrow, points in route(layout.boxes, arrows, layout.whole, tuple(t.expanded(5) for t in layout.titles.values())).items():
        if not arrow.told:
            continue
        inner = points[1:-1]
        for name, box in layout.boxes.items():
            assert not box.expanded(-1).contains(inner).any(), f"{arrow} runs through {name}"
        for area, title in layout.titles.items():
            assert not title.contains(inner).any(), f"{arrow} runs through the title of {area}"


def test_every_told_move_is_on_the_map_once_and_those_of_the_marked_roles(library: Library) -> None:
    arrows = map_arrows(library, "data-scientist", "engineering-executive", "data-scientist")
    drawn = [(arrow.start, arrow.goal) for arrow in arrows]
    drawn += [(arrow.goal, arrow.start) for arrow in arrows if arrow.both]
    moves = {move: found[0].standing for move, found in library.moves.items() if move[0] != move[1]}

    assert len(drawn) == len(set(drawn))
    assert {move for move, standing in moves.items() if standing == "told"} <= set(drawn)
    assert {move for move in moves if move[0] == "data-scientist"} <= set(drawn)
    grouped = {move for move in moves if move[1] == "engineering-executive"} - set(drawn)
    assert not grouped or {start for start, goal in drawn if goal == "engineering-executive"} - library.roles.keys()


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_comparison_has_a_bounded_number_of_rows_and_counts_those_left_out(library: Library, data: st.DataObject) -> None:
    roles = data.draw(st.lists(st.sampled_from(sorted(library.roles)), min_size=2, max_size=4, unique=True))
    table = compare_skills(library, roles)
    rows = [*table.shared, *table.partly, *table.single]
    main = {need.skill for role in roles for need in library.roles[role].skills.main}
    assert len(rows) <= MOST_ROWS
    assert main <= {row.skill for row in rows} or table.left_out > 0
    assert len({row.skill for row in rows}) == len(rows)


@pytest.mark.parametrize(("text", "background"), palette.TEXT_ON_BACKGROUND)
def test_text_has_enough_contrast_with_its_background(text: str, background: str) -> None:
    """The contrast is at least 4.5 to 1, which WCAG requires of text."""
    lighter, darker = sorted((luminance(text), luminance(background)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """The relative luminance of a colour as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
