"""Which messages are questions: mentions, replies to the bot, direct messages, and every message in an answer channel."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

import discord

from bot.discordbot.rendering.markdown import strip_mentions

_USER_MESSAGES: Final = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class IncomingQuestion:
    """A message that the bot answers. `text` is empty for a bare mention, and when the text is hidden."""

    text: str
    is_hidden: bool = False
    """The message has a text, but Discord does not show it to the bot."""


def extract_question(
    message: discord.Message, me: discord.abc.Snowflake, answer_channels: Container[int], *, reads_all: bool
) -> IncomingQuestion | None:
    """The question in a message; None when the bot does not answer it. Bots, webhooks and system messages are never
    answered.

    `reads_all`: Discord shows the bot the text of every message, not only of those that mention it.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in _USER_MESSAGES:
        return None
    replied_to = message.reference.resolved if message.reference is not None else None
    is_reply_to_me = isinstance(replied_to, discord.Message) and replied_to.author.id == me.id
    is_mention = any(user.id == me.id for user in message.mentions)
    if message.guild is None or is_mention:
        return IncomingQuestion(_text(message, me, replied_to))
    parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
    in_answer_channel = message.channel.id in answer_channels or (parent is not None and parent in answer_channels)
    if is_reply_to_me or (in_answer_channel and replied_to is None):
        is_hidden = not message.content and not reads_all
        if is_hidden and not is_reply_to_me:
            return None
        if message.content or is_hidden:
            return IncomingQuestion(strip_mentions(message.content), is_hidden=is_hidden)
    return None


def _text(message: discord.Message, me: discord.abc.Snowflake, replied_to: object) -> str:
    """The text without mentions. For a bare mention in reply to another user's message: the text of that message."""
    text = strip_mentions(message.content)
    if not text and isinstance(replied_to, discord.Message) and replied_to.author.id != me.id and not replied_to.author.bot:
        return strip_mentions(replied_to.content)
    return text
