"""The features of one message, for the two models: the kind of question, and its subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.nlu.classifier.features import kind_features, subject_features
from bot.nlu.classifier.ngrams import ngram_features
from bot.nlu.classifier.rules import RuleMatch, rule_terms
from bot.nlu.parsing.parser import Parsed

SIGNAL_SCALE: Final = 0.7
"""The value that a matched rule of weight 1 has among the features."""


@dataclass(frozen=True)
class MessageFeatures:
    """A message with the rules that match it, as features of the two models."""

    parsed: Parsed
    rules: Mapping[str, RuleMatch]

    @property
    def for_kind(self) -> Mapping[str, float]:
        return kind_features_of(self.parsed) | rule_features(self.rules)

    @property
    def for_subject(self) -> Mapping[str, float]:
        return subject_features_of(self.parsed) | rule_features(self.rules)


def kind_features_of(parsed: Parsed) -> dict[str, float]:
    meant = kind_features(parsed.tokens, parsed.spans, parsed.concepts, parsed.mentions, parsed.direction)
    return meant | ngram_features(parsed.tokens, parsed.spans)


def subject_features_of(parsed: Parsed) -> dict[str, float]:
    meant = subject_features(parsed.tokens, parsed.spans, parsed.concepts, parsed.mentions)
    return meant | ngram_features(parsed.tokens, parsed.spans)


def rule_features(rules: Mapping[str, RuleMatch]) -> dict[str, float]:
    return {f"g:{entry}": SIGNAL_SCALE * matched.weight for entry, matched in rules.items()}


def rule_terms_of(parsed: Parsed) -> frozenset[str]:
    return rule_terms(parsed.tokens, (concept.name for concept in parsed.concepts))
