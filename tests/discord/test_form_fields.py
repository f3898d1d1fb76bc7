"""A text is split into the fields of a form and joined again without a change."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.discordbot.rendering.form_fields import FIELD, FIELDS, join_fields, split_fields

LINES = st.lists(
    st.text(st.characters(blacklist_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=400), max_size=80
)


@given(LINES)
def test_split_fields_are_joined_to_the_same_text_even_when_their_ends_are_stripped(lines: list[str]) -> None:
    text = "x\n" + "\n".join(lines).rstrip() + "\n"
    fields = split_fields(text)
    if fields is not None:
        assert len(fields) <= FIELDS
        assert all(0 < len(field) <= FIELD for field in fields)
        assert join_fields(tuple(field.strip() for field in fields)) == text.rstrip() + "\n"


def test_every_entry_of_the_knowledge_fits_a_form(knowledge: Path) -> None:
    for folder in ("roles", "topics", "transitions", "stories", "refusals", "talk"):
        for file in (knowledge / folder).glob("*.yaml"):
            text = file.read_text("utf-8")
            fields = split_fields(text)
            assert fields is not None, file
            assert join_fields(tuple(field.strip() for field in fields)) == text


def test_a_text_too_long_for_a_form_has_no_fields() -> None:
    assert split_fields("a line\n" * (FIELD * FIELDS // 7 + 1)) is None
    assert split_fields("x" * (FIELD + 1)) is None


def test_an_empty_field_is_left_out() -> None:
    assert join_fields(("a: 1", " ", "b: 2\r\nc: 3\n")) == "a: 1\nb: 2\nc: 3\n"
