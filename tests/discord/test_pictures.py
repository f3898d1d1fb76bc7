"""Pictures in answers: they have a description, are drawn once, and never keep an answer from being sent."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.answers.reply import Picture
from bot.dialogue.state import Profile
from bot.discordbot.rendering.image_cache import Image, Pictures, Week
from bot.discordbot.strings import general
from bot.knowledge.library import Library
from bot.pictures import draw, draw_weeks
from tests.discord.bots import PNG, discord_with_bot
from tests.local_discord.clients import conversation


class Painter:
    """Draws one dot, or fails."""

    def __init__(self, *, fails: bool = False) -> None:
        self.drawn: list[tuple[Picture, Profile]] = []
        self._fails = fails

    def draw(self, library: Library, picture: Picture, profile: Profile) -> Image:
        assert library.roles
        self.drawn.append((picture, profile))
        if self._fails:
            raise OSError("no ink")
        return Image(PNG, f"A {picture.kind} of {len(picture.roles)} roles")

    def chart(self, weeks: Sequence[Week]) -> Image:
        if self._fails:
            raise OSError("no ink")
        return Image(PNG, f"A chart of {len(weeks)} weeks")


@conversation
async def test_pictures_are_shown_with_their_description_and_drawn_once() -> None:
    painter = Painter()
    async with discord_with_bot(pictures=painter) as (local, bot):
        alice, bob = local.person("Alice"), local.person("Bob")
        first = await (await alice.slash("compare", first="DE", second="AE")).message()
        second = await (await bob.say(f"{local.bot.user.mention} data engineer vs analytics engineer")).answer()
        await alice.slash("me role", role="DA")
        mapped = await (await alice.slash("map")).message()

        for message in (first, second):
            [attachment] = message.attachments
            assert attachment.content == PNG
            assert "A comparison of 2 roles" in str(message.components)
        assert len(mapped.attachments) == 1
        assert [picture.kind for picture, _ in painter.drawn] == ["comparison", "map"]
        assert painter.drawn[1][1].role == "data-analyst"
        assert bot.services.images.is_enabled
        if any(button.label == general.NEXT for button in first.buttons):
            await alice.press(first, general.NEXT)
            await first.shows("Page 2 of")
            assert first.attachments == []
            await alice.press(first, general.BACK)
            await first.shows("Page 1 of")
            assert len(first.attachments) == 1


@conversation
async def test_a_picture_that_fails_is_left_out() -> None:
    async with discord_with_bot(pictures=Painter(fails=True)) as (local, bot):
        answer = await (await local.person("Alice").slash("compare", first="DE", second="AE")).message()

        assert answer.text.startswith("## Data engineer vs analytics engineer")
        assert answer.attachments == []
        assert len(bot.expect_error()) == 1


@conversation
async def test_an_edited_answer_brings_its_own_picture() -> None:
    async with discord_with_bot(pictures=Painter()) as (local, _):
        alice = local.person("Alice")
        asked = await alice.say(f"{local.bot.user.mention} data engineer vs analytics engineer")
        answer = await asked.answer()
        await alice.edit(asked, f"{local.bot.user.mention} what does a data engineer do?")
        await answer.shows("systems that need it")

        assert answer.attachments == []


@conversation
async def test_the_real_pictures_are_sent_with_their_description() -> None:
    """The map with the user's role, a comparison and a path."""
    async with discord_with_bot(pictures=Pictures(draw, draw_weeks)) as (local, _):
        alice = local.person("Alice")
        await alice.slash("me role", role="DA")
        mapped = await (await alice.slash("map")).message(max_wait=30)
        compared = await (await alice.slash("compare", first="DE", second="AE")).message(max_wait=30)
        path = await (await alice.slash("path", start="DS", goal="DE")).message(max_wait=30)

        for message, alt in ((mapped, "A map of the roles"), (compared, "A table"), (path, "A path")):
            [attachment] = message.attachments
            assert attachment.content.startswith(PNG[:8])
            assert attachment.size_in_pixels is not None
            assert alt in str(message.components)
        assert "data analyst" in str(mapped.components).lower()


@conversation
async def test_a_picture_with_nothing_to_draw_is_left_out() -> None:
    class Unwilling:
        def draw(self, library: Library, picture: Picture, profile: Profile) -> Image:
            raise ValueError(f"too few roles: {picture.roles}, {profile.role}, {library.revision}")

    async with discord_with_bot(pictures=Unwilling()) as (local, _):
        answer = await (await local.person("Alice").slash("compare", first="DE", second="AE")).message()

        assert answer.attachments == []


@conversation
async def test_users_who_want_the_same_picture_wait_for_one_drawing() -> None:
    painter = Painter()
    async with discord_with_bot(pictures=painter) as (local, _):
        people = [local.person(f"P{number}") for number in range(5)]
        used = await asyncio.gather(*(person.slash("compare", first="DE", second="AE") for person in people))
        for one in used:
            assert (await one.message()).attachments

        assert len(painter.drawn) == 1
