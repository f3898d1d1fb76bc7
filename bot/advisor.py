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
from bot.answers.talk.continuation import continue_subject
from bot.answers.talk.sides import say_side
from bot.answers.talk.small_talk import DISTRESS, START_OVER, answer_refusal, answer_statement, answer_talk
from bot.answers.talk.turn_end import Outcome, end_turn
from bot.answers.written import Chosen, choose_answer, query_of_part, read_by, say_answer, say_nearest
from bot.careers.lookup import Lookup
from bot.dialogue.interpreter import interpret
from bot.dialogue.policy.acts import read_act
from bot.dialogue.policy.mood import mood_of
from bot.dialogue.policy.option_choice import chosen_option
from bot.dialogue.policy.plan import ACTS_OF_TALK, Plan, plan_turn
from bot.dialogue.policy.questions import questions_in
from bot.dialogue.profile_update import updated_profile
from bot.dialogue.stale_references import without_stale_references
from bot.dialogue.state import Conversation, Option, PastTurn
from bot.knowledge.library import Library
from bot.knowledge.schema import Act, Answer, Kind
from bot.nlu.matcher import Matcher
from bot.nlu.query import Query
from bot.nlu.thresholds import ASK_TOPIC_BELOW, NEAREST_LEAST

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
        reading = self.matcher.read(text)
        query = interpret(text, reading, conversation, self.library)
        plan = plan_turn(*read_act(reading, conversation), query, conversation, self.library)
        return self._carry_out(plan, conversation)

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

    def _carry_out(self, plan: Plan, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Answer a message as its turn is planned."""
        if plan.excluded:
            excluded = tuple(dict.fromkeys((*conversation.excluded, *plan.excluded)))
            conversation = conversation.model_copy(update={"excluded": excluded})
        if plan.way == "continue" and plan.subject is not None:
            return self._continued(plan, plan.subject, conversation)
        if plan.way in ("side", "role") and plan.subject is not None and plan.facet is not None:
            draft = self._draft(plan.query, conversation)
            is_said = True
            if plan.way == "role":
                answer_role(draft)
            else:
                is_said = say_side(draft, plan.facet, plan.subject, conversation.shown)
            if is_said:
                return self._end(draft, conversation, Outcome(plan.act, facet=plan.facet))
        return self._answer(plan.query, conversation, act=plan.act)

    def _continued(self, plan: Plan, subject: PastTurn, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Say more of what was shown, or the same otherwise: the subject stays, and what was not said yet is said."""
        draft = self._draft(plan.query, conversation)
        if subject.kind == "out_of_scope":
            answer_refusal(draft, plan.query.refusals[0].name if plan.query.refusals else next(iter(self.library.refusals)))
            return self._end(draft, conversation, Outcome(plan.act, answered=False))
        exhausted = continue_subject(draft, plan.act, subject, conversation)
        for near in self.matcher.near_answers(subject.answer) if subject.answer else ():
            if self.library.answers[near].lead.id not in conversation.shown:
                draft.offer_answer(self.library.answers[near])
        for topic in subject.topics[:2]:
            draft.offer_topic(topic)
        for role in subject.roles[:1]:
            draft.offer_role(role)
        return self._end(draft, conversation, Outcome(plan.act, exhausted=exhausted, facet=plan.facet))

    def _asked_alone(self, text: str, conversation: Conversation) -> tuple[Reply, Conversation]:
        """Answer a text that a reply offered. It is complete in itself, so the conversation before it plays no part."""
        query = interpret(text, self.matcher.read(text), Conversation(profile=conversation.profile), self.library)
        return self._answer(query, conversation)

    def _draft(self, query: Query, conversation: Conversation, *, whole: bool = False) -> AnswerBuilder:
        profile = updated_profile(conversation.profile, query)
        return AnswerBuilder(
            query=query, library=self.library, profile=profile, excluded=conversation.excluded, is_brief=not whole
        )

    def _end(self, draft: AnswerBuilder, conversation: Conversation, outcome: Outcome) -> tuple[Reply, Conversation]:
        return end_turn(draft, conversation, outcome)

    def _answer(
        self, query: Query, conversation: Conversation, *, whole: bool = False, act: Act = "ask"
    ) -> tuple[Reply, Conversation]:
        draft = self._draft(query, conversation, whole=whole)
        if query.distress:
            answer_talk(draft, DISTRESS)
            return self._end(draft, conversation, Outcome(is_remembered=False))
        chosen = choose_answer(query, conversation.profile, self.library, conversation.excluded)
        mood = mood_of(query.plain) if query.kind != "meta" or act == "tell" else None
        if mood is not None:
            draft.page.paragraph(self.library.talk[mood].text)
        if chosen.answer is not None:
            draft.query = read_by(chosen.answer, query, chosen.confidence)
            return self._written(draft, chosen, chosen.answer, conversation, act=act)
        if query.kind == "meta":
            return self._small_talk(draft, conversation, act)
        is_nearest_said = _is_nearest_said(chosen, query)
        if query.kind == "out_of_scope" and not is_nearest_said:
            answer_refusal(draft, query.refusals[0].name)
            return self._end(draft, conversation, Outcome(act, answered=False))
        if is_nearest_said:
            draft.query = replace(query, confidence=round(chosen.confidence, 3))
            say_nearest(draft, chosen.near)
            return self._end(draft, conversation, Outcome(act, answered=query.kind != "out_of_scope"))
        _ANSWERS[query.kind](draft)
        for answer in chosen.near[:2]:
            draft.offer_answer(answer)
        if query.also:
            _SECOND_PARTS[query.also](draft)
        return self._end(draft, conversation, Outcome(act))

    def _written(
        self, draft: AnswerBuilder, chosen: Chosen, answer: Answer, conversation: Conversation, *, act: Act
    ) -> tuple[Reply, Conversation]:
        near = chosen.near or tuple(self.library.answers[name] for name in self.matcher.near_answers(answer.id))
        say_answer(draft, answer, near, self._parts(draft, answer, conversation) or self._beside(answer, chosen))
        is_answered = draft.query.kind != "out_of_scope"
        return self._end(draft, conversation, Outcome(act, answered=is_answered, answer=answer.id))

    def _parts(self, draft: AnswerBuilder, answer: Answer, conversation: Conversation) -> tuple[Answer, ...]:
        """The answers to the other questions of a message that puts several; none where it puts one."""
        said = [answer]
        for text in questions_in(draft.query.text):
            query = interpret(text, self.matcher.read(text), Conversation(profile=conversation.profile), self.library)
            chosen = choose_answer(query, draft.profile, self.library, conversation.excluded).answer
            if chosen is not None and not any(self.matcher.are_alike(known.id, chosen.id) for known in said):
                said.append(chosen)
                draft.parts.append(query_of_part(query, chosen))
        return tuple(said[1:])

    def _beside(self, answer: Answer, chosen: Chosen) -> tuple[Answer, ...]:
        """The answers whose first sentences are said beside the one that leads, none of them saying nearly the same."""
        said = [answer]
        for other in chosen.beside:
            if len(said) <= chosen.most_beside and not any(self.matcher.are_alike(known.id, other.id) for known in said):
                said.append(other)
        return tuple(said[1:])

    def _small_talk(self, draft: AnswerBuilder, conversation: Conversation, act: Act) -> tuple[Reply, Conversation]:
        best = draft.query.talk[0] if draft.query.talk else None
        if best is None or best.score < TALK_LEAST:
            answer_statement(draft)
            return self._end(draft, conversation, Outcome(act if act == "chatter" else "tell"))
        answer_talk(draft, best.name)
        act = ACTS_OF_TALK.get(best.name, act)
        if best.name == START_OVER:
            fresh = Conversation(profile=conversation.profile, updated=conversation.updated)
            return self._end(draft, fresh, Outcome(act, action="start-over"))
        return self._end(draft, conversation, Outcome(act))

    def _picked_topic(self, topic: str, conversation: Conversation) -> tuple[Reply, Conversation]:
        last = conversation.last
        roles = last.roles if last is not None else ()
        query = Query.of_topic(topic, self.library.topics[topic].name, roles)
        draft = AnswerBuilder(query=query, library=self.library, profile=conversation.profile, is_brief=False)
        show_topic(draft, topic)
        return self._end(draft, conversation, Outcome("pick"))

    def _picked_answer(self, answer: Answer, conversation: Conversation) -> tuple[Reply, Conversation]:
        query = Query.of_answer(answer)
        draft = AnswerBuilder(query=query, library=self.library, profile=conversation.profile)
        return self._written(draft, Chosen(answer, (), 1.0, 1.0), answer, conversation, act="pick")

    def _acted(self, option: Option, conversation: Conversation) -> tuple[Reply, Conversation]:
        query = Query(text=option.label, plain=option.label.lower(), kind="meta", confidence=1.0)
        draft = AnswerBuilder(query=query, library=self.library, profile=conversation.profile.__class__())
        draft.page.paragraph("Done. What you told me and our conversation are deleted.")
        draft.offer("What can you do?")
        return self._end(draft, Conversation(updated=conversation.updated), Outcome("forget", action="forget"))


def _is_nearest_said(chosen: Chosen, query: Query) -> bool:
    """Whether the nearest answer says more than a refusal that is only a precaution, or than the page of the likeliest topic."""
    if not chosen.near or query.story:
        return False
    if query.kind == "out_of_scope":
        return query.is_near_scope and chosen.share >= NEAREST_LEAST
    topic = query.topics[0].score if query.topics else 0.0
    return query.kind == "advice" and (chosen.share >= NEAREST_LEAST or topic < ASK_TOPIC_BELOW)
