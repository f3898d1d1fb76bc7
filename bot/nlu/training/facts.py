"""Training the model of facts: what each mention in a labelled message tells about the person."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.knowledge.schema import Told
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.facts.mentions import FactMention, fact_features, fact_mentions
from bot.nlu.facts.reader import FactKind
from bot.nlu.parsing.parser import Parser
from bot.nlu.training.feature_cache import feature_row

RIDGE: Final = (0.1, 0.02)
SAME_LETTERS: Final = 4
"""A career and a labelled background that begin with the same letters are the same: "nursing" and "nurse"."""


def fit_facts(messages: Iterable[Told], parser: Parser) -> LinearModel | None:
    """The model; None without labelled messages."""
    # scipy is slow to import and only needed to learn.
    from bot.nlu.training.logistic_regression import Instance, Ridge, build_dataset, fit  # noqa: PLC0415

    names: dict[str, int] = {}
    empty = feature_row({}, names)
    instances = []
    for message in messages:
        parsed = parser.parse(message.text)
        mentions = fact_mentions(parsed)
        for mention in mentions:
            row = feature_row(fact_features(parsed, mention, mentions), names)
            instances.append(Instance(row, empty, {_label(mention, message): 1.0}, 1.0))
    return fit(build_dataset(instances, names), Ridge(*RIDGE)) if instances else None


def _label(mention: FactMention, message: Told) -> FactKind:
    value = mention.value
    match mention.kind:
        case "role":
            return "has" if value == message.role else "goal" if value == message.goal else "none"
        case "skill":
            return "has" if value in message.skills else "lacks" if value in message.lacks else "none"
        case "career":
            return "has" if any(_is_same(value, career) for career in _careers(message)) else "none"


def _careers(message: Told) -> Iterator[str]:
    if message.background:
        yield message.background.lower()


def _is_same(career: str, label: str) -> bool:
    return career in label or label in career or career[:SAME_LETTERS] == label[:SAME_LETTERS]
