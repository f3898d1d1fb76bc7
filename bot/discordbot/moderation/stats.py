"""`/knowledge stats`: how much is asked, what about, and what becomes of it; nobody is to be known by it."""

from datetime import UTC, datetime
from typing import Any, Final

import discord
from discord import ui

from bot.analytics.usage_report import NAMED_FROM, UsageReport, report
from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.rendering.markdown import escape
from bot.discordbot.rendering.message_view import COLOUR, PICTURE_FILE, picture_file, static_view, text_view
from bot.discordbot.responder import Responder
from bot.discordbot.strings import failed_questions as words
from bot.knowledge.library import Library
from bot.storage.usage_counts import monday_of, week_of

Interaction = discord.Interaction[Any]

WEEKS: Final = 12


async def stats(interaction: Interaction, replies: Responder) -> None:
    """The numbers of the last weeks with a chart, where pictures are drawn."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    tallies = replies.sessions.store.usage_counts
    last = week_of(replies.sessions.now())
    since = last - WEEKS + 1
    made = report(await tallies.counts(since), await tallies.feedback(since), last, WEEKS)
    if not made.weeks:
        await interaction.edit_original_response(view=text_view(words.NO_NUMBERS))
        return
    chart = await replies.gallery.chart([(_label(week.week), week.answered, week.refused) for week in made.weeks])
    parts: list[ui.Item[Any]] = [ui.TextDisplay(_text(made, replies.sessions.advisor.library))]
    if chart is not None:
        picture: ui.MediaGallery[Any] = ui.MediaGallery()
        picture.add_item(media=f"attachment://{PICTURE_FILE}", description=chart.alt)
        parts.append(picture)
    view = static_view(ui.Container(*parts, accent_colour=COLOUR))
    await interaction.edit_original_response(view=view, attachments=[picture_file(chart)] if chart is not None else [])


def _text(made: UsageReport, library: Library) -> str:
    total = made.total
    helped = words.HELPED.format(helped=total.helped, unhelpful=total.unhelpful) if total.helped or total.unhelpful else ""
    head = words.STATS_ONE if len(made.weeks) == 1 else words.STATS
    lines = [
        head.format(
            weeks=len(made.weeks), asked=total.asked, answered=total.answered, refused=total.refused, helped=helped
        ).rstrip()
    ]
    for title, named in ((words.ENTRIES, made.entries), (words.GAPS, made.failed_questions)):
        if named:
            lines += [title, *(f"- {escape(entry_name(library, entry) or entry)}: {people}" for entry, people in named)]
    return "\n".join([*lines, words.SCOPE.format(least=NAMED_FROM)])


def _label(week: int) -> str:
    """The day on which a week begins, such as "5 Oct"."""
    monday = datetime.fromtimestamp(monday_of(week), UTC)
    return f"{monday.day} {monday:%b}"
