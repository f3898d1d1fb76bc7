"""`/knowledge gaps`: what was not answered well, one question a page, and what to do about it.

A question is attached by an edit like any other: shown, checked, given a reason. Once that is live the question is asked
again, and it is settled only when it is answered then.
"""

import asyncio
import json
from typing import Any, Final

import discord
from discord import ui

from bot.analytics.grouping import Group, group_questions
from bot.analytics.outcomes import failure_reason
from bot.analytics.resolution import candidates, is_answered_by
from bot.curation import edits
from bot.curation.drafts import EditDraft
from bot.curation.knowledge_base import KnowledgeChanged
from bot.curation.regression_check import reading
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.moderation.forms import line_form, submitted_values
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.message_view import COLOUR, LONGEST_CHOICE, MOST_CHOICES, action_row, button, static_view, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import failed_questions as words
from bot.discordbot.strings import general
from bot.knowledge.library import Library
from bot.storage.failed_questions import Decision

Interaction = discord.Interaction[Any]

LONGEST_NAME: Final = 100
LONGEST_ABOUT: Final = 80
DEED: Final = "gap"
"""What a draft asks for that is to settle a question once it is live."""

_DECISIONS: Final[dict[str, Decision]] = {"out": "out-of-scope", "drop": "dismissed"}


class FailedQuestionPages:
    """The pages, what is pressed on them, and the proof. Who may is checked by whoever calls."""

    def __init__(self, replies: Responder, editor: Editor) -> None:
        self._replies = replies
        self._editor = editor
        self._keeper = replies.keeper
        self._store = replies.sessions.store.failed_questions
        editor.then[DEED] = self._attached

    async def show(self, interaction: Interaction) -> None:
        """The first page."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(view=await self._page(0))

    async def pressed(self, interaction: Interaction, rest: str) -> None:
        """A button or the select of a page."""
        deed, _, number = rest.partition(":")
        if deed == "page":
            await interaction.response.defer()
            await interaction.edit_original_response(view=await self._page(int(number) if number.isdecimal() else 0))
            return
        at, group = await self._find(number)
        if group is None:
            await self._replies.say(interaction, words.GONE)
        elif deed == "to":
            data: dict[str, Any] = dict(interaction.data or {})
            await self._attach(interaction, group, next(iter(data.get("values", [])), ""))
        elif deed in _DECISIONS:
            await interaction.response.defer()
            await self._store.decide(group.first, _DECISIONS[deed], self._replies.sessions.now())
            await interaction.edit_original_response(view=await self._page(at))
        else:
            is_new = deed == "new"
            title = words.NEW_TITLE if is_new else words.OTHER_TITLE
            label, hint = (words.NEW_LABEL, words.NEW_HINT) if is_new else (words.OTHER_LABEL, words.OTHER_HINT)
            name = custom_id("kn", DEED, "new" if is_new else "other", number)
            await interaction.response.send_modal(line_form(name, title, label, hint, LONGEST_NAME))

    async def sent(self, interaction: Interaction, rest: str) -> None:
        """The name of a new topic, or of an entry that the select did not offer."""
        deed, _, number = rest.partition(":")
        _, group = await self._find(number)
        named = submitted_values(dict(interaction.data or {})).get("line", "")
        if group is None:
            await self._replies.say(interaction, words.GONE)
        elif deed == "new":
            made = edits.new_topic(self._keeper.live.snapshot, named, group.question)
            await self._propose(interaction, group, next(iter(made)), made)
        else:
            await self._attach(interaction, group, named)

    async def _attach(self, interaction: Interaction, group: Group, named: str) -> None:
        snapshot = self._keeper.live.snapshot
        file = edits.file_of(snapshot, named)
        await self._propose(interaction, group, file, edits.with_phrase(snapshot, file, group.question))

    async def _propose(self, interaction: Interaction, group: Group, file: str, made: edits.Texts) -> None:
        """An edit, with what is to be proved once it is live."""
        about = words.ABOUT.format(question=shorten(group.question, LONGEST_ABOUT), file=file)
        then = f"{DEED}:{json.dumps([file.removesuffix('.yaml'), group.question, group.first])}"
        reason = words.REASON.format(askers=group.askers)
        draft = await self._editor.begin(interaction, about, made, reason=reason, then=then)
        await self._editor.preview(interaction, draft)

    async def _attached(self, interaction: Interaction, draft: EditDraft, changed: KnowledgeChanged) -> str:
        """The edit is live: ask the question again."""
        del interaction, changed
        entry, question, first = json.loads(draft.then.partition(":")[2])
        read, reply = reading(self._keeper.live.advisor, question)
        works = is_answered_by(reply, entry)
        if works:
            await self._store.decide(first, "attached", self._replies.sessions.now(), entry)
        told = words.WORKS if works else words.STILL_NOT
        return told.format(question=escape(shorten(question, LONGEST_ABOUT)), reading=escape(read))

    # -- what is shown ------------------------------------------------------------------------------------------------

    async def _groups(self) -> tuple[Group, ...]:
        kept, decided = await self._store.kept(), await self._store.decided()
        return await asyncio.to_thread(group_questions, kept, decided)

    async def _find(self, number: str) -> tuple[int, Group | None]:
        """The page of a question and its group, by the number of one that stands in it."""
        found = await self._groups()
        wanted = int(number) if number.isdecimal() else 0
        return next(((at, group) for at, group in enumerate(found) if wanted in group.ids), (0, None))

    async def _page(self, number: int) -> ui.LayoutView:
        found = await self._groups()
        if not found:
            return text_view(words.NONE)
        at = min(number, len(found) - 1)
        group = found[at]
        read, reply = await asyncio.to_thread(reading, self._keeper.live.advisor, group.question)
        library = self._keeper.live.advisor.library
        lines = [words.TITLE.format(number=at + 1, count=len(found)), f"> {escape(group.question)}", _asked(group)]
        now = words.READ_NOW if failure_reason(reply) is not None else words.ANSWERED_NOW
        lines.append(now.format(reading=escape(read)))
        names = [name for entry in group.proposals if (name := entry_name(library, entry)) is not None]
        if names:
            lines.append(words.PROPOSED.format(names=escape(", ".join(names[:3]))))
        rows = [action_row(*_deeds(group))]
        offered = _offered(library, candidates(reply, group.proposals), group)
        if offered is not None:
            rows.insert(0, action_row(offered))
        turns = [(general.BACK, at - 1)] * (at > 0) + [(general.NEXT, at + 1)] * (at + 1 < len(found))
        if turns:
            rows.append(action_row(*(button(label, custom_id("kn", DEED, "page", str(to))) for label, to in turns)))
        return static_view(ui.Container(ui.TextDisplay("\n".join(lines)), *rows, accent_colour=COLOUR))


def _asked(group: Group) -> str:
    whys = ", ".join(words.WHYS[why].format(count=count) for why, count in group.whys if why in words.WHYS)
    return words.ASKED.format(askers=group.askers, times=group.times, last=int(group.last), whys=whys.capitalize())


def _deeds(group: Group) -> "list[ui.Button[Any]]":
    number = str(group.ids[0])
    named = ((words.OTHER, "other"), (words.NEW, "new"), (words.OUT, "out"), (words.DISMISS, "drop"))
    return [button(label, custom_id("kn", DEED, deed, number)) for label, deed in named]


def _offered(library: Library, entries: tuple[str, ...], group: Group) -> "ui.Select[Any] | None":
    """The entries that it may be meant for, those that answered other words for it first."""
    options = [
        discord.SelectOption(label=shorten(name, LONGEST_CHOICE), value=entry, description=entry.partition("/")[0])
        for entry in entries
        if (name := entry_name(library, entry)) is not None and len(entry) <= LONGEST_CHOICE
    ][:MOST_CHOICES]
    if not options:
        return None
    return ui.Select(custom_id=custom_id("kn", DEED, "to", str(group.ids[0])), placeholder=words.ATTACH, options=options)
