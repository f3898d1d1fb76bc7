"""The outcome of a question: declined, guessed, or answered with confidence, and by which entry."""

from typing import Final, Literal, NamedTuple, TypeAlias

from bot.answers.reply import Reply
from bot.dialogue import patterns

UNSURE_BELOW: Final = 0.5
"""An answer with a lower confidence is a guess: 52 of 100 such answers are right on the labelled questions, and a fifth
of all answers is such."""

SURE_LEAST: Final = 0.7
"""An answer with this confidence is taken to be right, as 95 of 100 are."""

FailureReason: TypeAlias = Literal["refused", "unsure", "corrected", "unhelpful", "rephrased"]
"""`rephrased` means: the question failed, and `FailedQuestion.subject` answered it in other words."""


class FailedQuestion(NamedTuple):
    """A question that was answered badly, redacted. `subject` is the class that it was declined as, or the entry that
    answered it, as folder and id ("topics/portfolio")."""

    question: str
    why: FailureReason
    subject: str = ""


def failure_reason(reply: Reply, *, leans: bool = False) -> FailureReason | None:
    """Why the reply failed, as far as the reply itself shows it; None when it did not. Small talk and messages of people
    in distress never fail. `leans` says that the message depends on the conversation ("and AE?"), so a low confidence is
    no guess."""
    query = reply.query
    if query.distress or query.kind == "meta":
        return None
    if not reply.answered:
        return "refused"
    return "unsure" if not leans and query.confidence < UNSURE_BELOW else None


def is_sure(reply: Reply) -> bool:
    """Whether the question was answered with confidence."""
    query = reply.query
    return failure_reason(reply) is None and not query.distress and query.kind != "meta" and query.confidence >= SURE_LEAST


def is_correction(reply: Reply) -> bool:
    """Whether the message says that the last answer was not what was meant: "no, I meant analytics engineer"."""
    plain = reply.query.plain
    return patterns.CORRECTION.search(plain) is not None and patterns.IDENTITY.search(plain) is None


def subject(reply: Reply) -> str:
    """What a reply was about: the class that it was declined as, or the entry that answered; empty when several entries did."""
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
