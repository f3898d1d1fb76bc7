"""A conversation with the advisor, for tests: say something and look at the reply."""

from bot.advisor import Advisor
from bot.answers.plain_text import plain_text
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation
from bot.nlu.query import Query


class Talk:
    """One conversation. `talk.say("…")` returns the reply; `talk.wait(seconds)` lets time pass."""

    def __init__(self, advisor: Advisor) -> None:
        self.advisor = advisor
        self.conversation = Conversation()
        self.now = 1_000_000.0

    def say(self, text: str) -> Reply:
        reply, self.conversation = self.advisor.reply(text, self.conversation, self.now)
        return reply

    def choose(self, query: Query) -> Reply:
        """The whole page of a role, a comparison or a move, as a command brings it."""
        reply, self.conversation = self.advisor.answer(query, self.conversation, self.now)
        return reply

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def text(self, reply: Reply) -> str:
        """The reply as plain text."""
        return plain_text(reply, self.advisor.library)
