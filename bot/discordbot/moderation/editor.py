"""The way of an edit: a form, the checks, a preview, a reason, live. At each step the text is kept, and the rights are asked.

`/knowledge …` or an upload makes a draft; from there all edits go the same way, whatever they change.
"""

import io
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.curation import drafts
from bot.curation.drafts import EditDraft
from bot.curation.errors import EditError, NoChangeError
from bot.curation.knowledge_base import Author, KnowledgeChanged
from bot.curation.proposals import BreaksError, EditedMeanwhileError, Proposal
from bot.discordbot.moderation.form_fields import FIELD, join_fields, split_fields
from bot.discordbot.moderation.formatting import (
    DIFFERENCE,
    answer_of,
    answer_text,
    broken_text,
    code,
    problems_text,
)
from bot.discordbot.moderation.forms import reason_form, submitted_values, text_form
from bot.discordbot.moderation.permissions import may_curate
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.message_view import COLOUR, action_row, button, static_view, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import moderation
from bot.knowledge.problems import KnowledgeError

log = logging.getLogger("career-advisor.discord")

Interaction = discord.Interaction[Any]
Then = Callable[[Interaction, EditDraft, KnowledgeChanged], Awaitable[str]]
"""What else is done once a draft is live; what it returns is told with it."""

REMEMBERED: Final = 20
"""Proposals in memory: one may hold all that was learned anew."""

MOST: Final = 3_900
"""Characters, of a message's 4,000."""

DIFFERENCE_FILE: Final = "difference.diff"

BUTTONS: Final = frozenset({"edit", "save", "drop"})
FORMS: Final = frozenset({"text", "why"})
"""What custom ids may ask of a draft."""


class Editor:
    """`then` are the deeds that a draft may ask for, by the word before the colon of its `then`."""

    def __init__(self, replies: Responder) -> None:
        self._replies = replies
        self._keeper = replies.keeper
        self._proposals: OrderedDict[str, Proposal] = OrderedDict()
        self.then: dict[str, Then] = {}

    # -- beginning ----------------------------------------------------------------------------------------------------

    async def begin(
        self, interaction: Interaction, about: str, texts: "dict[str, str | None]", *, reason: str = "", then: str = ""
    ) -> EditDraft:
        """A draft of this person's, kept."""
        draft = drafts.begin(self._keeper.live, str(interaction.user.id), about, texts, reason=reason, then=then)
        await self.keep(draft)
        return draft

    async def keep(self, draft: EditDraft) -> None:
        await drafts.keep(self._keeper.history, draft, self._replies.sessions.now())
        self._proposals.pop(draft.key, None)

    async def open(self, interaction: Interaction, draft: EditDraft) -> None:
        """Show the form with the draft's text. Raises EditError when it is too long for one."""
        file = draft.only_file
        fields = split_fields(draft.texts[file] or "") if file is not None else None
        if file is None or fields is None:
            raise EditError(moderation.TOO_LONG.format(file=file or draft.about))
        await interaction.response.send_modal(text_form(draft.key, moderation.EDIT.format(file=file), fields, FIELD))

    async def preview(self, interaction: Interaction, draft: EditDraft) -> None:
        """Check the draft and show what it would do, or what keeps it from that."""
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        view, files = await self._considered(draft)
        await interaction.edit_original_response(view=view, attachments=files)

    async def pending(self, author: str) -> EditDraft | None:
        """The newest draft of somebody's."""
        key = await self._keeper.history.newest_draft(author)
        return await drafts.find(self._keeper.history, key, author) if key is not None else None

    async def propose(self, draft: EditDraft) -> Proposal:
        """Worked out once for each draft and state of the knowledge. Raises as `Keeper.propose` does."""
        known = self._proposals.get(draft.key)
        if known is None or known.over is not self._keeper.live:
            known = await self._keeper.propose(draft.edit)
        self._proposals[draft.key] = known
        self._proposals.move_to_end(draft.key)
        if len(self._proposals) > REMEMBERED:
            self._proposals.popitem(last=False)
        return known

    # -- what is pressed and sent -------------------------------------------------------------------------------------

    async def pressed(self, interaction: Interaction, verb: str, key: str) -> None:
        """A button under a preview."""
        draft = await self._draft(interaction, key)
        if draft is None:
            return
        match verb:
            case "edit":
                await self.open(interaction, draft)
            case "save":
                known = self._proposals.get(draft.key)
                form = reason_form(
                    custom_id("kn", "why", key), draft.reason, asks_override=known is not None and bool(known.broken)
                )
                await interaction.response.send_modal(form)
            case _:
                await self._keeper.history.drop_draft(key)
                self._proposals.pop(key, None)
                await interaction.response.edit_message(view=text_view(moderation.DROPPED), attachments=[])

    async def sent(self, interaction: Interaction, verb: str, key: str) -> None:
        """A form with a text, or with a reason."""
        draft = await self._draft(interaction, key)
        if draft is None:
            return
        fields = submitted_values(dict(interaction.data or {}))
        if verb == "text":
            texts = [text for name, text in sorted(fields.items()) if name.startswith("text")]
            file = draft.only_file
            if file is not None:
                draft = draft.model_copy(update={"texts": {file: join_fields(tuple(texts))}})
                await self.keep(draft)
            await self.preview(interaction, draft)
        else:
            await self._save(interaction, draft, fields.get("reason", "").strip(), fields.get("override", "").strip())

    async def _save(self, interaction: Interaction, draft: EditDraft, reason: str, override: str) -> None:
        draft = draft.model_copy(update={"reason": reason})
        await drafts.keep(self._keeper.history, draft, self._replies.sessions.now())
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            proposal = await self.propose(draft)
            changed = await self._keeper.commit(proposal, Author(draft.author, reason or draft.about, override))
        except (KnowledgeError, EditedMeanwhileError, BreaksError, NoChangeError):  # something has changed: it is shown anew
            self._proposals.pop(draft.key, None)
            await self.preview(interaction, draft)
            return
        except EditError as error:  # the files cannot be written now; once that is mended, the same may go live
            whole = moderation.REFUSED.format(about=draft.about, error=error)
            known = self._proposals.get(draft.key)
            breaks = known is not None and bool(known.broken)
            view = self._view([whole], self._buttons(draft, saves=True, breaks=breaks))
            await interaction.edit_original_response(view=view)
            return
        await self._keeper.history.drop_draft(draft.key)
        self._proposals.pop(draft.key, None)
        told = [moderation.LIVE.format(number=changed.change.number)]
        deed = self.then.get(draft.then.partition(":")[0])
        if deed is not None:
            told.append(await deed(interaction, draft, changed))
        await interaction.edit_original_response(view=text_view("\n".join(filter(None, told))))

    async def _draft(self, interaction: Interaction, key: str) -> EditDraft | None:
        """One's own draft, for one who may; anybody else is told."""
        if not may_curate(interaction, self._replies):
            await self._replies.say(interaction, moderation.NOT_YOURS)
            return None
        draft = await drafts.find(self._keeper.history, key, str(interaction.user.id))
        if draft is None:
            await self._replies.say(interaction, moderation.DRAFT_GONE)
        return draft

    # -- what is shown ------------------------------------------------------------------------------------------------

    async def _considered(self, draft: EditDraft) -> tuple[ui.LayoutView, list[discord.File]]:
        """What a draft would do; where it cannot, why, with the text still there to go on with."""
        try:
            proposal = await self.propose(draft)
        except KnowledgeError as error:
            text = draft.texts.get(draft.only_file or "")
            whole = f"{moderation.WRONG.format(about=draft.about)}\n{problems_text(error.problems, text)}"
            return self._view([whole], self._buttons(draft, saves=False)), []
        except EditedMeanwhileError as error:
            whole = moderation.OVERTAKEN.format(about=draft.about, error=error)
            await self.keep(draft.model_copy(update={"bases": {**draft.bases, error.file: error.head}}))
            return self._with_difference(whole, whole, error.theirs, [], self._buttons(draft, saves=False))
        except EditError as error:
            return self._view([moderation.REFUSED.format(about=draft.about, error=error)], self._buttons(draft, saves=False)), []
        more = [broken_text(proposal.broken)] if proposal.broken else []
        before = proposal.over.snapshot.files
        files = sorted(proposal.files, key=lambda file: file in before)  # of a renamed entry its new name, not what links to it
        answer = next(filter(None, (answer_of(proposal.advisor, file) for file in files)), None)
        if answer is not None:
            more.append(f"{moderation.AS_PEOPLE_SEE}\n{answer_text(answer, proposal.advisor)}")
        short, long = moderation.PREVIEW.format(about=draft.about), moderation.PREVIEW_FILE.format(about=draft.about)
        buttons = self._buttons(draft, saves=True, breaks=bool(proposal.broken))
        return self._with_difference(short, long, proposal.difference, more, buttons)

    def _with_difference(
        self, short: str, long: str, difference: str, more: Sequence[str], buttons: "Sequence[ui.Button[Any]]"
    ) -> tuple[ui.LayoutView, list[discord.File]]:
        inline = f"{short}\n{code(difference, 'diff')}"
        if len(difference) <= DIFFERENCE and sum(map(len, (inline, *more))) <= MOST:
            return self._view([inline, *more], buttons), []
        file = discord.File(io.BytesIO(difference.encode()), DIFFERENCE_FILE)
        return self._view([long, *more], buttons, ui.File(f"attachment://{DIFFERENCE_FILE}")), [file]

    def _view(
        self, texts: Sequence[str], buttons: "Sequence[ui.Button[Any]]", file: "ui.File[Any] | None" = None
    ) -> ui.LayoutView:
        parts: list[ui.Item[Any]] = [ui.TextDisplay(texts[0])]
        parts += [file] if file is not None else []
        for text in texts[1:]:
            parts += [ui.Separator(), ui.TextDisplay(text)]
        return static_view(ui.Container(*parts, action_row(*buttons), accent_colour=COLOUR))

    def _buttons(self, draft: EditDraft, *, saves: bool, breaks: bool = False) -> "list[ui.Button[Any]]":
        made = []
        if saves:
            style = discord.ButtonStyle.danger if breaks else discord.ButtonStyle.success
            made.append(button(moderation.SAVE_ANYWAY if breaks else moderation.SAVE, custom_id("kn", "save", draft.key), style))
        if (
            draft.only_file is not None
            and draft.texts[draft.only_file] is not None
            and split_fields(draft.texts[draft.only_file] or "")
        ):
            made.append(button(moderation.GO_ON, custom_id("kn", "edit", draft.key)))
        return [*made, button(moderation.DROP, custom_id("kn", "drop", draft.key))]
