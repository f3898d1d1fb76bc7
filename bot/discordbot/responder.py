"""Sends answers to messages and to interactions, in public or privately, and each answer once."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import discord

from bot.analytics.redaction import redact
from bot.bounded_dict import BoundedDict
from bot.discordbot.cooldown import Cooldown
from bot.discordbot.events.location import interaction_location, is_own_dm, message_location
from bot.discordbot.rendering.image_cache import Image, ImageCache
from bot.discordbot.rendering.markdown import escape
from bot.discordbot.rendering.message_view import answer_view, picture_file, text_view
from bot.discordbot.rendering.pagination import Document, paginate, paginate_text
from bot.discordbot.server_settings import ServerSettingsStore
from bot.discordbot.strings import general
from bot.sessions.session_manager import SessionManager
from bot.sessions.turn import Answer, Turn

log = logging.getLogger("career-advisor.discord")

TurnAction = Callable[[Turn], Answer]
"""Calls one of the methods of a turn that make an answer: `ask`, `pick` or `show_page`."""

HISTORY_NEEDED: Final = 160002
"""Discord's error code for a reply in a channel whose history the bot may not read."""

ACKNOWLEDGED: Final = 40060
"""Discord's error code for an interaction that was acknowledged before."""

UNKNOWN_INTERACTION: Final = 10062
"""Discord's error code for an interaction that can no longer be answered: three seconds have passed."""

MOST_CLAIMED: Final = 5_000
"""Ids of interactions in memory."""


class Responder:
    """Sends every answer and every other text to users."""

    def __init__(self, sessions: SessionManager, images: ImageCache, servers: ServerSettingsStore, cooldown: Cooldown) -> None:
        self._sessions = sessions
        self._images = images
        self._servers = servers
        self._cooldown = cooldown
        self._claimed: BoundedDict[int, None] = BoundedDict(MOST_CLAIMED)

    def claim(self, interaction: discord.Interaction) -> bool:
        """Whether this is the first delivery of the interaction: Discord may deliver one twice."""
        if interaction.id in self._claimed:
            return False
        self._claimed[interaction.id] = None
        return True

    # -- messages -----------------------------------------------------------------------------------------------------

    async def answer_message(self, message: discord.Message, action: TurnAction, *, again: bool = False) -> None:
        """Answer a message once. `again`: the message was edited, so its first answer is edited."""
        user_id = str(message.author.id)
        async with self._sessions.turn(user_id, message_location(message), f"m{message.id}", again=again) as turn:
            if turn.answered_by is not None and not again:
                return
            answer = action(turn)
            document = self._paginated(turn, answer, message.guild.id if message.guild else None)
            picture = await self._images.picture(document.requested_picture, answer.profile, answer.library)
            if turn.answered_by:
                message_id = await self._edit(message, int(turn.answered_by), answer, document, picture)
            else:
                message_id = await self._send(message, answer, document, picture)
            await turn.commit(message_id)
        await self._log_declined(message.guild, answer)

    def _paginated(self, turn: Turn, answer: Answer, server_id: int | None) -> Document:
        """The answer as a document, attached to the turn for later presses. A server may have its own text for a user in
        distress; that text is not attached."""
        own_text = self._servers.get(server_id).distress
        if own_text and answer.reply.query.distress:
            return paginate_text(own_text)
        document = paginate(answer.reply, answer.library)
        turn.attach_page(document.stored_form)
        return document

    async def _send(self, message: discord.Message, answer: Answer, document: Document, picture: Image | None) -> int:
        """Send the answer as a reply; returns the id of its message, 0 when it could not be sent in the channel."""
        # The nonce is the id of the question: when discord.py repeats a request whose response was lost, Discord makes one
        # message of the two requests.
        files = [picture_file(picture)] if picture else []
        view = answer_view(document, answer.key, int(answer.user_id), picture=picture)
        reference = message.to_reference(fail_if_not_exists=False)
        try:
            sent = await message.channel.send(view=view, files=files, reference=reference, nonce=message.id)
        except discord.Forbidden:
            return await self._send_privately(message, answer, document)
        except discord.HTTPException as error:
            if error.code != HISTORY_NEEDED:
                raise
            files = [picture_file(picture)] if picture else []
            sent = await message.channel.send(view=view, files=files, nonce=message.id)
        return sent.id

    async def _send_privately(self, message: discord.Message, answer: Answer, document: Document) -> int:
        """Send the answer in a direct message, when the bot may not write in the channel. Returns 0."""
        log.warning("no permission to write in channel %s", message.channel.id)
        lead = general.MAY_NOT_WRITE.format(channel=f"<#{message.channel.id}>")
        with contextlib.suppress(discord.Forbidden):
            await message.author.send(view=answer_view(document, answer.key, int(answer.user_id), lead=lead), nonce=message.id)
        return 0

    async def _edit(
        self, message: discord.Message, message_id: int, answer: Answer, document: Document, picture: Image | None
    ) -> int:
        """Edit the first answer, the message `message_id`, and return its id."""
        view = answer_view(document, answer.key, int(answer.user_id), picture=picture)
        partial = discord.PartialMessage(channel=message.channel, id=message_id)
        with contextlib.suppress(discord.NotFound):  # the first answer was deleted, so nobody wants another one
            await partial.edit(view=view, attachments=[picture_file(picture)] if picture else [])
        return message_id

    async def notify_cooldown(self, message: discord.Message, wait: float) -> None:
        """Tell a user who asks too fast how long to wait: in a direct message, and once in each period of the cooldown."""
        if self._cooldown.should_notify(message.author.id, self._sessions.now()):
            with contextlib.suppress(discord.HTTPException):
                await message.author.send(view=text_view(general.COOLDOWN.format(seconds=round(wait))))

    # -- interactions -------------------------------------------------------------------------------------------------

    def _is_ephemeral(self, interaction: discord.Interaction, private: bool | None) -> bool:
        """Whether the answer is ephemeral: as the user chose, else as the server's settings say. False in the user's direct
        messages, where nobody else sees it anyway."""
        if is_own_dm(interaction):
            return False
        return private if private is not None else self._servers.get(interaction.guild_id).private

    async def respond(
        self,
        interaction: discord.Interaction,
        action: TurnAction,
        *,
        private: bool | None = None,
        without_profile: bool = False,
        lead: str = "",
    ) -> None:
        """Answer a command, a press or a form, within the cooldown.

        `private` is the user's choice, None when they made none. `without_profile`: the answer is for somebody else, so the
        user's profile is not used. `lead` is shown above the answer.
        """
        wait = self._cooldown.wait(interaction.user.id, self._sessions.now())
        if wait:
            await self.say(interaction, general.COOLDOWN.format(seconds=round(wait)))
            return
        ephemeral = self._is_ephemeral(interaction, private)
        place = interaction_location(interaction, private=ephemeral)
        user_id = str(interaction.user.id)
        is_deferred = self._sessions.is_busy(user_id)  # an earlier turn may take longer than Discord's three seconds
        if is_deferred:
            await _acknowledge(interaction.response.defer(ephemeral=ephemeral, thinking=True))
        async with self._sessions.turn(user_id, place, f"i{interaction.id}", without_profile=without_profile) as turn:
            if turn.answered_by is not None:
                return
            answer = action(turn)
            document = self._paginated(turn, answer, interaction.guild_id)
            requested = document.requested_picture if self._images.is_enabled else None
            if requested is not None and not is_deferred:
                is_deferred = True
                await _acknowledge(interaction.response.defer(ephemeral=ephemeral, thinking=True))
            picture = await self._images.picture(requested, answer.profile, answer.library)
            view = answer_view(document, answer.key, int(answer.user_id), lead=lead, picture=picture)
            files = [picture_file(picture)] if picture else []
            if is_deferred:
                await interaction.edit_original_response(view=view, attachments=files)
            else:
                await _acknowledge(interaction.response.send_message(view=view, ephemeral=ephemeral))
            await turn.commit(on_behalf_of=without_profile)
        if not ephemeral:
            await self._log_declined(interaction.guild, answer)

    async def say(self, interaction: discord.Interaction, text: str) -> None:
        """Answer an interaction with a text that only its user sees."""
        if interaction.response.is_done():
            await interaction.followup.send(view=text_view(text), ephemeral=True)
        else:
            await interaction.response.send_message(view=text_view(text), ephemeral=True)

    async def _log_declined(self, guild: discord.Guild | None, answer: Answer) -> None:
        """Send a declined question to the server's log channel, without the user and redacted."""
        channel_id = self._servers.get(guild.id).log_channel if guild is not None else None
        channel = guild.get_channel_or_thread(channel_id) if guild is not None and channel_id else None
        if answer.reply.answered or not isinstance(channel, discord.abc.Messageable):
            return
        question = redact(answer.reply.query.text)
        if not question:
            return
        with contextlib.suppress(discord.HTTPException, asyncio.TimeoutError):
            await channel.send(view=text_view(general.LOGGED_QUESTION.format(question=escape(question))))


async def find_document(sessions: SessionManager, key: str) -> tuple[int, Document] | None:
    """(owner's user id, document) of the answer `key`; None when it is no longer stored."""
    found = await sessions.find_page(key)
    return (int(found[0]), Document.model_validate_json(found[1])) if found is not None else None


async def _acknowledge(request: Awaitable[object]) -> None:
    """Send the first response to an interaction. When Discord's confirmation is lost, discord.py repeats the request, and
    Discord's error that the interaction is acknowledged already is ignored."""
    try:
        await request
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
