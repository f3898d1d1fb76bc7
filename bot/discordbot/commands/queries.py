"""Turns the options of a command into an action of a turn. An unknown name becomes a question back to the user."""

from collections.abc import Callable, Sequence

from bot.advisor import Advisor
from bot.answers.pages import unknown_name
from bot.answers.reply import Reply, with_article
from bot.dialogue.state import Option, Profile
from bot.discordbot.responder import TurnAction
from bot.discordbot.strings import general
from bot.sessions.turn import Answer, Turn


class UnknownNameError(Exception):
    """No role has this name. `name` is the text that the user typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def resolve_role(advisor: Advisor, text: str) -> str:
    """The id of the role that a text names. Raises UnknownNameError."""
    role_id = advisor.lookup.role(text)
    if role_id is None:
        raise UnknownNameError(text)
    return role_id


def ask_unknown(advisor: Advisor, name: str) -> TurnAction:
    """Show that the name is unknown, and offer the roles with similar names."""
    similar = advisor.lookup.nearest_roles(name)
    sentence = general.UNKNOWN_ROLE.format(name=name[:100]) + ("" if similar else f" {general.SEE_ROLES}")
    return show(lambda _: unknown_name(advisor.library, sentence, similar))


def ask_role(advisor: Advisor, name: str) -> TurnAction:
    """Ask about a role. Raises UnknownNameError."""
    role = advisor.library.roles[resolve_role(advisor, name)]
    return lambda turn: turn.pick(Option(kind="role", value=role.id, label=role.name))


def ask_topic(advisor: Advisor, name: str) -> TurnAction:
    """Ask about a topic; when no topic has this name, ask the name as a question."""
    topic_id = advisor.lookup.topic(name)
    if topic_id is None:
        return ask_text(name)
    option = Option(kind="topic", value=topic_id, label=advisor.library.topics[topic_id].name)
    return lambda turn: turn.pick(option)


def ask_comparison(advisor: Advisor, names: Sequence[str]) -> TurnAction:
    """Compare roles. Raises UnknownNameError, and ValueError with a text for the user when all names mean the same role."""
    roles = list(dict.fromkeys(resolve_role(advisor, name) for name in names))
    if len(roles) < 2:
        raise ValueError(general.SAME_ROLE)
    return lambda turn: turn.compare(tuple(roles))


def ask_move(advisor: Advisor, start: str | None, goal: str) -> TurnAction:
    """Ask for the way from `start` to `goal`; without `start`, from the role in the user's profile.

    Raises UnknownNameError, and ValueError with a text for the user when both are the same role.
    """
    goal_id = resolve_role(advisor, goal)
    start_id = resolve_role(advisor, start) if start else None
    if start_id == goal_id:
        raise ValueError(general.SAME_ROLE)
    if start_id is None:
        return ask_text(f"How do I become {with_article(advisor.library.roles[goal_id].name)}?", ignore_history=True)
    return lambda turn: turn.move(start_id, goal_id)


def ask_recommendation(likes: str | None, dislikes: str | None, skills: str | None) -> TurnAction:
    """Ask which roles fit a user with these likes, dislikes and skills."""
    parts = (("I like", likes), ("I don't like", dislikes), ("I know", skills))
    sentences = [f"{beginning} {text}." for beginning, text in parts if text]
    return ask_text(" ".join([*sentences, "Which role would fit me?"]), ignore_history=True)


def ask_text(text: str, *, ignore_history: bool = False) -> TurnAction:
    """Ask a text. `ignore_history`: the text is complete, so the conversation before it plays no part."""

    def ask(turn: Turn) -> Answer:
        return turn.ask(text, ignore_history=ignore_history)

    return ask


def show(make_page: Callable[[Profile], Reply]) -> TurnAction:
    """Show a page that is made for the user's profile."""
    return lambda turn: turn.show_page(make_page)
