"""Members' suggestions: a small form, a queue in the server's log channel, a decision, and a word to the author.

In the queue a suggestion stands without its author. What is decided stands in the message itself, so that all moderators
see it, and can be decided anew.
"""

import contextlib
import logging
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.discordbot import suggestion_texts as texts
from bot.discordbot.custom_ids import Press, custom_id
from bot.discordbot.layout import button, row_of, text_view
from bot.discordbot.markdown import escaped
from bot.discordbot.moderating.rights import may_moderate
from bot.discordbot.replies import Replies
from bot.storage.suggestions import MOST_A_DAY, MOST_OPEN, Decision, State, Suggestion, TooManyError

log = logging.getLogger("career-advisor.discord")

Interaction = discord.Interaction[Any]

LONGEST: Final = 1_000
LONGEST_NOTE: Final = 500
SHORTEST: Final = 10
_LONGEST_QUESTION: Final = 300


class Suggesting:
    """The command, the form and the queue."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._store = replies.desk.store.suggestions

    def command(self) -> "app_commands.Command[Any, ..., None]":
        """For every member, in servers alone: elsewhere nobody would read it."""

        async def suggest(interaction: Interaction) -> None:
            await self.open(interaction, "")

        return app_commands.Command(
            name="suggest",
            description="Suggest something for my knowledge to this server's moderators.",
            callback=suggest,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )

    async def pressed(self, interaction: Interaction, press: Press) -> None:
        """The button under an answer, or one under a suggestion in the queue."""
        if press.verb == "suggest":
            await self.open(interaction, press.rest)
        else:
            await self._pressed(interaction, press)

    async def sent(self, interaction: Interaction, press: Press, words: str) -> None:
        """A suggestion, or a moderator's word on one."""
        if press.verb == "suggest":
            await self._made(interaction, press.rest, words)
        else:
            await self._written(interaction, press, words)

    # -- what members do ----------------------------------------------------------------------------------------------

    async def open(self, interaction: Interaction, key: str) -> None:
        """Show the form, for a suggestion under the answer `key` or under none."""
        if self._queue(interaction) is None:
            await self._replies.say(interaction, texts.NO_SERVER if interaction.guild_id is None else texts.NO_QUEUE)
            return
        asked = self._replies.desk.following.question(key, interaction.user.id)
        begun = texts.ASKED.format(question=asked[:_LONGEST_QUESTION]) if asked else ""
        form = ui.Modal(title=texts.FORM, custom_id=custom_id("suggest", key), timeout=600)
        field = _field(texts.FORM_LABEL, texts.FORM_HINT, default=begun, least=SHORTEST, most=LONGEST)
        form.add_item(field)
        await interaction.response.send_modal(form)

    async def _made(self, interaction: Interaction, key: str, words: str) -> None:
        """Keep the suggestion and put it into the queue, or neither."""
        queue = self._queue(interaction)
        if queue is None:
            await self._replies.say(interaction, texts.NO_SERVER if interaction.guild_id is None else texts.NO_QUEUE)
            return
        author, server, now = str(interaction.user.id), str(interaction.guild_id), self._replies.desk.now()
        try:
            kept = await self._store.add(author, server, words[:LONGEST], now, await self._about(key))
        except TooManyError as error:
            limit = texts.TOO_MANY_OPEN.format(most=MOST_OPEN) if error.waiting else texts.TOO_MANY_TODAY.format(most=MOST_A_DAY)
            await self._replies.say(interaction, limit)
            return
        try:
            await queue.send(view=_shown(kept, []))
        except discord.HTTPException as error:
            log.warning("a suggestion could not be put into channel %s (%s)", getattr(queue, "id", 0), error.code)
            await self._store.drop(kept.id)
            await self._replies.say(interaction, texts.NOT_QUEUED)
            return
        await self._replies.say(interaction, texts.MADE)

    async def _about(self, key: str) -> str:
        """The name of what an answer was about, as far as the answer is still known."""
        found = await self._replies.desk.find(key) if key else None
        library = self._replies.desk.advisor.library
        names = {**library.roles, **library.topics}
        entries = found[1].entries if found is not None else ()
        return next((names[entry].name for entry in entries if entry in names), "")

    # -- what moderators do -------------------------------------------------------------------------------------------

    async def _pressed(self, interaction: Interaction, press: Press) -> None:
        """A button under a suggestion in the queue."""
        deed, number = press.parts(2)
        suggestion = await self._entitled(interaction, number)
        if suggestion is None:
            return
        match deed:
            case "accept":
                await self._decide(interaction, suggestion, "accepted")
            case "reopen":
                await self._decide(interaction, suggestion, "open")
            case "edit":
                field = _field(texts.EDIT_LABEL, texts.EDIT_HINT, default=suggestion.suggestion, least=SHORTEST, most=LONGEST)
                await interaction.response.send_modal(_form(texts.EDIT, "accept", suggestion, field))
            case _:
                field = _field(texts.DECLINE_LABEL, texts.DECLINE_HINT, default="", least=0, most=LONGEST_NOTE)
                await interaction.response.send_modal(_form(texts.DECLINE, "decline", suggestion, field))

    async def _written(self, interaction: Interaction, press: Press, words: str) -> None:
        """A moderator's form was sent: other words to accept it in, or a note to go with declining it."""
        deed, number = press.parts(2)
        suggestion = await self._entitled(interaction, number)
        if suggestion is None:
            return
        if deed == "accept":
            is_same = words == suggestion.suggestion
            await self._decide(interaction, suggestion, "accepted", "" if is_same else words[:LONGEST])
        else:
            await self._decide(interaction, suggestion, "declined", words[:LONGEST_NOTE])

    async def _entitled(self, interaction: Interaction, number: str) -> Suggestion | None:
        """The suggestion, when the person may decide it; else the person or the message is told why there is none."""
        if not may_moderate(interaction, self._replies.servers):
            await self._replies.say(interaction, texts.NOT_YOURS)
            return None
        suggestion = await self._store.one(int(number)) if number.isdecimal() else None
        if suggestion is None or suggestion.server != str(interaction.guild_id):
            await interaction.response.edit_message(view=text_view(texts.GONE))
            return None
        return suggestion

    async def _decide(self, interaction: Interaction, suggestion: Suggestion, state: State, note: str = "") -> None:
        moderator, now = str(interaction.user.id), self._replies.desk.now()
        is_decided = await self._store.decide(suggestion.id, state, moderator, now, note)
        current = await self._store.one(suggestion.id)
        if current is None:
            await interaction.response.edit_message(view=text_view(texts.GONE))
            return
        await interaction.response.edit_message(view=_shown(current, await self._store.history(suggestion.id)))
        if not is_decided:
            await self._replies.say(interaction, texts.DECIDED_ALREADY)
            return
        if state == "accepted":
            await self._replies.say(interaction, texts.HOW_TO_EDIT)
        await self._tell_author(interaction, current, note)

    async def _tell_author(self, interaction: Interaction, suggestion: Suggestion, note: str) -> None:
        """In a direct message, when they take any and are still known."""
        if not suggestion.author.isdecimal():
            return
        server = interaction.guild.name if interaction.guild is not None else ""
        said = texts.TOLD[suggestion.state].format(server=escaped(server), suggestion=_quoted(suggestion.suggestion))
        if note:
            said += f"\n{texts.TOLD_WORDS if suggestion.state == 'accepted' else texts.TOLD_NOTE}\n{_quoted(note)}"
        with contextlib.suppress(discord.HTTPException):
            dm = await interaction.client.create_dm(discord.Object(int(suggestion.author)))
            await dm.send(view=text_view(said))

    def _queue(self, interaction: Interaction) -> discord.abc.Messageable | None:
        """The log channel of the server where this happens, when its admins chose one."""
        guild = interaction.guild
        chosen = self._replies.servers.of(guild.id).log_channel if guild is not None else None
        channel = guild.get_channel_or_thread(chosen) if guild is not None and chosen else None
        return channel if isinstance(channel, discord.abc.Messageable) else None


def _shown(suggestion: Suggestion, history: list[Decision]) -> ui.LayoutView:
    """A suggestion in the queue: what is suggested, what became of it, and what can be done."""
    title = texts.QUEUED.format(number=suggestion.id)
    lines = [f"### {title}", _quoted(suggestion.suggestion)]
    if suggestion.about:
        lines.append(f"-# {texts.ABOUT.format(about=escaped(suggestion.about))}")
    lines += [f"-# {_told(decision)}" for decision in history[-4:]]
    if history and history[-1].note:
        lines.append(_quoted(history[-1].note))
    number = str(suggestion.id)
    if suggestion.state != "open":
        return text_view("\n".join(lines), row_of(button(texts.REOPEN, custom_id("suggestion", "reopen", number))))
    row = row_of(
        button(texts.ACCEPT, custom_id("suggestion", "accept", number), discord.ButtonStyle.success),
        button(texts.EDIT, custom_id("suggestion", "edit", number)),
        button(texts.DECLINE, custom_id("suggestion", "decline", number)),
    )
    return text_view("\n".join(lines), row)


def _told(decision: Decision) -> str:
    who = f"<@{decision.by}>" if decision.by else texts.SOMEBODY
    return texts.DECIDED[decision.state].format(who=who, when=f"<t:{int(decision.decided)}:R>")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in escaped(text).splitlines() if line.strip())


def _form(title: str, deed: str, suggestion: Suggestion, field: "ui.Label[Any]") -> ui.Modal:
    form = ui.Modal(title=title, custom_id=custom_id("suggestion", deed, str(suggestion.id)), timeout=600)
    form.add_item(field)
    return form


def _field(label: str, hint: str, *, default: str, least: int, most: int) -> "ui.Label[Any]":
    text: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=discord.TextStyle.paragraph,
        required=least > 0,
        min_length=least or None,
        max_length=most,
        default=default or None,
    )
    return ui.Label(text=label, description=hint, component=text)
