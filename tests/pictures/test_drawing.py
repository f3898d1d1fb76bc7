"""What callers of `draw` can rely on."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PIL import Image

from bot.answers.reply import Picture
from bot.knowledge.library import Library
from bot.pictures import draw

MAP = Picture("map")
COMPARISON = Picture("comparison", ("data-scientist", "data-engineer", "ml-accelerators-engineer"))
PATH = Picture("path", ("data-analyst", "data-scientist", "data-engineer"))


@pytest.mark.parametrize("picture", [MAP, COMPARISON, PATH], ids=lambda picture: picture.kind)
def test_a_picture_is_a_png_of_the_stated_size_that_fits_a_phone(library: Library, picture: Picture) -> None:
    drawn = draw(library, picture)
    image = Image.open(io.BytesIO(drawn.png))
    assert image.format == "PNG"
    assert image.size == (drawn.width, drawn.height)
    assert 1000 <= drawn.width <= 1400
    assert drawn.height <= 2000
    assert len(drawn.png) < 500_000
    assert not image.info, "no dates, no software names"


@pytest.mark.parametrize("picture", [MAP, COMPARISON, PATH], ids=lambda picture: picture.kind)
def test_the_card_is_opaque_with_transparent_corners(library: Library, picture: Picture) -> None:
    image = Image.open(io.BytesIO(draw(library, picture).png))
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]  # RGBA
    assert image.getpixel((image.width // 2, 10))[3] == 255  # type: ignore[index]


@pytest.mark.parametrize("picture", [MAP, COMPARISON, PATH], ids=lambda picture: picture.kind)
def test_the_same_arguments_give_the_same_bytes_in_every_thread(library: Library, picture: Picture) -> None:
    with ThreadPoolExecutor(3) as pool:
        drawn = list(pool.map(lambda _: draw(library, picture, place="data-scientist"), range(3)))
    assert len({one.png for one in drawn}) == 1
    assert drawn[0] == draw(library, picture, place="data-scientist")


def test_different_pictures_in_different_threads_do_not_disturb_each_other(library: Library) -> None:
    alone = [draw(library, picture) for picture in (COMPARISON, PATH)]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda picture: draw(library, picture), (COMPARISON, PATH) * 2))
    assert together == alone * 2


def test_place_and_goal_change_the_map(library: Library) -> None:
    marks: tuple[tuple[str | None, str | None], ...] = (
        (None, None),
        ("data-analyst", None),
        (None, "data-analyst"),
        ("data-analyst", "ml-engineer"),
        ("ml-engineer", "data-analyst"),
    )
    assert len({draw(library, MAP, place=place, goal=goal).png for place, goal in marks}) == len(marks)


def test_a_map_takes_place_and_goal_from_its_roles_when_they_are_not_given(library: Library) -> None:
    named = Picture("map", ("data-analyst", "ml-engineer"))
    assert draw(library, named) == draw(library, MAP, place="data-analyst", goal="ml-engineer")


def test_place_and_goal_change_nothing_where_they_are_not_shown(library: Library) -> None:
    assert draw(library, PATH) == draw(library, PATH, place="ml-engineer")


@pytest.mark.parametrize(
    "picture",
    [
        Picture("comparison"),
        Picture("comparison", ("data-scientist", "data-scientist")),
        Picture("comparison", ("data-scientist", "no-such-role")),
        Picture("path"),
        Picture("path", ("data-scientist",)),
    ],
)
def test_a_picture_with_too_few_roles_is_refused_with_a_sentence(library: Library, picture: Picture) -> None:
    with pytest.raises(ValueError, match=r"^A .* needs .* roles to draw\.$"):
        draw(library, picture)


def test_a_map_without_any_role_is_refused_with_a_sentence(library: Library) -> None:
    with pytest.raises(ValueError, match=r"^There is no role to draw a map of\.$"):
        draw(replace(library, roles={}, transitions={}), MAP)


def test_roles_that_were_removed_after_the_request_are_left_out(library: Library) -> None:
    assert draw(library, Picture("path", ("data-scientist", "gone", "data-engineer")), place="gone") == draw(
        library, Picture("path", ("data-scientist", "data-engineer"))
    )


def test_matplotlib_is_not_imported_before_something_is_drawn() -> None:
    code = "import sys, bot.cli.main, bot.pictures, bot.terminal.map; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
