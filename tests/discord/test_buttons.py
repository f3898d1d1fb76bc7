"""Follow-ups, choices, sources, pages and feedback: pressed by the user who asked, by others, and after a restart."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path

import discord

from bot.advisor import Advisor
from bot.answers.reply import Listing, Paragraph, Reply
from bot.dialogue.state import Option
from bot.discordbot.rendering.message_view import action_row, button, text_view
from bot.discordbot.strings import general
from local_discord import LocalDiscord
from local_discord.people.messages import VisibleMessage
from tests.discord.bots import bot_on, discord_with_bot
from tests.learned import advisor
from tests.local_discord.clients import conversation, settings


async def ask(local: LocalDiscord, name: str, question: str) -> VisibleMessage:
    return await (await local.person(name).say(f"{local.bot.user.mention} {question}")).answer()


@conversation
async def test_a_follow_up_is_answered_in_the_channel() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        answer = await ask(local, "Alice", "what does a data engineer do?")
        more = await (await alice.press(answer, "What skills does a data engineer need?")).message()

        assert more.text != answer.text
        assert not more.ephemeral


@conversation
async def test_a_press_by_another_user_is_answered_privately_in_their_own_conversation() -> None:
    """Bob's answer shows nothing of Alice's profile, and his press does not change her conversation."""
    async with discord_with_bot() as (local, bot):
        alice, bob = local.person("Alice"), local.person("Bob")
        await ask(local, "Alice", "I'm a data analyst")
        answer = await (await alice.slash("role", role="DE")).message()
        before = await bot.store.conversation(str(alice.id), f"server:{local.guild.id}/{local.general.id}")
        move = next(button.label for button in answer.buttons if button.label.startswith("How do I get from"))
        for_bob = await (await bob.press(answer, "What skills does a data engineer need?")).message()
        for_alice = await (await alice.press(answer, move)).message()

        assert for_bob.ephemeral
        assert "as you told me" not in for_bob.text
        assert not for_alice.ephemeral
        assert before.turns
        await bot.wait_idle()
        assert (await bot.store.conversation(str(bob.id), f"server:{local.guild.id}/{local.general.id}")).turns == ()


@conversation
async def test_a_follow_up_of_a_private_answer_is_private() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        answer = await (await alice.slash("role", role="DE", private=True)).message()
        more = await (await alice.press(answer, "What skills does a data engineer need?")).message()

        assert more.ephemeral


@conversation
async def test_sources_are_shown_by_a_button() -> None:
    async with discord_with_bot() as (local, _):
        answer = await ask(local, "Alice", "ds to de")
        sources = await (await local.person("Bob").press(answer, general.SOURCES)).message()

        assert "Goodbye, Data Science" not in answer.text
        assert "**Goodbye, Data Science**" in sources.text
        assert sources.ephemeral


@conversation
async def test_feedback() -> None:
    """A user's second feedback on an answer replaces the first. They may add a sentence."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        answer = await ask(local, "Alice", "ds to de")
        thanks = await (await alice.press(answer, general.HELPED)).message()
        modal = (await alice.press(answer, general.UNHELPED)).modal
        done = await (await alice.submit(modal, {general.TELL_MORE_LABEL: "[much] too long"})).message()
        empty = (await local.person("Bob").press(answer, general.UNHELPED)).modal
        await (await local.person("Bob").submit(empty)).message()

        assert (thanks.text, thanks.ephemeral) == (general.THANKS, True)
        assert (done.text, done.ephemeral) == (general.THANKS_SENTENCE, True)
        [given] = (await bot.store.export(str(alice.id)))["feedback"]
        assert (given["kind"], given["helped"], given["sentence"]) == ("transition", 0, "[much] too long")
        assert {"data-scientist", "data-engineer"} <= set(given["entries"])
        [other] = (await bot.store.export(str(local.person("Bob").id)))["feedback"]
        assert (other["helped"], other["sentence"]) == (0, "")


@conversation
async def test_long_answers_have_pages() -> None:
    """The user who asked turns the page in the message; others get the page privately. No text is lost."""
    async with discord_with_bot() as (local, _):
        alice, bob = local.person("Alice"), local.person("Bob")
        answer = await (await alice.slash("compare", first="DE", second="AE", third="DPE")).message()
        first = answer.text
        for_bob = await (await bob.press(answer, general.NEXT)).message()
        assert answer.text == first
        assert for_bob.ephemeral
        await alice.press(answer, general.NEXT)
        await answer.shows("Page 2 of")
        assert answer.text != first
        assert "**Moving between them**" in first + answer.text
        await alice.press(answer, general.BACK)
        await answer.shows("Page 1 of")
        assert answer.text == first


@conversation
async def test_buttons_outlive_a_restart() -> None:
    """Follow-ups, pages, sources and forms work on a message that the bot sent before it was restarted."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "kept.db"
            async with bot_on(local, database=database):
                answer = await (await alice.slash("compare", first="DE", second="AE", third="DPE")).message()
                modal = (await alice.press(answer, general.UNHELPED)).modal
            async with bot_on(local, database=database) as bot:
                assert (
                    await (await alice.submit(modal, {general.TELL_MORE_LABEL: "hm"})).message()
                ).text == general.THANKS_SENTENCE
                await alice.press(answer, general.NEXT)
                await answer.shows("Page 2 of")
                assert "###" in (await (await alice.press(answer, general.SOURCES)).message()).text
                more = await (await alice.press(answer, "What skills does a data engineer need?")).message()
                assert more.text not in (answer.text, general.ANSWER_GONE)
                assert len((await bot.store.export(str(alice.id)))["feedback"]) == 1
        assert local.violations == []


@conversation
async def test_a_button_of_an_answer_that_is_no_longer_stored_says_so() -> None:
    """The second bot has an empty store. An option that is in the custom id itself still works."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        async with bot_on(local):
            answer = await (await alice.slash("compare", first="DE", second="AE", third="DPE")).message()
        async with bot_on(local):
            for label in (general.SOURCES, general.NEXT):
                gone = await (await alice.press(answer, label)).message()
                assert (gone.text, gone.ephemeral) == (general.ANSWER_GONE, True)
            assert (await (await alice.press(answer, general.HELPED)).message()).text == general.THANKS
            more = await (await alice.press(answer, "What skills does a data engineer need?")).message()
            assert more.text not in (answer.text, general.ANSWER_GONE)


@conversation
async def test_a_button_whose_entry_is_gone_says_so() -> None:
    """The nearest entry that exists is answered."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        async with bot_on(local):
            roles = await (await alice.slash("roles")).message()
        library = advisor().library
        without = {key: role for key, role in library.roles.items() if key != "model-validator"}
        smaller = Advisor(dataclasses.replace(library, roles=without), advisor().matcher)
        async with bot_on(local, with_advisor=smaller):
            answer = await (await alice.pick(roles, "Model validator")).message()

            assert answer.text.startswith(general.ENTRY_GONE)


@conversation
async def test_buttons_of_other_versions_say_that_they_no_longer_work() -> None:
    async with discord_with_bot() as (local, bot):
        channel = bot.client.get_channel(local.general.id)
        assert isinstance(channel, discord.TextChannel)
        row = action_row(button("Older", "ca:v0:ask:what"), button("Newer", "ca:v9:fly:x"), button("Unknown", "ca:v1:dance:x"))
        await channel.send(view=text_view("From another time", row))
        alice = local.person("Alice")
        [old] = [message for message in alice.reads() if message.author.bot]
        for label in ("Older", "Newer", "Unknown"):
            answer = await (await alice.press(old, label)).message()
            assert (answer.text, answer.ephemeral) == (general.MOVED_ON, True)


@conversation
async def test_options_too_long_for_a_custom_id_are_stored_with_their_answer() -> None:
    """A question of two hundred letters is asked whole, and its label is shortened."""
    question = "What does a data engineer do " + "really " * 30 + "every day?"

    class Talkative(Advisor):
        def reply(self, text: str, *rest: object) -> tuple[Reply, object]:  # type: ignore[override]
            reply, after = super().reply(text, *rest)  # type: ignore[arg-type]
            return dataclasses.replace(reply, follow_ups=(Option(kind="question", value=question, label=question),)), after

        def pick(self, option: Option, *rest: object) -> tuple[Reply, object]:  # type: ignore[override]
            asked.append(option.value)
            return super().pick(option, *rest)  # type: ignore[arg-type]

    asked: list[str] = []
    async with discord_with_bot(with_advisor=Talkative(advisor().library, advisor().matcher)) as (local, _):
        alice = local.person("Alice")
        answer = await ask(local, "Alice", "hi")
        label = answer.buttons[0].label
        more = await (await alice.press(answer, label)).message()

        assert len(label) <= 80
        assert label.endswith("…")
        assert asked[-1] == question
        assert not more.ephemeral


@conversation
async def test_a_message_can_ask_to_be_forgotten() -> None:
    """ "Forget me" is answered with a button that does it."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        await ask(local, "Alice", "I'm a data analyst")
        question = await ask(local, "Alice", "forget me")
        done = await (await alice.press(question, "Yes, forget everything about me")).message()

        assert "deleted" in done.text
        await bot.wait_idle()
        assert all(not rows for rows in (await bot.store.export(str(alice.id))).values())


@conversation
async def test_very_long_replies_are_split_into_pages_without_loss() -> None:
    """A paragraph longer than a message, forty long points, and more choices than the selects of one page hold."""
    words = [f"word{number}" for number in range(2_500)]
    points = tuple(f"point{number} {'x' * 300}" for number in range(40))
    options = tuple(Option(kind="question", value=f"q{number}", label=f"Option {number}") for number in range(230))

    class Verbose(Advisor):
        def reply(self, *given: object) -> tuple[Reply, object]:  # type: ignore[override]
            reply, after = super().reply(*given)  # type: ignore[arg-type]
            blocks = (Paragraph(" ".join(words)), Listing("Points", points))
            return dataclasses.replace(reply, blocks=blocks, choices=options), after

    async with discord_with_bot(with_advisor=Verbose(advisor().library, advisor().matcher)) as (local, _):
        alice = local.person("Alice")
        answer = await ask(local, "Alice", "hi")
        read, picks = answer.text, [option for select in answer.selects for option in select.options]
        while any(one.label == general.NEXT for one in answer.buttons):
            before = answer.text
            await alice.press(answer, general.NEXT)
            await answer.becomes(lambda message, before=before: message.text != before)  # type: ignore[misc]
            read += f" {answer.text}"
            picks += [option for select in answer.selects for option in select.options]

        assert set(words) <= set(read.split())
        assert {f"point{number}" for number in range(40)} <= set(read.split())
        assert set(picks) == {option.label for option in options}
        assert json.dumps(answer.components)
