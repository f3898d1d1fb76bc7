"""`/knowledge`: registered only in the servers that are the knowledge's home, and answered only for their moderators."""

from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.curation import edits
from bot.curation.entry_search import suggest_entries, suggest_files, suggest_owners
from bot.curation.errors import EditError
from bot.discordbot.moderation import file_transfer, history, stats, status
from bot.discordbot.moderation.editor import Editor
from bot.discordbot.moderation.failed_questions import FailedQuestionPages
from bot.discordbot.moderation.permissions import may_curate
from bot.discordbot.responder import Responder
from bot.discordbot.strings import moderation
from bot.knowledge.schema import ENTRY_KINDS
from bot.knowledge.snapshot import Snapshot

Interaction = discord.Interaction[Any]
Suggest = Callable[[Snapshot, str], list[tuple[str, str]]]
Named = app_commands.Range[str, 1, 200]
Line = app_commands.Range[str, 1, 600]
Id = app_commands.Range[str, 1, 60]
LONGEST: int = 100

KINDS = [Choice(name=kind, value=kind) for kind in ENTRY_KINDS]
STRENGTHS = [Choice(name=strength, value=strength) for strength in edits.STRENGTHS]


def _suggesting(suggest: Suggest) -> Callable[[Interaction, str], Any]:
    async def complete(interaction: Interaction, typed: str) -> list[Choice[str]]:
        replies: Responder = interaction.client.replies
        if not may_curate(interaction, replies):
            return []
        found = suggest(replies.keeper.live.snapshot, typed)
        return [Choice(name=label[:LONGEST], value=value) for label, value in found if len(value) <= LONGEST]

    return complete


_entry = _suggesting(suggest_entries)
_file = _suggesting(suggest_files)
_owner = _suggesting(suggest_owners)


class KnowledgeCommands(app_commands.Group):
    """What moderators do with the knowledge. Every answer is for their eyes only."""

    def __init__(self, replies: Responder, editor: Editor, gaps: FailedQuestionPages) -> None:
        super().__init__(name="knowledge", description="Keep what I know: edit, check, review, undo.")
        self._replies = replies
        self._editor = editor
        self._gaps = gaps
        self._keeper = replies.keeper

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        if may_curate(interaction, self._replies):
            return True
        await self._replies.say(interaction, moderation.NOT_YOURS)
        return False

    @property
    def _snapshot(self) -> Snapshot:
        return self._keeper.live.snapshot

    # -- changing -----------------------------------------------------------------------------------------------------

    @app_commands.command(description="Edit an entry's text.")
    @app_commands.describe(entry="Which one; type a part of its name.")
    @app_commands.autocomplete(entry=_entry)
    async def edit(self, interaction: Interaction, entry: Named) -> None:
        file = edits.file_of(self._snapshot, entry)
        text = edits.text_of(self._snapshot, file)
        await self._editor.open(interaction, await self._editor.begin(interaction, f"Edit {file}", {file: text}))

    @app_commands.command(description="Begin a new entry from a template.")
    @app_commands.rename(entry_id="id")
    @app_commands.describe(kind="What kind.", name="What people call it.", entry_id="Its id; made of the name when left out.")
    @app_commands.choices(kind=KINDS)
    async def new(self, interaction: Interaction, kind: str, name: Named, entry_id: Id | None = None) -> None:
        texts = edits.new_entry(self._snapshot, kind, name, entry_id or "")
        await self._editor.open(interaction, await self._editor.begin(interaction, f"New {next(iter(texts))}", texts))

    @app_commands.command(description="Give an entry another id; links to it follow.")
    @app_commands.rename(entry_id="id")
    @app_commands.describe(entry="Which one.", entry_id="The new id, such as data-engineer.")
    @app_commands.autocomplete(entry=_entry)
    async def rename(self, interaction: Interaction, entry: Named, entry_id: Id) -> None:
        file = edits.file_of(self._snapshot, entry)
        await self._propose(interaction, f"Rename {file} to {entry_id}", edits.renamed(self._snapshot, file, entry_id))

    @app_commands.command(description="Delete an entry that nothing links to.")
    @app_commands.describe(entry="Which one.")
    @app_commands.autocomplete(entry=_entry)
    async def delete(self, interaction: Interaction, entry: Named) -> None:
        file = edits.file_of(self._snapshot, entry)
        await self._propose(interaction, f"Delete {file}", edits.deleted(self._snapshot, file))

    @app_commands.command(description="Another form of a name: of a role, a skill or a title.")
    @app_commands.describe(
        entry="Whose name.", alias="The other form.", strength="Roles: strong (anywhere), field (discipline), weak (in a slot)."
    )
    @app_commands.autocomplete(entry=_owner)
    @app_commands.choices(strength=STRENGTHS)
    async def alias(self, interaction: Interaction, entry: Named, alias: Id, strength: str = "strong") -> None:
        named, _, owner = entry.partition("#")
        file = named if owner else edits.file_of(self._snapshot, named)
        if file not in self._snapshot.files or strength not in edits.STRENGTHS:
            raise EditError(f"There is no {file[:100]} with such aliases; pick one from the list.")
        about = f"Alias “{alias}” in {file}"
        await self._propose(interaction, about, edits.with_alias(self._snapshot, file, owner, alias, strength))

    @app_commands.command(description="One more way in which people put it.")
    @app_commands.describe(entry="What they mean.", phrase="How they put it.")
    @app_commands.autocomplete(entry=_entry)
    async def phrase(self, interaction: Interaction, entry: Named, phrase: Line) -> None:
        file = edits.file_of(self._snapshot, entry)
        await self._propose(interaction, f"Phrase for {file}", edits.with_phrase(self._snapshot, file, phrase))

    async def _propose(self, interaction: Interaction, about: str, texts: edits.Texts) -> None:
        await self._editor.preview(interaction, await self._editor.begin(interaction, about, texts))

    # -- files --------------------------------------------------------------------------------------------------------

    @app_commands.command(description="An entry or another file, or everything as a zip.")
    @app_commands.describe(entry="Which one; everything when left out.")
    @app_commands.autocomplete(entry=_file)
    async def download(self, interaction: Interaction, entry: Named | None = None) -> None:
        file = edits.file_of(self._snapshot, entry) if entry else None
        await file_transfer.download(interaction, self._keeper, file)

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
        sent = [file for file in (first, second, third, fourth, fifth) if file is not None]
        await file_transfer.upload(interaction, self._editor, self._keeper, sent)

    # -- looking ------------------------------------------------------------------------------------------------------

    @app_commands.command(name="try", description="How a question is read now, and with your pending edit.")
    @app_commands.describe(question="A question as people would ask it.")
    async def try_(self, interaction: Interaction, question: Line) -> None:
        await status.try_question(interaction, self._editor, self._keeper, question)

    @app_commands.command(description="What is live, what is wrong in the files, and your pending edit.")
    async def status(self, interaction: Interaction) -> None:
        await status.status(interaction, self._editor, self._keeper)

    @app_commands.command(description="Questions that I could not answer well, asked by two people or more.")
    async def gaps(self, interaction: Interaction) -> None:
        await self._gaps.show(interaction)

    @app_commands.command(description="Questions a week, what was asked about, what helped.")
    async def stats(self, interaction: Interaction) -> None:
        await stats.stats(interaction, self._replies)

    # -- the past -----------------------------------------------------------------------------------------------------

    @app_commands.command(description="The last changes, of everything or of one entry.")
    @app_commands.describe(entry="Which one; everything when left out.")
    @app_commands.autocomplete(entry=_file)
    async def history(self, interaction: Interaction, entry: Named | None = None) -> None:
        file = self._once_there(entry) if entry else None
        await history.history(interaction, self._keeper, file)

    @app_commands.command(description="What a change did.")
    @app_commands.describe(change="Its number in /knowledge history.")
    async def diff(self, interaction: Interaction, change: app_commands.Range[int, 1]) -> None:
        await history.diff(interaction, self._keeper, change)

    @app_commands.command(description="Take a change back: its files become what they were before it.")
    @app_commands.describe(change="Its number in /knowledge history.")
    async def revert(self, interaction: Interaction, change: app_commands.Range[int, 1]) -> None:
        await history.revert(interaction, self._editor, self._keeper, change)

    @app_commands.command(description="Take your own last change back.")
    async def undo(self, interaction: Interaction) -> None:
        await history.undo(interaction, self._editor, self._keeper)

    @app_commands.command(description="The whole history as a file.")
    async def export(self, interaction: Interaction) -> None:
        await history.export(interaction, self._keeper)

    def _once_there(self, entry: str) -> str:
        """The file of an entry, of one that was deleted too."""
        file = f"{entry.strip().removesuffix('.yaml')}.yaml"
        return file if file in self._keeper.live.heads else edits.file_of(self._snapshot, entry)
