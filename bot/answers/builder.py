"""What every answer may use, and the follow-ups that several of them offer."""

from dataclasses import dataclass, field

from bot.answers.reply import Page, Picture, an, inside
from bot.dialogue.state import Option, Profile
from bot.knowledge.library import Library
from bot.nlu.query import Query


@dataclass
class Draft:
    """An answer being written: the question, the knowledge, what is known of the person, and the page so far."""

    query: Query
    library: Library
    profile: Profile
    page: Page = field(default_factory=Page)
    follow_ups: list[Option] = field(default_factory=list)
    choices: list[Option] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    picture: Picture | None = None

    def name(self, role: str) -> str:
        return self.library.roles[role].name

    def offer(self, label: str, question: str | None = None) -> None:
        """A follow-up: its label, and the question that picking it asks (the label itself when not given)."""
        option = Option(kind="question", value=question or label, label=label)
        if option.label not in {o.label for o in self.follow_ups}:
            self.follow_ups.append(option)

    def offer_topic(self, topic: str) -> None:
        if topic in self.library.topics:
            entry = self.library.topics[topic]
            if entry.name not in {o.label for o in self.follow_ups}:
                self.follow_ups.append(Option(kind="topic", value=topic, label=entry.name))

    def offer_move(self, start: str | None, goal: str) -> None:
        if start and start != goal:
            self.offer(f"How do I get from {inside(self.name(start))} to {inside(self.name(goal))}?")
        else:
            self.offer(f"How do I become {an(self.name(goal))}?")

    def offer_role(self, role: str) -> None:
        self.offer(f"What does {an(self.name(role))} do?")

    def offer_skills(self, role: str) -> None:
        self.offer(f"What skills does {an(self.name(role))} need?")

    def offer_comparison(self, first: str, second: str) -> None:
        self.offer(f"{self.name(first)} vs {inside(self.name(second))}")
