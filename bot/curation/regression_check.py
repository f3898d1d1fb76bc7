"""The questions that prove the knowledge, asked of an advisor: which of them a change would have read otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Verdict, judge
from bot.knowledge.library import RegressionQuestion
from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.schema import Example


@dataclass(frozen=True, slots=True)
class BrokenQuestion:
    """A question that must be read as `wanted`, is read as `after`, and was read as `before`; with its place."""

    place: Place
    text: str
    wanted: str
    before: str
    after: str

    @property
    def problem(self) -> Problem:
        return Problem(self.place, f"“{self.text}” must be read as {self.wanted}, and is read as {self.after}; mend either")


@dataclass(frozen=True, slots=True)
class Answered:
    """How a question was read, in words, and whether that is right."""

    right: bool
    told: str


def misread(advisor: Advisor) -> Iterator[BrokenQuestion]:
    """The questions of the advisor's own library that it does not read right."""
    for proof in advisor.library.questions:
        now = ask_question(advisor, proof.question)
        if not now.right:
            yield _broken(proof, now, now)


def check_questions(advisor: Advisor) -> int:
    """How many questions prove the advisor's own library. Raises KnowledgeError naming every one that it does not read right."""
    problems = [broken.problem for broken in misread(advisor)]
    if problems:
        raise KnowledgeError(problems)
    return len(advisor.library.questions)


def questions_broken_by(before: Advisor, after: Advisor) -> tuple[BrokenQuestion, ...]:
    """The questions of `after` that it reads wrong and that are new or were read right by `before`: what was wrong already
    is no change's fault.
    """
    known = {proof.question for proof in before.library.questions}
    found = []
    for proof in after.library.questions:
        now = ask_question(after, proof.question)
        if now.right:
            continue
        earlier = ask_question(before, proof.question)
        if earlier.right or proof.question not in known:
            found.append(_broken(proof, earlier, now))
    return tuple(found)


def ask_question(advisor: Advisor, question: Example) -> Answered:
    """Ask a question that stands alone. It is read right when its label is met (see judging.py) and, where it names a class of
    refusal, is refused as that.
    """
    case = _case(question)
    reply, _ = advisor.reply(question.text, Conversation(), 0.0)
    verdict = judge(case, reply)
    right = verdict.right and (question.refusal is None or not verdict.refused or _refusal(reply) == question.refusal)
    return Answered(right, _told(verdict, reply))


def reading(advisor: Advisor, question: str) -> tuple[str, Reply]:
    """How any question is read, in words, and the reply to it."""
    reply, _ = advisor.reply(question, Conversation(), 0.0)
    return _told(judge(Case(text=question, kind=reply.query.kind), reply), reply), reply


def _broken(proof: RegressionQuestion, before: Answered, after: Answered) -> BrokenQuestion:
    place = Place(proof.file, proof.line, proof.column)
    return BrokenQuestion(place, proof.question.text, _wanted(proof.question), before.told, after.told)


def _case(question: Example) -> Case:
    """The first topic is the label, the others are right as well."""
    return Case(
        text=question.text,
        kind=question.kind,
        alt_kinds=question.also,
        roles=question.roles,
        start=question.from_,
        goal=question.to,
        topic=question.topics[0] if question.topics else None,
        alt_topics=question.topics[1:],
    )


def _wanted(question: Example) -> str:
    """A label in words."""
    kinds = " or ".join((question.kind, *question.also))
    return _in_words(kinds, question.roles, (question.from_, question.to), question.topics, question.refusal)


def _told(verdict: Verdict, reply: Reply) -> str:
    """A reading in words."""
    kinds = " and ".join(filter(None, (verdict.kind, verdict.also)))
    asked = f", asking back between {', '.join(verdict.offered)}" if verdict.offered else ""
    refusal = _refusal(reply) if verdict.refused else None
    return _in_words(kinds, verdict.roles, (verdict.start, verdict.goal), verdict.topics[:1], refusal) + asked


def _refusal(reply: Reply) -> str | None:
    return reply.query.refusals[0].name if reply.query.refusals else None


def _in_words(
    kinds: str, roles: Sequence[str], ends: tuple[str | None, str | None], topics: Sequence[str], refusal: str | None
) -> str:
    parts = [kinds]
    if any(ends):
        parts.append(" → ".join(end or "?" for end in ends))
    elif roles:
        parts.append(", ".join(roles))
    if topics and "advice" in kinds:
        parts.append(" or ".join(topics))
    if refusal and "out_of_scope" in kinds:
        parts.append(refusal)
    return " · ".join(parts)
