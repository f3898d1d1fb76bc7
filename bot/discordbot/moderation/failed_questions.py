"""`/knowledge gaps`: the questions that were not answered well, one on each page, with buttons to settle them.

To attach a question to an entry is an edit like any other: it has a preview, checks and a reason. Once the edit is live, the
question is asked again, and it is settled only when it is answered by that entry.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import ui

from bot.analytics.grouping import Group, group_questions
from bot.analytics.outcomes import failure_reason
from bot.analytics.resolution import candidates, is_answered_by
from bot.curation import edits
from bot.curation.answer_edits import with_answer_phrase
from bot.curation.drafts import EditDraft
from bot.curation.knowledge_base import KnowledgeBase, KnowledgeChanged
from bot.curation.regression_check import reading
from bot.discordbot.component_payload import selected_values, submitted_fields
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.moderation.answer_form import AnswerForm
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.forms import line_form
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.message_view import COLOUR, LONGEST_CHOICE, MOST_CHOICES, action_row, button, static_view, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import failed_questions as texts
from bot.discordbot.strings import general
from bot.knowledge.library import Library
from bot.storage.failed_questions import Decision, FailedQuestionStore

Interaction = discord.Interaction[Any]

LONGEST_NAME: Final = 100
LONGEST_QUESTION: Final = 80
CALLBACK: Final = "gap"
"""The callback of drafts that attach a question; its argument is JSON: [entry, question, number of the first question]."""


class FailedQuestionPages:
    """Shows the pages, and settles questions. A question is found by its number in a custom id."""

    def __init__(
        self,
        responder: Responder,
        editor: Editor,
        knowledge_base: KnowledgeBase,
        permissions: Permissions,
        *,
        answer_form: AnswerForm,
        questions: FailedQuestionStore,
        now: Callable[[], float],
    ) -> None:
        self._responder = responder
        self._editor = editor
        self._knowledge_base = knowledge_base
        self._permissions = permissions
        self._answer_form = answer_form
        self._questions = questions
        self._now = now
        editor.add_callback(CALLBACK, self._on_live)

    def register(self, router: ComponentRouter) -> None:
        curators = self._permissions.curators
        router.add_component("kn:gap:page", self._on_page, curators)
        router.add_component("kn:gap:to", self._on_select, curators)
        router.add_component("kn:gap:other", self._on_other, curators)
        router.add_component("kn:gap:new", self._on_new, curators)
        router.add_component("kn:gap:write", self._on_write, curators)
        router.add_component("kn:gap:out", self._on_out_of_scope, curators)
        router.add_component("kn:gap:drop", self._on_dismiss, curators)
        router.add_form("kn:gap:other", self._on_other_name, curators)
        router.add_form("kn:gap:new", self._on_new_name, curators)

    async def show(self, interaction: Interaction) -> None:
        """Send the first page."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(view=await self._page(0))

    # -- components and forms -----------------------------------------------------------------------------------------

    async def _on_page(self, interaction: Interaction, number: str) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(view=await self._page(int(number) if number.isdecimal() else 0))

    async def _on_select(self, interaction: Interaction, number: str) -> None:
        _, group = await self._find(interaction, number)
        if group is not None:
            await self._attach(interaction, group, next(iter(selected_values(interaction)), ""))

    async def _on_other(self, interaction: Interaction, number: str) -> None:
        """Ask for the name of another entry."""
        _, group = await self._find(interaction, number)
        if group is not None:
            form_id = custom_id("kn", "gap", "other", number)
            form = line_form(form_id, texts.OTHER_TITLE, texts.OTHER_LABEL, texts.OTHER_HINT, LONGEST_NAME)
            await interaction.response.send_modal(form)

    async def _on_new(self, interaction: Interaction, number: str) -> None:
        """Ask for the name of a new topic."""
        _, group = await self._find(interaction, number)
        if group is not None:
            form_id = custom_id("kn", "gap", "new", number)
            form = line_form(form_id, texts.NEW_TITLE, texts.NEW_LABEL, texts.NEW_HINT, LONGEST_NAME)
            await interaction.response.send_modal(form)

    async def _on_write(self, interaction: Interaction, number: str) -> None:
        """Show the form of a written answer with the question in it."""
        _, group = await self._find(interaction, number)
        if group is not None:
            await self._answer_form.show(interaction, group.question)

    async def _on_out_of_scope(self, interaction: Interaction, number: str) -> None:
        await self._decide(interaction, number, "out-of-scope")

    async def _on_dismiss(self, interaction: Interaction, number: str) -> None:
        await self._decide(interaction, number, "dismissed")

    async def _on_other_name(self, interaction: Interaction, number: str) -> None:
        _, group = await self._find(interaction, number)
        if group is not None:
            await self._attach(interaction, group, _submitted_line(interaction))

    async def _on_new_name(self, interaction: Interaction, number: str) -> None:
        _, group = await self._find(interaction, number)
        if group is not None:
            made = edits.new_topic(self._knowledge_base.live.snapshot, _submitted_line(interaction), group.question)
            await self._propose(interaction, group, next(iter(made)), made)

    async def _decide(self, interaction: Interaction, number: str, decision: Decision) -> None:
        """Settle a question, and show the page that takes its place."""
        page, group = await self._find(interaction, number)
        if group is not None:
            await interaction.response.defer()
            await self._questions.decide(group.first, decision, self._now())
            await interaction.edit_original_response(view=await self._page(page))

    async def _attach(self, interaction: Interaction, group: Group, name: str) -> None:
        """Propose to add the question to an entry as a phrase. Raises EditError when there is no such entry."""
        snapshot = self._knowledge_base.live.snapshot
        if name.startswith("answers/"):
            _, changed = with_answer_phrase(snapshot, name.removeprefix("answers/"), group.question)
            await self._propose(interaction, group, name, changed)
            return
        file = edits.file_of(snapshot, name)
        await self._propose(interaction, group, file, edits.with_phrase(snapshot, file, group.question))

    async def _propose(self, interaction: Interaction, group: Group, file: str, changed: edits.Texts) -> None:
        """Make a draft that calls `_on_live` once it is live, and show its preview."""
        about = texts.ABOUT.format(question=shorten(group.question, LONGEST_QUESTION), file=file)
        then = f"{CALLBACK}:{json.dumps([file.removesuffix('.yaml'), group.question, group.first])}"
        reason = texts.REASON.format(askers=group.askers)
        draft = await self._editor.create_draft(interaction, about, changed, reason=reason, then=then)
        await self._editor.show_preview(interaction, draft)

    async def _on_live(self, interaction: Interaction, draft: EditDraft, changed: KnowledgeChanged) -> str:
        """The edit is live: ask the question again, and settle it when the entry answers it."""
        del interaction, changed
        entry, question, first = json.loads(draft.then.partition(":")[2])
        read, reply = reading(self._knowledge_base.live.advisor, question)
        is_answered = is_answered_by(reply, entry)
        if is_answered:
            await self._questions.decide(first, "attached", self._now(), entry)
        text = texts.WORKS if is_answered else texts.STILL_NOT
        return text.format(question=escape(shorten(question, LONGEST_QUESTION)), reading=escape(read))

    # -- views --------------------------------------------------------------------------------------------------------

    async def _groups(self) -> tuple[Group, ...]:
        stored, decided = await self._questions.kept(), await self._questions.decided()
        return await asyncio.to_thread(group_questions, stored, decided)

    async def _find(self, interaction: Interaction, number: str) -> tuple[int, Group | None]:
        """(page, group) of the question with this number. When it is settled or gone, the user is told so."""
        wanted = int(number) if number.isdecimal() else 0
        for page, group in enumerate(await self._groups()):
            if wanted in group.ids:
                return page, group
        await self._responder.say(interaction, texts.GONE)
        return 0, None

    async def _page(self, number: int) -> ui.LayoutView:
        """The page with this number, or the last one when there are fewer."""
        groups = await self._groups()
        if not groups:
            return text_view(texts.NONE)
        page = min(number, len(groups) - 1)
        group = groups[page]
        advisor = self._knowledge_base.live.advisor
        read, reply = await asyncio.to_thread(reading, advisor, group.question)
        lines = [texts.TITLE.format(number=page + 1, count=len(groups)), f"> {escape(group.question)}", _asked_line(group)]
        now = texts.READ_NOW if failure_reason(reply) is not None else texts.ANSWERED_NOW
        lines.append(now.format(reading=escape(read)))
        names = [name for entry in group.proposals if (name := entry_name(advisor.library, entry)) is not None]
        if names:
            lines.append(texts.PROPOSED.format(names=escape(", ".join(names[:3]))))
        rows = [action_row(*_buttons(group))]
        select = _entry_select(advisor.library, candidates(reply, group.proposals), group)
        if select is not None:
            rows.insert(0, action_row(select))
        turns = [(general.BACK, page - 1)] * (page > 0) + [(general.NEXT, page + 1)] * (page + 1 < len(groups))
        if turns:
            rows.append(action_row(*(button(label, custom_id("kn", "gap", "page", str(to))) for label, to in turns)))
        return static_view(ui.Container(ui.TextDisplay("\n".join(lines)), *rows, accent_colour=COLOUR))


def _submitted_line(interaction: Interaction) -> str:
    return submitted_fields(interaction).get("line", "")


def _asked_line(group: Group) -> str:
    """How many users asked the question, and why it counts as failed."""
    reasons = ", ".join(texts.WHYS[why].format(count=count) for why, count in group.whys if why in texts.WHYS)
    return texts.ASKED.format(askers=group.askers, times=group.times, last=int(group.last), whys=reasons.capitalize())


def _buttons(group: Group) -> "list[ui.Button[Any]]":
    number = str(group.ids[0])
    actions = ((texts.OTHER, "other"), (texts.WRITE, "write"), (texts.NEW, "new"), (texts.OUT, "out"), (texts.DISMISS, "drop"))
    return [button(label, custom_id("kn", "gap", action, number)) for label, action in actions]


def _entry_select(library: Library, entries: tuple[str, ...], group: Group) -> "ui.Select[Any] | None":
    """A select with the entries that the question may mean, in the given order; None when there are none."""
    options = [
        discord.SelectOption(label=shorten(name, LONGEST_CHOICE), value=entry, description=entry.partition("/")[0])
        for entry in entries
        if (name := entry_name(library, entry)) is not None and len(entry) <= LONGEST_CHOICE
    ][:MOST_CHOICES]
    if not options:
        return None
    return ui.Select(custom_id=custom_id("kn", "gap", "to", str(group.ids[0])), placeholder=texts.ATTACH, options=options)
