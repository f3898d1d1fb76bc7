"""`/knowledge stats`: questions and outcomes by week, in which no user can be identified."""

from __future__ import annotations

from pathlib import Path

from bot.analytics.usage_report import NAMED_FROM
from bot.discordbot.rendering.image_cache import Pictures
from bot.discordbot.strings import failed_questions as texts
from bot.discordbot.strings import general
from bot.pictures import draw, draw_weeks
from tests.discord.bots import PNG
from tests.discord.communities import Community, community
from tests.discord.test_pictures import Painter
from tests.local_discord.clients import conversation

RAIN = "will it rain tomorrow"


async def ask(c: Community, question: str, *names: str) -> None:
    for name in names:
        await (await c.local.person(name).slash("ask", question=question)).message()
    await c.bot.wait_idle()


async def stats(c: Community) -> str:
    return (await (await c.mod.slash("knowledge stats")).message()).text


@conversation
async def test_without_any_question(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        assert await stats(c) == texts.NO_NUMBERS


@conversation
async def test_questions_and_their_outcomes_are_counted(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, "my pipe is leaking", "Alice", "Alice", "Bob")
        await ask(c, RAIN, "Carol")
        answer = await (await c.member.slash("ask", question="am I paid enough")).message()
        await (await c.member.press(answer, general.HELPED)).message()
        await c.bot.wait_idle()

        assert await stats(c) == "\n".join(
            [
                "## This week",
                "**5** questions: 4 answered, 1 declined. Said to have helped: 1; not to have helped: 0.",
                texts.SCOPE.format(least=NAMED_FROM),
            ]
        )


@conversation
async def test_an_entry_is_named_only_when_enough_users_asked_about_it(tmp_path: Path) -> None:
    """Repeated questions of one user count once."""
    people = [f"P{number}" for number in range(NAMED_FROM)]
    others = [f"Q{number}" for number in range(NAMED_FROM)]
    async with community(tmp_path) as c:
        for _ in range(3):
            await ask(c, "my pipe is leaking", *people[:-1])
            await ask(c, RAIN, *others[:-1])
        assert "pipes" not in await stats(c)
        await ask(c, "my pipe is leaking", people[-1])
        shown = await stats(c)
        assert f"{texts.ENTRIES}\n- Leaking pipes: {NAMED_FROM}" in shown
        assert "weather" not in shown
        await ask(c, RAIN, others[-1])

        assert f"{texts.GAPS}\n- the weather: {NAMED_FROM}" in await stats(c)


@conversation
async def test_earlier_weeks_are_shown_in_a_chart(tmp_path: Path) -> None:
    async with community(tmp_path, pictures=Painter()) as c:
        sessions = c.bot.services.sessions
        at = sessions.now()
        sessions.now = lambda: at - 3 * 7 * 24 * 3600
        await ask(c, "my pipe is leaking", "Alice")
        sessions.now = lambda: at
        await ask(c, "my pipe is leaking", "Alice")
        shown = await (await c.mod.slash("knowledge stats")).message()

        assert shown.ephemeral
        assert shown.text.startswith("## The last 4 weeks\n**2** questions: 2 answered")
        [attachment] = shown.attachments
        assert attachment.content == PNG
        assert "A chart of 4 weeks" in str(shown.components)


@conversation
async def test_a_chart_that_fails_is_left_out(tmp_path: Path) -> None:
    async with community(tmp_path, pictures=Painter(fails=True)) as c:
        await ask(c, "my pipe is leaking", "Alice")
        shown = await (await c.mod.slash("knowledge stats")).message()

        assert shown.text.startswith("## This week\n**1** questions")
        assert shown.attachments == []
        assert len(c.bot.expect_error()) == 1


@conversation
async def test_the_real_chart_has_a_description(tmp_path: Path) -> None:
    async with community(tmp_path, pictures=Pictures(draw, draw_weeks)) as c:
        await ask(c, "my pipe is leaking", "Alice")
        shown = await (await c.mod.slash("knowledge stats")).message()

        assert shown.attachments[0].content.startswith(b"\x89PNG")
        assert "1 in all, 0 of them declined." in str(shown.components)
