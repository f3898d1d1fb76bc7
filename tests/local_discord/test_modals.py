"""Modals: a bot opens them for one person, who fills them in and submits them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import ui

from local_discord import CannotError, LocalDiscord, Upload
from tests.local_discord.clients import Bot, conversation, running, settings


class Feedback(ui.Modal, title="What was missing?"):
    why = ui.TextInput[ui.Modal](label="In one sentence", custom_id="why", max_length=50, required=False)
    name = ui.TextInput[ui.Modal](label="Your name", default="nobody", min_length=2)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.name.value}: {self.why.value}", ephemeral=True)


class Profile(ui.Modal, title="You"):
    note = ui.TextDisplay[Any]("Tell us")
    goal = ui.Label[ui.Modal](
        text="Goal",
        component=ui.Select(options=[discord.SelectOption(label="Analyst"), discord.SelectOption(label="Engineer")]),
    )
    level = ui.Label[ui.Modal](
        text="Level",
        component=ui.RadioGroup(options=[discord.RadioGroupOption(label="Junior"), discord.RadioGroupOption(label="Senior")]),
    )
    cv = ui.Label[ui.Modal](text="CV", component=ui.FileUpload(required=False))
    friend = ui.Label[ui.Modal](text="Friend", component=ui.UserSelect(required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        goal, level, cv, friend = (label.component for label in (self.goal, self.level, self.cv, self.friend))
        assert isinstance(goal, ui.Select)
        assert isinstance(level, ui.RadioGroup)
        assert isinstance(cv, ui.FileUpload)
        assert isinstance(friend, ui.UserSelect)
        size = len(await cv.values[0].read()) if cv.values else 0
        names = [one.display_name for one in friend.values]
        await interaction.response.send_message(f"{goal.values} {level.value} {size} {names}")


class ModalButtons(ui.View):
    @ui.button(label="Feedback")
    async def feedback(self, interaction: discord.Interaction, _: ui.Button[ModalButtons]) -> None:
        await interaction.response.send_modal(Feedback())

    @ui.button(label="Rename")
    async def rename(self, interaction: discord.Interaction, _: ui.Button[ModalButtons]) -> None:
        class Rename(ui.Modal, title="New name"):
            name = ui.TextInput[ui.Modal](label="Name")

            async def on_submit(self, interaction: discord.Interaction) -> None:
                await interaction.response.edit_message(content=self.name.value)

        await interaction.response.send_modal(Rename())


def add_handlers(bot: Bot) -> None:
    @bot.tree.command(description="About you")
    async def profile(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Profile())

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply("Was that good?", view=ModalButtons())


@conversation
async def test_a_modal_is_submitted_and_answered() -> None:
    """Fields are given by label or custom id; other fields keep the bot's default."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers) as bot:
        alice = local.person("Alice")
        question = await (await alice.say("hi")).answer()
        modal = (await alice.press(question, "Feedback")).modal
        done = await (await alice.submit(modal, {"why": "too long"})).message()

        assert modal.title == "What was missing?"
        assert (done.text, done.ephemeral) == ("nobody: too long", True)
        assert bot.problems == []
        assert local.violations == []


@conversation
async def test_a_modal_with_labels() -> None:
    """The labels contain a select menu, a radio group, a file upload and a user select."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers) as bot:
        alice, bob = local.person("Alice"), local.person("Bob")
        modal = (await alice.slash("profile")).modal
        filled = {"Goal": "Engineer", "Level": "Senior", "CV": Upload(0, "cv.txt", b"12345"), "Friend": bob}
        done = await (await alice.submit(modal, filled)).message()

        assert done.text == "['Engineer'] Senior 5 ['Bob']"
        assert bot.problems == []
        assert local.violations == []


@conversation
async def test_the_response_to_a_modal_may_update_the_message() -> None:
    """The response to a modal that was opened by a button updates the button's message."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers):
        alice = local.person("Alice")
        question = await (await alice.say("hi")).answer()
        modal = (await alice.press(question, "Rename")).modal
        await alice.submit(modal, {"Name": "A better name"})

        assert question.text == "A better name"


@conversation
async def test_a_modal_is_submitted_once_by_its_person_with_valid_fields() -> None:
    """A submission by someone else, a second one, and one with invalid fields raise CannotError."""
    async with LocalDiscord(settings()) as local, running(local, add_handlers):
        alice, bob = local.person("Alice"), local.person("Bob")
        question = await (await alice.say("hi")).answer()
        result = await alice.press(question, "Feedback")
        with pytest.raises(CannotError, match="not for Bob"):
            await bob.submit(result.modal)
        for fields, why in (
            ({"Your name": "x"}, "takes 2 to"),
            ({"Your name": ""}, "is required"),
            ({"In one sentence": "x" * 51}, "takes 0 to 50"),
            ({"Age": "3"}, "no such field"),
        ):
            with pytest.raises(CannotError, match=why):
                await alice.submit(result.modal, fields)
        await alice.submit(result.modal)
        with pytest.raises(CannotError, match="is closed"):
            await alice.submit(result.modal)
