"""Moderators write an answer in a form of three fields, see how it is found, and attach questions to it."""

from __future__ import annotations

from pathlib import Path

from bot.discordbot.strings import failed_questions as texts
from bot.discordbot.strings import moderation
from tests.discord.communities import Community, community
from tests.discord.test_failed_question_pages import ask, decided, page
from tests.local_discord.clients import conversation

QUESTION = "How do I thaw a frozen pipe?"
ANSWER = (
    "Warm it slowly with a hair dryer, from the tap backwards.\n\n"
    "A flame may crack the pipe.\nOpen the tap first, so that water can run off."
)


async def written(c: Community, **changes: str) -> str:
    """Submit the form, let the answer go live, and return what the bot says then, or why it refuses."""
    modal = (await c.mod.slash("knowledge answer")).modal
    fields = {
        moderation.ANSWER_QUESTION: QUESTION,
        moderation.ANSWER_TEXT: ANSWER,
        moderation.ANSWER_SOURCE: "editorial",
    } | changes
    preview = await (await c.mod.submit(modal, fields)).message()
    return preview.text if changes else (await c.save(c.mod, preview)).text


@conversation
async def test_an_answer_in_three_fields_is_live_and_found_at_once(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        assert "is now answered by it" in await written(c)

        reply = await (await c.member.say(f"{c.bot.client.user.mention} how can I thaw a pipe that is frozen?")).answer()  # type: ignore[union-attr]
        assert "Warm it slowly with a hair dryer" in reply.text
        assert "A flame may crack the pipe." in reply.text
        stored = c.files.read("answers/from-moderators.yaml")
        assert "  - id: how-do-i-thaw-a-frozen-pipe\n" in stored

        modal = (await c.mod.slash("knowledge answer")).modal
        fields = {moderation.ANSWER_QUESTION: "How do I thaw a frozen pipe!", moderation.ANSWER_TEXT: "Ask a plumber."}
        again = await (await c.mod.submit(modal, fields)).message()
        assert "id: how-do-i-thaw-a-frozen-pipe-2" in again.text


@conversation
async def test_a_faulty_answer_is_refused_with_its_reason_and_nothing_is_lost(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        lines = "\n".join(f"Line {number}." for number in range(8))
        assert "this one has 8 lines" in await written(c, **{moderation.ANSWER_TEXT: lines})

        shown = await written(c, **{moderation.ANSWER_SOURCE: "no-such-book / page 1"})
        assert "there is no source 'no-such-book'" in shown.replace("\\", "")
        assert not (c.files.root / "answers" / "from-moderators.yaml").exists()


@conversation
async def test_a_question_that_waits_is_attached_to_an_answer(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await written(c)
        await ask(c, "icy tube, what now", "Alice", "Bob")
        modal = (await c.mod.press(await page(c), texts.OTHER)).modal
        preview = await (await c.mod.submit(modal, {texts.OTHER_LABEL: "answers/how-do-i-thaw-a-frozen-pipe"})).message()
        assert "icy tube, what now" in preview.text
        done = await c.save(c.mod, preview)

        assert "It is settled." in done.text
        assert [one[1:] for one in await decided(c)] == [("attached", "answers/how-do-i-thaw-a-frozen-pipe")]


@conversation
async def test_the_form_comes_with_the_question_that_waits(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, "the tap drips what now", "Alice", "Bob")
        modal = (await c.mod.press(await page(c), texts.WRITE)).modal

        assert "the tap drips what now" in str(modal.json)
