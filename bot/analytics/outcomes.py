"""What became of a question, as far as it teaches something: declined, guessed at, answered for sure, and by which entry."""

from typing import Final, Literal, NamedTuple, TypeAlias

from bot.answers.reply import Reply
from bot.dialogue import patterns

UNSURE_BELOW: Final = 0.5
"""An answer of less confidence was a guess: on the labelled questions 52 of 100 such are right; they are a fifth of all."""

SURE_LEAST: Final = 0.7
"""An answer of this confidence is taken for right, as 95 of 100 are: what failed just before it may be another wording of it."""

FailureReason: TypeAlias = Literal["refused", "unsure", "corrected", "unhelpful", "rephrased"]
"""`rephrased`: failed, and put in other words was answered by `Miss.subject`."""


class FailedQuestion(NamedTuple):
    """A question that was not answered well, in words that tell nobody's name. `subject` is the class it was declined as, or
    the entry that answered it, as folder and id ("topics/portfolio").
    """

    question: str
    why: FailureReason
    subject: str = ""


def failure_reason(reply: Reply, *, leans: bool = False) -> FailureReason | None:
    """Whether a reply says by itself that it failed. Words of somebody in distress and small talk never do. Nor is a turn a
    guess that `leans` on the talk before it ("and AE?"): the talk settles what the words alone leave open.
    """
    query = reply.query
    if query.distress or query.kind == "meta":
        return None
    if reply.unanswered:
        return "refused"
    return "unsure" if not leans and (query.clarify or query.confidence < UNSURE_BELOW) else None


def is_sure(reply: Reply) -> bool:
    """Whether a question was answered with confidence."""
    query = reply.query
    return failure_reason(reply) is None and not query.distress and query.kind != "meta" and query.confidence >= SURE_LEAST


def is_correction(reply: Reply) -> bool:
    """Whether the words say that the last answer missed what was meant: "no, I meant analytics engineer"."""
    plain = reply.query.plain
    return patterns.CORRECTION.search(plain) is not None and patterns.IDENTITY.search(plain) is None


def subject(reply: Reply) -> str:
    """What a reply was about: the class it was declined as, else the entry that answered; empty where several did."""
    query = reply.query
    match query.kind:
        case "out_of_scope":
            return f"refusals/{query.refusals[0].name}" if query.refusals else ""
        case "advice" if query.story is not None:
            return f"stories/{query.story}"
        case "advice" if reply.topics:
            return f"topics/{reply.topics[0]}"
        case "role" if len(query.roles) == 1:
            return f"roles/{query.roles[0]}"
        case _:
            return ""
