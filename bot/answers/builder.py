"""What every answer uses while it is built, and the follow-ups that several answers offer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.answers.reply import Page, Picture, join_names, lowercase_name, with_article
from bot.answers.shown import most_shown
from bot.dialogue.state import Option, Profile
from bot.knowledge.library import Library
from bot.knowledge.schema import Answer, Aspect, Claim, SkillNeed
from bot.nlu.query import Query


@dataclass
class AnswerBuilder:
    """An answer while it is built: the question, the knowledge, the person's profile, and the page so far. `is_brief` when it
    answers a message that was typed. `missing` are the skills that it says are still to learn, `listed` roles that
    it lists to choose from, and `excluded` roles that the person does not want to hear of."""

    query: Query
    library: Library
    profile: Profile
    page: Page = field(default_factory=Page)
    follow_ups: list[Option] = field(default_factory=list)
    choices: list[Option] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    picture: Picture | None = None
    missing: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    parts: list[Query] = field(default_factory=list)
    excluded: tuple[str, ...] = ()
    is_brief: bool = True

    def most(self, listed: str) -> int:
        """How many claims of a list (see shown.py) this reply shows."""
        return most_shown(listed, brief=self.is_brief)

    def name(self, role: str) -> str:
        return self.library.roles[role].name

    def inline_name(self, role: str) -> str:
        """The role's name as it stands inside a sentence."""
        return lowercase_name(self.name(role))

    def name_with_article(self, role: str) -> str:
        """The role's name inside a sentence, with its article."""
        return with_article(self.name(role))

    def skill_names(self, needs: Iterable[SkillNeed]) -> str:
        """ "SQL, Python and Testing"; the documents behind them are credited."""
        listed = tuple(needs)
        self.page.credit(listed)
        return join_names(self.library.skills[need.skill].name for need in listed)

    def still_to_learn(self, needs: Iterable[SkillNeed]) -> tuple[SkillNeed, ...]:
        """The needs again, noted as what the reply says is still to learn."""
        listed = tuple(needs)
        self.missing += [need.skill for need in listed]
        return listed

    def skills_with_reasons(self, needs: Iterable[SkillNeed]) -> list[str]:
        """Each skill with why it matters."""
        return [f"{self.library.skills[need.skill].name}: {self.page.cite(need)}" for need in needs]

    def attributed(self, claims: Iterable[Claim]) -> list[str]:
        """The claims to be shown in one list, each with the person who says so, unless the text names the person."""
        return [self._attributed(claim) for claim in claims]

    def _attributed(self, claim: Claim) -> str:
        text = self.page.cite(claim)
        person = self.library.people.get(claim.who or "")
        if person is None or person.is_named_in(claim.text):
            return text
        return f"{text} ({person.label})"

    def attributed_once(self, claims: Iterable[Claim], *, said: Claim) -> list[str]:
        """The claims of one short answer that follow what was `said`: each person is named where they first speak, unless a text
        up to there names them."""
        named, text = {said.who}, said.text
        texts = []
        for claim in claims:
            person = self.library.people.get(claim.who or "")
            is_named = claim.who in named or (person is not None and person.is_named_in(text))
            texts.append(self.page.cite(claim) if is_named else self._attributed(claim))
            named.add(claim.who)
            text += claim.text
        return texts

    def say_our_reading(self, roles: Iterable[str]) -> None:
        """Say which role names are the curators' and not the document's."""
        names = join_names(self.inline_name(role) for role in roles)
        if names:
            self.page.paragraph(f"Our reading: the document itself does not use these role names: {names}.")

    def offer(self, label: str, question: str | None = None) -> None:
        """Add a follow-up: its label, and the question that it asks (the label itself when `question` is None)."""
        option = Option(kind="question", value=question or label, label=label)
        if option.label not in {o.label for o in self.follow_ups}:
            self.follow_ups.append(option)

    def offer_topic(self, topic: str | None) -> None:
        if topic is not None and topic in self.library.topics:
            entry = self.library.topics[topic]
            if entry.name not in {o.label for o in self.follow_ups}:
                self.follow_ups.append(Option(kind="topic", value=topic, label=entry.name))

    def offer_answer(self, answer: Answer) -> None:
        """Add a written answer as a follow-up, under its question."""
        if answer.question not in {o.label for o in self.follow_ups}:
            self.follow_ups.append(Option(kind="answer", value=answer.id, label=answer.question))

    def offer_move(self, start: str | None, goal: str) -> None:
        if start and start != goal:
            self.offer(f"How do I get from {self.inline_name(start)} to {self.inline_name(goal)}?")
        else:
            self.offer(f"How do I become {self.name_with_article(goal)}?")

    def offer_role(self, role: str) -> None:
        self._offer_aspect(role, "summary", f"What does {self.name_with_article(role)} do?")

    def offer_skills(self, role: str) -> None:
        self._offer_aspect(role, "skills", f"What skills does {self.name_with_article(role)} need?")

    def _offer_aspect(self, role: str, aspect: Aspect, label: str) -> None:
        """Offer the written answer to an aspect of a role under a label, or ask the label where there is none."""
        answer = self.library.answer_of_aspect.get((role, aspect))
        option = Option(kind="answer", value=answer, label=label) if answer else Option(kind="question", value=label, label=label)
        if label not in {offered.label for offered in self.follow_ups}:
            self.follow_ups.append(option)

    def offer_comparison(self, first: str, second: str) -> None:
        self.offer(f"{self.name(first)} vs {self.inline_name(second)}")
