"""Replies that are remembered in memory."""

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.discordbot.reply_cache import Thinking

NOW = 1_000_000.0


def test_the_same_words_in_the_same_talk_get_the_same_reply_made_once(advisor: Advisor) -> None:
    thinking = Thinking(advisor)

    first, _ = thinking.reply("what does a data engineer do", Conversation(), NOW)
    again, _ = thinking.reply("what does a data engineer do", Conversation(), NOW + 5)

    assert again is first
    assert len(thinking) == 1


def test_the_same_words_in_another_talk_get_their_own_reply(advisor: Advisor) -> None:
    thinking = Thinking(advisor)
    _, about_engineers = thinking.reply("what does a data engineer do", Conversation(), NOW)
    _, about_analysts = thinking.reply("what does a data analyst do", Conversation(), NOW)

    one, _ = thinking.reply("what skills does it need", about_engineers, NOW)
    other, _ = thinking.reply("what skills does it need", about_analysts, NOW)

    assert one.reply.query.roles == ("data-engineer",)
    assert other.reply.query.roles == ("data-analyst",)


def test_words_of_somebody_in_distress_are_not_kept(advisor: Advisor) -> None:
    thinking = Thinking(advisor)

    thought, _ = thinking.reply("i want to kill myself", Conversation(), NOW)

    assert thought.reply.query.distress
    assert len(thinking) == 0
