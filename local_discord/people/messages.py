"""Messages and their components as one person sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local_discord.actions.mentions import all_text
from local_discord.people.waiting import DEFAULT_MAX_WAIT, CannotError, NoAnswerError, wait_until
from local_discord.serializers.messages import message_json
from local_discord.state.accounts import JSON, User
from local_discord.state.flags import SELECTS, ComponentType
from local_discord.state.messages import Attachment, Message
from local_discord.state.permissions import can_see
from local_discord.state.world import World
from local_discord.validation.components import walk


@dataclass(frozen=True)
class VisibleComponent:
    """A button or a select menu of a message."""

    json: JSON

    @property
    def label(self) -> str:
        """The visible text: a button's label or emoji, or a select menu's placeholder."""
        emoji = (self.json.get("emoji") or {}).get("name")
        return str(self.json.get("label") or self.json.get("placeholder") or emoji or "")

    @property
    def custom_id(self) -> str:
        """The component's custom id; empty for links."""
        return str(self.json.get("custom_id") or "")

    @property
    def url(self) -> str | None:
        """The URL of a link button; None for other components."""
        return self.json.get("url")

    @property
    def disabled(self) -> bool:
        """Whether the component is disabled."""
        return bool(self.json.get("disabled"))

    @property
    def options(self) -> list[str]:
        """The labels of a select menu's options; empty for a button."""
        return [option["label"] for option in self.json.get("options") or []]

    def matches(self, name: str) -> bool:
        """Whether `name` is the custom id or the label."""
        return name in (self.custom_id, self.label)


class VisibleMessage:
    """A message as one person sees it. It always reflects the current state, so it changes with edits and deletion.

    Reading the content raises CannotError if the person does not see the message or it was deleted. The waiting methods
    raise NoAnswerError after `max_wait` seconds.
    """

    def __init__(self, world: World, message: Message, reader: User) -> None:
        self._world = world
        self.raw = message
        self.reader = reader

    def __repr__(self) -> str:
        return f"<{self.raw.author.name}: {self.text[:200]!r}{' (only you)' if self.ephemeral else ''}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VisibleMessage) and other.raw is self.raw

    def __hash__(self) -> int:
        return hash(self.raw.id)

    @property
    def id(self) -> int:
        """The message's id."""
        return self.raw.id

    @property
    def author(self) -> User:
        """The account that wrote the message."""
        return self.raw.author

    @property
    def gone(self) -> bool:
        """Whether the message was deleted or is not visible to the reader."""
        stored = self._world.messages.get(self.raw.channel_id, {}).get(self.raw.id)
        return stored is None or not can_see(self._world, self.reader.id, self.raw)

    @property
    def ephemeral(self) -> bool:
        """Whether only the reader sees the message."""
        return self.raw.ephemeral

    @property
    def thinking(self) -> bool:
        """Whether the message is a deferred response that still shows "thinking"."""
        return self.raw.loading

    @property
    def edited(self) -> bool:
        """Whether the message is marked as edited."""
        return self.raw.edited_at is not None

    @property
    def content(self) -> str:
        """The message's content, without components and embeds."""
        return self._require_visible().content

    @property
    def text(self) -> str:
        """All visible text: content, text displays and embeds."""
        message = self._require_visible()
        parts = [all_text(message.content, message.components)]
        for embed in message.embeds:
            parts += [embed.get("title") or "", embed.get("description") or ""]
            parts += [f"{field['name']}\n{field['value']}" for field in embed.get("fields") or []]
            parts.append((embed.get("footer") or {}).get("text") or "")
        return "\n".join(part for part in parts if part)

    @property
    def embeds(self) -> list[JSON]:
        """The embeds as JSON."""
        return self._require_visible().embeds

    @property
    def components(self) -> list[JSON]:
        """The components as JSON."""
        return self._require_visible().components

    @property
    def attachments(self) -> list[Attachment]:
        """The attachments, with their content and alt text."""
        return self._require_visible().attachments

    @property
    def buttons(self) -> list[VisibleComponent]:
        """All buttons, in display order."""
        return self._components_of_type({ComponentType.BUTTON})

    @property
    def selects(self) -> list[VisibleComponent]:
        """All select menus, in display order."""
        return self._components_of_type(SELECTS)

    @property
    def reactions(self) -> dict[str, int]:
        """The number of reactions with each emoji."""
        return {key: len(reaction.users) for key, reaction in self._require_visible().reactions.items()}

    @property
    def json(self) -> JSON:
        """The message as Discord would send it to this reader."""
        return message_json(self._world, self._require_visible(), self.reader.id)

    def _require_visible(self) -> Message:
        if self.gone:
            raise CannotError(f"{self.reader.name} does not see message {self.raw.id}")
        return self.raw

    def _components_of_type(self, kinds: Any) -> list[VisibleComponent]:
        return [VisibleComponent(c) for c, _ in walk(self._require_visible().components) if c.get("type") in kinds]

    async def becomes(self, check: Callable[[VisibleMessage], bool], *, max_wait: float = DEFAULT_MAX_WAIT) -> VisibleMessage:
        """Wait until `check` is true for the message."""
        return await wait_until(self._world, lambda: self if check(self) else None, f"a change of {self!r}", max_wait=max_wait)

    async def shows(self, text: str, *, max_wait: float = DEFAULT_MAX_WAIT) -> VisibleMessage:
        """Wait until the message's text contains `text`."""
        try:
            return await self.becomes(lambda message: text in message.text, max_wait=max_wait)
        except NoAnswerError:
            raise NoAnswerError(f"{text!r} does not come; there is {self.text!r}") from None

    async def disappears(self, *, max_wait: float = DEFAULT_MAX_WAIT) -> None:
        """Wait until the message is deleted or no longer visible."""
        await wait_until(self._world, lambda: True if self.gone else None, f"{self.raw.id} to go", max_wait=max_wait)

    async def answer(self, *, max_wait: float = DEFAULT_MAX_WAIT) -> VisibleMessage:
        """Wait for the first reply to this message by another author."""

        def check() -> VisibleMessage | None:
            for message in self._world.messages_after(self.raw.channel_id, self.raw.id):
                replies = message.reference is not None and message.reference.message_id == self.raw.id
                if replies and message.author is not self.raw.author and can_see(self._world, self.reader.id, message):
                    return VisibleMessage(self._world, message, self.reader)
            return None

        return await wait_until(self._world, check, f"a reply to {self!r}", max_wait=max_wait)
