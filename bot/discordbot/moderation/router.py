"""All that moderators can do, behind one object: what is pressed and sent reaches it, and it tells the log channel the news."""

import contextlib
from collections.abc import Callable
from typing import Any, Final

import discord

from bot.curation.drafts import find
from bot.curation.knowledge_base import Event, KnowledgeChanged, LoadFailure
from bot.discordbot.moderation import status
from bot.discordbot.moderation.commands import KnowledgeCommands
from bot.discordbot.moderation.editor import BUTTONS, FORMS, Editor
from bot.discordbot.moderation.failed_questions import FailedQuestionPages
from bot.discordbot.moderation.formatting import broken_text, files_text, problems_text, reason_text, who
from bot.discordbot.moderation.permissions import may_curate
from bot.discordbot.rendering.message_view import text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import general, moderation

Interaction = discord.Interaction[Any]
LONGEST_NEWS: Final = 3_500


class ModerationRouter:
    """One for each client. `start` begins to tell the news, `stop` ends it."""

    def __init__(self, client: discord.Client, replies: Responder) -> None:
        self._client = client
        self._replies = replies
        self.editor = Editor(replies)
        self.failed_questions = FailedQuestionPages(replies, self.editor)
        self._stop: Callable[[], None] | None = None

    def commands(self) -> KnowledgeCommands | None:
        """None where no server is the knowledge's home."""
        return KnowledgeCommands(self._replies, self.editor, self.failed_questions) if self._replies.home else None

    def start(self) -> None:
        self._stop = self._replies.keeper.listen(self._tell)

    def stop(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    async def pressed(self, interaction: Interaction, rest: str) -> None:
        """A button of ours. Everything is checked again: whose it is, and what they may."""
        verb, _, key = rest.partition(":")
        if not may_curate(interaction, self._replies):
            await self._replies.say(interaction, moderation.NOT_YOURS)
        elif verb == "gap":
            await self.failed_questions.pressed(interaction, key)
        elif verb == "take":
            await status.ask_why_take(interaction)
        elif verb == "show":
            draft = await find(self._replies.keeper.history, key, str(interaction.user.id))
            if draft is None:
                await self._replies.say(interaction, moderation.DRAFT_GONE)
            else:
                await self.editor.preview(interaction, draft)
        elif verb in BUTTONS:
            await self.editor.pressed(interaction, verb, key)
        else:
            await self._replies.say(interaction, general.MOVED_ON)

    async def sent(self, interaction: Interaction, rest: str) -> None:
        """A form of ours."""
        verb, _, key = rest.partition(":")
        if not may_curate(interaction, self._replies):
            await self._replies.say(interaction, moderation.NOT_YOURS)
        elif verb == "gap":
            await self.failed_questions.sent(interaction, key)
        elif verb == "taken":
            await status.take(interaction, self._replies.keeper)
        elif verb in FORMS:
            await self.editor.sent(interaction, verb, key)
        else:
            await self._replies.say(interaction, general.MOVED_ON)

    async def _tell(self, news: Event) -> None:
        """The log channel of each home hears of what went live, and of what could not."""
        for server in self._replies.home:
            chosen = self._replies.servers.get(server).log_channel
            channel = self._client.get_channel(chosen) if chosen is not None else None
            if isinstance(channel, discord.abc.Messageable):
                with contextlib.suppress(discord.HTTPException):
                    await channel.send(view=text_view(_news_text(news)[:LONGEST_NEWS]))


def _news_text(news: Event) -> str:
    match news:
        case KnowledgeChanged(change, files, broken):
            line = moderation.AUDIT.format(
                number=change.number, who=who(change), files=files_text(files), reason=reason_text(change)
            )
            return "\n".join(filter(None, [line, broken_text(broken) if broken else ""]))
        case LoadFailure(problems, broken):
            return moderation.AUDIT_TROUBLE.format(problems=problems_text(problems) if problems else broken_text(broken))
