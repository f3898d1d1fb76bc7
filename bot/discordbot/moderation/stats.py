"""`/knowledge stats`: how many questions were asked in the last weeks, about what, and how many were answered."""

from datetime import UTC, datetime
from typing import Any, Final

import discord
from discord import ui

from bot.analytics.usage_report import NAMED_FROM, UsageReport, report
from bot.discordbot.moderation.formatting import entry_name
from bot.discordbot.rendering.image_cache import ImageCache
from bot.discordbot.rendering.markdown import escape
from bot.discordbot.rendering.message_view import COLOUR, PICTURE_FILE, picture_file, static_view, text_view
from bot.discordbot.strings import failed_questions as texts
from bot.knowledge.library import Library
from bot.sessions.session_manager import SessionManager
from bot.storage.usage_counts import UsageCountStore, monday_of, week_of

Interaction = discord.Interaction[Any]

WEEKS: Final = 12


class StatsPage:
    """Shows the numbers of the last weeks. They are counted so that nobody can be identified by them."""

    def __init__(self, sessions: SessionManager, images: ImageCache, usage_counts: UsageCountStore) -> None:
        self._sessions = sessions
        self._images = images
        self._usage_counts = usage_counts

    async def show(self, interaction: Interaction) -> None:
        """Send the numbers, with a chart where pictures are drawn."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        last = week_of(self._sessions.now())
        first = last - WEEKS + 1
        usage = report(await self._usage_counts.counts(first), await self._usage_counts.feedback(first), last, WEEKS)
        if not usage.weeks:
            await interaction.edit_original_response(view=text_view(texts.NO_NUMBERS))
            return
        chart = await self._images.chart([(_label(week.week), week.answered, week.refused) for week in usage.weeks])
        parts: list[ui.Item[Any]] = [ui.TextDisplay(_text(usage, self._sessions.advisor.library))]
        if chart is not None:
            picture: ui.MediaGallery[Any] = ui.MediaGallery()
            picture.add_item(media=f"attachment://{PICTURE_FILE}", description=chart.alt)
            parts.append(picture)
        view = static_view(ui.Container(*parts, accent_colour=COLOUR))
        await interaction.edit_original_response(view=view, attachments=[picture_file(chart)] if chart is not None else [])


def _text(usage: UsageReport, library: Library) -> str:
    total = usage.total
    helped = texts.HELPED.format(helped=total.helped, unhelpful=total.unhelpful) if total.helped or total.unhelpful else ""
    heading = texts.STATS_ONE if len(usage.weeks) == 1 else texts.STATS
    lines = [
        heading.format(
            weeks=len(usage.weeks), asked=total.asked, answered=total.answered, refused=total.refused, helped=helped
        ).rstrip()
    ]
    for title, names in ((texts.ENTRIES, usage.entries), (texts.GAPS, usage.failed_questions)):
        if names:
            lines += [title, *(f"- {escape(entry_name(library, entry) or entry)}: {people}" for entry, people in names)]
    return "\n".join([*lines, texts.SCOPE.format(least=NAMED_FROM)])


def _label(week: int) -> str:
    """The first day of a week, such as "5 Oct"."""
    monday = datetime.fromtimestamp(monday_of(week), UTC)
    return f"{monday.day} {monday:%b}"
