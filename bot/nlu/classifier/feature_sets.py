"""What one message shows to the fitted models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.nlu.classifier.features import kind_features, subject_features
from bot.nlu.classifier.ngrams import wording_features
from bot.nlu.classifier.rules import Satisfied, terms_of
from bot.nlu.parsing.parser import Parsed

SIGNAL_SCALE: Final = 0.7
"""How large a satisfied signal stands among the features."""


@dataclass(frozen=True)
class Evidence:
    """A message and the signals that hold for it, as features of the two models."""

    parsed: Parsed
    signals: Mapping[str, Satisfied]

    @property
    def for_kind(self) -> Mapping[str, float]:
        return kind_features_of(self.parsed) | signal_features(self.signals)

    @property
    def for_subject(self) -> Mapping[str, float]:
        return subject_features_of(self.parsed) | signal_features(self.signals)


def kind_features_of(parsed: Parsed) -> dict[str, float]:
    meant = kind_features(parsed.tokens, parsed.spans, parsed.ideas, parsed.mentions, parsed.direction)
    return meant | wording_features(parsed.tokens, parsed.spans)


def subject_features_of(parsed: Parsed) -> dict[str, float]:
    meant = subject_features(parsed.tokens, parsed.spans, parsed.ideas, parsed.mentions)
    return meant | wording_features(parsed.tokens, parsed.spans)


def signal_features(signals: Mapping[str, Satisfied]) -> dict[str, float]:
    return {f"g:{entry}": SIGNAL_SCALE * satisfied.weight for entry, satisfied in signals.items()}


def signal_terms(parsed: Parsed) -> frozenset[str]:
    return terms_of(parsed.tokens, (idea.name for idea in parsed.ideas))
