"""The view under which a moderator decides on a draft: its difference, the answer that people will see, and buttons."""

import io
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from bot.curation.drafts import EditDraft
from bot.curation.errors import EditError
from bot.curation.proposals import EditedMeanwhileError, Proposal
from bot.discordbot.moderation.formatting import DIFFERENCE, answer_of, answer_text, broken_text, code, problems_text
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.form_fields import split_fields
from bot.discordbot.rendering.message_view import COLOUR, action_row, button, static_view
from bot.discordbot.strings import moderation
from bot.knowledge.problems import Problem

LONGEST_VIEW: Final = 3_900
"""Characters of a preview, of the 4,000 in a message."""

DIFFERENCE_FILE: Final = "difference.diff"

Preview: TypeAlias = tuple[ui.LayoutView, list[discord.File]]
"""A view and its attachments."""


def of_proposal(draft: EditDraft, proposal: Proposal) -> Preview:
    """What a checked draft would change, with a button to let it go live."""
    more = [broken_text(proposal.broken)] if proposal.broken else []
    before = proposal.over.snapshot.files
    # New files come first: after a rename, the answer of the renamed entry is shown, not that of an entry which links to it.
    files = sorted(proposal.files, key=lambda file: file in before)
    answer = next(filter(None, (answer_of(proposal.advisor, file) for file in files)), None)
    if answer is not None:
        more.append(f"{moderation.AS_PEOPLE_SEE}\n{answer_text(answer, proposal.advisor)}")
    short, long = moderation.PREVIEW.format(about=draft.about), moderation.PREVIEW_FILE.format(about=draft.about)
    buttons = _buttons(draft, may_save=True, breaks_questions=bool(proposal.broken))
    return _with_difference(short, long, proposal.difference, more, buttons)


def with_problems(draft: EditDraft, problems: Sequence[Problem]) -> Preview:
    """The problems that keep a draft from going live."""
    text = draft.texts.get(draft.only_file or "")
    message = f"{moderation.WRONG.format(about=draft.about)}\n{problems_text(problems, text)}"
    return _view([message], _buttons(draft, may_save=False)), []


def with_conflict(draft: EditDraft, error: EditedMeanwhileError) -> Preview:
    """What somebody else changed in the same file since the draft was begun."""
    message = moderation.OVERTAKEN.format(about=draft.about, error=error)
    return _with_difference(message, message, error.theirs, [], _buttons(draft, may_save=False))


def with_error(draft: EditDraft, error: EditError, *, may_save: bool = False, breaks_questions: bool = False) -> Preview:
    """Why a draft cannot go live. `may_save`: the same draft may go live later."""
    message = moderation.REFUSED.format(about=draft.about, error=error)
    return _view([message], _buttons(draft, may_save=may_save, breaks_questions=breaks_questions)), []


def _with_difference(short: str, long: str, difference: str, more: Sequence[str], buttons: "Sequence[ui.Button[Any]]") -> Preview:
    """The difference under the text `short`; when it is too long for the message, as a file under the text `long`."""
    inline = f"{short}\n{code(difference, 'diff')}"
    if len(difference) <= DIFFERENCE and sum(map(len, (inline, *more))) <= LONGEST_VIEW:
        return _view([inline, *more], buttons), []
    file = discord.File(io.BytesIO(difference.encode()), DIFFERENCE_FILE)
    return _view([long, *more], buttons, ui.File(f"attachment://{DIFFERENCE_FILE}")), [file]


def _view(texts: Sequence[str], buttons: "Sequence[ui.Button[Any]]", file: "ui.File[Any] | None" = None) -> ui.LayoutView:
    parts: list[ui.Item[Any]] = [ui.TextDisplay(texts[0])]
    parts += [file] if file is not None else []
    for text in texts[1:]:
        parts += [ui.Separator(), ui.TextDisplay(text)]
    return static_view(ui.Container(*parts, action_row(*buttons), accent_colour=COLOUR))


def _buttons(draft: EditDraft, *, may_save: bool, breaks_questions: bool = False) -> "list[ui.Button[Any]]":
    """To let the draft go live, to go on editing when it is one text that fits into a form, and to drop it."""
    buttons = []
    if may_save:
        style = discord.ButtonStyle.danger if breaks_questions else discord.ButtonStyle.success
        label = moderation.SAVE_ANYWAY if breaks_questions else moderation.SAVE
        buttons.append(button(label, custom_id("kn", "save", draft.key), style))
    text = draft.texts[draft.only_file] if draft.only_file is not None else None
    if text is not None and split_fields(text):
        buttons.append(button(moderation.GO_ON, custom_id("kn", "edit", draft.key)))
    return [*buttons, button(moderation.DROP, custom_id("kn", "drop", draft.key))]
