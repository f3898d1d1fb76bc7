"""Which messages are answered: mentions, replies, direct messages and answer channels, the message menu, and edits."""

from __future__ import annotations

import asyncio

from bot.discordbot.server_settings import ServerSettings
from bot.discordbot.strings import general
from local_discord import LocalDiscord
from local_discord.people.person import Person
from tests.discord.bots import RunningBot, bot_on, discord_with_bot
from tests.local_discord.clients import conversation, settings


def ask(local: LocalDiscord, question: str) -> str:
    return f"{local.bot.user.mention} {question}"


async def bot_messages(person: Person) -> list[str]:
    """The messages of bots in the channel, once the bot had time to answer."""
    await asyncio.sleep(0.1)
    return [message.text for message in person.reads() if message.author.bot]


@conversation
async def test_a_mention_is_answered() -> None:
    """The answer is a reply with components, and notifies nobody."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        asked = await alice.say(ask(local, "what does a data engineer do?"))
        answer = await asked.answer()

        assert "data engineer" in answer.text.lower()
        assert "What skills does a data engineer need?" in [button.label for button in answer.buttons]
        assert answer.raw.mentions == []


@conversation
async def test_a_direct_message_is_answered() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        asked = await alice.say("ds to de?", channel=alice.dm(local.bot))

        assert "To learn: " in (await asked.answer()).text


@conversation
async def test_a_reply_to_the_bot_continues_the_conversation() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        answer = await (await alice.say(ask(local, "what does an analytics engineer do?"))).answer()
        more = await (await alice.say("what skills does it need?", to=answer)).answer()

        assert "nalytics engineer" in more.text.splitlines()[0]
        assert "dbt" in more.text


@conversation
async def test_the_text_of_a_reply_without_a_mention_is_hidden() -> None:
    """Without the Message Content Intent, Discord hides it from the bot. The answer says how to ask."""
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        answer = await (await alice.say(ask(local, "hi"))).answer()
        more = await (await alice.say("and now?", to=answer, ping=False)).answer()

        assert more.text == general.UNHEARD


@conversation
async def test_a_bare_mention_gets_a_greeting_and_as_a_reply_it_answers_the_other_message() -> None:
    async with discord_with_bot(message_content="required") as (local, _):
        alice, bob = local.person("Alice"), local.person("Bob")
        greeted = await (await alice.say(local.bot.user.mention)).answer()
        asked = await bob.say("what does a data analyst do?")
        answered = await (await alice.say(local.bot.user.mention, to=asked)).answer()

        assert "comes from a few documents" in greeted.text
        assert "data analyst" in answered.text.lower()


@conversation
async def test_bots_webhooks_and_other_messages_are_not_answered() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        other = local.acting_as(local.add_bot("Other"))
        await other.say(ask(local, "what does a data engineer do?"))
        await local.webhook("News").say(ask(local, "what does a data engineer do?"))
        await alice.say("what does a data engineer do?")
        await alice.say("@everyone what does a data engineer do?")

        assert [text for text in await bot_messages(alice) if "##" in text] == []


@conversation
async def test_every_message_in_an_answer_channel_is_answered() -> None:
    """Also in its threads, but not replies to other users, and no messages in other channels."""
    async with LocalDiscord(settings()) as local:
        careers = local.add_channel("careers")
        async with bot_on(local, message_content="required") as bot:
            await bot.services.servers.save(local.guild.id, ServerSettings(answer_channels=(careers.id,)), 0.0)
            alice, bob = local.person("Alice"), local.person("Bob")
            asked = await alice.say("what does a data engineer do?", channel=careers)
            answer = await asked.answer()
            await bob.say("she should ask about something else", to=asked)
            await bob.say("what does a data engineer do?")
            thread = alice.thread("more", under=asked)
            deeper = await (await alice.say("what does an ml engineer do?", channel=thread)).answer()

            assert "data engineer" in answer.text.lower()
            assert "production" in deeper.text.lower()
            assert len([m for m in alice.reads(careers) if m.author.bot]) == 1
            assert await bot_messages(bob) == []
        assert local.violations == []


@conversation
async def test_the_answer_to_an_edited_question_is_edited() -> None:
    """The conversation holds only the edited question."""
    async with discord_with_bot() as (local, bot):
        alice = local.person("Alice")
        asked = await alice.say(ask(local, "what does a data enginer do?"))
        answer = await asked.answer()
        await alice.edit(asked, ask(local, "what does a data analyst do?"))
        await answer.shows("ata analyst")
        more = await (await alice.say(ask(local, "what skills does it need?"))).answer()

        assert "ata analyst" in more.text.splitlines()[0]
        assert len([m for m in alice.reads() if m.author.bot]) == 2
        await bot.wait_idle()
        turns = (await bot.store.conversation(str(alice.id), f"server:{local.guild.id}/{local.general.id}")).turns
        assert [turn.roles for turn in turns] == [("data-analyst",), ("data-analyst",)]


@conversation
async def test_a_message_that_mentions_the_bot_only_after_an_edit_is_answered() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        asked = await alice.say("what does a data analyst do?")
        await alice.edit(asked, ask(local, "what does a data analyst do?"))

        assert "data analyst" in (await asked.answer()).text.lower()


@conversation
async def test_an_answer_that_was_deleted_stays_deleted() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        asked = await alice.say(ask(local, "what does a data analyst do?"))
        answer = await asked.answer()
        await local.person("Owner").delete(answer)
        await alice.edit(asked, ask(local, "what does a data engineer do?"))

        assert await bot_messages(alice) == []


@conversation
async def test_the_message_menu_asks_about_anyones_message() -> None:
    """The answer names the author of the message, and does not use the profile of the user who asked."""
    async with discord_with_bot() as (local, bot):
        alice, bob = local.person("Alice"), local.person("Bob")
        await (await alice.say(ask(local, "I'm a data analyst"))).answer()
        asked = await bob.say("how do I become a data engineer?")
        answer = await (await alice.use_on(asked, "Ask the career advisor")).message()

        assert bob.mention in answer.text
        assert "data engineer" in answer.text.lower()
        assert "as you told me" not in answer.text
        assert answer.raw.mentions == []
        await _has_profile(bot, local, alice, "data-analyst")
        await _has_profile(bot, local, bob, None)


@conversation
async def test_the_message_menu_on_a_message_without_text() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        shown = await local.person("Bob").say(files=[("cat.png", b"png")])
        answer = await (await alice.use_on(shown, "Ask the career advisor")).message()

        assert (answer.text, answer.ephemeral) == (general.NO_TEXT, True)


async def _has_profile(bot: RunningBot, local: LocalDiscord, person: Person, role: str | None) -> None:
    await bot.wait_idle()
    assert (await bot.store.profile(str(person.id), f"server:{local.guild.id}/{local.general.id}")).role == role
