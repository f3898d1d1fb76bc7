"""The queue of members' suggestions in a server's log channel: moderators decide, and the author is informed.

The queue does not show who made a suggestion. The decision is shown in the message itself, so that all moderators see it, and
it can be changed.
"""

import contextlib
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import ui

from bot.curation import edits
from bot.curation.drafts import EditDraft
from bot.curation.knowledge_base import KnowledgeBase, KnowledgeChanged
from bot.discordbot.component_payload import submitted_text
from bot.discordbot.component_router import ComponentRouter, Requirement
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.moderation.suggestion_view import LONGEST_QUOTED_NOTE, quote, suggestion_view
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.forms import line_form, text_field
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.message_view import action_row, button, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import suggestions as texts
from bot.storage.suggestions import State, Suggestion, SuggestionStore

Interaction = discord.Interaction[Any]

SHORTEST: Final = 10
LONGEST: Final = 1_000
LONGEST_NOTE: Final = 500
LONGEST_NAME: Final = 100
LONGEST_REASON: Final = 200
LONGEST_NUMBER: Final = 18
"""Digits of a suggestion's number: SQLite's integers have no more."""

CALLBACK: Final = "suggestion"
"""The callback of drafts that write a suggestion into the knowledge; its argument is the suggestion's number."""


class SuggestionQueue:
    """Handles the buttons and forms of suggestions. Moderators decide on a suggestion; only users who may edit the knowledge
    can write it there."""

    def __init__(
        self,
        responder: Responder,
        editor: Editor,
        knowledge_base: KnowledgeBase,
        permissions: Permissions,
        *,
        suggestions: SuggestionStore,
        now: Callable[[], float],
    ) -> None:
        self._responder = responder
        self._editor = editor
        self._knowledge_base = knowledge_base
        self._permissions = permissions
        self._suggestions = suggestions
        self._now = now
        editor.add_callback(CALLBACK, self._on_live)

    def register(self, router: ComponentRouter) -> None:
        moderators = Requirement(self._permissions.may_moderate, texts.NOT_YOURS)
        curators = self._permissions.curators
        router.add_component("suggestion:accept", self._on_accept, moderators)
        router.add_component("suggestion:edit", self._on_edit, moderators)
        router.add_component("suggestion:decline", self._on_decline, moderators)
        router.add_component("suggestion:reopen", self._on_reopen, moderators)
        router.add_component("suggestion:write", self._on_write, curators)
        router.add_component("suggestion:entry", self._on_other_entry, curators)
        router.add_component("suggestion:topic", self._on_new_topic, curators)
        router.add_form("suggestion:accept", self._on_accepted_text, moderators)
        router.add_form("suggestion:decline", self._on_decline_note, moderators)
        router.add_form("suggestion:entry", self._on_entry_name, curators)
        router.add_form("suggestion:topic", self._on_topic_name, curators)

    # -- decisions ----------------------------------------------------------------------------------------------------

    async def _on_accept(self, interaction: Interaction, number: str) -> None:
        await self._decide(interaction, number, "accepted")

    async def _on_reopen(self, interaction: Interaction, number: str) -> None:
        await self._decide(interaction, number, "open")

    async def _on_edit(self, interaction: Interaction, number: str) -> None:
        """Ask for the text in which the suggestion is accepted."""
        suggestion = await self._find(interaction, number)
        if suggestion is not None:
            field = text_field(texts.EDIT_LABEL, texts.EDIT_HINT, value=suggestion.suggestion, least=SHORTEST, most=LONGEST)
            await interaction.response.send_modal(_form(texts.EDIT, "accept", number, field))

    async def _on_decline(self, interaction: Interaction, number: str) -> None:
        """Ask for a note to the author."""
        if await self._find(interaction, number) is not None:
            field = text_field(texts.DECLINE_LABEL, texts.DECLINE_HINT, least=0, most=LONGEST_NOTE)
            await interaction.response.send_modal(_form(texts.DECLINE, "decline", number, field))

    async def _on_accepted_text(self, interaction: Interaction, number: str) -> None:
        suggestion = await self._find(interaction, number)
        if suggestion is not None:
            text = submitted_text(interaction)
            note = "" if text == suggestion.suggestion else text[:LONGEST]
            await self._decide(interaction, number, "accepted", note)

    async def _on_decline_note(self, interaction: Interaction, number: str) -> None:
        await self._decide(interaction, number, "declined", submitted_text(interaction)[:LONGEST_NOTE])

    async def _decide(self, interaction: Interaction, number: str, state: State, note: str = "") -> None:
        """Store the decision, update the message, and inform the author."""
        suggestion = await self._find(interaction, number)
        if suggestion is None:
            return
        moderator = str(interaction.user.id)
        is_decided = await self._suggestions.decide(suggestion.id, state, moderator, self._now(), note)
        current = await self._suggestions.one(suggestion.id)
        if current is None:
            await interaction.response.edit_message(view=text_view(texts.GONE))
            return
        library = self._knowledge_base.live.advisor.library
        view = suggestion_view(current, await self._suggestions.history(suggestion.id), library)
        await interaction.response.edit_message(view=view)
        if not is_decided:
            await self._responder.say(interaction, texts.DECIDED_ALREADY)
            return
        if state == "accepted":
            await self._offer_writing(interaction, current)
        server = interaction.guild.name if interaction.guild is not None else ""
        message = texts.TOLD[state].format(server=escape(server), suggestion=quote(current.suggestion))
        if note:
            heading = texts.TOLD_WORDS if state == "accepted" else texts.TOLD_NOTE
            message += f"\n{heading}\n{quote(note, LONGEST_QUOTED_NOTE)}"
        await self._inform_author(interaction, current, message)

    async def _find(self, interaction: Interaction, number: str) -> Suggestion | None:
        """The suggestion, when it was made in this server; else the message is replaced by a text that it is gone."""
        is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
        suggestion = await self._suggestions.one(int(number)) if is_number else None
        if suggestion is None or suggestion.server != str(interaction.guild_id):
            await interaction.response.edit_message(view=text_view(texts.GONE))
            return None
        return suggestion

    async def _inform_author(self, interaction: Interaction, suggestion: Suggestion, message: str) -> None:
        """Send the author a direct message, unless the author is forgotten or accepts none."""
        if not suggestion.author.isdecimal():
            return
        with contextlib.suppress(discord.HTTPException):
            dm = await interaction.client.create_dm(discord.Object(int(suggestion.author)))
            await dm.send(view=text_view(message))

    # -- writing into the knowledge -----------------------------------------------------------------------------------

    async def _offer_writing(self, interaction: Interaction, suggestion: Suggestion) -> None:
        """Offer to write an accepted suggestion into an entry, if the moderator may edit the knowledge."""
        if not self._permissions.may_curate(interaction):
            await self._responder.say(interaction, texts.ACCEPTED_HERE)
            return
        number = str(suggestion.id)
        name = entry_name(self._knowledge_base.live.advisor.library, suggestion.about)
        buttons = [button(texts.WRITE.format(name=name), custom_id("suggestion", "write", number))] if name is not None else []
        buttons += [
            button(texts.WRITE_OTHER, custom_id("suggestion", "entry", number)),
            button(texts.WRITE_NEW, custom_id("suggestion", "topic", number)),
        ]
        await interaction.followup.send(view=text_view(texts.HOW_TO_WRITE, action_row(*buttons)), ephemeral=True)

    async def _on_write(self, interaction: Interaction, number: str) -> None:
        """Edit the entry that the suggestion was made under."""
        suggestion = await self._find(interaction, number)
        if suggestion is not None:
            await self._editor.show_form(interaction, await self._draft_for(interaction, suggestion, suggestion.about))

    async def _on_other_entry(self, interaction: Interaction, number: str) -> None:
        """Ask for the name of another entry."""
        if await self._find(interaction, number) is not None:
            form_id = custom_id("suggestion", "entry", number)
            form = line_form(form_id, texts.OTHER_TITLE, texts.OTHER_LABEL, texts.OTHER_HINT, LONGEST_NAME)
            await interaction.response.send_modal(form)

    async def _on_new_topic(self, interaction: Interaction, number: str) -> None:
        """Ask for the name of a new topic."""
        if await self._find(interaction, number) is not None:
            form_id = custom_id("suggestion", "topic", number)
            form = line_form(form_id, texts.NEW_TITLE, texts.NEW_LABEL, texts.NEW_HINT, LONGEST_NAME)
            await interaction.response.send_modal(form)

    async def _on_entry_name(self, interaction: Interaction, number: str) -> None:
        suggestion = await self._find(interaction, number)
        if suggestion is not None:
            draft = await self._draft_for(interaction, suggestion, submitted_text(interaction))
            await self._editor.show_preview(interaction, draft)

    async def _on_topic_name(self, interaction: Interaction, number: str) -> None:
        suggestion = await self._find(interaction, number)
        if suggestion is not None:
            new = edits.new_entry(self._knowledge_base.live.snapshot, "topics", submitted_text(interaction))
            await self._editor.show_preview(interaction, await self._create_draft(interaction, suggestion, new))

    async def _draft_for(self, interaction: Interaction, suggestion: Suggestion, name: str) -> EditDraft:
        """A draft with the present text of an entry. Raises EditError when there is no such entry."""
        snapshot = self._knowledge_base.live.snapshot
        file = edits.file_of(snapshot, name)
        return await self._create_draft(interaction, suggestion, {file: edits.text_of(snapshot, file)})

    async def _create_draft(self, interaction: Interaction, suggestion: Suggestion, changed: edits.Texts) -> EditDraft:
        said = shorten(" ".join(suggestion.suggestion.split()), LONGEST_REASON)
        about = texts.DRAFT.format(number=suggestion.id, file=next(iter(changed)))
        reason = texts.REASON.format(number=suggestion.id, said=said)
        return await self._editor.create_draft(interaction, about, changed, reason=reason, then=f"{CALLBACK}:{suggestion.id}")

    async def _on_live(self, interaction: Interaction, draft: EditDraft, changed: KnowledgeChanged) -> str:
        """The edit is live: note that in the suggestion's history, and inform the author."""
        suggestion = await self._suggestions.one(int(draft.then.partition(":")[2]))
        if suggestion is None:
            return ""
        note = texts.WRITTEN.format(number=changed.change.number)
        await self._suggestions.note(suggestion.id, str(interaction.user.id), self._now(), note)
        message = texts.TOLD_WRITTEN.format(suggestion=quote(suggestion.suggestion))
        await self._inform_author(interaction, suggestion, message)
        return texts.AUTHOR_TOLD if suggestion.author else ""


def _form(title: str, action: str, number: str, field: "ui.Label[Any]") -> ui.Modal:
    form = ui.Modal(title=title, custom_id=custom_id("suggestion", action, number), timeout=600)
    form.add_item(field)
    return form
