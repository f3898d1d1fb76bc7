"""The advisor: one function from (text, conversation) to (reply, next conversation), over one library."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Final

from bot.answers.advice import answer_advice, second_part_advice, show_topic
from bot.answers.builder import AnswerBuilder
from bot.answers.comparison import answer_compare, second_part_compare
from bot.answers.moves.transition import answer_transition, second_part_transition
from bot.answers.recommendation import answer_recommend, second_part_recommend
from bot.answers.reply import Reply
from bot.answers.role import answer_role, second_part_role
from bot.answers.skills import answer_skills, second_part_skills
from bot.answers.small_talk import DISTRESS, START_OVER, answer_refusal, answer_statement, answer_talk
from bot.answers.written import Chosen, choose_answer, read_by, say_answer, say_nearest
from bot.careers.lookup import Lookup
from bot.dialogue.interpreter import interpret
from bot.dialogue.option_choice import chosen_option
from bot.dialogue.profile_update import updated_profile
from bot.dialogue.stale_references import without_stale_references
from bot.dialogue.state import Conversation, Option, PastTurn
from bot.knowledge.library import Library
from bot.knowledge.schema import Answer, Kind
from bot.nlu.matcher import Matcher
from bot.nlu.query import Query
from bot.nlu.thresholds import ASK_TOPIC_BELOW, NEAREST_LEAST

MOST_FOLLOW_UPS: Final = 4
MOST_CLARIFICATIONS: Final = 2
"""After this many questions asked back in a row the best reading is answered instead."""

TALK_LEAST: Final = 0.2
"""Small talk with a lower score is a statement about the person, or nothing in particular."""

_ANSWERS: Final[dict[Kind, Callable[[AnswerBuilder], None]]] = {
    "role": answer_role,
    "compare": answer_compare,
    "transition": answer_transition,
    "skills": answer_skills,
    "recommend": answer_recommend,
    "advice": answer_advice,
}
_SECOND_PARTS: Final[dict[Kind, Callable[[AnswerBuilder], None]]] = {
    "role": second_part_role,
    "compare": second_part_compare,
    "transition": second_part_transition,
    "skills": second_part_skills,
    "recommend": second_part_recommend,
    "advice": second_part_advice,
}


class Advisor:
    """Answers against one library. Immutable; a new library makes a new advisor."""

    def __init__(self, library: Library, matcher: Matcher) -> None:
        self.library = library
        self.matcher = matcher

    @cached_property
    def lookup(self) -> Lookup:
        """Finds entries by name, for commands and completion."""
        return Lookup(self.library, self.matcher)

    def reply(self, text: str, conversation: Conversation, now: float) -> tuple[Reply, Conversation]:
        """Answer `text` said in `conversation` at `now` (Unix time). Every text gets a reply that says something."""
        conversation = without_stale_references(conversation.at(now), self.library)
        option = chosen_option(text, conversation)
        if option is not None:
            return self.pick(option, conversation, now)
        query = interpret(text, self.matcher.read(text), conversation, self.library)
        return self._answer(query, conversation)

    def pick(self, option: Option, conversation: Conversation, now: float) -> tuple[Reply, Conversation]:
        """Answer an option of an earlier reply. When its entry no longer exists, its label is asked as a question."""
        conversation = without_stale_references(conversation.at(now), self.library).model_copy(update={"pending": ()})
        match option.kind:
            case "topic" if option.value in self.library.topics:
                return self._picked_topic(option.value, conversation)
            case "answer" if option.value in self.library.answers:
                return self._picked_answer(self.library.answers[option.value], conversation)
            case "role" if option.value in self.library.roles:
                return self.answer(Query.of_roles("role", (option.value,), option.label), conversation, now)
            case "action":
                return self._acted(option, conversation)
            case _:
                return self._asked_alone(option.value if option.kind == "question" else option.label, conversation)

    def compare(self, roles: tuple[str, ...], conversation: Conversation, now: float) -> tuple[Reply, Conversation]:
        """The whole comparison of two roles or more."""
        text = " vs ".join(self.library.roles[role].name for role in roles)
        return self.answer(Query.of_roles("compare", roles, text), conversation, now)

    def move(self, start: str, goal: str, conversation: Conversation, now: float) -> tuple[Reply, Conversation]:
        """The whole page of a move."""
        names = [self.library.roles[role].name for role in (start, goal)]
        return self.answer(Query.of_move(start, goal, f"From {names[0]} to {names[1]}"), conversation, now)

    def answer(self, query: Query, conversation: Conversation, now: float) -> tuple[Reply, Conversation]:
        """Answer a question that was asked by choosing rather than typing."""
        return self._answer(query, without_stale_references(conversation.at(now), self.library), whole=True)

    def _asked_alone(self, text: str, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Answer a text that a reply offered. It is complete in itself, so the conversation before it plays no part."""
        query = interpret(text, self.matcher.read(text), Conversation(profile=conversation.profile), self.library)
        return self._answer(query, conversation)

    def _answer(self, query: Query, conversation: Conversation, *, whole: bool = False) -> tuple[Reply, Conversation]:
        if query.clarify and conversation.clarifications >= MOST_CLARIFICATIONS:
            query = replace(query, clarify=())
        profile = updated_profile(conversation.profile, query)
        draft = AnswerBuilder(query=query, library=self.library, profile=profile, is_brief=not whole)
        if query.distress:
            answer_talk(draft, DISTRESS)
            return self._finish(draft, conversation, remember=False)
        chosen = choose_answer(query, profile, self.library)
        if chosen.answer is not None:
            draft.query = read_by(chosen.answer, query, chosen.confidence)
            return self._written(draft, chosen, chosen.answer, conversation)
        if query.kind == "meta":
            return self._small_talk(draft, conversation)
        is_nearest_said = _is_nearest_said(chosen, query)
        if query.kind == "out_of_scope" and not is_nearest_said:
            answer_refusal(draft, query.refusals[0].name)
            return self._finish(draft, conversation, answered=False)
        if is_nearest_said:
            draft.query = replace(query, confidence=round(chosen.confidence, 3))
            say_nearest(draft, chosen.near)
            return self._finish(draft, conversation, answered=query.kind != "out_of_scope")
        _ANSWERS[query.kind](draft)
        for answer in chosen.near[:2]:
            draft.offer_answer(answer)
        if query.also:
            _SECOND_PARTS[query.also](draft)
        return self._finish(draft, conversation)

    def _written(
        self, draft: AnswerBuilder, chosen: Chosen, answer: Answer, conversation: Conversation
    ) -> tuple[Reply, Conversation]:
        near = chosen.near or tuple(self.library.answers[name] for name in self.matcher.near_answers(answer.id))
        say_answer(draft, answer, near, self._beside(answer, chosen))
        return self._finish(draft, conversation, answered=draft.query.kind != "out_of_scope")

    def _beside(self, answer: Answer, chosen: Chosen) -> tuple[Answer, ...]:
        """The answers whose first sentences are said beside the one that leads, none of them saying nearly the same."""
        said = [answer]
        for other in chosen.beside:
            if len(said) <= chosen.most_beside and not any(self.matcher.are_alike(known.id, other.id) for known in said):
                said.append(other)
        return tuple(said[1:])

    def _small_talk(self, draft: AnswerBuilder, conversation: Conversation) -> tuple[Reply, Conversation]:
        best = draft.query.talk[0] if draft.query.talk else None
        if best is None or best.score < TALK_LEAST:
            answer_statement(draft)
            return self._finish(draft, conversation)
        answer_talk(draft, best.name)
        if best.name == START_OVER:
            fresh = Conversation(profile=conversation.profile, updated=conversation.updated)
            return self._finish(draft, fresh, action="start-over")
        return self._finish(draft, conversation)

    def _picked_topic(self, topic: str, conversation: Conversation) -> tuple[Reply, Conversation]:
        last = conversation.last
        roles = last.roles if last is not None else ()
        query = Query.of_topic(topic, self.library.topics[topic].name, roles)
        draft = AnswerBuilder(query=query, library=self.library, profile=conversation.profile, is_brief=False)
        show_topic(draft, topic)
        return self._finish(draft, conversation)

    def _picked_answer(self, answer: Answer, conversation: Conversation) -> tuple[Reply, Conversation]:
        query = Query.of_answer(answer)
        draft = AnswerBuilder(query=query, library=self.library, profile=conversation.profile)
        return self._written(draft, Chosen(answer, (), 1.0, 1.0), answer, conversation)

    def _acted(self, option: Option, conversation: Conversation) -> tuple[Reply, Conversation]:
        query = Query(text=option.label, plain=option.label.lower(), kind="meta", confidence=1.0)
        draft = AnswerBuilder(query=query, library=self.library, profile=conversation.profile.__class__())
        draft.page.paragraph("Done. What you told me and our conversation are deleted.")
        draft.offer("What can you do?")
        return self._finish(draft, Conversation(updated=conversation.updated), action="forget")

    def _finish(
        self,
        draft: AnswerBuilder,
        conversation: Conversation,
        *,
        answered: bool = True,
        action: str | None = None,
        remember: bool = True,
    ) -> tuple[Reply, Conversation]:
        query = draft.query
        follow_ups = tuple(draft.follow_ups[:MOST_FOLLOW_UPS])
        topics = tuple(dict.fromkeys((*draft.topics, *(c.name for c in query.topics))))
        reply = Reply(
            query=query,
            blocks=tuple(draft.page.blocks),
            sources=tuple(draft.page.sources),
            claims=tuple(draft.page.shown),
            choices=tuple(draft.choices),
            follow_ups=follow_ups,
            picture=draft.picture,
            answered=answered,
            action=action,  # type: ignore[arg-type]
            topics=topics,
            roles=query.roles,
        )
        if not remember:
            return reply, conversation
        turn = PastTurn(
            kind=query.kind, roles=query.roles, named=query.named, start=query.start, goal=query.goal, topics=tuple(topics[:2])
        )
        pending = (*reply.choices, *follow_ups)
        after = conversation.after(turn, pending=pending, profile=draft.profile, asked_back=bool(reply.choices))
        return reply, after


def _is_nearest_said(chosen: Chosen, query: Query) -> bool:
    """Whether the nearest answer says more than a refusal that is only a precaution, or than the page of the likeliest topic."""
    if not chosen.near or query.story:
        return False
    if query.kind == "out_of_scope":
        return query.is_near_scope and chosen.share >= NEAREST_LEAST
    topic = query.topics[0].score if query.topics else 0.0
    return query.kind == "advice" and (chosen.share >= NEAREST_LEAST or topic < ASK_TOPIC_BELOW)
