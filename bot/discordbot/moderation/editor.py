"""The life of an edit: a form, the checks, a preview, a reason, and then it goes live.

`/knowledge …`, an upload and a suggestion each make a draft; from there on all edits are handled here. The draft is stored
after each step, so no text is lost.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord

from bot.bounded_dict import BoundedDict
from bot.curation import drafts
from bot.curation.drafts import EditDraft
from bot.curation.edits import Texts
from bot.curation.errors import EditError, NoChangeError
from bot.curation.knowledge_base import Author, KnowledgeBase, KnowledgeChanged
from bot.curation.proposals import BreaksError, EditedMeanwhileError, Proposal
from bot.discordbot.component_payload import submitted_fields
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.moderation import preview
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.moderation.preview import Preview
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.form_fields import FIELD, join_fields, split_fields
from bot.discordbot.rendering.forms import reason_form, text_form
from bot.discordbot.rendering.message_view import text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import moderation
from bot.knowledge.problems import KnowledgeError

Interaction = discord.Interaction[Any]
Callback = Callable[[Interaction, EditDraft, KnowledgeChanged], Awaitable[str]]
"""Is called once a draft is live. Returns a text for the moderator, which may be empty."""

MOST_PROPOSALS: Final = 20
"""Proposals in memory. Each may hold trained models."""


class Editor:
    """Shows and handles the forms and previews of drafts."""

    def __init__(
        self, responder: Responder, knowledge_base: KnowledgeBase, permissions: Permissions, now: Callable[[], float]
    ) -> None:
        self._responder = responder
        self._knowledge_base = knowledge_base
        self._permissions = permissions
        self._now = now
        self._proposals: BoundedDict[str, Proposal] = BoundedDict(MOST_PROPOSALS)
        self._callbacks: dict[str, Callback] = {}

    def register(self, router: ComponentRouter) -> None:
        curators = self._permissions.curators
        router.add_component("kn:show", self._on_show, curators)
        router.add_component("kn:edit", self._on_edit, curators)
        router.add_component("kn:save", self._on_save, curators)
        router.add_component("kn:drop", self._on_drop, curators)
        router.add_form("kn:text", self._on_text, curators)
        router.add_form("kn:why", self._on_reason, curators)

    def add_callback(self, name: str, callback: Callback) -> None:
        """Call `callback` once a draft is live whose `then` is `<name>:<argument>`."""
        self._callbacks[name] = callback

    # -- drafts -------------------------------------------------------------------------------------------------------

    async def create_draft(
        self, interaction: Interaction, about: str, texts: Texts, *, reason: str = "", then: str = ""
    ) -> EditDraft:
        """Create and store a draft of the user. See EditDraft for `about`, `reason` and `then`."""
        live = self._knowledge_base.live
        draft = drafts.begin(live, str(interaction.user.id), about, texts, reason=reason, then=then)
        await self.save_draft(draft)
        return draft

    async def save_draft(self, draft: EditDraft) -> None:
        """Store the draft; it is on disk when this returns."""
        await drafts.keep(self._knowledge_base.history, draft, self._now())
        self._proposals.pop(draft.key, None)

    async def newest_draft(self, author: str) -> EditDraft | None:
        """The author's newest draft; None when they have none."""
        key = await self._knowledge_base.history.newest_draft(author)
        return await drafts.find(self._knowledge_base.history, key, author) if key is not None else None

    async def show_form(self, interaction: Interaction, draft: EditDraft) -> None:
        """Show the form with the draft's text. Raises EditError when the draft has several files, or the text is too long for a
        form."""
        file = draft.only_file
        fields = split_fields(draft.texts[file] or "") if file is not None else None
        if file is None or fields is None:
            raise EditError(moderation.TOO_LONG.format(file=file or draft.about))
        await interaction.response.send_modal(text_form(draft.key, moderation.EDIT.format(file=file), fields, FIELD))

    async def show_preview(self, interaction: Interaction, draft: EditDraft) -> None:
        """Check the draft, and show what it would change or why it cannot go live."""
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        view, files = await self._preview_of(draft)
        await interaction.edit_original_response(view=view, attachments=files)

    async def propose(self, draft: EditDraft) -> Proposal:
        """Check the draft against the live knowledge; the result is cached until either changes. Raises as
        `KnowledgeBase.propose` does."""
        proposal = self._proposals.get(draft.key)
        if proposal is None or proposal.over is not self._knowledge_base.live:
            proposal = await self._knowledge_base.propose(draft.edit)
        self._proposals[draft.key] = proposal
        return proposal

    # -- components and forms -----------------------------------------------------------------------------------------

    async def _on_show(self, interaction: Interaction, key: str) -> None:
        draft = await self._find_draft(interaction, key)
        if draft is not None:
            await self.show_preview(interaction, draft)

    async def _on_edit(self, interaction: Interaction, key: str) -> None:
        draft = await self._find_draft(interaction, key)
        if draft is not None:
            await self.show_form(interaction, draft)

    async def _on_save(self, interaction: Interaction, key: str) -> None:
        """Ask for the reason, and for the override when the draft breaks regression questions."""
        draft = await self._find_draft(interaction, key)
        if draft is not None:
            form = reason_form(custom_id("kn", "why", key), draft.reason, asks_override=self._breaks_questions(draft))
            await interaction.response.send_modal(form)

    async def _on_drop(self, interaction: Interaction, key: str) -> None:
        draft = await self._find_draft(interaction, key)
        if draft is not None:
            await self._delete_draft(draft)
            await interaction.response.edit_message(view=text_view(moderation.DROPPED), attachments=[])

    async def _on_text(self, interaction: Interaction, key: str) -> None:
        """The form with the text was submitted."""
        draft = await self._find_draft(interaction, key)
        if draft is None:
            return
        fields = [text for name, text in sorted(submitted_fields(interaction).items()) if name.startswith("text")]
        file = draft.only_file
        if file is not None:
            draft = draft.model_copy(update={"texts": {file: join_fields(tuple(fields))}})
            await self.save_draft(draft)
        await self.show_preview(interaction, draft)

    async def _on_reason(self, interaction: Interaction, key: str) -> None:
        """The form with the reason was submitted: let the draft go live. When it cannot, show why and keep the draft."""
        draft = await self._find_draft(interaction, key)
        if draft is None:
            return
        fields = submitted_fields(interaction)
        reason, override = fields.get("reason", "").strip(), fields.get("override", "").strip()
        draft = draft.model_copy(update={"reason": reason})
        await drafts.keep(self._knowledge_base.history, draft, self._now())
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            proposal = await self.propose(draft)
            changed = await self._knowledge_base.commit(proposal, Author(draft.author, reason or draft.about, override))
        except (KnowledgeError, EditedMeanwhileError, BreaksError, NoChangeError):  # the preview was out of date: show a new one
            self._proposals.pop(draft.key, None)
            await self.show_preview(interaction, draft)
        except EditError as error:  # the files cannot be written now; the same draft may go live later
            view, _ = preview.with_error(draft, error, may_save=True, breaks_questions=self._breaks_questions(draft))
            await interaction.edit_original_response(view=view)
        else:
            await self._delete_draft(draft)
            texts = [moderation.LIVE.format(number=changed.change.number)]
            callback = self._callbacks.get(draft.then.partition(":")[0])
            if callback is not None:
                texts.append(await callback(interaction, draft, changed))
            await interaction.edit_original_response(view=text_view("\n".join(filter(None, texts))))

    async def _find_draft(self, interaction: Interaction, key: str) -> EditDraft | None:
        """The user's own draft; when there is none, the user is told so."""
        draft = await drafts.find(self._knowledge_base.history, key, str(interaction.user.id))
        if draft is None:
            await self._responder.say(interaction, moderation.DRAFT_GONE)
        return draft

    async def _delete_draft(self, draft: EditDraft) -> None:
        await self._knowledge_base.history.drop_draft(draft.key)
        self._proposals.pop(draft.key, None)

    def _breaks_questions(self, draft: EditDraft) -> bool:
        """Whether the draft breaks regression questions, as far as its proposal is in memory."""
        proposal = self._proposals.get(draft.key)
        return proposal is not None and bool(proposal.broken)

    async def _preview_of(self, draft: EditDraft) -> Preview:
        """What the draft would change; or why it cannot go live, with a button to go on editing."""
        try:
            proposal = await self.propose(draft)
        except KnowledgeError as error:
            return preview.with_problems(draft, error.problems)
        except EditedMeanwhileError as error:
            await self.save_draft(draft.model_copy(update={"bases": {**draft.bases, error.file: error.head}}))
            return preview.with_conflict(draft, error)
        except EditError as error:
            return preview.with_error(draft, error)
        return preview.of_proposal(draft, proposal)
