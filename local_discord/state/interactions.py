"""What people do with a bot: the one value that a command, a press, a pick or a submitted form becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.state.accounts import JSON, Application, User
from local_discord.state.flags import CallbackType, CommandType, InteractionType
from local_discord.state.guilds import Channel
from local_discord.state.messages import Message


@dataclass(eq=False)
class Interaction:
    """One deed of a person towards an application, and all that the application made of it.

    `callback` is None until the application acknowledges. `original` is the message that the acknowledgement made or
    changed, `followups` what came after, `modal` and `choices` what it showed instead of a message.
    """

    id: int
    type: InteractionType
    token: str
    application: Application
    user: User
    channel: Channel
    created_at: float
    data: JSON
    command_name: str | None = None
    command_type: CommandType | None = None
    target_user: User | None = None
    message: Message | None = None
    parent: Interaction | None = None
    owners: dict[str, str] = field(default_factory=dict)
    ephemeral_only: bool = False
    callback: CallbackType | None = None
    original: Message | None = None
    original_deleted: bool = False
    followups: list[Message] = field(default_factory=list)
    modal: JSON | None = None
    modal_submitted: bool = False
    choices: list[JSON] = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        """Whether the application has answered in any way."""
        return self.callback is not None
