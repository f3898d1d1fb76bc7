"""Sending answers: to messages and to interactions, openly or for one person's eyes, once each."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import discord

from bot.analytics.redaction import redact
from bot.curation.knowledge_base import KnowledgeBase
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
"""What is done with a turn: ask, pick or show."""

HISTORY_NEEDED: Final = 160002
"""Discord's code for a reply in a channel whose history the bot may not read."""

ACKNOWLEDGED: Final = 40060
"""Discord's code for an interaction that has been answered before."""

MOST_CLAIMED: Final = 5_000


@dataclass
class Responder:
    """The one way by which anything is sent. `home` are the servers whose moderators may edit what `keeper` keeps."""

    sessions: SessionManager
    gallery: ImageCache
    servers: ServerSettingsStore
    cooldown: Cooldown
    keeper: KnowledgeBase
    home: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._claimed: OrderedDict[int, None] = OrderedDict()

    def claim(self, interaction: discord.Interaction) -> bool:
        """Whether this interaction is seen for the first time: Discord may deliver one twice."""
        if interaction.id in self._claimed:
            return False
        self._claimed[interaction.id] = None
        if len(self._claimed) > MOST_CLAIMED:
            self._claimed.popitem(last=False)
        return True

    # -- messages -----------------------------------------------------------------------------------------------------

    async def answer_message(self, message: discord.Message, asking: TurnAction, *, again: bool = False) -> None:
        """Answer a message once, or `again` after it was edited, in the message that answered it first."""
        user_id = str(message.author.id)
        async with self.sessions.turn(user_id, message_location(message), f"m{message.id}", again=again) as turn:
            if turn.answered_by is not None and not again:
                return
            answer = asking(turn)
            document = self._rendered(turn, answer, message.guild.id if message.guild else None)
            picture = await self.gallery.picture(document.requested_picture, answer.profile, answer.library)
            if turn.answered_by:
                sent = await self._edit(message, int(turn.answered_by), answer, document, picture)
            else:
                sent = await self._send(message, answer, document, picture)
            await turn.commit(sent)
        await self._tell_moderators(message.guild, answer)

    def _rendered(self, turn: Turn, answer: Answer, server: int | None) -> Document:
        """The answer as pages, kept for later presses. A server may have its own text for somebody in distress."""
        own_text = self.servers.get(server).distress
        if own_text and answer.reply.query.distress:
            return paginate_text(own_text)
        document = paginate(answer.reply, answer.library)
        turn.attach_page(document.stored_form)
        return document

    async def _send(self, message: discord.Message, answer: Answer, document: Document, picture: Image | None) -> int:
        # The nonce is the question's id: sent twice after a lost answer of Discord's, it makes one message all the same.
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
        """Where the bot may not write: the person gets the answer in a direct message, if they take any."""
        log.warning("no permission to write in channel %s", message.channel.id)
        lead = general.MAY_NOT_WRITE.format(channel=f"<#{message.channel.id}>")
        with contextlib.suppress(discord.Forbidden):
            await message.author.send(view=answer_view(document, answer.key, int(answer.user_id), lead=lead), nonce=message.id)
        return 0

    async def _edit(self, message: discord.Message, sent: int, answer: Answer, document: Document, picture: Image | None) -> int:
        view = answer_view(document, answer.key, int(answer.user_id), picture=picture)
        partial = discord.PartialMessage(channel=message.channel, id=sent)
        with contextlib.suppress(discord.NotFound):  # deleted since: whoever did that does not want it back
            await partial.edit(view=view, attachments=[picture_file(picture)] if picture else [])
        return sent

    async def refuse_fast(self, message: discord.Message, wait: float) -> None:
        """Once in the cooldown's time a sentence to somebody who asks too fast, in private; silence where that cannot be."""
        if self.cooldown.should_notify(message.author.id, self.sessions.now()):
            with contextlib.suppress(discord.HTTPException):
                await message.author.send(view=text_view(general.COOLDOWN.format(seconds=round(wait))))

    # -- interactions -------------------------------------------------------------------------------------------------

    def is_private(self, interaction: discord.Interaction, private: bool | None) -> bool:
        """What the person chose, else what the server's admins did. In the person's own messages everything is private."""
        if is_own_dm(interaction):
            return False
        return private if private is not None else self.servers.get(interaction.guild_id).private

    async def respond(
        self,
        interaction: discord.Interaction,
        asking: TurnAction,
        *,
        private: bool | None = None,
        without_profile: bool = False,
        lead: str = "",
    ) -> None:
        """Answer a command, a press or a form. `neutral`: for somebody else, so nothing known of the person is in it."""
        wait = self.cooldown.wait(interaction.user.id, self.sessions.now())
        if wait:
            await self.say(interaction, general.COOLDOWN.format(seconds=round(wait)))
            return
        hidden = self.is_private(interaction, private)
        place = interaction_location(interaction, private=hidden)
        user_id = str(interaction.user.id)
        is_deferred = self.sessions.is_busy(user_id)  # Discord waits three seconds, an earlier turn may take longer
        if is_deferred:
            await _once(interaction.response.defer(ephemeral=hidden, thinking=True))
        async with self.sessions.turn(user_id, place, f"i{interaction.id}", without_profile=without_profile) as turn:
            if turn.answered_by is not None:
                return
            answer = asking(turn)
            document = self._rendered(turn, answer, interaction.guild_id)
            wanted = document.requested_picture if self.gallery.is_enabled else None
            if wanted is not None and not is_deferred:
                is_deferred = True
                await _once(interaction.response.defer(ephemeral=hidden, thinking=True))
            picture = await self.gallery.picture(wanted, answer.profile, answer.library)
            view = answer_view(document, answer.key, int(answer.user_id), lead=lead, picture=picture)
            files = [picture_file(picture)] if picture else []
            if is_deferred:
                await interaction.edit_original_response(view=view, attachments=files)
            else:
                await _once(interaction.response.send_message(view=view, ephemeral=hidden))
            await turn.commit(on_behalf_of=without_profile)
        if not hidden:
            await self._tell_moderators(interaction.guild, answer)

    async def say(self, interaction: discord.Interaction, text: str) -> None:
        """A sentence for the person alone."""
        if interaction.response.is_done():
            await interaction.followup.send(view=text_view(text), ephemeral=True)
        else:
            await interaction.response.send_message(view=text_view(text), ephemeral=True)

    async def _tell_moderators(self, guild: discord.Guild | None, answer: Answer) -> None:
        """A declined question, asked openly, goes to the server's log channel without what tells whose it was."""
        channel_id = self.servers.get(guild.id).log_channel if guild is not None else None
        channel = guild.get_channel_or_thread(channel_id) if guild is not None and channel_id else None
        if not answer.reply.unanswered or not isinstance(channel, discord.abc.Messageable):
            return
        question = redact(answer.reply.query.text)
        if not question:
            return
        with contextlib.suppress(discord.HTTPException, asyncio.TimeoutError):
            await channel.send(view=text_view(general.LOGGED_QUESTION.format(question=escape(question))))


async def find_document(sessions: SessionManager, key: str) -> tuple[int, Document] | None:
    """Whose the answer `key` is, and its pages; None when it is gone."""
    found = await sessions.find_page(key)
    return (int(found[0]), Document.model_validate_json(found[1])) if found is not None else None


async def _once(acknowledging: Awaitable[object]) -> None:
    """Acknowledge an interaction. When Discord loses its answer to that, the library tries again and hears that it is done."""
    try:
        await acknowledging
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
