"""The questions that prove the knowledge, asked of an advisor: which of them a change would have read otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.advisor.advisor import Advisor
from bot.advisor.conversation import Conversation
from bot.advisor.reply import Reply
from bot.evaluation.cases import Case
from bot.evaluation.judging import Verdict, judge
from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.schema import Example, Proof


@dataclass(frozen=True, slots=True)
class Broken:
    """A question that must be read as `wanted`, is read as `after`, and was read as `before`; with its place."""

    place: Place
    text: str
    wanted: str
    before: str
    after: str

    @property
    def problem(self) -> Problem:
        return Problem(self.place, f"“{self.text}” must be read as {self.wanted}, and is read as {self.after}; mend either")


def wrong(advisor: Advisor) -> Iterator[Broken]:
    """The questions of the advisor's own library that it does not read right."""
    for proof in advisor.library.questions:
        case = case_of(proof.question)
        verdict = read(advisor, case)
        if not verdict.right:
            yield Broken(_place(proof), case.text, wanted(case), told(verdict), told(verdict))


def prove(advisor: Advisor) -> int:
    """How many questions prove the advisor's own library. Raises KnowledgeError naming every one that it does not read right."""
    problems = [broken.problem for broken in wrong(advisor)]
    if problems:
        raise KnowledgeError(problems)
    return len(advisor.library.questions)


def broken_by(before: Advisor, after: Advisor) -> tuple[Broken, ...]:
    """The questions of `after` that it reads wrong and that are new or were read right by `before`: what was wrong already
    is no change's fault.
    """
    known = {proof.question for proof in before.library.questions}
    found = []
    for proof in after.library.questions:
        case = case_of(proof.question)
        verdict = read(after, case)
        if verdict.right:
            continue
        earlier = read(before, case)
        if earlier.right or proof.question not in known:
            found.append(Broken(_place(proof), case.text, wanted(case), told(earlier), told(verdict)))
    return tuple(found)


def _place(proof: Proof) -> Place:
    return Place(proof.file, proof.line, proof.column)


def case_of(question: Example) -> Case:
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


def read(advisor: Advisor, case: Case) -> Verdict:
    """How a question that stands alone is read."""
    reply, _ = advisor.reply(case.text, Conversation(), 0.0)
    return judge(case, reply)


def reading(advisor: Advisor, question: str) -> tuple[str, Reply]:
    """How any question is read, in words, and the reply to it."""
    reply, _ = advisor.reply(question, Conversation(), 0.0)
    return told(judge(Case(text=question, kind=reply.query.kind), reply)), reply


def wanted(case: Case) -> str:
    """A label in words."""
    kinds = " or ".join((case.kind, *case.alt_kinds))
    return _in_words(kinds, case.roles, case.start, case.goal, tuple(filter(None, (case.topic, *case.alt_topics))))


def told(verdict: Verdict) -> str:
    """A reading in words."""
    kinds = " and ".join(filter(None, (verdict.kind, verdict.also)))
    asked = f", asking back between {', '.join(verdict.offered)}" if verdict.offered else ""
    return _in_words(kinds, verdict.roles, verdict.start, verdict.goal, verdict.topics[:1]) + asked


def _in_words(kinds: str, roles: tuple[str, ...], start: str | None, goal: str | None, topics: tuple[str, ...]) -> str:
    parts = [kinds]
    if start or goal:
        parts.append(f"{start or '?'} → {goal or '?'}")
    elif roles:
        parts.append(", ".join(roles))
    if topics and "advice" in kinds:
        parts.append(" or ".join(topics))
    return " · ".join(parts)
