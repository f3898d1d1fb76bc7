"""Texts for moderators about edits, problems and changes. All functions are pure."""

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
"""Characters of a difference in a message; a longer difference is attached as a file."""

ANSWER: Final = 1_900
QUESTIONS: Final = 700
PROBLEMS: Final = 2_500
"""Characters of an answer, of broken questions and of problems in a message."""


def code(text: str, language: str = "") -> str:
    """A code block. Backticks in the text that would end the block are separated by an invisible space."""
    safe = text.replace("```", "`\N{ZERO WIDTH SPACE}``")
    return f"```{language}\n{safe}\n```"


def problems_text(problems: Sequence[Problem], text: str | None = None) -> str:
    """A list of problems with their places, up to PROBLEMS characters; with `text`, the text of each line is shown too."""
    lines = text.splitlines() if text is not None else []
    entries: list[str] = []
    room = PROBLEMS
    for number, problem in enumerate(problems):
        place = problem.place
        where = f"line {place.line}" if text is not None else escape(str(place))
        entry = f"- **{where}**: {escape(printable(problem.message))}"
        if 0 < place.line <= len(lines) and lines[place.line - 1].strip():
            entry += f"\n  `{shorten(lines[place.line - 1].strip().replace('`', chr(39)), 90)}`"
        if len(entry) > room:
            return "\n".join([*entries, moderation.MORE_WRONG.format(count=len(problems) - number)])
        entries.append(entry)
        room -= len(entry) + 1
    return "\n".join(entries)


def broken_text(broken: Sequence[BrokenQuestion]) -> str:
    """The regression questions that an edit breaks, with how they are read now and with the edit, up to QUESTIONS characters."""
    lines: list[str] = [moderation.BREAKS]
    room = QUESTIONS
    for number, question in enumerate(broken):
        line = moderation.BREAKS_LINE.format(
            text=escape(question.text),
            wanted=escape(question.wanted),
            before=escape(question.before),
            after=escape(question.after),
        )
        if len(line) > room:
            return "\n".join([*lines, moderation.MORE_BREAKS.format(count=len(broken) - number)])
        lines.append(line)
        room -= len(line) + 1
    return "\n".join(lines)


def answer_of(advisor: Advisor, file: str) -> Reply | None:
    """The reply that shows the entry of a file; None when the file is not an entry, or the entry does not exist."""
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
    """The first page of a reply, shortened to fit next to a difference."""
    return shorten("\n".join(paginate(reply, advisor.library).pages[0]), ANSWER)


def entry_name(library: Library, entry: str) -> str | None:
    """The name of an entry (`topics/portfolio`); None when it does not exist."""
    kind, _, name = entry.partition("/")
    if kind == "answers":
        answer = library.answers.get(name)
        return answer.question if answer is not None else None
    found = getattr(library, kind).get(name) if kind in ENTRY_KINDS else None
    return found.name if found is not None else None


def files_text(files: Sequence[str], most: int = 4) -> str:
    """The names of the files; of more than `most` files, the first ones and the number of the others."""
    first = ", ".join(file.removesuffix(".yaml") for file in files[:most])
    return moderation.MORE_FILES.format(files=first, count=len(files) - most) if len(files) > most else first


def author_text(change: Change) -> str:
    """The author of a change, as a mention; the bot's messages notify nobody. Changes in the files have no author."""
    if change.origin != "discord" and not change.author:
        return moderation.BY_FILES if change.origin == "file" else moderation.BY_IMPORT
    return f"<@{change.author}>" if change.author else moderation.BY_NOBODY


def reason_text(change: Change) -> str:
    """The reason of a change, and the reason to override broken questions if there is one."""
    text = escape(change.reason)
    return text + moderation.OVERRIDDEN.format(why=escape(change.override)) if change.override else text


def change_line(change: Change, files: Sequence[str]) -> str:
    """A change as an item of the history."""
    return moderation.HISTORY_LINE.format(
        number=change.number, at=int(change.made), who=author_text(change), files=files_text(files), reason=reason_text(change)
    )


def fit_lines(lines: Sequence[str], most: int) -> list[str]:
    """As many of the first lines as fit into `most` characters, and a line with the number of the others."""
    fitting: list[str] = []
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            return [*fitting, moderation.MORE_CHANGES.format(count=len(lines) - len(fitting))]
        fitting.append(line)
    return fitting


def _picked(advisor: Advisor, option: Option) -> Reply:
    return advisor.pick(option, Conversation(), 0.0)[0]


def _asked(advisor: Advisor, text: str) -> Reply:
    return advisor.reply(text, Conversation(), 0.0)[0]
