"""Settings from the environment and `.env`. Every setting has a default that works without any configuration."""

import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import EXIT_SETTINGS, UserError

APP: Final = "career-advisor"


FolderOrFile: TypeAlias = Annotated[Path, AfterValidator(Path.expanduser)]
"""A path; a leading ~ stands for the home folder."""


def _ids(value: Any) -> Any:
    """The parts of a text such as `1, 2`; any other value as it is."""
    return tuple(part for part in re.split(r"[\s,;]+", value) if part) if isinstance(value, str) else value


Ids: TypeAlias = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]
"""Ids of Discord, separated by commas or spaces in the environment."""


class SettingsError(UserError):
    """A setting has a value that cannot be used; the message names the setting and says what is expected."""

    exit_code = EXIT_SETTINGS


class Settings(BaseSettings):
    """All settings. The composition root reads them once, at the start. Environment variables are the field names in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    knowledge_dir: FolderOrFile | None = Field(
        default=None, description="Folder of the knowledge files; see knowledge/README.md."
    )
    database_path: FolderOrFile | None = Field(default=None, description="SQLite file for conversations, profiles and feedback.")
    cache_dir: FolderOrFile | None = Field(default=None, description="Folder of the cache, which can be deleted at any time.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")
    log_format: Literal["text", "json"] = Field(default="text", description="Log lines for people or for programs.")
    discord_token: SecretStr | None = Field(default=None, description="The bot's token; see docs/discord.md.")
    discord_application_id: int | None = Field(
        default=None, description="The application's id, for a compatible server that does not send it."
    )
    discord_api_url: str | None = Field(default=None, description="Discord's API, or a compatible server's: …/api/v10.")
    discord_gateway_url: str | None = Field(default=None, description="Discord's gateway, or a compatible server's.")
    discord_gateway_compression: bool = Field(default=True, description="Off for a compatible server without compression.")
    knowledge_guild_ids: Ids = Field(default=(), description="The servers whose moderators may edit the knowledge.")
    message_content: Literal["auto", "required", "off"] = Field(
        default="auto",
        description="The message-content intent: requested when a server has answer channels (auto), always, or never.",
    )
    cooldown_questions: int = Field(default=10, ge=0, description="Questions a user may ask within the cooldown; 0: no limit.")
    cooldown_seconds: float = Field(default=30.0, gt=0, description="Length of the cooldown in seconds.")

    @property
    def database(self) -> Path:
        """The SQLite file; in the user's data folder unless DATABASE_PATH is set."""
        return self.database_path or Path(platformdirs.user_data_dir(APP)) / "career-advisor.db"

    @property
    def cache(self) -> Path:
        """The folder of the cache; the user's cache folder unless CACHE_DIR is set."""
        return self.cache_dir or Path(platformdirs.user_cache_dir(APP))

    @property
    def own_knowledge(self) -> Path:
        """The folder of the editable copy that `career-advisor copy-knowledge` makes."""
        return Path(platformdirs.user_data_dir(APP)) / "knowledge"

    @property
    def history(self) -> Path:
        """The file of the chat's line history."""
        return Path(platformdirs.user_data_dir(APP)) / "chat-history"


def read_settings() -> Settings:
    """The settings. Raises SettingsError with one sentence about the first setting that is wrong."""
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8; save it as UTF-8.") from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise SettingsError(f"The setting {name} is wrong: {first['msg'].lower()}; see .env.example.") from None
