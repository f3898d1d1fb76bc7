"""The settings of each server, as its admins chose them. They are stored in the database and cached in memory."""

from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.storage.metadata import ServerStore


class ServerSettings(BaseModel):
    """One server's settings.

    `private`: answers to commands are ephemeral unless the user chooses otherwise. `distress`: the text for a user in
    distress; when it is empty, the advisor's own text is used.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    answer_channels: tuple[int, ...] = ()
    private: bool = False
    moderator_role: int | None = None
    log_channel: int | None = None
    distress: str = ""


@dataclass
class ServerSettingsStore:
    """The settings of every server. Call `load` once before anything else."""

    _store: ServerStore
    _cache: dict[int, ServerSettings] = field(default_factory=dict)

    async def load(self) -> None:
        """Read all stored settings. Settings that this version of the program cannot read are ignored."""
        for server_id, stored in (await self._store.all()).items():
            try:
                self._cache[int(server_id)] = ServerSettings.model_validate_json(stored)
            except (ValidationError, ValueError):
                continue

    def get(self, server_id: int | None) -> ServerSettings:
        """A server's settings; the defaults when nothing was chosen, and outside servers (None)."""
        return self._cache.get(server_id, ServerSettings()) if server_id is not None else ServerSettings()

    async def save(self, server_id: int, settings: ServerSettings, now: float) -> None:
        """Store a server's settings; they are on disk when this returns."""
        await self._store.save(str(server_id), settings.model_dump_json(), now)
        self._cache[server_id] = settings

    async def delete(self, server_id: int) -> None:
        """Delete the settings of a server that the bot has left."""
        self._cache.pop(server_id, None)
        await self._store.delete(str(server_id))

    def all(self) -> dict[int, ServerSettings]:
        """Server id → settings, for every server whose admins chose something."""
        return dict(self._cache)

    @property
    def has_answer_channels(self) -> bool:
        """Whether any server has channels in which messages are answered without a mention."""
        return any(settings.answer_channels for settings in self._cache.values())
