"""What is counted of a turn, by week: that a question was asked, and its outcome. Nothing about users is counted."""

from typing import Final, Literal, NamedTuple, TypeAlias

from bot.analytics.outcomes import subject
from bot.answers.reply import Reply
from bot.bounded_dict import BoundedDict

MOST_SEEN: Final = 20_000
"""(week, user, entry) combinations in memory; the oldest are dropped first."""

What: TypeAlias = Literal["asked", "answered", "refused", "entry", "gap"]


class Count(NamedTuple):
    """Add one to `what`. `name` is an entry ("topics/portfolio") for `entry`, a class of refusals for `gap`, else empty."""

    what: What
    name: str = ""


class UsageCounter:
    """Counts every question once, and every subject once for each user and week, so that a subject's count is a number of
    people. Who was counted is known in memory only: after a restart a user may be counted again."""

    def __init__(self) -> None:
        self._seen: BoundedDict[tuple[int, str, Count], None] = BoundedDict(MOST_SEEN)

    def counts(self, user_id: str, reply: Reply, week: int) -> tuple[Count, ...]:
        """What to count of a turn. Small talk is no question, and nothing is counted of a user in distress."""
        query = reply.query
        if query.distress or query.kind == "meta" or reply.action is not None:
            return ()
        became = Count("refused" if not reply.answered else "answered")
        about = [Count("gap" if name.startswith("refusals/") else "entry", name) for name in _names(reply)]
        return (Count("asked"), became, *(one for one in about if self._is_first(week, user_id, one)))

    def forget(self, user_id: str) -> None:
        """Drop everything that is kept about a user."""
        for key in [key for key in self._seen if key[1] == user_id]:
            del self._seen[key]

    def _is_first(self, week: int, user_id: str, count: Count) -> bool:
        key = (week, user_id, count)
        if key in self._seen:
            return False
        self._seen[key] = None
        return True


def _names(reply: Reply) -> tuple[str, ...]:
    """The entry that answered, or the roles that the answer was about."""
    about = subject(reply)
    return (about,) if about else tuple(f"roles/{role}" for role in dict.fromkeys(reply.roles[:2]))
