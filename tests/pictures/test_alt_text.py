"""The alt texts of pictures."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.reply import Picture
from bot.knowledge.library import Library
from bot.pictures.alt_text import LONGEST, describe
from bot.pictures.picture_spec import picture_spec


def alt_text(library: Library, picture: Picture, place: str | None = None, goal: str | None = None) -> str:
    text = describe(library, picture_spec(library, picture, place, goal))
    assert len(text) <= LONGEST
    assert re.fullmatch(r"[A-Z].*\.", text), "complete sentences"
    return text.lower()


def names(library: Library, roles: list[str]) -> list[str]:
    return [library.roles[role].name.lower() for role in roles]


@pytest.mark.parametrize("place", [None, "data-scientist"])
@pytest.mark.parametrize("goal", [None, "engineering-executive"])
def test_the_alt_text_of_a_map_names_every_role_and_the_marks(library: Library, place: str | None, goal: str | None) -> None:
    text = alt_text(library, Picture("map"), place, goal)
    assert [name for name in names(library, list(library.roles)) if name not in text] == []
    assert ("you are marked as a data scientist." in text) == (place is not None)
    assert ("your goal is marked: engineering executive." in text) == (goal is not None)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["comparison", "path"]))
def test_the_alt_text_of_a_comparison_or_path_names_each_of_its_roles(library: Library, data: st.DataObject, kind: str) -> None:
    roles = data.draw(st.lists(st.sampled_from(sorted(library.roles)), min_size=2, max_size=4, unique=True))
    text = alt_text(library, Picture(kind, tuple(roles)))  # type: ignore[arg-type]  # one of the kinds
    assert all(name in text for name in names(library, roles))


def test_the_alt_text_of_a_path_says_how_well_each_move_is_known_and_what_to_learn(library: Library) -> None:
    text = alt_text(library, Picture("path", ("data-analyst", "data-scientist", "data-engineer", "ml-accelerators-engineer")))
    assert "move 1 from data analyst to data scientist is discussed, but told by nobody; to learn: statistics" in text
    assert "move 2 from data scientist to data engineer is told by somebody who made it; to learn: software engineering" in text
    assert "move 3 from data engineer to ml accelerators engineer is told by no document; to learn:" in text


def test_the_alt_text_of_a_map_with_many_roles_stays_within_the_limit(library: Library) -> None:
    model = library.roles["data-engineer"]
    many = {f"role-{i}": model.model_copy(update={"id": f"role-{i}", "name": f"Data engineer of kind {i}"}) for i in range(90)}
    text = describe(replace(library, roles=many, transitions={}), picture_spec(library, Picture("map"), None, None))
    assert len(text) <= LONGEST
