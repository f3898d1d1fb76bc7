"""What the models are trained on: the phrases of every entry and the labelled examples, each with its labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Act, Example

ALTERNATIVE: Final = 0.6
"""The share of a second, also acceptable label of an example."""


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A text with its kinds and subjects, each label with its share, and the weight of the text. Kinds or subjects may be
    empty: then the text trains only the other models. `act` is its dialogue act, where the text teaches one. `example` is true
    for a labelled example and false for a phrase of an entry."""

    text: str
    kinds: Mapping[str, float]
    subjects: Mapping[str, float]
    weight: float
    example: bool = False
    act: Act | None = None


PHRASES: Final = (("topics", "topic", "advice", 0.6), ("refusals", "refusal", "out_of_scope", 0.8), ("talk", "talk", "meta", 0.8))
"""Kind of entry → (prefix of its subject class, the kind of question that its phrases ask, the weight of a phrase)."""

ASKED_FROM: Final = 8
"""Each so many labelled examples, one teaches that it asks: there are many more of them than messages of any other act."""

DESCRIPTION: Final = 0.8
MOVE: Final = 0.5
"""The weights of a role's description and of a phrase about a move."""


def training_examples(library: Library) -> Iterator[TrainingExample]:
    """Every training example, in the library's order."""
    for entries, prefix, kind, weight in PHRASES:
        for entry in getattr(library, entries).values():
            names = (entry.name,) if prefix == "topic" else ()
            for phrase in (*names, *entry.phrases):
                yield TrainingExample(phrase, {kind: 1.0}, {f"{prefix}:{entry.id}": 1.0}, weight)
    for role in library.roles.values():
        yield from (TrainingExample(phrase, {}, {f"role:{role.id}": 1.0}, DESCRIPTION) for phrase in role.phrases)
    for story in library.stories.values():
        yield from (TrainingExample(phrase, {}, {f"story:{story.id}": 1.0}, DESCRIPTION) for phrase in story.phrases)
    for transition in library.transitions.values():
        subjects = {f"topic:{topic}": 0.5 for topic in transition.topics[:1]}
        yield from (TrainingExample(phrase, {"transition": 1.0}, subjects, MOVE) for phrase in transition.phrases)
    asked = 0
    for example in library.examples:
        asks = example.kind != "meta"
        asked += asks
        yield _example(example, "ask" if asks and asked % ASKED_FROM == 0 else None)
    yield from (TrainingExample(message.text, {}, {}, 1.0, act=message.act) for message in library.acts)


def _example(example: Example, act: Act | None) -> TrainingExample:
    subjects = {f"topic:{topic}": ALTERNATIVE for topic in example.topics}
    if example.topics:
        subjects[f"topic:{example.topics[0]}"] = 1.0
    if example.refusal:
        subjects[f"refusal:{example.refusal}"] = 1.0
    kinds: dict[str, float] = {example.kind: 1.0}
    kinds.update(dict.fromkeys(example.also, ALTERNATIVE))
    return TrainingExample(example.text, kinds, subjects, 1.0, example=True, act=act)
