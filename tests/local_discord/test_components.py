"""Buttons, select menus and Components V2."""

from __future__ import annotations

import io
import re

import discord
import pytest
from discord import ui

from local_discord import CannotError, LocalDiscord, RefusalError
from tests.local_discord.clients import Bot, conversation, running, settings


class Choices(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Site", url="https://example.org"))

    @ui.button(label="More", emoji="📚", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: ui.Button[Choices]) -> None:
        await interaction.response.send_message("here is more", ephemeral=True)

    @ui.button(label="Change", custom_id="change")
    async def change(self, interaction: discord.Interaction, _: ui.Button[Choices]) -> None:
        await interaction.response.edit_message(content="changed", view=None)

    @ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: ui.Button[Choices]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="later it is")

    @ui.button(label="Never", custom_id="never", disabled=True)
    async def never(self, _: discord.Interaction, __: ui.Button[Choices]) -> None:
        raise AssertionError("a disabled button was pressed")

    @ui.select(
        placeholder="Which role?",
        custom_id="which",
        max_values=2,
        options=[discord.SelectOption(label="Analyst", value="a"), discord.SelectOption(label="Engineer", value="e")],
    )
    async def which(self, interaction: discord.Interaction, select: ui.Select[Choices]) -> None:
        await interaction.response.send_message(" and ".join(select.values))

    @ui.select(cls=ui.UserSelect, placeholder="Who?", custom_id="who")
    async def who(self, interaction: discord.Interaction, select: ui.UserSelect[Choices]) -> None:
        await interaction.response.send_message(f"{select.values[0].display_name} ({type(select.values[0]).__name__})")


def send_choices(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.channel.send("What next?", view=Choices())


@conversation
async def test_buttons_send_edit_and_defer() -> None:
    """A bot responds to a button with a message, with an edit, or with a deferred edit."""
    async with LocalDiscord(settings()) as local, running(local, send_choices) as bot:
        alice, bob = local.person("Alice"), local.person("Bob")
        await alice.say("hello")
        menu = await alice.hears()
        more = await (await bob.press(menu, "More")).message()
        await alice.press(menu, "Later")
        await menu.shows("later it is")
        changed = await (await alice.press(menu, "Change")).message()

        assert [button.label for button in menu.buttons] == []
        assert (more.text, more.ephemeral, more.reader) == ("here is more", True, bob.user)
        assert changed == menu
        assert menu.text == "changed"
        assert bot.problems == []
        assert local.violations == []


@conversation
async def test_choosing_in_select_menus() -> None:
    """Options are given by label and people as objects; the bot receives members."""
    async with LocalDiscord(settings()) as local, running(local, send_choices):
        alice, bob = local.person("Alice"), local.person("Bob")
        await alice.say("hello")
        menu = await alice.hears()
        picked = await (await alice.pick(menu, "Analyst", "Engineer", select="Which role?")).message()
        someone = await (await alice.pick(menu, bob, select="Who?")).message()

        assert (picked.text, someone.text) == ("a and e", "Bob (Member)")
        assert picked.json["message_reference"]["message_id"] == str(menu.id)


@conversation
async def test_unusable_components_raise_cannot_error() -> None:
    """Unknown, disabled and link buttons, unknown options, a wrong number of values, and deleted messages."""
    async with LocalDiscord(settings()) as local, running(local, send_choices):
        alice = local.person("Alice")
        await alice.say("hello")
        menu = await alice.hears()
        for label, why in (("Nothing", "no button"), ("Never", "is disabled"), ("Site", "is a link")):
            with pytest.raises(CannotError, match=why):
                await alice.press(menu, label)
        with pytest.raises(CannotError, match="no option"):
            await alice.pick(menu, "Painter", select="Which role?")
        with pytest.raises(CannotError, match="1 to 1"):
            await alice.pick(menu, select="Who?")
        await local.acting_as(local.bot).delete(menu)
        with pytest.raises(CannotError, match="does not see"):
            await alice.press(menu, "More")


class TellButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"kb:v1:tell:(?P<entry>[a-z-]+)"):
    def __init__(self, entry: str) -> None:
        super().__init__(ui.Button(label=f"Tell {entry}", custom_id=f"kb:v1:tell:{entry}"))
        self.entry = entry

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[ui.LayoutView], match: re.Match[str], /) -> TellButton:
        return cls(match["entry"])

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"told of {self.entry}", ephemeral=True)


def layout_with_picture() -> tuple[ui.LayoutView, discord.File]:
    picture = discord.File(io.BytesIO(b"not really a picture"), "map.png")
    view = ui.LayoutView(timeout=None)
    thumbnail = ui.Thumbnail[ui.LayoutView]("attachment://map.png", description="a map")
    section = ui.Section[ui.LayoutView]("# Data analyst", "asks and answers", accessory=thumbnail)
    gallery = ui.MediaGallery[ui.LayoutView](discord.MediaGalleryItem("attachment://map.png", description="the map"))
    row = ui.ActionRow[ui.LayoutView](ui.Button(label="Site", url="https://example.org"))
    row.add_item(TellButton("data-analyst"))
    view.add_item(ui.Container(section, ui.Separator(), gallery, row, accent_colour=0x336699))
    view.add_item(ui.TextDisplay("-# reviewed lately"))
    return view, picture


def send_layout(bot: Bot) -> None:
    bot.add_dynamic_items(TellButton)

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            view, picture = layout_with_picture()
            await message.channel.send(view=view, file=picture)


@conversation
async def test_a_layout_with_pictures() -> None:
    """The texts of a layout are visible, its file references become URLs, and its components get ids."""
    async with LocalDiscord(settings()) as local, running(local, send_layout):
        alice = local.person("Alice")
        await alice.say("show me")
        shown = await alice.hears()
        container = shown.components[0]
        media = container["components"][2]["items"][0]["media"]

        assert shown.text == "# Data analyst\nasks and answers\n-# reviewed lately"
        assert media["url"].startswith(local.world.base_url)
        assert media["attachment_id"] == str(shown.attachments[0].id)
        assert container["id"] == 1
        assert shown.content == ""
        assert local.violations == []


@conversation
async def test_a_button_works_after_the_bot_restarts() -> None:
    """A dynamic item handles a button that was sent before the restart."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        async with running(local, send_layout):
            await alice.say("show me")
            shown = await alice.hears()
        async with running(local, send_layout):
            answer = await (await alice.press(shown, "Tell data-analyst")).message()

            assert answer.text == "told of data-analyst"


@conversation
async def test_layouts_beyond_the_limits_are_refused_with_the_place() -> None:
    """For example too much text, too many components, content in addition to a layout, or a missing file."""

    async def refused(bot: Bot, local: LocalDiscord, **body: object) -> str:
        with pytest.raises(discord.HTTPException) as caught:
            await bot.http.request(discord.http.Route("POST", f"/channels/{local.general.id}/messages"), json=body)
        assert caught.value.code == 50035
        return str(caught.value)

    text = {"type": 10, "content": "x" * 2001}
    button = {"type": 2, "style": 1, "label": "a", "custom_id": "a"}
    row = {"type": 1, "components": [button]}
    # Without the OpenAPI description, the local Discord's own validation refuses the bodies.
    async with LocalDiscord(settings(openapi=None)) as local, running(local) as bot:
        v2 = 1 << 15
        found = [
            await refused(bot, local, flags=v2, components=[text, text]),
            await refused(bot, local, flags=v2, components=[{"type": 17, "components": [row] * 20}]),
            await refused(bot, local, flags=v2, components=[row], content="beside"),
            await refused(bot, local, flags=v2, components=[{"type": 13, "file": {"url": "attachment://no.png"}}]),
            await refused(bot, local, components=[{"type": 10, "content": "without the flag"}]),
            await refused(bot, local, content="x", components=[row, row]),
            await refused(bot, local, content="x", components=[{"type": 1, "components": [button] * 6}]),
        ]

        for error, place in zip(
            found,
            (
                "In components: Components displayable text size exceeds maximum size of 4000",
                "In components: The maximum number of components is 40",
                "In content: The 'content' field cannot be used",
                "In components.0.file.url: The referenced attachment 'no.png' was not found",
                'In components.0.type: Value of field "type" must be one of (1,).',
                "In components.1.components.0.custom_id: Component custom id cannot be duplicated",
                "In components.0.components: Must be between 1 and 5 in length.",
            ),
            strict=True,
        ):
            assert place in error


@conversation
async def test_messages_in_a_hidden_channel_are_not_visible() -> None:
    """Without VIEW_CHANNEL, people see no messages in it, and people and bots are refused with 50001."""
    async with LocalDiscord(settings()) as local, running(local, send_choices) as bot:
        alice, owner = local.person("Alice"), local.acting_as(local.bot)
        attic = local.add_channel("attic")
        hidden = await owner.say("secret", channel=attic)
        attic.deny(local.guild.everyone, 1 << 10)
        channel = bot.get_partial_messageable(attic.id)

        assert alice.reads(attic) == []
        assert hidden.gone
        with pytest.raises(RefusalError, match="50001"):
            await alice.say("hello?", channel=attic)
        with pytest.raises(discord.Forbidden) as caught:
            await channel.send("hello?")
        assert caught.value.code == 50001
