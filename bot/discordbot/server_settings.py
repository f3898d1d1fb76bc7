"""What a server's admins chose; kept in the store, held in memory, checked against reality."""

from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.storage.metadata import ServerStore


class ServerSettings(BaseModel):
    """`private`: whether answers to commands are shown to the asking person alone unless they choose otherwise.
    `distress`: what somebody in distress is told instead of the advisor's own words; empty: those.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    answer_channels: tuple[int, ...] = ()
    private: bool = False
    moderator_role: int | None = None
    log_channel: int | None = None
    distress: str = ""


@dataclass
class ServerSettingsStore:
    """Every server's settings; those never chosen are the defaults."""

    _store: ServerStore
    _known: dict[int, ServerSettings] = field(default_factory=dict)

    async def load(self) -> None:
        """Read them all; settings in a form of another program are taken for never chosen."""
        for server, stored in (await self._store.all()).items():
            try:
                self._known[int(server)] = ServerSettings.model_validate_json(stored)
            except (ValidationError, ValueError):
                continue

    def of(self, server: int | None) -> ServerSettings:
        return self._known.get(server, ServerSettings()) if server is not None else ServerSettings()

    async def keep(self, server: int, settings: ServerSettings, now: float) -> None:
        await self._store.save(str(server), settings.model_dump_json(), now)
        self._known[server] = settings

    async def drop(self, server: int) -> None:
        """Forget a server that the bot is no longer in."""
        self._known.pop(server, None)
        await self._store.delete(str(server))

    def chosen(self) -> dict[int, ServerSettings]:
        """The servers whose admins chose anything."""
        return dict(self._known)

    @property
    def any_answer_channel(self) -> bool:
        """Whether some server wants messages answered that do not mention the bot."""
        return any(settings.answer_channels for settings in self._known.values())
