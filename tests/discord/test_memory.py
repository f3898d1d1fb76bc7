"""What the bot remembers, and where it uses it; turns are in order, and each event is answered once."""

from __future__ import annotations

import asyncio
import time

from bot.answers.reply import Picture
from bot.dialogue.state import Profile
from bot.discordbot.rendering.image_cache import Image
from bot.discordbot.strings import general
from bot.knowledge.library import Library
from local_discord import LocalDiscord
from tests.discord.bots import PNG, bot_on, discord_with_bot
from tests.local_discord.clients import conversation, settings


@conversation
async def test_a_profile_from_direct_messages_stays_there() -> None:
    """It is not used in a server and not shown by /me there. In the direct messages it is."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        dm = alice.dm(local.bot)
        await (await alice.say("I'm a data analyst and want to become a data engineer", channel=dm)).answer()
        in_server = await (await alice.say(f"{local.bot.user.mention} how do I become a data engineer?")).answer()
        shown_there = await (await alice.slash("me show")).message()
        mapped = await (await alice.slash("map")).message()
        in_dm = await (await alice.say("how do I become a data engineer?", channel=dm)).answer()
        shown_here = await (await alice.slash("me show", channel=dm)).message()

        assert "as you told me" not in in_server.text
        assert general.REMEMBERED_NOTHING in shown_there.text
        assert "You are here" not in mapped.text
        assert "From data analyst" in in_dm.text
        assert "data analyst" in shown_here.text


@conversation
async def test_a_profile_from_a_server_stays_in_that_server() -> None:
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        other = local.add_guild("Other", alice.user, local.bot.user)
        lobby = local.add_channel("lobby", guild=other)
        async with bot_on(local):
            await (await alice.say(f"{local.bot.user.mention} I'm a data analyst")).answer()
            elsewhere = await (await alice.slash("transition", channel=lobby, goal="DE")).message()
            here = await (await alice.slash("transition", goal="DE")).message()

            assert "as you told me" not in elsewhere.text
            assert "From data analyst, as you told me" in here.text
        assert local.violations == []


@conversation
async def test_a_profile_from_private_answers_is_not_used_in_public_ones() -> None:
    """But the public profile is used in private answers."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        await (await alice.slash("ask", question="I'm an engineering manager", private=True)).message()
        openly = await (await alice.slash("transition", goal="DE")).message()
        privately = await (await alice.slash("transition", goal="DE", private=True)).message()
        shown = await (await alice.slash("me show")).message()
        changed = await (await alice.slash("me role", role="DS")).message()
        assert "engineering manager" in shown.text.split(general.REMEMBERED_PRIVATELY)[1]
        assert "engineering manager" not in shown.text.split(general.REMEMBERED_PRIVATELY)[0]
        assert general.REMEMBERED_PRIVATELY not in changed.text
        bob = local.person("Bob")
        await (await bob.slash("ask", question="I'm a data analyst")).message()
        known = await (await bob.slash("transition", goal="DE", private=True)).message()

        assert "as you told me" not in openly.text
        assert "From engineering manager, as you told me" in privately.text
        assert "From data analyst, as you told me" in known.text


@conversation
async def test_two_users_in_one_channel_have_two_conversations() -> None:
    async with discord_with_bot() as (local, _):
        alice, bob = local.person("Alice"), local.person("Bob")
        await (await alice.say(f"{local.bot.user.mention} what does a data engineer do?")).answer()
        await (await bob.say(f"{local.bot.user.mention} what does an ml engineer do?")).answer()
        more = await (await alice.say(f"{local.bot.user.mention} what skills does it need?")).answer()

        assert "data engineer" in more.text.splitlines()[0]


@conversation
async def test_quick_messages_of_one_user_are_answered_in_order() -> None:
    """Each question needs the one before it, although all were sent at once."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        dm = alice.dm(local.bot)
        questions = ("what does a data engineer do?", "what skills does it need?", "what about ml engineer?", "hi")
        asked = [await alice.say(question, channel=dm) for question in questions]
        answers = [await one.answer() for one in asked]
        ids = [answer.id for answer in answers]

        assert "data engineer" in answers[1].text.splitlines()[0].lower()
        assert "ml engineer" in answers[2].text.splitlines()[0].lower()
        assert ids == sorted(ids)
        await bot.wait_idle()
        assert len((await bot.store.conversation(str(alice.id), "dm")).turns) == 4


@conversation
async def test_an_interaction_delivered_twice_is_answered_once() -> None:
    """Commands, autocompletion, buttons and forms; no request is refused and no answer is sent twice."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        local.faults.repeat_interactions(20)
        answer = await (await alice.slash("role", role="DE")).message()
        await alice.suggestions("role", "role", "da")
        await (await alice.press(answer, "What skills does a data engineer need?")).message()
        modal = (await alice.press(answer, general.UNHELPED)).modal
        await (await alice.submit(modal, {general.TELL_MORE_LABEL: "hm"})).message()
        await bot.wait_idle()
        await asyncio.sleep(0.05)

        assert len([m for m in alice.reads() if m.author.bot]) == 3
        assert local.refusals == []
        assert len((await bot.store.export(str(alice.id)))["feedback"]) == 1


@conversation
async def test_an_answer_whose_confirmation_is_lost_is_sent_once() -> None:
    """Discord posts the message but responds with an error. The client repeats the request, and there is one message."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        local.faults.answer(502, "/channels/*/messages", method="POST", carried_out=True)
        asked = await alice.say("hi", channel=alice.dm(local.bot))
        await asked.answer()
        await asyncio.sleep(1.2)

        assert len([m for m in alice.reads(alice.dm(local.bot)) if m.author.bot]) == 1


@conversation
async def test_a_message_in_distress_is_answered_with_care_and_not_remembered() -> None:
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        answer = await (await alice.say("i want to kill myself", channel=alice.dm(local.bot))).answer()

        assert "data" not in answer.text.lower()
        await bot.wait_idle()
        assert (await bot.store.conversation(str(alice.id), "dm")).turns == ()


@conversation
async def test_a_command_waits_for_a_slow_answer_to_the_same_user() -> None:
    """The bot defers the command, so it does not miss Discord's three seconds."""

    class Slow:
        def draw(self, library: Library, picture: Picture, profile: Profile) -> Image:
            del library, picture, profile
            time.sleep(0.4)
            return Image(PNG, "slow")

    async with discord_with_bot(pictures=Slow()) as (local, _):
        alice = local.person("Alice")
        first = await alice.slash("compare", first="DE", second="AE")
        second = await alice.slash("role", role="DE")
        assert second.messages[0].thinking
        assert (await first.message()).attachments
        assert "data engineer" in (await second.message()).text.lower()


@conversation
async def test_old_data_is_deleted() -> None:
    """Conversations and answers after a month; the profile stays."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        asked = f"{local.bot.user.mention} I'm a data analyst"
        await (await alice.say(asked)).answer()
        await bot.wait_idle()
        await bot.store.turns.prune(time.time() + 31 * 24 * 3600)
        stored = await bot.store.export(str(alice.id))

        assert [bool(stored[table]) for table in ("profiles", "conversations", "answers")] == [True, False, False]
