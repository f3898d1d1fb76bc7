"""A gateway event that makes no sense is logged by its name and dropped; the library alone would end by it."""

import logging
from collections.abc import Callable
from typing import Any

import discord

log = logging.getLogger("career-advisor.discord")


def guard_parsers(client: discord.Client) -> None:
    """Wrap each of the client's event parsers. The library has no public place for this."""
    parsers: dict[str, Callable[[Any], Any]] = client._connection.parsers  # noqa: SLF001  # see above
    for name, parser in list(parsers.items()):
        parsers[name] = _guarded(name, parser)


def _guarded(name: str, parser: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parse(data: Any) -> Any:
        try:
            return parser(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next event is another one
            log.warning("an event %s made no sense and was dropped (%s)", name, type(error).__name__)
            return None

    return parse
