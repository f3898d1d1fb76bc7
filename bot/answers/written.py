"""Written answers: which one serves a question, and how it is said: the answer, why, what to do next, what is not covered."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.comparison import side_by_side
from bot.answers.moves.parts import say_gap
from bot.answers.reply import Picture
from bot.dialogue.state import Profile
from bot.knowledge.library import Library
from bot.knowledge.schema import Answer, Claim, Kind
from bot.nlu.query import Candidate, Query
from bot.nlu.thresholds import (
    ANSWER_CLEAR,
    ANSWER_DESPITE_REFUSAL,
    ANSWER_DESPITE_TALK,
    ANSWER_LEAST,
    ANSWER_OTHER_REFUSAL,
    ANSWER_SURE,
    BESIDE_FROM,
    BESIDE_LEAST,
    NEAR_LEAST,
    TALK_CLEAR,
)

FITS_PERSON: Final = 3.0
"""The factor on an answer's share where it is for people of the role that this person has; divided for others."""

MOST_NEAR: Final = 3
SEVERAL: Final = 3
BARE_WISH: Final = 8
"""A wish for a recommendation of at most so many words that says nothing of likes or skills gives nothing to go by."""

LEAST_REASONS: Final = 2
"""How many claims are shown after the lead at least."""

REASONED: Final = 60
"""More claims follow while lead and claims together have at most so many words: a reply is read at a glance."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer that leads, if one does, and the answers nearest to the question after it, best first. `share` is that of
    the best, `confidence` that of all that were found about its role or topic. `beside` are those of `near` that may serve
    another part of the question, of which at most `most_beside` are said."""

    answer: Answer | None
    near: tuple[Answer, ...]
    share: float
    confidence: float
    beside: tuple[Answer, ...] = ()

    @property
    def most_beside(self) -> int:
        return 1 if self.share >= ANSWER_CLEAR else 2


def choose_answer(query: Query, profile: Profile, library: Library, excluded: tuple[str, ...] = ()) -> Chosen:
    """The written answers for a question that stands alone; none about a role that the person does not want to hear of."""
    unwanted = {*excluded} - {*query.named}
    shares: dict[str, float] = {}
    for candidate in query.answers:
        answer = library.answers.get(candidate.name)
        if answer is not None and serves(answer, query) and answer.about.all_roles.isdisjoint(unwanted):
            shares[answer.id] = candidate.score * _fits(answer, profile)
    ranked = sorted(shares, key=lambda name: -shares[name])
    found = [library.answers[name] for name in ranked if shares[name] >= NEAR_LEAST]
    if not found:
        return Chosen(None, (), 0.0, 0.0)
    best, share = found[0], min(1.0, shares[ranked[0]])
    confidence = min(1.0, sum(shares[answer.id] for answer in found if _is_beside(answer, best)))
    if share >= _least(best, query):
        near = tuple(found[1 : MOST_NEAR + 1])
        has_parts = share < ANSWER_SURE or len(query.plain.split()) > BESIDE_FROM
        beside = [other for other in near if has_parts and shares[other.id] >= BESIDE_LEAST * shares[best.id]]
        return Chosen(best, near, share, confidence, tuple(beside))
    return Chosen(None, tuple(found[:MOST_NEAR]), share, confidence)


def _is_beside(answer: Answer, other: Answer) -> bool:
    """Whether two answers are about a role or a topic in common."""
    about, beside = answer.about, other.about
    return answer is other or bool(about.all_roles & beside.all_roles) or not {*about.topics}.isdisjoint(beside.topics)


def serves(answer: Answer, query: Query) -> bool:
    """Whether an answer is about the roles and the move that the question names: one about others answers another question."""
    about, named = answer.about, set(query.named)
    ends = (about.from_, about.to)
    if any(said and end and said != end for said, end in zip((query.start, query.goal), ends, strict=True)):
        return False
    if query.outside and about.from_ and about.from_ not in named:
        return False
    if query.kind == "transition" and query.start and query.goal and query.said_start is None:
        return ends == (query.start, query.goal)  # the start is remembered of the person, so the move is theirs
    if answer.kind == query.kind == "recommend":
        return _may_recommend(query)
    if query.kind == "compare" and len(named) >= 2 and about.all_roles:
        return named <= about.all_roles
    if query.kind in ("role", "skills", "transition", "compare") and named and about.all_roles:
        return not named.isdisjoint(about.all_roles)
    return True


def _may_recommend(query: Query) -> bool:
    """Whether a written recommendation can serve: several likes and dislikes are weighed one by one, and a wish that says nothing
    of them is asked back."""
    told = len(query.likes) + len(query.dislikes)
    return told < SEVERAL and (told > 0 or bool(query.skills) or len(query.plain.split()) > BARE_WISH)


def read_by(answer: Answer, query: Query, confidence: float) -> Query:
    """The query as the answer serves it: as it was read, and also as the kind of question that it answers."""
    about = answer.about
    return replace(
        query,
        kind="out_of_scope" if answer.kind == "out_of_scope" else query.kind,
        also=_also(answer, query),
        refusals=(*(Candidate(refusal, 1.0) for refusal in about.refusals), *query.refusals),
        roles=query.roles or tuple(sorted(about.all_roles)),
        confidence=round(confidence, 3),
    )


def query_of_part(query: Query, answer: Answer) -> Query:
    """One question of a message that puts several, as the answer serves it."""
    topics = tuple(Candidate(topic, 1.0) for topic in answer.about.topics)
    return replace(query, kind=answer.kind, topics=(*topics, *query.topics))


def _also(answer: Answer, query: Query) -> Kind | None:
    """The second kind that the answer serves: its own, or advice on the topic that it is about."""
    if answer.kind not in (query.kind, "out_of_scope"):
        return answer.kind
    on_topic = bool(query.topics) and query.topics[0].name in answer.about.topics
    return "advice" if query.also == "advice" and on_topic else None


def _fits(answer: Answer, profile: Profile) -> float:
    if profile.role is None or not (answer.for_.roles or answer.about.from_):
        return 1.0
    if answer.about.from_:
        return FITS_PERSON if answer.about.from_ == profile.role else 1.0
    return FITS_PERSON if profile.role in answer.for_.roles else 1 / FITS_PERSON


def _is_for_strangers(answer: Answer, profile: Profile) -> bool:
    """Whether it says how anybody gets into a role, to somebody whose own role is known: there is a better answer for them."""
    return profile.role is not None and answer.kind == "transition" and answer.about.from_ is None


def _least(answer: Answer, query: Query) -> float:
    """The share from which an answer leads; more where the message was read as small talk or as out of scope."""
    if query.kind == "meta":
        clear = bool(query.talk) and query.talk[0].score >= TALK_CLEAR
        return math.inf if clear else ANSWER_DESPITE_TALK
    if query.kind == "out_of_scope":
        refused = {candidate.name for candidate in query.refusals[:1]}
        if not answer.about.refusals:
            return ANSWER_DESPITE_REFUSAL
        return ANSWER_LEAST if refused & {*answer.about.refusals} else ANSWER_OTHER_REFUSAL
    return ANSWER_LEAST


def say_answer(draft: AnswerBuilder, answer: Answer, near: tuple[Answer, ...], beside: tuple[Answer, ...] = ()) -> None:
    """The answer as one short message, with the first sentences of other answers that may serve other parts of the question
    before its next step. The follow-ups are the nearest other answers, and the whole topic."""
    page = draft.page
    if answer.about.from_ and answer.about.from_ == draft.profile.role != draft.query.said_start:
        page.paragraph(f"From {draft.inline_name(answer.about.from_)}, as you told me:")
    for title in dict.fromkeys(draft.query.titles):
        page.claim(draft.library.titles[title].note)
    page.claim(answer.lead)
    page.paragraph(" ".join(draft.attributed_once(_reasons(answer, LEAST_REASONS if beside else None), said=answer.lead)))
    for other in beside:
        page.claim(other.lead)
    if answer.next is not None:
        page.paragraph(f"Next: {page.cite(answer.next)}")
    if answer.not_covered:
        page.paragraph(f"Not covered: {answer.not_covered}")
    if answer.about.compare:
        asked = draft.query.roles
        compared = asked if set(asked) == set(answer.about.compare) else answer.about.compare
        page.blocks.append(side_by_side(draft, compared))
        draft.picture = Picture("comparison", compared)
    if answer.about.from_ and answer.about.to:
        is_their_move = answer.about.from_ in (draft.query.start, draft.profile.role)
        if is_their_move and (draft.query.kind == "transition" or not beside):
            say_gap(draft, answer.about.from_, answer.about.to)
        draft.picture = Picture("path", (answer.about.from_, answer.about.to))
    for other in [other for other in near if not _is_for_strangers(other, draft.profile)][:2]:
        draft.offer_answer(other)
    for topic in answer.about.topics[:1]:
        draft.offer_topic(topic)
    for role in sorted(answer.about.all_roles & draft.library.roles.keys())[:1]:
        draft.offer_role(role)
        draft.offer_skills(role)


def say_nearest(draft: AnswerBuilder, near: tuple[Answer, ...]) -> None:
    """The first sentences of the nearest answers where none leads, and what the nearest would do next."""
    page = draft.page
    page.paragraph("I have no answer for exactly this. What comes nearest:")
    page.items("", [page.cite(answer.lead) for answer in near])
    if near[0].next is not None:
        page.paragraph(f"Next: {page.cite(near[0].next)}")
    for answer in near:
        draft.offer_answer(answer)


def _reasons(answer: Answer, most: int | None) -> Iterator[Claim]:
    """The first claims, and more while there is room; at most `most`."""
    words = len(answer.lead.text.split())
    for number, claim in enumerate(answer.because[:most]):
        words += len(claim.text.split())
        if number >= LEAST_REASONS and words > REASONED:
            return
        yield claim
