"""Regression questions: which of them an advisor reads wrong, and which of them a change breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.advisor import Advisor
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation
from bot.evaluation.cases import Case
from bot.evaluation.verdicts import Verdict, judge
from bot.knowledge.library import RegressionQuestion
from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.schema import Example, Label


@dataclass(frozen=True, slots=True)
class BrokenQuestion:
    """A question that must be read as `wanted`, is now read as `after`, and was read as `before`."""

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
    description: str


def misread(advisor: Advisor) -> Iterator[BrokenQuestion]:
    """The regression questions of the advisor's own library that it reads wrong."""
    for question in advisor.library.questions:
        now = ask_question(advisor, question.question)
        if not now.right:
            yield _broken(question, now, now)


def check_questions(advisor: Advisor) -> int:
    """Ask the regression questions of the advisor's own library and return their number. Raises KnowledgeError naming
    every one that is read wrong."""
    problems = [broken.problem for broken in misread(advisor)]
    if problems:
        raise KnowledgeError(problems)
    return len(advisor.library.questions)


def questions_broken_by(before: Advisor, after: Advisor) -> tuple[BrokenQuestion, ...]:
    """The regression questions that `after` reads wrong, and that are new or were read right by `before`. What was wrong
    before is not blamed on the change."""
    known = {question.question for question in before.library.questions}
    found = []
    for question in after.library.questions:
        now = ask_question(after, question.question)
        if now.right:
            continue
        earlier = ask_question(before, question.question)
        if earlier.right or question.question not in known:
            found.append(_broken(question, earlier, now))
    return tuple(found)


def ask_question(advisor: Advisor, question: Example) -> Answered:
    """Ask a question without a conversation. It is read right when its label matches (see evaluation/verdicts.py) and,
    where the label names a class of refusal, the question is refused as that class."""
    case = Case(text=question.text, label=question)
    reply, _ = advisor.reply(question.text, Conversation(), 0.0)
    verdict = judge(case, reply)
    right = verdict.right and (question.refusal is None or not verdict.refused or _refusal(reply) == question.refusal)
    return Answered(right, _described(verdict, reply))


def reading(advisor: Advisor, question: str) -> tuple[str, Reply]:
    """How a question is read, in words, and the reply to it."""
    reply, _ = advisor.reply(question, Conversation(), 0.0)
    return _described(judge(Case(text=question, label=Label(kind=reply.query.kind)), reply), reply), reply


def _broken(question: RegressionQuestion, before: Answered, after: Answered) -> BrokenQuestion:
    place = Place(question.file, question.line, question.column)
    return BrokenQuestion(place, question.question.text, _wanted(question.question), before.description, after.description)


def _wanted(question: Example) -> str:
    """A label in words."""
    kinds = " or ".join((question.kind, *question.also))
    return _in_words(kinds, question.roles, (question.from_, question.to), question.topics, question.refusal)


def _described(verdict: Verdict, reply: Reply) -> str:
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
