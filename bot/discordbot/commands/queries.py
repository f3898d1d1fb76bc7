"""What a command asks, in the words that the advisor answers; a name that is not known becomes a question back."""

from collections.abc import Sequence

from bot.advisor import Advisor
from bot.answers.pages import unknown_name
from bot.answers.reply import lowercase_name, with_article
from bot.dialogue.state import Option
from bot.discordbot.responder import TurnAction
from bot.discordbot.strings import general
from bot.sessions.turn import Answer, Turn


class UnknownNameError(Exception):
    """A role that is not known; `name` is what was typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def resolve_role(advisor: Advisor, text: str) -> str:
    """The role's id. Raises UnknownNameError."""
    found = advisor.lookup.role(text)
    if found is None:
        raise UnknownNameError(text)
    return found


def ask_unknown(advisor: Advisor, name: str) -> TurnAction:
    """The question back."""
    near = advisor.lookup.nearest_roles(name)
    sentence = general.UNKNOWN_ROLE.format(name=name[:100]) + ("" if near else f" {general.SEE_ROLES}")
    return lambda turn: turn.show_page(lambda _: unknown_name(advisor.library, sentence, near))


def ask_role(advisor: Advisor, name: str) -> TurnAction:
    role = advisor.library.roles[resolve_role(advisor, name)]
    return lambda turn: turn.pick(Option(kind="role", value=role.id, label=role.name))


def ask_comparison(advisor: Advisor, names: Sequence[str]) -> TurnAction:
    """Side by side. Raises UnknownNameError, and ValueError when they are all the same."""
    roles = list(dict.fromkeys(resolve_role(advisor, name) for name in names))
    if len(roles) < 2:
        raise ValueError(general.SAME_ROLE)
    return ask_text(" vs ".join(advisor.library.roles[role].name for role in roles), ignore_history=True)


def ask_move(advisor: Advisor, start: str | None, goal: str) -> TurnAction:
    """From `start`, or from what the person told. Raises as `about_roles` does."""
    end = resolve_role(advisor, goal)
    begin = resolve_role(advisor, start) if start else None
    if begin == end:
        raise ValueError(general.SAME_ROLE)
    if begin is None:
        return ask_text(f"How do I become {with_article(advisor.library.roles[end].name)}?", ignore_history=True)
    first, last = lowercase_name(advisor.library.roles[begin].name), lowercase_name(advisor.library.roles[end].name)
    return ask_text(f"How do I get from {first} to {last}?", ignore_history=True)


def ask_recommendation(likes: str | None, dislikes: str | None, skills: str | None) -> TurnAction:
    parts = (("I like", likes), ("I don't like", dislikes), ("I know", skills))
    return ask_text(
        " ".join([*(f"{begin} {said}." for begin, said in parts if said), "Which role would fit me?"]), ignore_history=True
    )


def ask_text(text: str, *, ignore_history: bool = False) -> TurnAction:
    """A question as it stands; `afresh` when it says all and nothing said before is to fill it."""

    def ask(turn: Turn) -> Answer:
        return turn.ask(text, ignore_history=ignore_history)

    return ask
