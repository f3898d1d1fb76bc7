"""What a press does. Its meaning stands in the custom id, so a button works after a restart as before it."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.dialogue.state import Option, Profile
from bot.discordbot.moderation.forms import submitted_values
from bot.discordbot.rendering.custom_ids import TEMPLATE, VERSION, ComponentId, custom_id, decode_id, read_custom_id, read_option
from bot.discordbot.rendering.message_view import answer_view, picture_file, text_view
from bot.discordbot.responder import Responder, find_document
from bot.discordbot.strings import general

Interaction = discord.Interaction[Any]

LONGEST_SENTENCE = 500


class PersistentComponent(ui.DynamicItem["ui.Item[Any]"], template=TEMPLATE):
    """Every button and select of ours, of any version."""

    def __init__(self, item: "ui.Item[Any]") -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: "ui.Item[Any]", match: re.Match[str], /) -> Self:
        del interaction, match
        return cls(item)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        return bool(interaction.client.replies.claim(interaction))

    async def callback(self, interaction: Interaction) -> None:
        await interaction.client.safely(interaction, lambda: on_component(interaction))


async def on_component(interaction: Interaction) -> None:
    """Do what the custom id says; one that means nothing to this version gets a kind word."""
    replies: Responder = interaction.client.replies
    data: dict[str, Any] = dict(interaction.data or {})
    press = read_custom_id(str(data.get("custom_id", "")))
    values = [str(value) for value in data.get("values", [])]
    match press:
        case ComponentId(version, _, _) if version != VERSION:
            await replies.say(interaction, general.MOVED_ON)
        case ComponentId(_, "pick", rest):
            owner, _, value = rest.partition(":")
            await _pick(interaction, replies, decode_id(owner), value)
        case ComponentId(_, "choose", rest) if values:
            await _pick(interaction, replies, decode_id(rest.partition(":")[0]), values[0])
        case ComponentId(_, "page", _):
            await _turn_page(interaction, replies, press)
        case ComponentId(_, "sources", key):
            found = await find_document(replies.sessions, key)
            await replies.say(interaction, general.ANSWER_GONE if found is None else _sources(found[1].sources))
        case ComponentId(_, "helped", key):
            await _feedback(interaction, replies, key, helped=True)
            await replies.say(interaction, general.THANKS)
        case ComponentId(_, "unhelped", key):
            await _feedback(interaction, replies, key, helped=False)
            await interaction.response.send_modal(_form(key))
        case ComponentId(_, "suggest" | "suggestion", _):
            await interaction.client.suggesting.pressed(interaction, press)
        case ComponentId(_, "forget", _):
            erased = await replies.sessions.forget(str(interaction.user.id))
            await interaction.response.edit_message(view=text_view(general.FORGOTTEN if erased else general.FORGOTTEN_NOTHING))
        case ComponentId(_, "set", what):
            await interaction.client.panel.changed(interaction, what, values)
        case ComponentId(_, "kn", rest):
            await interaction.client.moderation.pressed(interaction, rest)
        case _:
            await replies.say(interaction, general.MOVED_ON)


async def on_modal(interaction: Interaction, replies: Responder) -> None:
    """A form was sent: the sentence to an answer that did not help, a server's words, a suggestion, a moderator's edit."""
    data: dict[str, Any] = dict(interaction.data or {})
    press = read_custom_id(str(data.get("custom_id", "")))
    written = " ".join(submitted_values(data).values()).strip()
    match press:
        case ComponentId(version, _, _) if version != VERSION:
            await replies.say(interaction, general.MOVED_ON)
        case ComponentId(_, "sentence", key):
            await _feedback(interaction, replies, key, helped=False, sentence=written[:LONGEST_SENTENCE])
            await replies.say(interaction, general.THANKS_SENTENCE)
        case ComponentId(_, "words", _):
            await interaction.client.panel.written(interaction, written)
        case ComponentId(_, "suggest" | "suggestion", _):
            await interaction.client.suggesting.sent(interaction, press, written)
        case ComponentId(_, "kn", rest):
            await interaction.client.moderation.sent(interaction, rest)
        case _:
            await replies.say(interaction, general.MOVED_ON)


async def _pick(interaction: Interaction, replies: Responder, owner: int, value: str) -> None:
    """Ask what was offered: in the asker's talk for the asker; for anybody else in their own, privately."""
    option = read_option(value)
    if option is None:
        _, key, index = [*value.split(":"), "", ""][:3]
        found = await find_document(replies.sessions, key)
        options = found[1].options if found is not None else ()
        if not index.isdigit() or int(index) >= len(options):
            await replies.say(interaction, general.ANSWER_GONE)
            return
        option = options[int(index)]
    is_hidden = interaction.message is not None and interaction.message.flags.ephemeral
    private = True if owner != interaction.user.id or is_hidden else None
    library = replies.sessions.advisor.library
    is_gone = (option.kind == "topic" and option.value not in library.topics) or (
        option.kind == "role" and option.value not in library.roles
    )
    if is_gone:
        option = Option(kind="question", value=option.value.replace("-", " "), label=option.label)
    asked = option
    await replies.respond(interaction, lambda turn: turn.pick(asked), private=private, lead=general.ENTRY_GONE if is_gone else "")


async def _turn_page(interaction: Interaction, replies: Responder, press: ComponentId) -> None:
    """The asker turns the page of the message itself; anybody else gets the page for themselves."""
    _, key, number = press.parts(3)
    found = await find_document(replies.sessions, key)
    if found is None or not number.isdigit() or int(number) >= len(found[1].pages):
        await replies.say(interaction, general.ANSWER_GONE)
        return
    owner, shown = found
    page = int(number)
    picture = None
    is_own = owner == interaction.user.id
    if page == 0 and is_own and replies.gallery.is_enabled and shown.requested_picture is not None and shown.picture != "map":
        await interaction.response.defer()
        picture = await replies.gallery.picture(shown.requested_picture, Profile(), replies.sessions.advisor.library)
    view = answer_view(shown, key, owner, page=page, picture=picture)
    files = [picture_file(picture)] if picture else []
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    elif is_own:
        await interaction.response.edit_message(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def _feedback(interaction: Interaction, replies: Responder, key: str, *, helped: bool, sentence: str = "") -> None:
    """Keep it with what the answer was about, when that is still known."""
    found = await find_document(replies.sessions, key)
    kind, entries = (found[1].kind, found[1].entries) if found is not None else ("", ())
    if not helped:
        await replies.sessions.note_unhelpful(key)
    await replies.sessions.store.give_feedback(
        str(interaction.user.id), kind, entries, helped=helped, sentence=sentence, given=replies.sessions.now(), answer=key
    )


def _form(key: str) -> ui.Modal:
    form = ui.Modal(title=general.TELL_MORE, custom_id=custom_id("sentence", key), timeout=600)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="sentence", style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_SENTENCE
    )
    form.add_item(ui.Label(text=general.TELL_MORE_LABEL, description=general.TELL_MORE_HINT, component=field))
    return form


def _sources(sources: str) -> str:
    return f"### {general.SOURCES}\n{sources}" if sources else general.NO_SOURCES
