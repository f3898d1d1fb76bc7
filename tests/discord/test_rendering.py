"""Every reply fits into Discord's messages; checked on the rendered values, without a server."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.pages import list_roles, list_topics, show_map
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation, Option, Profile
from bot.discordbot.rendering.custom_ids import (
    LONGEST,
    custom_id,
    decode_id,
    encode_id,
    option_value,
    read_custom_id,
    read_option,
)
from bot.discordbot.rendering.image_cache import Image
from bot.discordbot.rendering.markdown import escape, shorten, split_text, strip_mentions
from bot.discordbot.rendering.message_view import answer_view
from bot.discordbot.rendering.pagination import paginate
from local_discord.validation.components import MOST_COMPONENTS, MOST_TEXT, check_components, walk
from local_discord.validation.form import Form
from tests.learned import advisor
from tests.local_discord.clients import OPENAPI, needs_description

LARGEST_ID = 2**64 - 1


def all_replies() -> list[Reply]:
    """The replies about every role, every pair of roles, every move and every topic, and the pages."""
    live = advisor()
    library = live.library
    names = [role.name for role in library.roles.values()]
    questions = [f"what does a {name} do?" for name in names]
    questions += [f"how do I get from {a} to {b}?" for a in names for b in names if a != b]
    questions += [f"{a} vs {b} vs {c} vs {d}" for a, b, c, d in zip(names, names[3:], names[7:], names[11:], strict=False)]
    questions += [f"what skills does a {name} need?" for name in names] + ["which role fits me?", "hi", "salary in Berlin?"]
    found = [live.reply(question, Conversation(), 0.0)[0] for question in questions]
    topics = [Option(kind="topic", value=topic, label="") for topic in library.topics]
    found += [live.pick(option, Conversation(), 0.0)[0] for option in topics]
    return [*found, list_roles(library), list_topics(library), show_map(library, Profile(role="data-analyst"))]


def components(reply: Reply) -> list[list[dict[str, Any]]]:
    shown = paginate(reply, advisor().library)
    drawn = Image(b"", "alt")
    return [
        answer_view(shown, "k" * 11, LARGEST_ID, page=page, lead="x" * 300, picture=drawn).to_components()  # type: ignore[no-untyped-call]
        for page in range(len(shown.pages))
    ]


def test_every_answer_fits_into_a_message() -> None:
    """4,000 characters, 40 components, and Discord's rules for each component."""
    for reply in all_replies():
        for page in components(reply):
            form = Form()
            check_components(form, page, ("components",), v2=True)
            form.raise_errors()
            found = [component for component, _ in walk(page)]
            assert len(found) <= MOST_COMPONENTS
            assert sum(len(component.get("content", "")) for component in found) <= MOST_TEXT


@needs_description
def test_every_answer_follows_discords_openapi_description() -> None:
    spec = json.loads(OPENAPI.read_text("utf-8"))
    schema = {"$ref": "#/components/schemas/MessageCreateRequest", "components": spec["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    for reply in all_replies()[::40]:
        for page in components(reply):
            assert list(validator.iter_errors({"components": page, "flags": 1 << 15})) == []


def test_no_text_of_an_answer_is_lost() -> None:
    for reply in all_replies()[::15]:
        shown = paginate(reply, advisor().library)
        read = "\n".join(section for page in shown.pages for section in page).replace("\\", "")
        for block in reply.blocks:
            for text in (*getattr(block, "items", ()), getattr(block, "text", ""), *sum(getattr(block, "rows", ()), ())):
                assert text.replace("\\", "") in read


@given(st.text(max_size=5_000), st.integers(20, 200))
def test_text_is_split_without_loss(text: str, limit: int) -> None:
    parts = list(split_text([text], limit))

    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(part.split()) for part in parts) == "".join(text.split())


@given(st.integers(0, LARGEST_ID))
def test_an_encoded_id_is_short_and_can_be_decoded(number: int) -> None:
    assert decode_id(encode_id(number)) == number
    assert len(encode_id(number)) <= 13


@given(st.sampled_from(["topic", "role", "question", "action"]), st.text(min_size=1, max_size=200))
def test_a_custom_id_holds_an_option_or_a_reference_to_it(kind: str, value: str) -> None:
    """A custom id has at most 100 characters."""
    option = Option.model_validate({"kind": kind, "value": value, "label": "x"})
    name = custom_id("pick", encode_id(LARGEST_ID), option_value(option, "k" * 11, 104))
    press = read_custom_id(name)
    assert len(name) <= LONGEST
    assert press is not None
    value_sent = press.rest.partition(":")[2]
    found = read_option(value_sent)

    assert (found.kind, found.value) == (kind, value) if found is not None else value_sent == f"kept:{'k' * 11}:104"


def test_a_custom_id_that_is_too_long_raises_an_error() -> None:
    with pytest.raises(ValueError, match="characters"):
        custom_id("pick", "x" * 100)


@pytest.mark.parametrize("name", ["", "ca", "ca:", "ca:v1", "other:v1:pick:x", "ca::pick:x"])
def test_other_custom_ids_are_not_parsed(name: str) -> None:
    assert read_custom_id(name) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("snake_case *and* `ticks` | ~~", r"snake\_case \*and\* \`ticks\` \| \~\~"),
        ("# no heading\n- no point\n1. no step\n> no quote", "\\# no heading\n\\- no point\n\\1. no step\n\\> no quote"),
        ("C# and C++, 50% -> 100", "C# and C++, 50% -> 100"),
        ("<@1> <#2> <https://x.y>", r"\<@1> \<#2> \<https://x.y>"),
    ],
)
def test_escaped_text_is_shown_literally(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_mentions_are_removed_and_labels_shortened() -> None:
    assert strip_mentions("<@!1> what about <:pepe:2> <#3>DE?") == "what about DE?"
    assert shorten("short", 80) == "short"
    assert len(shorten("word " * 40, 80)) <= 80
