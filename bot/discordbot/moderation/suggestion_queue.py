"""The queue of members' suggestions: a decision, a word to the author, and from there into the knowledge.

In the queue a suggestion stands without its author. What is decided stands in the message itself, so that all moderators
see it, and can be decided anew.
"""

import contextlib
from typing import Any, Final

import discord
from discord import ui

from bot.curation import edits
from bot.curation.drafts import EditDraft
from bot.curation.knowledge_base import KnowledgeChanged
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.moderation.forms import line_form, text_field
from bot.discordbot.moderation.permissions import may_curate, may_moderate
from bot.discordbot.rendering.custom_ids import ComponentId, custom_id
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.message_view import action_row, button, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import moderation
from bot.discordbot.strings import suggestions as texts
from bot.knowledge.library import Library
from bot.storage.suggestions import Decision, State, Suggestion

Interaction = discord.Interaction[Any]

SHORTEST: Final = 10
LONGEST: Final = 1_000
LONGEST_NOTE: Final = 500
LONGEST_NAME: Final = 100
LONGEST_REASON: Final = 200
LONGEST_NUMBER: Final = 18
"""Digits: what the store can count to."""

DEED: Final = "suggestion"
"""What a draft asks for that takes up a suggestion."""

_HISTORY_SHOWN: Final = 4
_SUGGESTION_SHOWN: Final = 2_000
_NOTE_SHOWN: Final = 1_200
"""Characters with all marks, of the 4,000 that fit in a message; only text that is mostly marks is longer."""
_WRITING: Final = frozenset({"write", "entry", "topic"})


class SuggestionQueue:
    """What is pressed and sent under a suggestion. Rights are looked at each time."""

    def __init__(self, replies: Responder, editor: Editor) -> None:
        self._replies = replies
        self._editor = editor
        self._store = replies.sessions.store.suggestions
        editor.then[DEED] = self._written

    async def pressed(self, interaction: Interaction, press: ComponentId) -> None:
        """A button under a suggestion in the queue, or under the word that it is accepted."""
        deed, number = press.parts(2)
        suggestion = await self._entitled(interaction, deed, number)
        if suggestion is None:
            return
        match deed:
            case "accept":
                await self._decide(interaction, suggestion, "accepted")
            case "reopen":
                await self._decide(interaction, suggestion, "open")
            case "edit":
                field = text_field(texts.EDIT_LABEL, texts.EDIT_HINT, value=suggestion.suggestion, least=SHORTEST, most=LONGEST)
                await interaction.response.send_modal(_form(texts.EDIT, "accept", suggestion, field))
            case "decline":
                field = text_field(texts.DECLINE_LABEL, texts.DECLINE_HINT, least=0, most=LONGEST_NOTE)
                await interaction.response.send_modal(_form(texts.DECLINE, "decline", suggestion, field))
            case "write":
                await self._editor.open(interaction, await self._begin(interaction, suggestion, suggestion.about))
            case "topic":
                name = custom_id("suggestion", "topic", number)
                form = line_form(name, texts.NEW_TITLE, texts.NEW_LABEL, texts.NEW_HINT, LONGEST_NAME)
                await interaction.response.send_modal(form)
            case _:
                name = custom_id("suggestion", "entry", number)
                form = line_form(name, texts.OTHER_TITLE, texts.OTHER_LABEL, texts.OTHER_HINT, LONGEST_NAME)
                await interaction.response.send_modal(form)

    async def sent(self, interaction: Interaction, press: ComponentId, written: str) -> None:
        """A moderator's form: other words to accept it in, a note to go with declining it, where it is to be written."""
        deed, number = press.parts(2)
        suggestion = await self._entitled(interaction, deed, number)
        if suggestion is None:
            return
        if deed == "accept":
            note = "" if written == suggestion.suggestion else written[:LONGEST]
            await self._decide(interaction, suggestion, "accepted", note)
        elif deed == "topic":
            made = edits.new_entry(self._replies.keeper.live.snapshot, "topics", written)
            await self._editor.preview(interaction, await self._draft(interaction, suggestion, made))
        elif deed == "entry":
            await self._editor.preview(interaction, await self._begin(interaction, suggestion, written))
        else:
            await self._decide(interaction, suggestion, "declined", written[:LONGEST_NOTE])

    async def _entitled(self, interaction: Interaction, deed: str, number: str) -> Suggestion | None:
        """The suggestion, when the person may do this with it; else the person or the message is told why there is none."""
        writes = deed in _WRITING
        if not (may_curate(interaction, self._replies) if writes else may_moderate(interaction, self._replies.servers)):
            await self._replies.say(interaction, moderation.NOT_YOURS if writes else texts.NOT_YOURS)
            return None
        is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
        suggestion = await self._store.one(int(number)) if is_number else None
        if suggestion is None or suggestion.server != str(interaction.guild_id):
            await interaction.response.edit_message(view=text_view(texts.GONE))
            return None
        return suggestion

    # -- deciding -----------------------------------------------------------------------------------------------------

    async def _decide(self, interaction: Interaction, suggestion: Suggestion, state: State, note: str = "") -> None:
        moderator, now = str(interaction.user.id), self._replies.sessions.now()
        is_decided = await self._store.decide(suggestion.id, state, moderator, now, note)
        current = await self._store.one(suggestion.id)
        if current is None:
            await interaction.response.edit_message(view=text_view(texts.GONE))
            return
        view = shown(current, await self._store.history(suggestion.id), self._replies.sessions.advisor.library)
        await interaction.response.edit_message(view=view)
        if not is_decided:
            await self._replies.say(interaction, texts.DECIDED_ALREADY)
            return
        if state == "accepted":
            await self._offer_writing(interaction, current)
        server = interaction.guild.name if interaction.guild is not None else ""
        told = texts.TOLD[state].format(server=escape(server), suggestion=_quoted(current.suggestion))
        if note:
            told += f"\n{texts.TOLD_WORDS if state == 'accepted' else texts.TOLD_NOTE}\n{_quoted(note, _NOTE_SHOWN)}"
        await self._tell_author(interaction, current, told)

    async def _tell_author(self, interaction: Interaction, suggestion: Suggestion, told: str) -> None:
        """In a direct message, when they take any and are still known."""
        if not suggestion.author.isdecimal():
            return
        with contextlib.suppress(discord.HTTPException):
            dm = await interaction.client.create_dm(discord.Object(int(suggestion.author)))
            await dm.send(view=text_view(told))

    # -- into the knowledge -------------------------------------------------------------------------------------------

    async def _offer_writing(self, interaction: Interaction, suggestion: Suggestion) -> None:
        """For those who may, the ways to write it."""
        if not may_curate(interaction, self._replies):
            await self._replies.say(interaction, texts.ACCEPTED_HERE)
            return
        number = str(suggestion.id)
        name = entry_name(self._replies.sessions.advisor.library, suggestion.about)
        ways = [button(texts.WRITE.format(name=name), custom_id("suggestion", "write", number))] if name is not None else []
        ways += [
            button(texts.WRITE_OTHER, custom_id("suggestion", "entry", number)),
            button(texts.WRITE_NEW, custom_id("suggestion", "topic", number)),
        ]
        await interaction.followup.send(view=text_view(texts.HOW_TO_WRITE, action_row(*ways)), ephemeral=True)

    async def _begin(self, interaction: Interaction, suggestion: Suggestion, named: str) -> EditDraft:
        """An edit of an entry, with its text as it is."""
        snapshot = self._replies.keeper.live.snapshot
        file = edits.file_of(snapshot, named)
        return await self._draft(interaction, suggestion, {file: edits.text_of(snapshot, file)})

    async def _draft(self, interaction: Interaction, suggestion: Suggestion, made: edits.Texts) -> EditDraft:
        said = shorten(" ".join(suggestion.suggestion.split()), LONGEST_REASON)
        about = texts.DRAFT.format(number=suggestion.id, file=next(iter(made)))
        reason = texts.REASON.format(number=suggestion.id, said=said)
        return await self._editor.begin(interaction, about, made, reason=reason, then=f"{DEED}:{suggestion.id}")

    async def _written(self, interaction: Interaction, draft: EditDraft, changed: KnowledgeChanged) -> str:
        """The edit is live: put it on record, and tell the author."""
        suggestion = await self._store.one(int(draft.then.partition(":")[2]))
        if suggestion is None:
            return ""
        note = texts.WRITTEN.format(number=changed.change.number)
        await self._store.note(suggestion.id, str(interaction.user.id), self._replies.sessions.now(), note)
        await self._tell_author(interaction, suggestion, texts.TOLD_WRITTEN.format(suggestion=_quoted(suggestion.suggestion)))
        return texts.AUTHOR_TOLD if suggestion.author else ""


def shown(suggestion: Suggestion, history: list[Decision], library: Library) -> ui.LayoutView:
    """A suggestion in the queue: what is suggested, what became of it, and what can be done."""
    title = texts.QUEUED.format(number=suggestion.id)
    lines = [f"### {title}", _quoted(suggestion.suggestion)]
    name = entry_name(library, suggestion.about)
    if name is not None:
        lines.append(f"-# {texts.ABOUT.format(about=escape(name))}")
    lines += [f"-# {_told(decision)}" for decision in history[-_HISTORY_SHOWN:]]
    if history and history[-1].note:
        lines.append(_quoted(history[-1].note, _NOTE_SHOWN))
    number = str(suggestion.id)
    if suggestion.state != "open":
        return text_view("\n".join(lines), action_row(button(texts.REOPEN, custom_id("suggestion", "reopen", number))))
    row = action_row(
        button(texts.ACCEPT, custom_id("suggestion", "accept", number), discord.ButtonStyle.success),
        button(texts.EDIT, custom_id("suggestion", "edit", number)),
        button(texts.DECLINE, custom_id("suggestion", "decline", number)),
    )
    return text_view("\n".join(lines), row)


def _told(decision: Decision) -> str:
    who = f"<@{decision.by}>" if decision.by else texts.SOMEBODY
    return texts.DECIDED[decision.state].format(who=who, when=f"<t:{int(decision.decided)}:R>")


def _quoted(text: str, most: int = _SUGGESTION_SHOWN) -> str:
    quoted = "\n".join(f"> {line}" for line in escape(text).splitlines() if line.strip())
    return quoted if len(quoted) <= most else f"{quoted[: most - 1]}…"


def _form(title: str, deed: str, suggestion: Suggestion, field: "ui.Label[Any]") -> ui.Modal:
    form = ui.Modal(title=title, custom_id=custom_id("suggestion", deed, str(suggestion.id)), timeout=600)
    form.add_item(field)
    return form
