"""The routes, one module for each subject; `all_routes` combines them."""

from __future__ import annotations

from local_discord.rest.request import Route
from local_discord.rest.routes import accounts, channels, commands, guilds, interactions, messages, reactions, threads


def all_routes() -> list[Route]:
    """All routes. Literal paths come before path templates that would also match them."""
    subjects = (accounts, commands, guilds, threads, reactions, messages, channels, interactions)
    return [route for subject in subjects for route in subject.routes()]
