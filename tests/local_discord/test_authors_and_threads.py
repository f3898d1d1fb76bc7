"""Mentions, messages by webhooks and other bots, refusals for people, and threads."""

from __future__ import annotations

import re

import discord
import pytest

from local_discord import LocalDiscord, RefusalError
from tests.local_discord.clients import Bot, conversation, running, settings


def mention_author(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            everyone = discord.AllowedMentions.all()
            await message.channel.send(f"{message.author.mention} @everyone", allowed_mentions=everyone)
            await message.channel.send(f"{message.author.mention} @everyone")


@conversation
async def test_only_allowed_mentions_are_effective() -> None:
    """A mention in the text has no effect unless it is allowed; @everyone also needs the permission."""
    async with LocalDiscord(settings()) as local, running(local, mention_author):
        alice = local.person("Alice")
        await alice.say("call")
        loud, quiet = await alice.hears(), await alice.hears()

        assert (loud.raw.mentions, loud.raw.mentions_everyone) == ([alice.user], False)
        assert quiet.raw.mentions == []


@conversation
async def test_messages_by_webhooks_and_other_bots_are_marked() -> None:
    """The bot can distinguish messages by webhooks, bots and people."""
    seen: list[tuple[str, bool, bool]] = []

    def record_authors(bot: Bot) -> None:
        @bot.event
        async def on_message(message: discord.Message) -> None:
            if message.author != bot.user:
                seen.append((message.content, message.author.bot, message.webhook_id is not None))
                if message.content == "c":
                    await message.channel.send("done")

    async with LocalDiscord(settings()) as local, running(local, record_authors):
        alice = local.person("Alice")
        await local.webhook("News").say("a")
        await local.acting_as(local.add_bot("Other")).say("b")
        await alice.say("c")
        heard = [await alice.hears() for _ in range(3)]

        assert heard[-1].text == "done"
        assert seen == [("a", True, True), ("b", True, False), ("c", False, False)]


@conversation
async def test_people_are_refused_like_bots() -> None:
    """A person cannot post a too long or an empty message, or one in a channel without the permission."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        local.general.deny(local.guild.everyone, 1 << 11)
        with pytest.raises(RefusalError, match="50013"):
            await alice.say("hello")
        hall = local.add_channel("hall")
        with pytest.raises(RefusalError, match=re.escape("Must be 2000 or fewer in length.")):
            await alice.say("x" * 2001, channel=hall)
        with pytest.raises(RefusalError, match="50006"):
            await alice.say(" ", channel=hall)


@conversation
async def test_threads() -> None:
    """A bot creates a thread under a message and answers in it."""

    def answer_in_thread(bot: Bot) -> None:
        @bot.event
        async def on_message(message: discord.Message) -> None:
            if message.author.bot:
                return
            if isinstance(message.channel, discord.Thread):
                await message.reply(f"in {message.channel.name} of {message.channel.parent}")
            else:
                thread = await message.create_thread(name="more")
                await thread.send("let us talk here")

    async with LocalDiscord(settings()) as local, running(local, answer_in_thread) as bot:
        alice = local.person("Alice")
        asked = await alice.say("tell me more")
        await asked.becomes(lambda m: m.raw.thread_id is not None)
        thread = local.world.channel(asked.id)
        assert (await alice.hears(thread)).text == "let us talk here"

        said = await alice.say("and then?", channel=thread)

        assert (await said.answer()).text == "in more of general"
        assert bot.problems == []
        assert local.violations == []
