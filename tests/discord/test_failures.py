"""Failures: missing permissions, the cooldown, errors of Discord, bugs. The user gets one sentence, and the bot goes on."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation
from bot.discordbot.strings import general
from local_discord import LocalDiscord
from tests.discord.bots import bot_on, discord_with_bot, silence
from tests.discord.test_pictures import Painter
from tests.learned import advisor
from tests.local_discord.clients import conversation, settings


class FailingAdvisor(Advisor):
    """Raises an exception for texts with one word."""

    def reply(self, text: str, conversation: Conversation, now: float) -> tuple[Reply, Conversation]:
        if "banana" in text:
            raise ZeroDivisionError(text)
        return super().reply(text, conversation, now)


def failing_advisor() -> Advisor:
    return FailingAdvisor(advisor().library, advisor().matcher)


@conversation
async def test_where_the_bot_may_not_write_the_answer_is_a_direct_message() -> None:
    async with LocalDiscord(settings()) as local:
        quiet = local.add_channel("quiet")
        silence(local, quiet)
        owner = local.person("Owner")
        async with bot_on(local):
            await owner.say(f"{local.bot.user.mention} what does a data engineer do?", channel=quiet)
            answer = await owner.hears(owner.dm(local.bot))

            assert answer.text.startswith(general.MAY_NOT_WRITE.format(channel=f"<#{quiet.id}>"))
            assert "data engineer" in answer.text.lower()


@conversation
async def test_where_the_user_accepts_no_direct_messages_either_nothing_is_sent() -> None:
    async with LocalDiscord(settings()) as local:
        quiet = local.add_channel("quiet")
        silence(local, quiet)
        owner = local.person("Owner")
        owner.user.accepts_dms = False
        async with bot_on(local) as bot:
            await owner.say(f"{local.bot.user.mention} what does a data engineer do?", channel=quiet)
            await asyncio.sleep(0.1)
            await bot.wait_idle()

            assert [m for m in owner.reads(quiet) if m.author.bot] == []


@conversation
async def test_a_question_that_was_deleted_is_answered_without_a_reference() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        asked = await alice.say(f"{local.bot.user.mention} what does a data engineer do?")
        await alice.delete(asked)
        answer = await alice.hears()

        assert "data engineer" in answer.text.lower()


@conversation
async def test_a_user_who_asks_too_fast_is_informed_once_and_privately() -> None:
    """Later messages are ignored; commands are always refused, ephemerally; other users are not affected."""
    async with discord_with_bot(cooldown_questions=2, cooldown_seconds=60) as (local, bot):
        alice, bob = local.person("Alice"), local.person("Bob")
        asked = [await alice.say(f"{local.bot.user.mention} hi") for _ in range(5)]
        told = await alice.hears(alice.dm(local.bot))
        command = await (await alice.slash("role", role="DE")).message()
        other = await (await bob.slash("role", role="DE")).message()
        await asked[0].answer()
        await asked[1].answer()
        await bot.wait_idle()

        assert told.text.startswith("You are asking faster than I can think.")
        assert command.ephemeral
        assert command.text.startswith("You are asking faster")
        assert "data engineer" in other.text.lower()
        assert len([m for m in alice.reads() if m.author.bot and not m.ephemeral]) == 3
        assert len(alice.reads(alice.dm(local.bot))) == 1


@conversation
async def test_a_bug_is_reported_with_a_code_and_the_next_question_is_answered() -> None:
    """For a message and a command. The log has the code, but not the question."""
    async with discord_with_bot(with_advisor=failing_advisor()) as (local, bot):
        alice = local.person("Alice")
        message = await (await alice.say(f"{local.bot.user.mention} my secret banana")).answer()
        command = await (await alice.slash("ask", question="my secret banana")).message()
        fine = await (await alice.say(f"{local.bot.user.mention} what does a data engineer do?")).answer()

        for told in (message, command):
            assert told.text.startswith("Something went wrong on our side (code ")
        assert command.ephemeral
        assert "data engineer" in fine.text.lower()
        logged = bot.expect_error()
        assert [record.getMessage().split()[0] for record in logged] == ["bug", "bug"]
        assert message.text.split("code ")[1][:6] in logged[0].getMessage()
        assert not any("secret" in f"{record.getMessage()} {record.exc_info}" for record in logged)


@conversation
async def test_malformed_events_do_not_stop_the_bot() -> None:
    """Each is dropped and logged by its name, without its content."""
    async with discord_with_bot() as (local, bot):
        seen: list[str] = []
        handler = _Messages(seen)
        logging.getLogger("career-advisor.discord").addHandler(handler)
        for name in (
            "MESSAGE_CREATE",
            "MESSAGE_UPDATE",
            "INTERACTION_CREATE",
            "GUILD_CREATE",
            "CHANNEL_DELETE",
            "NEVER_HEARD_OF",
        ):
            local.send_malformed(name, {"id": "not a number", "content": "secret"})
        answer = await (await local.person("Alice").slash("role", role="DE")).message()
        logging.getLogger("career-advisor.discord").removeHandler(handler)

        assert "data engineer" in answer.text.lower()
        assert len(bot.clients) == 1
        assert any("a malformed MESSAGE_CREATE event was dropped" in line for line in seen)
        assert not any("secret" in line for line in seen)


@conversation
async def test_a_rate_limit_loses_no_answer() -> None:
    """discord.py waits and repeats the request."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        local.faults.rate_limit("/channels/*/messages", method="POST", times=2)
        asked = await alice.say("hi", channel=alice.dm(local.bot))
        await asked.answer()

        assert len([m for m in alice.reads(alice.dm(local.bot)) if m.author.bot]) == 1


@conversation
async def test_an_interaction_whose_confirmation_is_lost_is_answered_once() -> None:
    """discord.py repeats the request, and Discord says that it is acknowledged already. The turn and the picture are not lost."""
    async with discord_with_bot(pictures=Painter()) as (local, bot):
        alice = local.person("Alice")
        local.faults.answer(502, "/interactions/*/callback", method="POST", carried_out=True)
        role = await (await alice.slash("role", role="DE")).message()
        local.faults.answer(502, "/interactions/*/callback", method="POST", carried_out=True)
        compared = await (await alice.slash("compare", first="DE", second="AE")).message()
        await bot.wait_idle()
        place = f"server:{local.guild.id}/{local.general.id}"

        assert "data engineer" in role.text.lower()
        assert compared.attachments
        assert len((await bot.store.conversation(str(alice.id), place)).turns) == 1  # a comparison by command ignores the history
        assert len([m for m in alice.reads() if m.author.bot]) == 2


@conversation
async def test_an_expired_interaction_does_not_stop_the_bot() -> None:
    """The three seconds are over, so Discord accepts no answer, and the user cannot be informed."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        local.faults.delay(0.3, "/interactions/*")
        waiting = asyncio.create_task(alice.slash("role", role="DE"))
        await asyncio.sleep(0.1)
        local.advance(4)
        with pytest.raises(AssertionError, match="did not respond"):
            await waiting
        answer = await (await alice.slash("role", role="DE")).message()

        assert "data engineer" in answer.text.lower()


class _Messages(logging.Handler):
    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def emit(self, record: Any) -> None:
        self._seen.append(record.getMessage())
