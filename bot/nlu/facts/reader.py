"""From a parsed message to the facts that it tells about whoever wrote it."""

from dataclasses import dataclass
from typing import Final, Literal

from bot.nlu.classifier.linear import LinearModel
from bot.nlu.facts.mentions import fact_features, fact_mentions
from bot.nlu.parsing.parser import Parsed

FactKind = Literal["has", "lacks", "goal", "none"]
"""What the person has (a role they work in, a skill, a career they come from), lacks, or wants to reach."""

LEAST: Final = 0.5
"""A mention is a fact from this probability on."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message tells about the person. `role` is the job they have, `career` one outside the roles."""

    role: str | None = None
    goal: str | None = None
    career: str | None = None
    skills: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def read_facts(parsed: Parsed, model: LinearModel | None) -> Facts:
    """The facts in a message; the last one counts where two say the same thing. Without a model, none."""
    mentions = fact_mentions(parsed)
    if model is None or not mentions:
        return Facts()
    found: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        scores = model.scores(fact_features(parsed, mention, mentions))
        fact = next(iter(scores))
        if fact != "none" and scores[fact] >= LEAST:
            found.setdefault((mention.kind, fact), []).append(mention.value)
    last = {key: values[-1] for key, values in found.items()}
    return Facts(
        role=last.get(("role", "has")),
        goal=last.get(("role", "goal")),
        career=last.get(("career", "has")),
        skills=tuple(dict.fromkeys(found.get(("skill", "has"), ()))),
        lacks=tuple(dict.fromkeys(found.get(("skill", "lacks"), ()))),
    )
