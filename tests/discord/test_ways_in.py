"""How people reach the bot: mentions, replies, direct messages, channels that admins chose; and who is not answered."""

from __future__ import annotations

from tests.discord.bots import playground
from tests.playground.clients import conversation


@conversation
async def test_a_mention_is_answered() -> None:
    """The answer is a reply to the question, laid out as components, and pings nobody."""
    async with playground() as (local, bot):
        alice = local.person("Alice")
        asked = await alice.say(f"{local.bot.user.mention} what does a data engineer do?")
        answer = await asked.answer()

        assert answer.text.startswith("## Data engineer")
        assert "**What it does**" in answer.text
        assert "What skills does a data engineer need?" in [button.label for button in answer.buttons]
        assert answer.raw.mentions == []
        assert bot.client.user is not None


@conversation
async def test_a_direct_message_is_answered() -> None:
    async with playground() as (local, _):
        alice = local.person("Alice")
        dm = alice.dm(local.bot)
        asked = await alice.say("ds to de?", channel=dm)

        assert "From data scientist to data engineer" in (await asked.answer()).text
