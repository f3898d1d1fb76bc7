"""Between the gateway and the library: an event that makes no sense is logged by its name and dropped, where the library
alone would end by it, and so is the echo of our own messages, which nobody here listens to.
"""

import logging
from collections.abc import Callable
from typing import Any, Final

import discord

log = logging.getLogger("career-advisor.discord")


_OF_MESSAGES: Final = ("MESSAGE_CREATE", "MESSAGE_UPDATE")


def guard_parsers(client: discord.Client) -> None:
    """Wrap each of the client's event parsers. The library has no public place for this."""
    parsers: dict[str, Callable[[Any], Any]] = client._connection.parsers  # noqa: SLF001  # see above
    for name, parser in list(parsers.items()):
        parsers[name] = _guarded(client, name, parser)


def _guarded(client: discord.Client, name: str, parser: Callable[[Any], Any]) -> Callable[[Any], Any]:
    skips_own = name in _OF_MESSAGES

    def parse(data: Any) -> Any:
        try:
            if skips_own and client.user is not None and data["author"]["id"] == str(client.user.id):
                return None
            return parser(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next event is another one
            log.warning("an event %s made no sense and was dropped (%s)", name, type(error).__name__)
            return None

    return parse
