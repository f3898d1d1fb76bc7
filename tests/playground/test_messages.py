"""Talking with a bot: messages, replies, edits, files, reactions."""

from __future__ import annotations

import discord

from bot.playground import LocalDiscord
from tests.playground.clients import Bot, conversation, running, settings


def echoing(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")


@conversation
async def test_a_bot_answers_a_message_with_a_reply() -> None:
    """The plainest conversation: someone writes, the bot replies to it."""
    async with LocalDiscord(settings()) as local, running(local, echoing) as bot:
        alice = local.person("Alice")
        asked = await alice.say("good morning")
        answer = await asked.answer()

        assert answer.text == "You said: good morning"
        assert answer.author.id == bot.me.id
        assert local.violations == []
        assert bot.problems == []
