"""`/knowledge answer`: a written answer in a form of three fields, and how it is found once it is live."""

import json
from typing import Any, Final

import discord

from bot.curation.answer_edits import with_answer
from bot.curation.drafts import EditDraft
from bot.curation.knowledge_base import KnowledgeBase, KnowledgeChanged
from bot.discordbot.component_payload import submitted_fields
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.forms import answer_form
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.strings import moderation

Interaction = discord.Interaction[Any]

CALLBACK: Final = "answer"
"""The callback of drafts that add an answer; its argument is JSON: [id, question]."""

LONGEST_QUESTION: Final = 80


class AnswerForm:
    """Shows the form, makes a draft of what is submitted, and says how the answer is found."""

    def __init__(self, editor: Editor, knowledge_base: KnowledgeBase, permissions: Permissions) -> None:
        self._editor = editor
        self._knowledge_base = knowledge_base
        self._permissions = permissions
        editor.add_callback(CALLBACK, self._on_live)

    def register(self, router: ComponentRouter) -> None:
        router.add_form("kn:answer", self._on_submit, self._permissions.curators)

    async def show(self, interaction: Interaction, question: str = "") -> None:
        """Send the form, with the question where it is known."""
        await interaction.response.send_modal(answer_form(custom_id("kn", "answer", ""), question))

    async def _on_submit(self, interaction: Interaction, argument: str) -> None:
        del argument
        fields = submitted_fields(interaction)
        question = " ".join(fields.get("question", "").split())
        entry, texts = with_answer(
            self._knowledge_base.live.snapshot, question, fields.get("answer", ""), fields.get("source", "")
        )
        about = moderation.ANSWER_ABOUT.format(question=shorten(question, LONGEST_QUESTION))
        draft = await self._editor.create_draft(interaction, about, texts, then=f"{CALLBACK}:{json.dumps([entry, question])}")
        await self._editor.show_preview(interaction, draft)

    async def _on_live(self, interaction: Interaction, draft: EditDraft, changed: KnowledgeChanged) -> str:
        """The answer is live: ask its question, and say whether it is found."""
        del interaction, changed
        entry, question = json.loads(draft.then.partition(":")[2])
        advisor = self._knowledge_base.live.advisor
        found = advisor.matcher.read(question).answers
        best = next(iter(found), "")
        if best == entry:
            return moderation.ANSWER_FOUND.format(question=escape(shorten(question, LONGEST_QUESTION)), share=found[entry])
        other = advisor.library.answers[best].question if best else ""
        return moderation.ANSWER_NOT_FOUND.format(question=escape(shorten(question, LONGEST_QUESTION)), other=escape(other))
