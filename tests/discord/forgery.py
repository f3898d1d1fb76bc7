"""Forged presses and forms, as a user can send them with a program of their own."""

from __future__ import annotations

from collections.abc import Mapping

from local_discord import InteractionResult, LocalDiscord, Person
from local_discord.actions.interactions import UserAction
from local_discord.state.flags import ComponentType, InteractionType, MessageFlag
from local_discord.state.guilds import Channel
from local_discord.state.messages import Message


async def press(local: LocalDiscord, person: Person, custom_id: str, channel: Channel | None = None) -> InteractionResult:
    """Press a button with any custom id, below a message of the bot that it never sent."""
    place = channel or person.here
    button = {"type": int(ComponentType.BUTTON), "id": 3, "style": 2, "label": "?", "custom_id": custom_id}
    row = {"type": int(ComponentType.ACTION_ROW), "id": 2, "components": [button]}
    message = Message(
        local.world.new_id(), place.id, place.guild_id, local.bot.user, components=[{"type": 17, "id": 1, "components": [row]}],
        flags=MessageFlag.COMPONENTS_V2 | MessageFlag.EPHEMERAL, reader_id=person.id,
    )  # fmt: skip
    local.world.messages.setdefault(place.id, {})[message.id] = message
    data = {"component_type": int(ComponentType.BUTTON), "custom_id": custom_id, "id": 3}
    return await person.forge(local.bot, UserAction(InteractionType.COMPONENT, data, message=message), channel=place)


async def send(
    local: LocalDiscord, person: Person, custom_id: str, fields: Mapping[str, str], channel: Channel | None = None
) -> InteractionResult:
    """Submit a form with any custom id and any fields."""
    parts = [
        {"type": int(ComponentType.LABEL), "id": 2 * number + 1,
         "component": {"type": int(ComponentType.TEXT_INPUT), "id": 2 * number + 2, "custom_id": name, "value": text}}
        for number, (name, text) in enumerate(fields.items())
    ]  # fmt: skip
    action = UserAction(InteractionType.MODAL_SUBMIT, {"custom_id": custom_id, "components": parts})
    return await person.forge(local.bot, action, channel=channel)
