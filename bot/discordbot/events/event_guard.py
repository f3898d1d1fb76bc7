"""Guards discord.py's event parsers: a malformed gateway event is logged by its name and dropped.

Without the guard, such an event would end the client. The guard also drops the events of the bot's own messages, which no
handler uses.
"""

import logging
from collections.abc import Callable
from typing import Any, Final

import discord

log = logging.getLogger("career-advisor.discord")

_MESSAGE_EVENTS: Final = ("MESSAGE_CREATE", "MESSAGE_UPDATE")


def guard_parsers(client: discord.Client) -> None:
    """Wrap each of the client's event parsers. discord.py has no public hook for this."""
    parsers: dict[str, Callable[[Any], Any]] = client._connection.parsers  # noqa: SLF001  # see above
    for name, parser in list(parsers.items()):
        parsers[name] = _guarded(client, name, parser)


def _guarded(client: discord.Client, name: str, parser: Callable[[Any], Any]) -> Callable[[Any], Any]:
    skips_own = name in _MESSAGE_EVENTS

    def parse(data: Any) -> Any:
        try:
            if skips_own and client.user is not None and data["author"]["id"] == str(client.user.id):
                return None
            return parser(data)
        except Exception as error:  # noqa: BLE001  # one bad event must not stop the ones after it
            log.warning("a malformed %s event was dropped (%s)", name, type(error).__name__)
            return None

    return parse
