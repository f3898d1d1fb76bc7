"""Questions that were not answered well are stored with their turn: redacted, with a hash of the user, and counted."""

from __future__ import annotations

from bot.analytics.grouping import group_questions
from bot.discordbot.strings import general
from bot.storage.failed_questions import StoredQuestion
from local_discord import LocalDiscord
from tests.discord.bots import RunningBot, discord_with_bot
from tests.local_discord.clients import conversation


async def ask(local: LocalDiscord, name: str, question: str) -> object:
    return await (await local.person(name).say(f"{local.bot.user.mention} {question}")).answer()


async def stored(bot: RunningBot) -> list[StoredQuestion]:
    await bot.wait_idle()
    return await bot.store.failed_questions.kept()


@conversation
async def test_a_declined_question_is_stored_without_its_user() -> None:
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        await ask(
            local,
            "Alice",
            f"what is the salary in Berlin? {alice.user.mention} anna@example.org https://x.example/y +49 170 1234567",
        )
        [one] = await stored(bot)

        assert (one.question, one.why, one.subject) == ("what is the salary in Berlin?", "refused", "refusals/salary")
        assert len(one.asker) == 64
        assert str(alice.id) not in str(one)


@conversation
async def test_a_question_is_shown_once_two_users_have_asked_it() -> None:
    async with discord_with_bot() as (local, bot):
        for question in ("what is the salary in Berlin?", "whats the salary in Berlin"):
            await ask(local, "Alice", question)
        assert group_questions(await stored(bot)) == ()
        await ask(local, "Bob", "What is the salary in berlin")

        [group] = group_questions(await stored(bot))
        assert (group.askers, group.times) == (2, 3)


@conversation
async def test_an_edit_shows_that_the_first_answer_was_wrong() -> None:
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        asked = await alice.say(f"{local.bot.user.mention} what does a data engineer do?")
        answer = await asked.answer()
        await alice.edit(asked, f"{local.bot.user.mention} what does an analytics engineer do?")
        await answer.shows("tables")

        found = [(one.question, one.why, one.subject) for one in await stored(bot)]
        assert found == [
            ("what does a data engineer do?", "corrected", "roles/data-engineer"),
            ("what does a data engineer do?", "rephrased", "roles/analytics-engineer"),
        ]


@conversation
async def test_no_i_meant_shows_that_the_last_answer_was_wrong() -> None:
    async with discord_with_bot() as (local, bot):
        await ask(local, "Alice", "what does a data engineer do?")
        await ask(local, "Alice", "no, I meant analytics engineer")

        [one] = await stored(bot)
        assert (one.question, one.why) == ("what does a data engineer do?", "corrected")


@conversation
async def test_did_not_help_stores_the_question_once_for_the_user_who_asked_it() -> None:
    """Bob presses below Alice's answer: the question still has one user."""
    async with discord_with_bot() as (local, bot):
        alice, bob = local.person("Alice"), local.person("Bob")
        await ask(local, "Alice", "what is the salary in Berlin?")
        answer = await (await alice.say(f"{local.bot.user.mention} what is the salary in Berlin?")).answer()
        modal = (await bob.press(answer, general.UNHELPED)).modal
        await (await bob.submit(modal, {general.TELL_MORE_LABEL: "too short"})).message()
        again = (await alice.press(answer, general.UNHELPED)).modal
        await (await alice.submit(again)).message()

        found = await stored(bot)
        assert [one.why for one in found] == ["refused", "refused", "unhelpful"]
        assert len({one.asker for one in found}) == 1
        assert group_questions(found) == ()


@conversation
async def test_a_message_in_distress_is_never_stored_as_a_failed_question() -> None:
    async with discord_with_bot() as (local, bot):
        await ask(local, "Alice", "i want to kill myself")
        await ask(local, "Alice", "no, I meant what does an analytics engineer do?")

        assert [one.question for one in await stored(bot) if one.why == "corrected" or "kill" in one.question] == []
        assert sum(count for _, what, _, count in await bot.store.usage_counts.counts(0) if what == "asked") <= 1


@conversation
async def test_forgetting_removes_the_hash_and_the_question_in_memory() -> None:
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        answer = await (await alice.say(f"{local.bot.user.mention} what is the salary in Berlin?")).answer()
        question = await (await alice.slash("me forget")).message()
        await alice.press(question, general.FORGET_YES)
        await question.shows(general.FORGOTTEN)
        modal = (await alice.press(answer, general.UNHELPED)).modal
        await (await alice.submit(modal)).message()

        assert [(one.why, one.asker) for one in await stored(bot)] == [("refused", "")]


@conversation
async def test_questions_are_counted_by_week_and_entries_by_users() -> None:
    async with discord_with_bot() as (local, bot):
        for name in ("Alice", "Alice", "Bob"):
            await ask(local, name, "what does a data engineer do?")
        await ask(local, "Bob", "what is the salary in Berlin?")
        await ask(local, "Bob", "hi")
        await bot.wait_idle()

        counts = {(what, name): count for _, what, name, count in await bot.store.usage_counts.counts(0)}
        assert counts == {
            ("asked", ""): 4,
            ("answered", ""): 3,
            ("refused", ""): 1,
            ("entry", "roles/data-engineer"): 2,
            ("gap", "refusals/salary"): 1,
        }


@conversation
async def test_a_user_who_asks_about_anothers_message_is_not_a_second_user() -> None:
    """The question was written by one user only, so moderators do not see it."""
    async with discord_with_bot() as (local, bot):
        alice, bob = local.person("Alice"), local.person("Bob")
        asked = await alice.say(f"{local.bot.user.mention} what is the salary in Berlin?")
        await asked.answer()
        await bot.wait_idle()
        await (await bob.use_on(asked, "Ask the career advisor")).message()

        found = await stored(bot)
        assert [bool(one.asker) for one in found] == [True, False]
        assert group_questions(found) == ()
