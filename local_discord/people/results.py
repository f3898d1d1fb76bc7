"""The result of an interaction: the bot's messages, modal or choices."""

from __future__ import annotations

from local_discord.actions.interaction_responses import ACKNOWLEDGE_WITHIN
from local_discord.people.messages import VisibleMessage
from local_discord.people.waiting import DEFAULT_MAX_WAIT, CannotError, NoAnswerError, recent_refusals, wait_until
from local_discord.state.accounts import JSON, User
from local_discord.state.messages import Interaction
from local_discord.state.permissions import can_see
from local_discord.state.world import World


class VisibleModal:
    """A modal that a bot opened for one person."""

    def __init__(self, opened_by: Interaction) -> None:
        self.opened_by = opened_by

    def __repr__(self) -> str:
        return f"<modal {self.title!r}>"

    @property
    def json(self) -> JSON:
        """The modal as the bot sent it."""
        if self.opened_by.modal is None:
            raise CannotError("no modal was opened")
        return self.opened_by.modal

    @property
    def title(self) -> str:
        """The modal's title."""
        return str(self.json["title"])

    @property
    def custom_id(self) -> str:
        """The modal's custom id."""
        return str(self.json["custom_id"])


class InteractionResult:
    """An acknowledged interaction: a command, a button, a select menu or a modal. Its messages may still arrive."""

    def __init__(self, world: World, interaction: Interaction) -> None:
        self._world = world
        self.interaction = interaction

    def __repr__(self) -> str:
        callback = self.interaction.callback
        return f"<{self.interaction.type.name} answered by {callback.name if callback else 'nothing'}>"

    @property
    def user(self) -> User:
        """The user who started the interaction."""
        return self.interaction.user

    @property
    def modal(self) -> VisibleModal:
        """The modal that the bot opened; raises CannotError if it did not open one."""
        if self.interaction.modal is None:
            raise CannotError(f"no modal was opened: {self!r}")
        return VisibleModal(self.interaction)

    @property
    def messages(self) -> list[VisibleMessage]:
        """The responses that the person sees so far, including pending deferred ones."""
        responses = [self.interaction.original, *self.interaction.followups]
        visible = (VisibleMessage(self._world, message, self.user) for message in responses if message is not None)
        return [message for message in visible if not message.gone]

    async def message(self, *, max_wait: float = DEFAULT_MAX_WAIT) -> VisibleMessage:
        """Wait for the bot's first response and its content; if the bot updates a message, this is the updated message."""
        return await self._nth(0, "an answer", max_wait)

    async def followup(self, number: int = 1, *, max_wait: float = DEFAULT_MAX_WAIT) -> VisibleMessage:
        """Wait for a follow-up message; 1 is the first one after the first response."""
        return await self._nth(number, f"follow-up {number}", max_wait)

    async def _nth(self, number: int, expected: str, max_wait: float) -> VisibleMessage:
        def check() -> VisibleMessage | None:
            responses = [m for m in (self.interaction.original, *self.interaction.followups) if m is not None]
            if len(responses) <= number or responses[number].loading or not can_see(self._world, self.user.id, responses[number]):
                return None
            return VisibleMessage(self._world, responses[number], self.user)

        return await wait_until(self._world, check, f"{expected} to {self!r}", max_wait=max_wait)


async def wait_for_acknowledgement(world: World, interaction: Interaction) -> InteractionResult:
    """Wait until the bot acknowledges the interaction; raises NoAnswerError if it does not within three seconds.

    The wait ends after three seconds of real time or of the world's clock, whichever comes first; so a test can advance the
    clock.
    """
    no_response = "The application did not respond"

    def check() -> InteractionResult | None:
        if interaction.acknowledged:
            return InteractionResult(world, interaction)
        if world.clock.now() - interaction.created_at > ACKNOWLEDGE_WITHIN:
            raise NoAnswerError(no_response)
        return None

    try:
        return await wait_until(world, check, "an acknowledgement", max_wait=ACKNOWLEDGE_WITHIN)
    except NoAnswerError:
        message = f"{no_response}: {interaction.type.name} {interaction.data}{recent_refusals(world)}"
        raise NoAnswerError(message) from None
