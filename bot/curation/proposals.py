"""What an edit would make of the knowledge, computed and checked before anything is written."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bot.advisor import Advisor
from bot.curation.errors import EditError, NoChangeError
from bot.curation.regression_check import BrokenQuestion, questions_broken_by
from bot.knowledge.library import Library
from bot.knowledge.snapshot import Snapshot

MakeAdvisor: TypeAlias = Callable[[Library, Advisor | None], Advisor]
"""Makes an advisor over a library; the previous advisor's trained models may be reused."""

Contents: TypeAlias = Mapping[str, bytes | None]
"""File → its new content; None deletes the file."""

_CONTEXT: Final = 2


@dataclass(frozen=True)
class LiveKnowledge:
    """The knowledge that answers now. `heads`: the newest version of each file, deleted files included."""

    snapshot: Snapshot
    advisor: Advisor
    heads: Mapping[str, int]


@dataclass(frozen=True)
class Edit:
    """`bases`: the version of each file that the editor saw; None where there was none."""

    contents: Contents
    bases: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """An edit that passed the checks, and the knowledge that it was checked against."""

    edit: Edit
    over: LiveKnowledge
    snapshot: Snapshot
    advisor: Advisor
    broken: tuple[BrokenQuestion, ...]

    @property
    def files(self) -> list[str]:
        """The files whose content changes."""
        return self.snapshot.differing(self.over.snapshot)

    @property
    def difference(self) -> str:
        return "\n".join(difference(name, self.over.snapshot.content(name), self.snapshot.content(name)) for name in self.files)


class EditedMeanwhileError(EditError):
    """Somebody else changed a file after the editor had seen it. `head` is its newest version, `theirs` the difference."""

    def __init__(self, file: str, head: int | None, theirs: str) -> None:
        super().__init__(f"{file} was changed by somebody else while you were editing it. Your text is kept.")
        self.file = file
        self.head = head
        self.theirs = theirs


class BreaksError(EditError):
    """The edit breaks regression questions. `proposal` says which."""

    def __init__(self, proposal: Proposal) -> None:
        count = len(proposal.broken)
        noun = "question that must be read right" if count == 1 else "questions that must be read right"
        super().__init__(f"With this change I would misread {count} {noun}. Say why it is to go live all the same, or edit on.")
        self.proposal = proposal


def propose(live: LiveKnowledge, edit: Edit, make_advisor: MakeAdvisor) -> Proposal:
    """Check an edit and ask the regression questions. Takes some seconds when models must be trained, so it must not run
    on the event loop.

    Raises KnowledgeError with every problem, NoChangeError, and EditedMeanwhileError.
    """
    for name in edit.contents:
        head, base = live.heads.get(name), edit.bases.get(name)
        if head != base and live.snapshot.content(name) != edit.contents[name]:
            raise EditedMeanwhileError(name, head, "")
    snapshot = live.snapshot.changed(edit.contents)
    if not snapshot.differing(live.snapshot):
        raise NoChangeError("Nothing was changed: the text is the same as before.")
    advisor = make_advisor(snapshot.library(), live.advisor)
    return Proposal(edit, live, snapshot, advisor, questions_broken_by(live.advisor, advisor))


def difference(name: str, before: bytes | None, after: bytes | None) -> str:
    """Two versions of a file as a unified diff; empty when they are equal."""
    old, new = ((content or b"").decode("utf-8", "replace").splitlines() for content in (before, after))
    was, becomes = (name if content is not None else "(nothing)" for content in (before, after))
    return "\n".join(difflib.unified_diff(old, new, was, becomes, n=_CONTEXT, lineterm=""))
