"""`/knowledge`: registered only in the servers whose moderators may edit the knowledge, and answered only for them."""

from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.curation import edits
from bot.curation.entry_search import suggest_entries, suggest_files, suggest_owners
from bot.curation.errors import EditError
from bot.curation.knowledge_base import KnowledgeBase
from bot.discordbot.moderation import file_transfer, history
from bot.discordbot.moderation.answer_form import AnswerForm
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.failed_questions import FailedQuestionPages
from bot.discordbot.moderation.permissions import Permissions
from bot.discordbot.moderation.stats import StatsPage
from bot.discordbot.moderation.status import StatusPage
from bot.discordbot.responder import Responder
from bot.discordbot.strings import moderation
from bot.knowledge.schema import ENTRY_KINDS
from bot.knowledge.snapshot import Snapshot

Interaction = discord.Interaction[Any]
Search = Callable[[Snapshot, str], list[tuple[str, str]]]
"""From the text typed so far to (label, value) of what matches it."""

EntryName = app_commands.Range[str, 1, 200]
Line = app_commands.Range[str, 1, 600]
EntryId = app_commands.Range[str, 1, 60]
LONGEST_CHOICE: int = 100
"""Discord's limit for the name and for the value of a choice, in characters."""

KINDS = [Choice(name=kind, value=kind) for kind in ENTRY_KINDS]
STRENGTHS = [Choice(name=strength, value=strength) for strength in edits.STRENGTHS]


class KnowledgeCommands(app_commands.Group):
    """The commands of `/knowledge`. Every answer is ephemeral."""

    def __init__(
        self,
        responder: Responder,
        knowledge_base: KnowledgeBase,
        permissions: Permissions,
        *,
        editor: Editor,
        answer_form: AnswerForm,
        failed_questions: FailedQuestionPages,
        status: StatusPage,
        stats: StatsPage,
    ) -> None:
        super().__init__(name="knowledge", description="Keep what I know: edit, check, review, undo.")
        self._responder = responder
        self._knowledge_base = knowledge_base
        self._permissions = permissions
        self._editor = editor
        self._answer_form = answer_form
        self._failed_questions = failed_questions
        self._status = status
        self._stats = stats

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if self._permissions.may_curate(interaction):
            return True
        await self._responder.say(interaction, moderation.NOT_YOURS)
        return False

    @property
    def _snapshot(self) -> Snapshot:
        return self._knowledge_base.live.snapshot

    # -- autocompletion, which interaction_check does not cover ---------------------------------------------------------

    async def _complete_entry(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return self._choices(interaction, suggest_entries, typed)

    async def _complete_file(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return self._choices(interaction, suggest_files, typed)

    async def _complete_owner(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return self._choices(interaction, suggest_owners, typed)

    def _choices(self, interaction: Interaction, search: Search, typed: str) -> list[Choice[str]]:
        if not self._permissions.may_curate(interaction):
            return []
        found = search(self._snapshot, typed)
        return [Choice(name=label[:LONGEST_CHOICE], value=value) for label, value in found if len(value) <= LONGEST_CHOICE]

    # -- edits ---------------------------------------------------------------------------------------------------------

    @app_commands.command(description="Edit an entry's text.")
    @app_commands.describe(entry="Which one; type a part of its name.")
    @app_commands.autocomplete(entry=_complete_entry)
    async def edit(self, interaction: Interaction, entry: EntryName) -> None:
        file = edits.file_of(self._snapshot, entry)
        text = edits.text_of(self._snapshot, file)
        await self._editor.show_form(interaction, await self._editor.create_draft(interaction, f"Edit {file}", {file: text}))

    @app_commands.command(description="Begin a new entry from a template.")
    @app_commands.rename(entry_id="id")
    @app_commands.describe(kind="What kind.", name="What people call it.", entry_id="Its id; made of the name when left out.")
    @app_commands.choices(kind=KINDS)
    async def new(self, interaction: Interaction, kind: str, name: EntryName, entry_id: EntryId | None = None) -> None:
        texts = edits.new_entry(self._snapshot, kind, name, entry_id or "")
        await self._editor.show_form(interaction, await self._editor.create_draft(interaction, f"New {next(iter(texts))}", texts))

    @app_commands.command(description="Write the answer to a question, in three fields.")
    async def answer(self, interaction: Interaction) -> None:
        await self._answer_form.show(interaction)

    @app_commands.command(description="Give an entry another id; links to it follow.")
    @app_commands.rename(entry_id="id")
    @app_commands.describe(entry="Which one.", entry_id="The new id, such as data-engineer.")
    @app_commands.autocomplete(entry=_complete_entry)
    async def rename(self, interaction: Interaction, entry: EntryName, entry_id: EntryId) -> None:
        file = edits.file_of(self._snapshot, entry)
        await self._propose(interaction, f"Rename {file} to {entry_id}", edits.renamed(self._snapshot, file, entry_id))

    @app_commands.command(description="Delete an entry that nothing links to.")
    @app_commands.describe(entry="Which one.")
    @app_commands.autocomplete(entry=_complete_entry)
    async def delete(self, interaction: Interaction, entry: EntryName) -> None:
        file = edits.file_of(self._snapshot, entry)
        await self._propose(interaction, f"Delete {file}", edits.deleted(self._snapshot, file))

    @app_commands.command(description="Another form of a name: of a role, a skill or a title.")
    @app_commands.describe(
        entry="Whose name.", alias="The other form.", strength="Roles: strong (anywhere), field (discipline), weak (in a slot)."
    )
    @app_commands.autocomplete(entry=_complete_owner)
    @app_commands.choices(strength=STRENGTHS)
    async def alias(self, interaction: Interaction, entry: EntryName, alias: EntryId, strength: str = "strong") -> None:
        named, _, owner = entry.partition("#")
        file = named if owner else edits.file_of(self._snapshot, named)
        if file not in self._snapshot.files or strength not in edits.STRENGTHS:
            raise EditError(f"There is no {file[:100]} with such aliases; pick one from the list.")
        about = f"Alias “{alias}” in {file}"
        await self._propose(interaction, about, edits.with_alias(self._snapshot, file, owner, alias, strength))

    @app_commands.command(description="One more way in which people put it.")
    @app_commands.describe(entry="What they mean.", phrase="How they put it.")
    @app_commands.autocomplete(entry=_complete_entry)
    async def phrase(self, interaction: Interaction, entry: EntryName, phrase: Line) -> None:
        file = edits.file_of(self._snapshot, entry)
        await self._propose(interaction, f"Phrase for {file}", edits.with_phrase(self._snapshot, file, phrase))

    async def _propose(self, interaction: Interaction, about: str, texts: edits.Texts) -> None:
        await self._editor.show_preview(interaction, await self._editor.create_draft(interaction, about, texts))

    # -- files --------------------------------------------------------------------------------------------------------

    @app_commands.command(description="An entry or another file, or everything as a zip.")
    @app_commands.describe(entry="Which one; everything when left out.")
    @app_commands.autocomplete(entry=_complete_file)
    async def download(self, interaction: Interaction, entry: EntryName | None = None) -> None:
        file = edits.file_of(self._snapshot, entry) if entry else None
        await file_transfer.download(interaction, self._knowledge_base, file)

    @app_commands.command(description="Files that you edited, or a zip of them.")
    @app_commands.describe(first="A YAML file, or a zip.", second="More.", third="More.", fourth="More.", fifth="More.")
    async def upload(  # noqa: PLR0917  # each parameter is an option of the command
        self,
        interaction: Interaction,
        first: discord.Attachment,
        second: discord.Attachment | None = None,
        third: discord.Attachment | None = None,
        fourth: discord.Attachment | None = None,
        fifth: discord.Attachment | None = None,
    ) -> None:
        attachments = [file for file in (first, second, third, fourth, fifth) if file is not None]
        await file_transfer.upload(interaction, self._editor, self._knowledge_base, attachments)

    # -- reports ------------------------------------------------------------------------------------------------------

    @app_commands.command(name="try", description="How a question is read now, and with your pending edit.")
    @app_commands.describe(question="A question as people would ask it.")
    async def try_(self, interaction: Interaction, question: Line) -> None:
        await self._status.try_question(interaction, question)

    @app_commands.command(description="What is live, what is wrong in the files, and your pending edit.")
    async def status(self, interaction: Interaction) -> None:
        await self._status.show(interaction)

    @app_commands.command(description="Questions that I could not answer well, asked by two people or more.")
    async def gaps(self, interaction: Interaction) -> None:
        await self._failed_questions.show(interaction)

    @app_commands.command(description="Questions a week, what was asked about, what helped.")
    async def stats(self, interaction: Interaction) -> None:
        await self._stats.show(interaction)

    # -- history ------------------------------------------------------------------------------------------------------

    @app_commands.command(description="The last changes, of everything or of one entry.")
    @app_commands.describe(entry="Which one; everything when left out.")
    @app_commands.autocomplete(entry=_complete_file)
    async def history(self, interaction: Interaction, entry: EntryName | None = None) -> None:
        file = self._file_in_history(entry) if entry else None
        await history.show_history(interaction, self._knowledge_base, file)

    @app_commands.command(description="What a change did.")
    @app_commands.describe(change="Its number in /knowledge history.")
    async def diff(self, interaction: Interaction, change: app_commands.Range[int, 1]) -> None:
        await history.show_diff(interaction, self._knowledge_base, change)

    @app_commands.command(description="Take a change back: its files become what they were before it.")
    @app_commands.describe(change="Its number in /knowledge history.")
    async def revert(self, interaction: Interaction, change: app_commands.Range[int, 1]) -> None:
        await history.revert(interaction, self._editor, self._knowledge_base, change)

    @app_commands.command(description="Take your own last change back.")
    async def undo(self, interaction: Interaction) -> None:
        await history.undo(interaction, self._editor, self._knowledge_base)

    @app_commands.command(description="The whole history as a file.")
    async def export(self, interaction: Interaction) -> None:
        await history.export(interaction, self._knowledge_base)

    def _file_in_history(self, entry: str) -> str:
        """The file of an entry; the entry may have been deleted. Raises EditError when there never was one."""
        file = f"{entry.strip().removesuffix('.yaml')}.yaml"
        return file if file in self._knowledge_base.live.heads else edits.file_of(self._snapshot, entry)
