"""Written answers: what a well-read colleague would say to one question that people ask."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from bot.knowledge.schema.claims import Claim, ListedClaim, ReferableClaim
from bot.knowledge.schema.fields import EntryId, FrozenModel, Kind, Phrase, Sentence, no_mentions

Situation: TypeAlias = Literal[
    "student", "graduate", "career-changer", "no-experience", "junior", "experienced", "manager", "unemployed", "freelancer"
]


Aspect: TypeAlias = Literal[
    "summary", "week", "entry", "fit", "team", "skills", "skills-that-can-wait", "ways-in", "ways-on", "ways", "levels", "pay",
    "remote", "future", "stress", "boredom", "hard-parts", "titles",
]  # fmt: skip
"""What is asked of any role: answers about different roles share the ways in which it is asked."""


class AnswerSubject(FrozenModel):
    """What an answer is about: topics, best first; roles; the ends of a move; roles that are compared; classes of questions that
    the documents do not cover."""

    topics: tuple[EntryId, ...] = ()
    roles: tuple[EntryId, ...] = ()
    from_: EntryId | None = Field(default=None, alias="from")
    to: EntryId | None = None
    compare: tuple[EntryId, ...] = ()
    refusals: tuple[EntryId, ...] = ()

    @property
    def all_roles(self) -> frozenset[str]:
        """Every role that is named."""
        return frozenset((*self.roles, *self.compare, *((self.from_,) if self.from_ else ()), *((self.to,) if self.to else ())))


class Asker(FrozenModel):
    """For whom an answer is: the situation that people are in, and the roles that they have. Empty means everybody."""

    situations: tuple[Situation, ...] = ()
    roles: tuple[EntryId, ...] = ()


class Answer(FrozenModel):
    """A written answer. The `lead` answers the question, `because` are the claims that convince, the strongest first, `next` is a
    step that can be taken this week, and `not_covered` is the part of the question that the documents do not bear.

    `kind` is what a reader would call the question, and `aspect` which side of a role it asks for; `phrases` are short ways in
    which people type it.
    """

    id: EntryId
    question: Annotated[str, Field(min_length=1, max_length=160), AfterValidator(no_mentions)]
    kind: Kind
    aspect: Aspect | None = None
    about: AnswerSubject
    for_: Asker = Field(default_factory=Asker, alias="for")
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    lead: Claim
    because: tuple[ListedClaim, ...] = Field(default=(), max_length=5)
    next: ReferableClaim | None = None
    not_covered: Sentence | None = None


class Wordings(FrozenModel):
    """Ways in which people put the question of an answer, beyond its phrases; the finder learns from them."""

    answer: EntryId
    texts: tuple[Phrase, ...] = Field(min_length=1)


class WordingsFile(FrozenModel):
    wordings: tuple[Wordings, ...] = Field(min_length=1)


class AnswersFile(FrozenModel):
    """Answers about one subject. In which file an answer stands changes nothing that the advisor says."""

    answers: tuple[Answer, ...] = Field(min_length=1)
