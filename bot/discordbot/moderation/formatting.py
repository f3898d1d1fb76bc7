"""How a moderator is shown what an edit would do: pure, from proposals and errors to text."""

from collections.abc import Sequence
from typing import Final

from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.curation.regression_check import BrokenQuestion
from bot.dialogue.state import Conversation, Option
from bot.discordbot.rendering.markdown import escape, shorten
from bot.discordbot.rendering.pagination import paginate
from bot.discordbot.strings import moderation
from bot.knowledge.library import Library
from bot.knowledge.problems import Problem, printable
from bot.knowledge.schema import ENTRY_KINDS
from bot.storage.history import Change

DIFFERENCE: Final = 1_100
"""Characters of a difference in a message; a longer one goes along as a file."""

ANSWER: Final = 1_900
QUESTIONS: Final = 700
PROBLEMS: Final = 2_500


def code(text: str, language: str = "") -> str:
    """A block of code; what would end it early is parted by a space that is not seen."""
    safe = text.replace("```", "`\N{ZERO WIDTH SPACE}``")
    return f"```{language}\n{safe}\n```"


def problems_text(problems: Sequence[Problem], text: str | None = None) -> str:
    """Each with its line, and what stands there when the text is at hand, as far as there is room."""
    lines = text.splitlines() if text is not None else []
    told: list[str] = []
    room = PROBLEMS
    for number, problem in enumerate(problems):
        place = problem.place
        where = f"line {place.line}" if text is not None else escape(str(place))
        entry = f"- **{where}**: {escape(printable(problem.message))}"
        if 0 < place.line <= len(lines) and lines[place.line - 1].strip():
            entry += f"\n  `{shorten(lines[place.line - 1].strip().replace('`', chr(39)), 90)}`"
        if len(entry) > room:
            return "\n".join([*told, moderation.MORE_WRONG.format(count=len(problems) - number)])
        told.append(entry)
        room -= len(entry) + 1
    return "\n".join(told)


def broken_text(broken: Sequence[BrokenQuestion]) -> str:
    """Which questions, with the reading that they had and would have."""
    told: list[str] = [moderation.BREAKS]
    room = QUESTIONS
    for number, one in enumerate(broken):
        line = moderation.BREAKS_LINE.format(
            text=escape(one.text), wanted=escape(one.wanted), before=escape(one.before), after=escape(one.after)
        )
        if len(line) > room:
            return "\n".join([*told, moderation.MORE_BREAKS.format(count=len(broken) - number)])
        told.append(line)
        room -= len(line) + 1
    return "\n".join(told)


def answer_of(advisor: Advisor, file: str) -> Reply | None:
    """What people see of the entry in a file; None for a file that is no entry, or is gone."""
    kind, _, name = file.partition("/")
    entry, library = name.removesuffix(".yaml"), advisor.library
    match kind:
        case "roles" if entry in library.roles:
            return _picked(advisor, Option(kind="role", value=entry, label=library.roles[entry].name))
        case "topics" if entry in library.topics:
            return _picked(advisor, Option(kind="topic", value=entry, label=library.topics[entry].name))
        case "transitions" if entry in library.transitions:
            move = library.transitions[entry]
            ends = [*(library.roles[role].name for role in (*move.from_[:1], *move.to[:1]))]
            return _asked(advisor, f"from {ends[0]} to {ends[1]}" if move.from_ and move.to else move.name)
        case "stories" | "refusals" | "talk" if entry in getattr(library, kind):
            found = getattr(library, kind)[entry]
            return _asked(advisor, next(iter(found.phrases), found.name))
        case _:
            return None


def answer_text(reply: Reply, advisor: Advisor) -> str:
    """The first page of an answer, shortened to what fits beside a difference."""
    return shorten("\n".join(paginate(reply, advisor.library).pages[0]), ANSWER)


def entry_name(library: Library, entry: str) -> str | None:
    """What an entry (`topics/portfolio`) is called; None for one that is gone."""
    kind, _, name = entry.partition("/")
    found = getattr(library, kind).get(name) if kind in ENTRY_KINDS else None
    return found.name if found is not None else None


def files_text(files: Sequence[str], most: int = 4) -> str:
    """Names of files; of many, the first."""
    shown = ", ".join(file.removesuffix(".yaml") for file in files[:most])
    return moderation.MORE_FILES.format(files=shown, count=len(files) - most) if len(files) > most else shown


def who(change: Change) -> str:
    """A mention, which nobody is pinged by."""
    if change.origin != "discord" and not change.author:
        return moderation.BY_FILES if change.origin == "file" else moderation.BY_IMPORT
    return f"<@{change.author}>" if change.author else moderation.BY_NOBODY


def reason_text(change: Change) -> str:
    text = escape(change.reason)
    return text + moderation.OVERRIDDEN.format(why=escape(change.override)) if change.override else text


def change_line(change: Change, files: Sequence[str]) -> str:
    """One change of the history."""
    return moderation.HISTORY_LINE.format(
        number=change.number, at=int(change.made), who=who(change), files=files_text(files), reason=reason_text(change)
    )


def fitting(lines: Sequence[str], most: int) -> list[str]:
    """The first of the lines, as many as there is room for, and how many there are besides."""
    shown: list[str] = []
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            return [*shown, moderation.MORE_CHANGES.format(count=len(lines) - len(shown))]
        shown.append(line)
    return shown


def _picked(advisor: Advisor, option: Option) -> Reply:
    return advisor.pick(option, Conversation(), 0.0)[0]


def _asked(advisor: Advisor, text: str) -> Reply:
    return advisor.reply(text, Conversation(), 0.0)[0]
