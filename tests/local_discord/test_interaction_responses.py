"""Responses to interactions: immediate and deferred ones, with files, follow-ups, edited and deleted."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable

import discord
from discord import ui

from local_discord import InteractionResult, LocalDiscord
from tests.local_discord.clients import Bot, conversation, running, settings

Response = Callable[[discord.Interaction], Awaitable[None]]


def picture(name: str = "map.png") -> discord.File:
    return discord.File(io.BytesIO(name.encode()), name, description=f"alt of {name}")


def layout(text: str, *files: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    if files:
        view.add_item(ui.MediaGallery(*(discord.MediaGalleryItem(f"attachment://{name}") for name in files)))
    return view


async def respond_and_check(answer: Response, check: Callable[[LocalDiscord, Bot, InteractionResult], Awaitable[None]]) -> None:
    """Let Alice run a command that the bot answers with `answer`, and check the result with `check`."""

    def prepare(bot: Bot) -> None:
        @bot.tree.command(description="Go")
        async def go(interaction: discord.Interaction) -> None:
            await answer(interaction)

    async with LocalDiscord(settings()) as local, running(local, prepare) as bot:
        await check(local, bot, await local.person("Alice").slash("go"))
        assert local.violations == []
        assert local.refusals == []
        assert bot.problems == []


@conversation
async def test_an_ephemeral_layout_with_a_picture() -> None:
    """The callback contains the file; files of ephemeral messages have their own path."""

    async def answer(interaction: discord.Interaction) -> None:
        done = await interaction.response.send_message(view=layout("The map", "map.png"), file=picture(), ephemeral=True)
        assert isinstance(done.resource, discord.InteractionMessage)
        assert done.resource.flags.ephemeral
        assert done.resource.id == done.message_id

    async def check(local: LocalDiscord, bot: Bot, result: InteractionResult) -> None:
        message = await result.message()
        [attachment] = message.attachments
        url = message.components[1]["items"][0]["media"]["url"]

        assert (message.text, message.ephemeral, attachment.description) == ("The map", True, "alt of map.png")
        assert "/ephemeral-attachments/" in url
        assert await bot.http.get_from_cdn(url) == attachment.content == b"map.png"
        assert message not in local.person("Bob").reads()

    await respond_and_check(answer, check)


@conversation
async def test_a_deferred_response_becomes_a_layout_and_its_picture_is_replaced() -> None:
    """The response is first deferred, then a layout, then another picture replaces the first one."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(view=layout("first", "a.png"), attachments=[picture("a.png")])
        await interaction.edit_original_response(view=layout("second", "b.png"), attachments=[picture("b.png")])

    async def check(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        message = await (await result.message()).shows("second")

        assert [attachment.filename for attachment in message.attachments] == ["b.png"]
        assert message.components[1]["items"][0]["media"]["url"].endswith("/b.png")

    await respond_and_check(answer, check)


@conversation
async def test_the_first_follow_up_becomes_the_deferred_response() -> None:
    """The first follow-up keeps the visibility of the deferral; the second one has its own."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("first")
        await interaction.followup.send("second", file=picture())

    async def check(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        first, second = await result.message(), await result.followup()

        assert (first.text, first.ephemeral) == ("first", True)
        assert (second.text, second.ephemeral, len(second.attachments)) == ("second", False, 1)

    await respond_and_check(answer, check)


@conversation
async def test_responses_are_fetched_edited_and_deleted() -> None:
    """The webhook routes work for the original response and for follow-ups, including ephemeral ones."""

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

    async def check(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        await result.followup(3)

        assert [message.text for message in result.messages] == ["two, better", "done"]

    await respond_and_check(answer, check)


@conversation
async def test_an_embed_shows_its_picture() -> None:
    """A file that an embed refers to is replaced by its URL."""

    async def answer(interaction: discord.Interaction) -> None:
        embed = discord.Embed(title="Map").set_image(url="attachment://map.png")
        await interaction.response.send_message(embed=embed, file=picture())

    async def check(local: LocalDiscord, _: Bot, result: InteractionResult) -> None:
        [embed] = (await result.message()).embeds

        assert embed["image"]["url"].startswith(f"{local.world.base_url}/cdn/attachments/")

    await respond_and_check(answer, check)


@conversation
async def test_a_response_changes_from_text_to_layout() -> None:
    """A message with content becomes a layout if the edit removes the content."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("plain")
        await interaction.edit_original_response(content=None, view=layout("laid out"))

    async def check(_: LocalDiscord, __: Bot, result: InteractionResult) -> None:
        message = await (await result.message()).shows("laid out")

        assert message.content == ""

    await respond_and_check(answer, check)
