"""Settings from the environment and `.env`; every one has a default that works on a machine where nothing was set."""

import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import EXIT_SETTINGS, UserError

APP: Final = "career-advisor"


FolderOrFile: TypeAlias = Annotated[Path, AfterValidator(Path.expanduser)]
"""A path; a leading ~ is the home folder."""


def _ids(value: Any) -> Any:
    """`1, 2` as two numbers."""
    return tuple(part for part in re.split(r"[\s,;]+", value) if part) if isinstance(value, str) else value


Ids: TypeAlias = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]
"""Discord's ids, with commas between them."""


class SettingsError(UserError):
    """A setting has a value that cannot be used; the message names it and says what is expected."""

    exit_code = EXIT_SETTINGS


class Settings(BaseSettings):
    """Read once, at the start, by the composition root. Names in the environment are the field names in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    knowledge_dir: FolderOrFile | None = Field(
        default=None, description="Folder of the knowledge files; see knowledge/README.md."
    )
    database_path: FolderOrFile | None = Field(default=None, description="SQLite file for conversations, profiles and feedback.")
    cache_dir: FolderOrFile | None = Field(default=None, description="Folder for what can be computed anew at any time.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")
    log_format: Literal["text", "json"] = Field(default="text", description="Log lines for people or for programs.")
    discord_token: SecretStr | None = Field(default=None, description="The bot's token; see docs/discord.md.")
    discord_application_id: int | None = Field(default=None, description="For a compatible server that does not tell it.")
    discord_api_url: str | None = Field(default=None, description="Discord's API, or a compatible server's: …/api/v10.")
    discord_gateway_url: str | None = Field(default=None, description="Discord's gateway, or a compatible server's.")
    discord_gateway_compression: bool = Field(default=True, description="Off for a compatible server without compression.")
    knowledge_guild_ids: Ids = Field(default=(), description="The servers whose moderators keep the knowledge.")
    message_content: Literal["auto", "required", "off"] = Field(
        default="auto",
        description="The message-content intent: asked for when a server chose answer channels, always, or never.",
    )
    cooldown_questions: int = Field(default=10, ge=0, description="Questions a person may ask within the cooldown; 0: no limit.")
    cooldown_seconds: float = Field(default=30.0, gt=0, description="The cooldown's length.")

    @property
    def database(self) -> Path:
        return self.database_path or Path(platformdirs.user_data_dir(APP)) / "career-advisor.db"

    @property
    def cache(self) -> Path:
        return self.cache_dir or Path(platformdirs.user_cache_dir(APP))

    @property
    def own_knowledge(self) -> Path:
        """Where `career-advisor copy-knowledge` puts the copy that a person edits."""
        return Path(platformdirs.user_data_dir(APP)) / "knowledge"

    @property
    def history(self) -> Path:
        """The chat's line history."""
        return Path(platformdirs.user_data_dir(APP)) / "chat-history"


def read_settings() -> Settings:
    """Raises SettingsError with one sentence about the first setting that is wrong."""
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8; save it as UTF-8.") from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise SettingsError(f"The setting {name} is wrong: {first['msg'].lower()}; see .env.example.") from None
