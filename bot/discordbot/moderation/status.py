"""`/knowledge status` and `/knowledge try`: how the knowledge stands, and how a question is read with and without an edit."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.advisor import Advisor
from bot.curation.errors import EditError
from bot.curation.knowledge_base import Author, KnowledgeBase
from bot.curation.regression_check import BrokenQuestion, misread, reading
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import broken_text, problems_text
from bot.discordbot.moderation.forms import reason_form, submitted_values
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.message_view import COLOUR, action_row, button, static_view, text_view
from bot.discordbot.rendering.pagination import paginate
from bot.discordbot.strings import moderation
from bot.knowledge.problems import KnowledgeError

Interaction = discord.Interaction[Any]
READING: Final = 1_200
QUESTIONS: Final = 1_000
PROBLEMS: Final = 1_500
MOST: Final = 3_800
"""Characters, of a message's 4,000."""


async def status(interaction: Interaction, editor: Editor, keeper: KnowledgeBase) -> None:
    """What is live, what in the files is not, and the edits of one's own that are not finished."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    live = keeper.live
    library = live.advisor.library
    failing = await asyncio.to_thread(lambda: list(misread(live.advisor)))
    counts = {kind: len(getattr(library, kind)) for kind in ("roles", "transitions", "topics", "stories")}
    texts = [moderation.STATUS.format(revision=library.revision[:8], **counts), *_trouble(keeper)]
    texts += _questions(failing, len(library.questions))
    rows: list[ui.ActionRow[Any]] = []
    if keeper.trouble is not None and keeper.trouble.broken:
        rows.append(action_row(button(moderation.TAKE, custom_id("kn", "take", ""), discord.ButtonStyle.danger)))
    draft = await editor.pending(str(interaction.user.id))
    if draft is not None:
        texts.append(f"{moderation.STATUS_DRAFTS}\n- {escape(draft.about)}")
        go_on = button(moderation.GO_ON, custom_id("kn", "show", draft.key))
        rows.append(action_row(go_on, button(moderation.DROP, custom_id("kn", "drop", draft.key))))
    view = static_view(ui.Container(ui.TextDisplay("\n".join(texts)[:MOST]), *rows, accent_colour=COLOUR))
    await interaction.edit_original_response(view=view)


def _questions(failing: Sequence[BrokenQuestion], count: int) -> list[str]:
    """Whether what must be read right is."""
    if not failing:
        return [moderation.STATUS_RIGHT.format(count=count)]
    told = problems_text([one.problem for one in failing])
    return [moderation.STATUS_WRONG.format(count=count, wrong=len(failing)), told[:QUESTIONS]]


async def ask_why_take(interaction: Interaction) -> None:
    """The files are to go live although questions are misread by it: why?"""
    await interaction.response.send_modal(reason_form(custom_id("kn", "taken", ""), "", asks_override=True))


async def take(interaction: Interaction, keeper: KnowledgeBase) -> None:
    """They go live."""
    fields = submitted_values(dict(interaction.data or {}))
    await interaction.response.defer(ephemeral=True, thinking=True)
    by = Author(str(interaction.user.id), fields.get("reason", "").strip(), fields.get("override", "").strip())
    if not by.override:
        raise EditError(moderation.NO_OVERRIDE)
    changed = await keeper.take_anyway(by)
    await interaction.edit_original_response(view=text_view(moderation.TAKEN.format(number=changed.change.number)))


async def try_question(interaction: Interaction, editor: Editor, keeper: KnowledgeBase, question: str) -> None:
    """How a question is read now, and how it would be with one's newest edit."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    texts = [moderation.TRY_NOW.format(**_reading(keeper.live.advisor, question))]
    draft = await editor.pending(str(interaction.user.id))
    if draft is None:
        texts.append(moderation.TRY_NONE)
    else:
        about = escape(draft.about)
        try:
            proposal = await editor.propose(draft)
        except (KnowledgeError, EditError):
            texts.append(moderation.TRY_BAD.format(about=about))
        else:
            texts.append(moderation.TRY_THEN.format(about=about, **_reading(proposal.advisor, question)))
    await interaction.edit_original_response(view=text_view("\n\n".join([f"> {escape(shorten(question, 300))}", *texts])))


def _reading(advisor: Advisor, question: str) -> dict[str, str]:
    read, reply = reading(advisor, question)
    answer = "\n".join(paginate(reply, advisor.library).pages[0])
    return {"reading": escape(read), "answer": shorten(answer, READING)}


def _trouble(keeper: KnowledgeBase) -> list[str]:
    trouble = keeper.trouble
    if trouble is None:
        return [moderation.STATUS_FINE]
    if trouble.problems:
        return [moderation.STATUS_TROUBLE, problems_text(trouble.problems)[:PROBLEMS]]
    return [moderation.STATUS_WAITS, broken_text(trouble.broken)]
