"""The buttons and selects under an answer: choices, pages, sources and feedback."""

from typing import Any, Final

import discord
from discord import ui

from bot.dialogue.state import Option, Profile
from bot.discordbot.component_payload import selected_values, submitted_text
from bot.discordbot.component_router import ComponentRouter
from bot.discordbot.rendering.custom_ids import custom_id, decode_id, read_option
from bot.discordbot.rendering.image_cache import ImageCache
from bot.discordbot.rendering.message_view import answer_view, picture_file
from bot.discordbot.responder import Responder, find_document
from bot.discordbot.strings import general
from bot.sessions.session_manager import SessionManager
from bot.storage.store import Store

Interaction = discord.Interaction[Any]

LONGEST_SENTENCE: Final = 500
"""Characters of the sentence that a user may write about an answer that did not help."""


class AnswerComponents:
    """Handles presses under answers, from the user who asked and from others."""

    def __init__(self, responder: Responder, sessions: SessionManager, images: ImageCache, store: Store) -> None:
        self._responder = responder
        self._sessions = sessions
        self._images = images
        self._store = store

    def register(self, router: ComponentRouter) -> None:
        router.add_component("pick", self._on_pick)
        router.add_component("choose", self._on_choose)
        router.add_component("page", self._on_page)
        router.add_component("sources", self._on_sources)
        router.add_component("helped", self._on_helped)
        router.add_component("unhelped", self._on_unhelped)
        router.add_form("sentence", self._on_sentence)

    async def _on_pick(self, interaction: Interaction, argument: str) -> None:
        owner, _, value = argument.partition(":")
        await self._pick(interaction, decode_id(owner), value)

    async def _on_choose(self, interaction: Interaction, argument: str) -> None:
        values = selected_values(interaction)
        if values:
            await self._pick(interaction, decode_id(argument.partition(":")[0]), values[0])
        else:
            await self._responder.say(interaction, general.MOVED_ON)

    async def _pick(self, interaction: Interaction, owner: int, value: str) -> None:
        """Answer an option: in the conversation of the user who pressed, and privately when that is not the owner."""
        option = await self._find_option(value)
        if option is None:
            await self._responder.say(interaction, general.ANSWER_GONE)
            return
        is_ephemeral = interaction.message is not None and interaction.message.flags.ephemeral
        private = True if owner != interaction.user.id or is_ephemeral else None
        library = self._sessions.advisor.library
        entries = {"topic": library.topics, "role": library.roles, "answer": library.answers}.get(option.kind)
        is_gone = entries is not None and option.value not in entries
        picked = Option(kind="question", value=option.value.replace("-", " "), label=option.label) if is_gone else option
        lead = general.ENTRY_GONE if is_gone else ""
        await self._responder.respond(interaction, lambda turn: turn.pick(picked), private=private, lead=lead)

    async def _find_option(self, value: str) -> Option | None:
        """The option that a value holds or refers to; None when its answer is no longer stored."""
        option = read_option(value)
        if option is not None:
            return option
        _, key, index = [*value.split(":"), "", ""][:3]
        found = await find_document(self._sessions, key)
        options = found[1].options if found is not None else ()
        return options[int(index)] if index.isdigit() and int(index) < len(options) else None

    async def _on_page(self, interaction: Interaction, argument: str) -> None:
        """Turn the page in the message itself for the owner of the answer; send the page privately to anyone else."""
        _, key, number = [*argument.split(":", 2), "", ""][:3]
        found = await find_document(self._sessions, key)
        if found is None or not number.isdigit() or int(number) >= len(found[1].pages):
            await self._responder.say(interaction, general.ANSWER_GONE)
            return
        owner, document = found
        page = int(number)
        is_owner = owner == interaction.user.id
        image = None
        requested = document.requested_picture
        # A map shows the user's profile, which is not stored with the answer, so the map is not drawn again.
        if page == 0 and is_owner and self._images.is_enabled and requested is not None and requested.kind != "map":
            await interaction.response.defer()
            image = await self._images.picture(requested, Profile(), self._sessions.advisor.library)
        view = answer_view(document, key, owner, page=page, picture=image)
        files = [picture_file(image)] if image else []
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view, attachments=files)
        elif is_owner:
            await interaction.response.edit_message(view=view, attachments=files)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)

    async def _on_sources(self, interaction: Interaction, key: str) -> None:
        found = await find_document(self._sessions, key)
        await self._responder.say(interaction, general.ANSWER_GONE if found is None else _sources_text(found[1].sources))

    async def _on_helped(self, interaction: Interaction, key: str) -> None:
        await self._store_feedback(interaction, key, helped=True)
        await self._responder.say(interaction, general.THANKS)

    async def _on_unhelped(self, interaction: Interaction, key: str) -> None:
        await self._store_feedback(interaction, key, helped=False)
        await interaction.response.send_modal(_sentence_form(key))

    async def _on_sentence(self, interaction: Interaction, key: str) -> None:
        sentence = submitted_text(interaction)[:LONGEST_SENTENCE]
        await self._store_feedback(interaction, key, helped=False, sentence=sentence)
        await self._responder.say(interaction, general.THANKS_SENTENCE)

    async def _store_feedback(self, interaction: Interaction, key: str, *, helped: bool, sentence: str = "") -> None:
        """Store feedback with the kind and the entries of the answer, as far as the answer is still stored."""
        found = await find_document(self._sessions, key)
        kind, entries = (found[1].kind, found[1].entries) if found is not None else ("", ())
        if not helped:
            await self._sessions.note_unhelpful(key)
        await self._store.give_feedback(
            str(interaction.user.id), kind, entries, helped=helped, sentence=sentence, given=self._sessions.now(), answer=key
        )


def _sentence_form(key: str) -> ui.Modal:
    form = ui.Modal(title=general.TELL_MORE, custom_id=custom_id("sentence", key), timeout=600)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="sentence", style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_SENTENCE
    )
    form.add_item(ui.Label(text=general.TELL_MORE_LABEL, description=general.TELL_MORE_HINT, component=field))
    return form


def _sources_text(sources: str) -> str:
    return f"### {general.SOURCES}\n{sources}" if sources else general.NO_SOURCES
