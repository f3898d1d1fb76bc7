"""`/knowledge status` and `/knowledge try`: the state of the knowledge, and how a question is read with and without an edit."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.advisor import Advisor
from bot.curation.errors import EditError
from bot.curation.knowledge_base import Author, KnowledgeBase, LoadFailure
from bot.curation.regression_check import BrokenQuestion, misread, reading
from bot.discordbot.component_payload import submitted_fields
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import broken_text, problems_text
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.forms import reason_form
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.message_view import COLOUR, action_row, button, static_view, text_view
from bot.discordbot.rendering.pagination import paginate
from bot.discordbot.strings import moderation
from bot.knowledge.problems import KnowledgeError

Interaction = discord.Interaction[Any]
LONGEST_ANSWER: Final = 1_200
LONGEST_QUESTIONS: Final = 1_000
LONGEST_PROBLEMS: Final = 1_500
LONGEST_TEXT: Final = 3_800
"""Characters of an answer, of misread questions, of problems and of the whole text, of the 4,000 in a message."""


class StatusPage:
    """Shows the state of the knowledge, tries questions, and lets files go live although they break regression questions."""

    def __init__(self, editor: Editor, knowledge_base: KnowledgeBase, permissions: Permissions) -> None:
        self._editor = editor
        self._knowledge_base = knowledge_base
        self._permissions = permissions

    def register(self, router: ComponentRouter) -> None:
        router.add_component("kn:take", self._on_take, self._permissions.curators)
        router.add_form("kn:taken", self._on_reason, self._permissions.curators)

    async def show(self, interaction: Interaction) -> None:
        """Send what is live, what in the files is not, and the user's newest draft."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        live, trouble = self._knowledge_base.live, self._knowledge_base.trouble
        library = live.advisor.library
        misread_questions = await asyncio.to_thread(lambda: list(misread(live.advisor)))
        counts = {kind: len(getattr(library, kind)) for kind in ("roles", "transitions", "topics", "stories")}
        texts = [moderation.STATUS.format(revision=library.revision[:8], **counts), *_files_lines(trouble)]
        texts += _question_lines(misread_questions, len(library.questions))
        rows: list[ui.ActionRow[Any]] = []
        if trouble is not None and trouble.broken:
            rows.append(action_row(button(moderation.TAKE, custom_id("kn", "take", ""), discord.ButtonStyle.danger)))
        draft = await self._editor.newest_draft(str(interaction.user.id))
        if draft is not None:
            texts.append(f"{moderation.STATUS_DRAFTS}\n- {escape(draft.about)}")
            go_on = button(moderation.GO_ON, custom_id("kn", "show", draft.key))
            rows.append(action_row(go_on, button(moderation.DROP, custom_id("kn", "drop", draft.key))))
        view = static_view(ui.Container(ui.TextDisplay("\n".join(texts)[:LONGEST_TEXT]), *rows, accent_colour=COLOUR))
        await interaction.edit_original_response(view=view)

    async def try_question(self, interaction: Interaction, question: str) -> None:
        """Send how a question is read now, and how it would be read with the user's newest draft."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        texts = [moderation.TRY_NOW.format(**_reading(self._knowledge_base.live.advisor, question))]
        draft = await self._editor.newest_draft(str(interaction.user.id))
        if draft is None:
            texts.append(moderation.TRY_NONE)
        else:
            about = escape(draft.about)
            try:
                proposal = await self._editor.propose(draft)
            except (KnowledgeError, EditError):
                texts.append(moderation.TRY_BAD.format(about=about))
            else:
                texts.append(moderation.TRY_THEN.format(about=about, **_reading(proposal.advisor, question)))
        await interaction.edit_original_response(view=text_view("\n\n".join([f"> {escape(shorten(question, 300))}", *texts])))

    async def _on_take(self, interaction: Interaction, argument: str) -> None:
        """Ask why the files should go live although they break regression questions."""
        del argument
        await interaction.response.send_modal(reason_form(custom_id("kn", "taken", ""), "", asks_override=True))

    async def _on_reason(self, interaction: Interaction, argument: str) -> None:
        """The reason was submitted: let the files go live."""
        del argument
        fields = submitted_fields(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        author = Author(str(interaction.user.id), fields.get("reason", "").strip(), fields.get("override", "").strip())
        if not author.override:
            raise EditError(moderation.NO_OVERRIDE)
        changed = await self._knowledge_base.take_anyway(author)
        await interaction.edit_original_response(view=text_view(moderation.TAKEN.format(number=changed.change.number)))


def _question_lines(misread_questions: Sequence[BrokenQuestion], count: int) -> list[str]:
    """How many of the `count` regression questions are read wrongly, and which."""
    if not misread_questions:
        return [moderation.STATUS_RIGHT.format(count=count)]
    problems = problems_text([question.problem for question in misread_questions])
    return [moderation.STATUS_WRONG.format(count=count, wrong=len(misread_questions)), problems[:LONGEST_QUESTIONS]]


def _files_lines(trouble: LoadFailure | None) -> list[str]:
    """Whether the files are live, and if not, why."""
    if trouble is None:
        return [moderation.STATUS_FINE]
    if trouble.problems:
        return [moderation.STATUS_TROUBLE, problems_text(trouble.problems)[:LONGEST_PROBLEMS]]
    return [moderation.STATUS_WAITS, broken_text(trouble.broken)]


def _reading(advisor: Advisor, question: str) -> dict[str, str]:
    """How a question is read, and the first page of its answer: the values of the templates TRY_NOW and TRY_THEN."""
    read, reply = reading(advisor, question)
    answer = "\n".join(paginate(reply, advisor.library).pages[0])
    return {"reading": escape(read), "answer": shorten(answer, LONGEST_ANSWER)}
