"""The entries that a failed question may be meant for, and whether one of them answers it now."""

from collections.abc import Iterable
from typing import Final

from bot.analytics.outcomes import failure_reason, subject
from bot.answers.reply import Reply

MOST_ANSWERS: Final = 5


def candidates(reply: Reply, proposals: Iterable[str] = ()) -> tuple[str, ...]:
    """Entries (`topics/portfolio`), the most likely first: those that answered the question in other words, then the
    candidates of the reading."""
    query = reply.query
    found = [
        *proposals,
        *(f"answers/{candidate.name}" for candidate in query.answers[:MOST_ANSWERS]),
        *(f"topics/{topic}" for topic in reply.topics),
        *(f"roles/{role}" for role in (*reply.roles, *(candidate.name for candidate in query.described))),
        *(f"refusals/{candidate.name}" for candidate in query.refusals),
    ]
    return tuple(dict.fromkeys(found))


def is_answered_by(reply: Reply, entry: str) -> bool:
    """Whether a reply is confident and comes from that entry. Moves and small talk are answered by more than one entry,
    so for them only the confidence counts."""
    if entry.startswith("answers/"):
        return reply.claims[:1] == (f"{entry}/lead",)
    about = subject(reply)
    if entry.startswith("refusals/"):
        return about == entry
    is_other = about != entry if entry.partition("/")[0] in ("topics", "roles", "stories") else not reply.answered
    return failure_reason(reply) is None and not is_other
