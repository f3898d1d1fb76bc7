"""A suggestion as moderators see it in the queue."""

from collections.abc import Sequence
from typing import Final

import discord
from discord import ui

from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.rendering.custom_ids import custom_id
from bot.discordbot.rendering.markdown import escape
from bot.discordbot.rendering.message_view import action_row, button, text_view
from bot.discordbot.strings import suggestions as texts
from bot.knowledge.library import Library
from bot.storage.suggestions import Decision, Suggestion

LONGEST_QUOTE: Final = 2_000
LONGEST_QUOTED_NOTE: Final = 1_200
"""Characters after escaping, of the 4,000 in a message. Only a text that is mostly special characters is longer."""

_MOST_DECISIONS: Final = 4


def suggestion_view(suggestion: Suggestion, history: Sequence[Decision], library: Library) -> ui.LayoutView:
    """A suggestion as the queue shows it: its text, the last decisions on it, and the buttons of its state."""
    title = texts.QUEUED.format(number=suggestion.id)
    lines = [f"### {title}", quote(suggestion.suggestion)]
    name = entry_name(library, suggestion.about)
    if name is not None:
        lines.append(f"-# {texts.ABOUT.format(about=escape(name))}")
    lines += [f"-# {_decision_text(decision)}" for decision in history[-_MOST_DECISIONS:]]
    if history and history[-1].note:
        lines.append(quote(history[-1].note, LONGEST_QUOTED_NOTE))
    number = str(suggestion.id)
    if suggestion.state != "open":
        return text_view("\n".join(lines), action_row(button(texts.REOPEN, custom_id("suggestion", "reopen", number))))
    row = action_row(
        button(texts.ACCEPT, custom_id("suggestion", "accept", number), discord.ButtonStyle.success),
        button(texts.EDIT, custom_id("suggestion", "edit", number)),
        button(texts.DECLINE, custom_id("suggestion", "decline", number)),
    )
    return text_view("\n".join(lines), row)


def _decision_text(decision: Decision) -> str:
    moderator = f"<@{decision.by}>" if decision.by else texts.SOMEBODY
    return texts.DECIDED[decision.state].format(who=moderator, when=f"<t:{int(decision.decided)}:R>")


def quote(text: str, most: int = LONGEST_QUOTE) -> str:
    """The escaped text as a quote of at most `most` characters, without its empty lines."""
    quoted = "\n".join(f"> {line}" for line in escape(text).splitlines() if line.strip())
    return quoted if len(quoted) <= most else f"{quoted[: most - 1]}…"
