"""What a command asks, in the words that the advisor answers; a name that is not known becomes a question back."""

from collections.abc import Sequence

from bot.advisor import Advisor
from bot.answers.pages import unknown_name
from bot.answers.reply import an, inside
from bot.dialogue.state import Option
from bot.discordbot.responder import Asking
from bot.discordbot.strings import general
from bot.sessions.session_manager import Answer, Turn


class UnknownNameError(Exception):
    """A role that is not known; `name` is what was typed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def role_named(advisor: Advisor, text: str) -> str:
    """The role's id. Raises UnknownNameError."""
    found = advisor.lookup.role(text)
    if found is None:
        raise UnknownNameError(text)
    return found


def unknown(advisor: Advisor, name: str) -> Asking:
    """The question back."""
    near = advisor.lookup.nearest_roles(name)
    sentence = general.UNKNOWN_ROLE.format(name=name[:100]) + ("" if near else f" {general.SEE_ROLES}")
    return lambda turn: turn.show(lambda _: unknown_name(advisor.library, sentence, near))


def about_role(advisor: Advisor, name: str) -> Asking:
    role = advisor.library.roles[role_named(advisor, name)]
    return lambda turn: turn.pick(Option(kind="role", value=role.id, label=role.name))


def about_roles(advisor: Advisor, names: Sequence[str]) -> Asking:
    """Side by side. Raises UnknownNameError, and ValueError when they are all the same."""
    roles = list(dict.fromkeys(role_named(advisor, name) for name in names))
    if len(roles) < 2:
        raise ValueError(general.SAME_ROLE)
    return words(" vs ".join(advisor.library.roles[role].name for role in roles), afresh=True)


def about_move(advisor: Advisor, start: str | None, goal: str) -> Asking:
    """From `start`, or from what the person told. Raises as `about_roles` does."""
    end = role_named(advisor, goal)
    begin = role_named(advisor, start) if start else None
    if begin == end:
        raise ValueError(general.SAME_ROLE)
    if begin is None:
        return words(f"How do I become {an(advisor.library.roles[end].name)}?", afresh=True)
    first, last = inside(advisor.library.roles[begin].name), inside(advisor.library.roles[end].name)
    return words(f"How do I get from {first} to {last}?", afresh=True)


def what_fits(likes: str | None, dislikes: str | None, skills: str | None) -> Asking:
    parts = (("I like", likes), ("I don't like", dislikes), ("I know", skills))
    return words(" ".join([*(f"{begin} {said}." for begin, said in parts if said), "Which role would fit me?"]), afresh=True)


def words(text: str, *, afresh: bool = False) -> Asking:
    """A question as it stands; `afresh` when it says all and nothing said before is to fill it."""

    def ask(turn: Turn) -> Answer:
        return turn.ask(text, afresh=afresh)

    return ask
