"""Random request bodies: the local Discord accepts or refuses them, but never answers with a server error."""

from __future__ import annotations

import asyncio
import copy
from typing import Any

import aiohttp
from hypothesis import given, settings
from hypothesis import strategies as st

from local_discord import LocalDiscord
from local_discord.actions import interactions
from local_discord.actions.interactions import UserAction
from local_discord.state.flags import InteractionType

KEYS = [
    *("content", "embeds", "components", "flags", "type", "data", "title", "custom_id", "label", "options", "value", "name"),
    *("description", "required", "choices", "id", "attachments", "message_reference", "message_id", "allowed_mentions", "parse"),
    *("users", "fields", "footer", "text", "style", "url", "accessory", "media", "items", "component", "min_values", "file"),
    *("max_values", "autocomplete", "emoji", "nonce"),
]
LEAVES = st.none() | st.booleans() | st.integers(-3, 40) | st.just(1 << 15) | st.text(max_size=4) | st.floats(allow_nan=False)
FORMS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


OPTION = {"label": "a", "value": "a", "description": "d"}
BUTTON = {"type": 2, "style": 1, "label": "a", "custom_id": "a", "emoji": {"name": "x"}}
TEXT = {"type": 10, "content": "x"}
MEDIA = {"media": {"url": "https://example.org/x.png"}, "description": "x"}
VALID_FORMS: list[Any] = [
    {
        "flags": 1 << 15,
        "allowed_mentions": {"parse": [], "users": ["1"], "replied_user": True},
        "attachments": [{"id": 0, "filename": "x", "description": "x"}],
        "message_reference": {"message_id": "1", "fail_if_not_exists": False},
        "components": [
            {
                "type": 17,
                "accent_color": 1,
                "components": [
                    {"type": 9, "components": [TEXT], "accessory": {"type": 11} | MEDIA},
                    {"type": 12, "items": [MEDIA]},
                    {"type": 1, "components": [BUTTON]},
                    {"type": 1, "components": [{"type": 3, "custom_id": "s", "options": [OPTION], "max_values": 1}]},
                    {"type": 14, "spacing": 1},
                ],
            },
        ],
    },
    {
        "content": "x <@1>",
        "embeds": [
            {"title": "x", "color": 1, "image": {"url": "x"}, "footer": {"text": "x"}, "fields": [{"name": "x", "value": "x"}]},
        ],
        "nonce": "1",
    },
    {
        "title": "x",
        "custom_id": "x",
        "components": [
            {"type": 18, "label": "x", "component": {"type": 4, "style": 1, "custom_id": "a", "max_length": 5}},
            {"type": 18, "label": "x", "component": {"type": 21, "custom_id": "b", "options": [OPTION]}},
            {"type": 1, "components": [{"type": 4, "style": 1, "custom_id": "c", "label": "x"}]},
        ],
    },
    [
        {
            "name": "a",
            "description": "b",
            "options": [
                {"type": 3, "name": "x", "description": "x", "required": True, "choices": [{"name": "x", "value": "x"}]},
                {"type": 4, "name": "y", "description": "x", "autocomplete": True},
            ],
        },
        {"name": "G", "type": 3},
    ],
]


@st.composite
def nearly_valid_forms(draw: st.DrawFn) -> Any:
    """A valid form in which one value is replaced by a random one."""
    form = copy.deepcopy(draw(st.sampled_from(VALID_FORMS)))
    node: Any = form
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return form
        key = draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or draw(st.integers(0, 3)) == 0:
            node[key] = draw(LEAVES | FORMS)
            return form
        node = node[key]


async def response_statuses(forms: list[Any]) -> list[int]:
    """The response statuses for all forms on all routes that take a form."""
    async with LocalDiscord() as local, aiohttp.ClientSession(headers={"Authorization": f"Bot {local.token}"}) as session:
        alice = local.person("Alice")
        said = await local.acting_as(local.bot).say("own")
        ask = UserAction(InteractionType.COMPONENT, {"custom_id": "x"}, message=said.raw)
        statuses: list[int] = []
        for form in forms:
            result = interactions.start(local.world, local.bot, alice.user, local.general, ask)
            callback = f"/interactions/{result.id}/{result.token}/callback"
            for method, path, body in (
                ("POST", f"/channels/{local.general.id}/messages", form),
                ("PATCH", f"/channels/{local.general.id}/messages/{said.id}", form),
                ("POST", f"/channels/{local.general.id}/threads", form),
                ("PATCH", f"/channels/{local.general.id}", form),
                ("PUT", f"/applications/{local.bot.id}/commands", form),
                ("POST", f"/applications/{local.bot.id}/commands", form),
                *(("POST", callback, {"type": kind, "data": form}) for kind in (9, 8, 7, 4)),
                ("POST", f"/webhooks/{local.bot.id}/{result.token}", form),
            ):
                async with session.request(method, local.api_url + path, json=body) as response:
                    statuses.append(response.status)
        return statuses


@settings(max_examples=40, deadline=None)
@given(st.lists(FORMS | nearly_valid_forms(), min_size=1, max_size=8))
def test_no_form_causes_a_server_error(forms: list[Any]) -> None:
    """Every response has a status below 500."""
    assert all(status < 500 for status in asyncio.run(response_statuses(forms)))
