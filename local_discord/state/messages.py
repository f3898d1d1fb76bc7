"""Messages with their files and reactions, and the interactions that refer to them.

Message and Interaction refer to each other, so both are defined here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from local_discord.state.accounts import JSON, Application, User
from local_discord.state.flags import CallbackType, CommandType, InteractionType, MessageFlag, MessageType
from local_discord.state.guilds import Channel


@dataclass(frozen=True)
class Upload:
    """An uploaded file that is not attached to a message yet; `field_id` is its number in the form (`files[0]`)."""

    field_id: int
    filename: str
    content: bytes
    content_type: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to a message; the local Discord serves it at `path`."""

    id: int
    filename: str
    content: bytes
    content_type: str
    path: str
    description: str | None = None
    size_in_pixels: tuple[int, int] | None = None
    ephemeral: bool = False


@dataclass
class Reaction:
    """The reactions to a message with one emoji; `users` are in the order in which they reacted."""

    emoji: JSON
    users: dict[int, User] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """The message that a reply refers to; it may have been deleted since."""

    message_id: int
    channel_id: int
    guild_id: int | None


@dataclass(eq=False)
class Message:
    """A message. `reader_id` is set if the message is ephemeral: only that user sees it."""

    id: int
    channel_id: int
    guild_id: int | None
    author: User
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    reactions: dict[str, Reaction] = field(default_factory=dict)
    flags: MessageFlag = MessageFlag(0)  # noqa: RUF009 - an immutable value
    reference: Reference | None = None
    mentions: list[User] = field(default_factory=list)
    mentioned_roles: list[int] = field(default_factory=list)
    mentions_everyone: bool = False
    edited_at: float | None = None
    pinned: bool = False
    tts: bool = False
    nonce: str | int | None = None
    application_id: int | None = None
    webhook_id: int | None = None
    interaction: Interaction | None = None
    reader_id: int | None = None
    thread_id: int | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only one user sees the message."""
        return self.reader_id is not None

    @property
    def loading(self) -> bool:
        """Whether the message is a deferred response that shows "thinking" and has no content yet."""
        return MessageFlag.LOADING in self.flags


@dataclass(eq=False)
class Interaction:
    """One use of an application by a user (a command, a component, a modal, autocomplete) and the application's responses.

    `data` is Discord's `data` object, `message` the message that the user acted on, and `parent` the interaction that opened
    a submitted modal. `owners` maps installation types to the ids of the guild or user that installed the application.
    `ephemeral_only` is set if the responses must be ephemeral. `callback` is None until the application acknowledges the
    interaction. `original` is the message that the acknowledgement created or edited, `followups` are the later messages.
    `modal` and `choices` are set if the application answered with a modal or with autocomplete choices.
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
        """Whether the application has acknowledged the interaction."""
        return self.callback is not None
