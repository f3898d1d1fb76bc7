"""Routes presses on components and submitted forms to handlers, by the names in their custom ids.

A custom id `ca:v1:kn:save:KEY` is handled by the handler that is registered for `kn:save`, with the argument `KEY`. Since
everything is in the custom id, a component still works after a restart.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self, TypeAlias

import discord
from discord import ui

from bot.discordbot.component_payload import component_id
from bot.discordbot.rendering.custom_ids import TEMPLATE, VERSION
from bot.discordbot.responder import Responder
from bot.discordbot.strings import general

Interaction = discord.Interaction[Any]

Handler: TypeAlias = Callable[[Interaction, str], Awaitable[None]]
"""Handles an interaction. The second argument is the part of the custom id after the name."""

MOST_NAME_PARTS: Final = 3
"""Parts of a name, as in `kn:gap:page`."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A right that a user needs, and the text for a user who does not have it."""

    is_met: Callable[[Interaction], bool]
    refusal: str


@dataclass(frozen=True, slots=True)
class _Route:
    handler: Handler
    requirement: Requirement | None


class ComponentRouter:
    """Handlers by name. When several names match a custom id, the longest one is used. An unknown name or another version
    is answered with a general text."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        self._components: dict[str, _Route] = {}
        self._forms: dict[str, _Route] = {}

    def add_component(self, name: str, handler: Handler, requirement: Requirement | None = None) -> None:
        """Register the handler for presses on buttons and selects with this name. The requirement is checked at each press."""
        self._components[name] = _Route(handler, requirement)

    def add_form(self, name: str, handler: Handler, requirement: Requirement | None = None) -> None:
        """Register the handler for submitted forms with this name. The requirement is checked at each submission."""
        self._forms[name] = _Route(handler, requirement)

    @property
    def names(self) -> tuple[frozenset[str], frozenset[str]]:
        """The registered names of components, and those of forms."""
        return frozenset(self._components), frozenset(self._forms)

    async def on_component(self, interaction: Interaction) -> None:
        """Handle a press on a button or a select."""
        await self._dispatch(interaction, self._components)

    async def on_form(self, interaction: Interaction) -> None:
        """Handle a submitted form."""
        await self._dispatch(interaction, self._forms)

    async def _dispatch(self, interaction: Interaction, routes: Mapping[str, _Route]) -> None:
        found = component_id(interaction)
        route, argument = None, ""
        if found is not None and found.version == VERSION:
            route, argument = _find(routes, f"{found.verb}:{found.rest}")
        if route is None:
            await self._responder.say(interaction, general.MOVED_ON)
        elif route.requirement is not None and not route.requirement.is_met(interaction):
            await self._responder.say(interaction, route.requirement.refusal)
        else:
            await route.handler(interaction, argument)


def _find(routes: Mapping[str, _Route], path: str) -> tuple[_Route | None, str]:
    """The route with the longest matching name, and the rest of the path as its argument."""
    parts = path.split(":", MOST_NAME_PARTS)
    for length in range(min(len(parts), MOST_NAME_PARTS), 0, -1):
        route = routes.get(":".join(parts[:length]))
        if route is not None:
            return route, ":".join(parts[length:])
    return None, ""


class PersistentComponent(ui.DynamicItem["ui.Item[Any]"], template=TEMPLATE):
    """Any button or select of this bot, of any version. discord.py matches it by its custom id, also after a restart."""

    def __init__(self, item: "ui.Item[Any]") -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: "ui.Item[Any]", match: re.Match[str], /) -> Self:
        del interaction, match
        return cls(item)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        return bool(interaction.client.responder.claim(interaction))

    async def callback(self, interaction: Interaction) -> None:
        router: ComponentRouter = interaction.client.router
        await interaction.client.run_handler(interaction, router.on_component(interaction))
