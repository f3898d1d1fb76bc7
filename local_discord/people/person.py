"""A simulated person who uses the local Discord with the possibilities of Discord's own client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from local_discord.actions import channels, interactions, messages, reactions
from local_discord.actions.interactions import UserAction
from local_discord.people import command_actions, component_actions
from local_discord.people.messages import VisibleMessage
from local_discord.people.options import Typed
from local_discord.people.results import InteractionResult, VisibleModal, wait_for_acknowledgement
from local_discord.people.waiting import DEFAULT_MAX_WAIT, CannotError, wait_until
from local_discord.state.accounts import JSON, Application, User
from local_discord.state.errors import missing_permissions
from local_discord.state.flags import CommandType, Permission
from local_discord.state.guilds import Channel
from local_discord.state.messages import Upload
from local_discord.state.permissions import can_see, has_permissions
from local_discord.state.world import World


class Person:
    """A person who talks with bots; `LocalDiscord.person` creates one.

    All methods act in `here`, the channel that the person has open, unless another channel is given. They raise RefusalError
    for what Discord refuses, CannotError for what Discord's client does not offer, and NoAnswerError if an expected answer
    does not come in time.
    """

    def __init__(self, world: World, user: User, here: Channel) -> None:
        self._world = world
        self.user = user
        self.here = here
        self._heard_ids: set[int] = set()
        # Per channel: all messages up to this id have been handled. A new person does not hear earlier messages.
        self._heard_up_to: dict[int, int] = {here.id: here.last_message_id or 0}

    def __repr__(self) -> str:
        return f"<person {self.name}>"

    @property
    def name(self) -> str:
        """The display name."""
        return self.user.display_name or self.user.name

    @property
    def id(self) -> int:
        """The account's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """The text that mentions this person in a message."""
        return self.user.mention

    # Writing

    async def say(
        self,
        text: str = "",
        *,
        channel: Channel | None = None,
        to: VisibleMessage | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        ping: bool = True,
    ) -> VisibleMessage:
        """Write a message. With `to` it is a reply, which mentions that message's author unless `ping` is false."""
        body: JSON = {"content": text}
        place = channel or self.here
        if to is not None:
            place = self._world.channel(to.raw.channel_id)
            body["message_reference"] = {"message_id": str(to.id)}
            body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        uploads = [Upload(number, name, content) for number, (name, content) in enumerate(files)]
        messages.check_may_post(self._world, self.user, place, uploads)
        return self._visible(messages.post(self._world, self.user, place, body, uploads))

    async def edit(self, message: VisibleMessage, text: str) -> VisibleMessage:
        """Edit the text of one's own message."""
        if message.raw.author is not self.user:
            raise CannotError(f"{self.name} did not write {message!r}")
        messages.edit(self._world, message.raw, {"content": text})
        return message

    async def delete(self, message: VisibleMessage) -> None:
        """Delete one's own message; deleting another's requires MANAGE_MESSAGES."""
        channel = self._world.channel(message.raw.channel_id)
        if message.raw.author is not self.user and not has_permissions(self._world, self.id, channel, Permission.MANAGE_MESSAGES):
            raise missing_permissions()
        messages.delete(self._world, message.raw)

    async def react(self, message: VisibleMessage, emoji: str) -> None:
        """Add a reaction to a message."""
        reactions.react(self._world, self.user, message.raw, emoji)

    async def unreact(self, message: VisibleMessage, emoji: str) -> None:
        """Remove one's own reaction."""
        reactions.unreact(self._world, self.user, self.user, message.raw, emoji)

    async def type(self, channel: Channel | None = None) -> None:
        """Show the typing indicator."""
        reactions.start_typing(self._world, self.user, channel or self.here)

    # Places

    def dm(self, other: Person | Application | User) -> Channel:
        """The direct message channel with another user, created if needed."""
        user = other if isinstance(other, User) else other.user
        return channels.open_dm(self._world, self.user, user)

    def group(self, *others: Person, name: str = "") -> Channel:
        """Create a group channel with the others."""
        return channels.open_group(self._world, self.user, [other.user for other in others], name)

    def thread(self, name: str, *, under: VisibleMessage | None = None, private: bool = False) -> Channel:
        """Create a thread in the current channel, or under a message."""
        body: JSON = {"name": name, "type": 12 if private else 11}
        parent = self.here if under is None else self._world.channel(under.raw.channel_id)
        return channels.start_thread(self._world, self.user, parent, body, None if under is None else under.raw)

    def install(self, application: Application) -> None:
        """Install an application for one's own account, so that its commands are available in every channel."""
        application.installed_by.add(self.id)

    # Reading

    def reads(self, channel: Channel | None = None) -> list[VisibleMessage]:
        """All messages in a channel that the person sees, oldest first; their ephemeral messages are included."""
        stored = self._world.messages.get((channel or self.here).id, {}).values()
        return [self._visible(message) for message in stored if can_see(self._world, self.id, message)]

    async def hears(self, channel: Channel | None = None, *, max_wait: float = DEFAULT_MAX_WAIT) -> VisibleMessage:
        """Wait for the next message by another author that was not returned before and is not a pending deferred response."""
        place = channel or self.here

        def check() -> VisibleMessage | None:
            passed = True
            for message in self._world.messages_after(place.id, self._heard_up_to.get(place.id, 0)):
                own = message.author is self.user or message.id in self._heard_ids
                if not own and not message.loading and can_see(self._world, self.id, message):
                    return self._visible(message)
                passed = passed and own
                if passed:
                    self._heard_up_to[place.id] = message.id
            return None

        found = await wait_until(self._world, check, f"something new for {self.name} to read", max_wait=max_wait)
        self._heard_ids.add(found.id)
        return found

    # Using bots

    def offers(self, channel: Channel | None = None) -> list[str]:
        """The full names of the slash commands that the person may run, sorted."""
        return sorted(command_actions.offered_commands(self._world, self.user, channel or self.here, CommandType.CHAT_INPUT))

    async def slash(self, name: str, /, *, channel: Channel | None = None, **options: Any) -> InteractionResult:
        """Run a slash command and wait for the acknowledgement; a sub-command's name is written with spaces ("me show").

        A `typed(...)` value goes through autocomplete. A trailing underscore is removed from an option's name, so that
        Python's keywords can be used: `for_=bob`.
        """
        place = channel or self.here
        offer = command_actions.find(self._world, self.user, place, CommandType.CHAT_INPUT, name)
        given = {key.removesuffix("_"): value for key, value in options.items()}
        for key, value in tuple(given.items()):
            if isinstance(value, Typed):
                before = {k: v for k, v in given.items() if not isinstance(v, Typed)}
                choices = await self.suggestions(name, key, value.text, channel=place, **before)
                given[key] = _picked(choices, value)
        return await self._send_action(offer.application, place, command_actions.slash(self._world, place, offer, given))

    async def suggestions(
        self,
        name: str,
        option: str,
        text: str,
        /,
        *,
        channel: Channel | None = None,
        **options: Any,
    ) -> list[JSON]:
        """Type `text` in one option of a command and return the suggestions, each with `name` and `value`."""
        place = channel or self.here
        offer = command_actions.find(self._world, self.user, place, CommandType.CHAT_INPUT, name)
        given = {key.removesuffix("_"): value for key, value in options.items()}
        action = command_actions.autocomplete(self._world, place, offer, (option, text), given)
        result = await self._send_action(offer.application, place, action)
        return result.interaction.choices

    async def use_on(self, target: VisibleMessage | Person, name: str) -> InteractionResult:
        """Run a command from the context menu of a message or a person."""
        if isinstance(target, VisibleMessage):
            place = self._world.channel(target.raw.channel_id)
            if not can_see(self._world, self.id, target.raw):
                raise CannotError(f"{self.name} does not see message {target.id}")
            offer = command_actions.find(self._world, self.user, place, CommandType.MESSAGE, name)
            return await self._send_action(
                offer.application, place, command_actions.message_command(self._world, place, offer, target.raw)
            )
        offer = command_actions.find(self._world, self.user, self.here, CommandType.USER, name)
        return await self._send_action(
            offer.application, self.here, command_actions.user_command(self._world, self.here, offer, target.user)
        )

    async def press(self, message: VisibleMessage, button: str) -> InteractionResult:
        """Press the button with that label, emoji or custom id."""
        visible = self._visible(message.raw)
        return await self._use_component(visible, component_actions.press(visible, button))

    async def pick(self, message: VisibleMessage, *values: Any, select: str | None = None) -> InteractionResult:
        """Choose values in a select menu: the only one, or the one whose placeholder or custom id is `select`."""
        visible = self._visible(message.raw)
        channel = self._world.channel(message.raw.channel_id)
        return await self._use_component(visible, component_actions.pick(self._world, channel, visible, values, select))

    async def submit(self, modal: VisibleModal, fields: Mapping[str, Any] | None = None) -> InteractionResult:
        """Submit a modal that was opened for this person; `fields` holds values by label or custom id."""
        opened = modal.opened_by
        if opened.user is not self.user:
            raise CannotError(f"{modal!r} was opened for {opened.user.name}, not for {self.name}")
        if opened.modal_submitted:
            raise CannotError(f"{modal!r} is closed")
        action = component_actions.submit(self._world, opened.channel, modal, fields or {})
        result = await self._send_action(opened.application, opened.channel, action)
        opened.modal_submitted = True
        return result

    async def forge(self, to: Application, action: UserAction, *, channel: Channel | None = None) -> InteractionResult:
        """Send any interaction, as a self-written client can, without the checks that `press`, `submit` and `slash` make."""
        return await self._send_action(to, channel or self.here, action)

    async def _use_component(self, message: VisibleMessage, action: UserAction) -> InteractionResult:
        application = self._world.application_of(message.author.id)
        if application is None:
            raise CannotError(f"no application answers for {message!r}")
        return await self._send_action(application, self._world.channel(message.raw.channel_id), action)

    async def _send_action(self, application: Application, channel: Channel, action: UserAction) -> InteractionResult:
        return await wait_for_acknowledgement(
            self._world, interactions.start(self._world, application, self.user, channel, action)
        )

    def _visible(self, message: Any) -> VisibleMessage:
        return VisibleMessage(self._world, message, self.user)


def _picked(choices: list[JSON], wanted: Typed) -> Any:
    if isinstance(wanted.pick, int):
        if wanted.pick >= len(choices):
            raise CannotError(f"{len(choices)} suggestions for {wanted.text!r}")
        return choices[wanted.pick]["value"]
    for choice in choices:
        if choice["name"] == wanted.pick:
            return choice["value"]
    raise CannotError(f"{wanted.pick!r} is not suggested; there are {[choice['name'] for choice in choices]}")
