"""Which messages are questions: mentions, replies to the bot, direct messages, and all in channels that admins chose."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

import discord

from bot.discordbot.rendering.markdown import strip_mentions

_WRITTEN: Final = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class IncomingQuestion:
    """A message that wants an answer. `text` is empty when there is none to read."""

    text: str
    is_hidden: bool = False
    """The text is there, but Discord does not show it to us."""


def extract_question(
    message: discord.Message, me: discord.abc.Snowflake, answer_channels: Container[int], *, reads_all: bool
) -> IncomingQuestion | None:
    """What to answer, or None. Bots, webhooks and what the system says are never answered.

    `reads_all` is whether Discord shows us the text of messages that do not mention us.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in _WRITTEN:
        return None
    answered = message.reference.resolved if message.reference is not None else None
    is_reply = isinstance(answered, discord.Message) and answered.author.id == me.id
    is_mention = any(user.id == me.id for user in message.mentions)
    if message.guild is None or is_mention:
        return IncomingQuestion(_text(message, me, answered))
    parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
    is_answered_here = message.channel.id in answer_channels or (parent is not None and parent in answer_channels)
    if is_reply or (is_answered_here and answered is None):
        hidden = not message.content and not reads_all
        if hidden and not is_reply:
            return None
        return IncomingQuestion(strip_mentions(message.content), is_hidden=hidden) if message.content or hidden else None
    return None


def _text(message: discord.Message, me: discord.abc.Snowflake, answered: object) -> str:
    """The words beside the mention; of a bare mention in reply to somebody, that somebody's words."""
    text = strip_mentions(message.content)
    if not text and isinstance(answered, discord.Message) and answered.author.id != me.id and not answered.author.bot:
        return strip_mentions(answered.content)
    return text
