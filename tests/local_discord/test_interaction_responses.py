"""Ways of answering an interaction: at once, later, with pictures, again; edited and taken back."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable

import discord
from discord import ui

from local_discord import InteractionResult, LocalDiscord
from tests.local_discord.clients import Bot, conversation, running, settings

Answering = Callable[[discord.Interaction], Awaitable[None]]


def picture(name: str = "map.png") -> discord.File:
    return discord.File(io.BytesIO(name.encode()), name, description=f"alt of {name}")


def layout(text: str, *files: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    if files:
        view.add_item(ui.MediaGallery(*(discord.MediaGalleryItem(f"attachment://{name}") for name in files)))
    return view


async def answered(answer: Answering, look: Callable[[LocalDiscord, Bot, InteractionResult], Awaitable[None]]) -> None:
    """Let Alice run a command that is answered so, and look at what came of it."""

    def prepare(bot: Bot) -> None:
        @bot.tree.command(description="Go")
        async def go(interaction: discord.Interaction) -> None:
            await answer(interaction)

    async with LocalDiscord(settings()) as local, running(local, prepare) as bot:
        await look(local, bot, await local.person("Alice").slash("go"))
        assert local.violations == []
        assert local.refusals == []
        assert bot.problems == []


@conversation
async def test_a_layout_with_a_picture_at_once_and_in_private() -> None:
    """Files come with the callback; private ones are served from a place of their own."""

    async def answer(interaction: discord.Interaction) -> None:
        done = await interaction.response.send_message(view=layout("The map", "map.png"), file=picture(), ephemeral=True)
        assert isinstance(done.resource, discord.InteractionMessage)
        assert done.resource.flags.ephemeral
        assert done.resource.id == done.message_id

    async def look(local: LocalDiscord, bot: Bot, result: InteractionResult) -> None:
        shown = await result.message()
        [attachment] = shown.attachments
        url = shown.components[1]["items"][0]["media"]["url"]

        assert (shown.text, shown.ephemeral, attachment.description) == ("The map", True, "alt of map.png")
        assert "/ephemeral-attachments/" in url
        assert await bot.http.get_from_cdn(url) == attachment.content == b"map.png"
        assert shown not in local.person("Bob").reads()

    await answered(answer, look)


@conversation
async def test_a_deferred_answer_becomes_a_layout_and_its_picture_is_exchanged() -> None:
    """Thinking first, then a layout, then another picture in place of the first."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(view=layout("first", "a.png"), attachments=[picture("a.png")])
        await interaction.edit_original_response(view=layout("second", "b.png"), attachments=[picture("b.png")])

    async def look(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        shown = await (await result.message()).shows("second")

        assert [attachment.filename for attachment in shown.attachments] == ["b.png"]
        assert shown.components[1]["items"][0]["media"]["url"].endswith("/b.png")

    await answered(answer, look)


@conversation
async def test_the_first_follow_up_fills_a_deferred_answer() -> None:
    """It keeps the visibility that the deferral chose; the next one chooses for itself."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("first")
        await interaction.followup.send("second", file=picture())

    async def look(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        first, second = await result.message(), await result.followup()

        assert (first.text, first.ephemeral) == ("first", True)
        assert (second.text, second.ephemeral, len(second.attachments)) == ("second", False, 1)

    await answered(answer, look)


@conversation
async def test_answers_are_fetched_edited_and_taken_back() -> None:
    """The webhook routes reach the first answer and the others, private ones too."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one", ephemeral=True)
        original = await interaction.original_response()
        assert original.content == "one"
        second = await interaction.followup.send("two", ephemeral=True, wait=True)
        await second.edit(content="two, better")
        third = await interaction.followup.send("three", wait=True)
        await third.delete()
        await interaction.delete_original_response()
        await interaction.followup.send("done", ephemeral=True)

    async def look(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        await result.followup(3)

        assert [message.text for message in result.messages] == ["two, better", "done"]

    await answered(answer, look)


@conversation
async def test_an_embed_shows_its_picture() -> None:
    """A file named in an embed is found by its address."""

    async def answer(interaction: discord.Interaction) -> None:
        embed = discord.Embed(title="Map").set_image(url="attachment://map.png")
        await interaction.response.send_message(embed=embed, file=picture())

    async def look(local: LocalDiscord, _: Bot, result: InteractionResult) -> None:
        [embed] = (await result.message()).embeds

        assert embed["image"]["url"].startswith(f"{local.world.base_url}/cdn/attachments/")

    await answered(answer, look)


@conversation
async def test_an_answer_changes_from_text_to_layout() -> None:
    """An old message becomes a layout when its text is emptied."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("plain")
        await interaction.edit_original_response(content=None, view=layout("laid out"))

    async def look(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        shown = await (await result.message()).shows("laid out")

        assert shown.content == ""

    await answered(answer, look)
