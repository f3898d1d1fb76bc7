"""The routes, by subject; `all_routes` puts them together."""

from __future__ import annotations

from bot.playground.http.call import Route
from bot.playground.http.routes import accounts, channels, commands, guilds, interactions, messages, reactions, threads


def all_routes() -> list[Route]:
    """Every route; those with fixed words stand before those that would also match them."""
    subjects = (accounts, commands, guilds, threads, reactions, messages, channels, interactions)
    return [route for subject in subjects for route in subject.routes()]
