"""Everything that moderators use, made for one client; and the reports on changes of the knowledge in the log channels."""

import contextlib
from collections.abc import Callable
from typing import Final

import discord

from bot.curation.knowledge_base import Event, KnowledgeChanged, LoadFailure
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.moderation.answer_form import AnswerForm
from bot.discordbot.moderation.commands import KnowledgeCommands
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.failed_questions import FailedQuestionPages
from bot.discordbot.moderation.formatting import author_text, broken_text, files_text, problems_text, reason_text
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.moderation.stats import StatsPage
from bot.discordbot.moderation.status import StatusPage
from bot.discordbot.moderation.suggestion_queue import SuggestionQueue
from bot.discordbot.rendering.message_view import text_view
from bot.discordbot.services import BotServices
from bot.discordbot.strings import moderation

LONGEST_REPORT: Final = 3_500
"""Characters of a report, of the 4,000 in a message."""


class ModerationTools:
    """`commands` are to be registered in the servers `guild_ids`. `start` begins to report changes, `stop` ends it."""

    def __init__(self, client: discord.Client, services: BotServices) -> None:
        responder, knowledge_base, now = services.responder, services.knowledge_base, services.sessions.now
        permissions = Permissions(services.servers, services.curation_guilds)
        self._client = client
        self._servers = services.servers
        self._knowledge_base = knowledge_base
        self._editor = Editor(responder, knowledge_base, permissions, now)
        self._answer_form = AnswerForm(self._editor, knowledge_base, permissions)
        self._failed_questions = FailedQuestionPages(
            responder,
            self._editor,
            knowledge_base,
            permissions,
            answer_form=self._answer_form,
            questions=services.store.failed_questions,
            now=now,
        )
        self._status = StatusPage(self._editor, knowledge_base, permissions)
        self._queue = SuggestionQueue(
            responder, self._editor, knowledge_base, permissions, suggestions=services.store.suggestions, now=now
        )
        self._unsubscribe: Callable[[], None] | None = None
        self.guild_ids = services.curation_guilds
        self.commands = KnowledgeCommands(
            responder,
            knowledge_base,
            permissions,
            editor=self._editor,
            answer_form=self._answer_form,
            failed_questions=self._failed_questions,
            status=self._status,
            stats=StatsPage(services.sessions, services.images, services.store.usage_counts),
        )

    def register(self, router: ComponentRouter) -> None:
        self._editor.register(router)
        self._answer_form.register(router)
        self._failed_questions.register(router)
        self._status.register(router)
        self._queue.register(router)

    def start(self) -> None:
        self._unsubscribe = self._knowledge_base.listen(self._report)

    def stop(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    async def _report(self, event: Event) -> None:
        """Send the event to the log channel of each server whose moderators may edit the knowledge."""
        for guild_id in self.guild_ids:
            channel_id = self._servers.get(guild_id).log_channel
            channel = self._client.get_channel(channel_id) if channel_id is not None else None
            if isinstance(channel, discord.abc.Messageable):
                with contextlib.suppress(discord.HTTPException):
                    await channel.send(view=text_view(_event_text(event)[:LONGEST_REPORT]))


def _event_text(event: Event) -> str:
    match event:
        case KnowledgeChanged(change, files, broken):
            line = moderation.AUDIT.format(
                number=change.number, who=author_text(change), files=files_text(files), reason=reason_text(change)
            )
            return "\n".join(filter(None, [line, broken_text(broken) if broken else ""]))
        case LoadFailure(problems, broken):
            return moderation.AUDIT_TROUBLE.format(problems=problems_text(problems) if problems else broken_text(broken))
