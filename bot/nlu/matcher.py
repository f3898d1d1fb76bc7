"""The matcher: from a text to its reading. It is built once per library; after that, reading is a pure function."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final

from bot.knowledge.library import Library
from bot.nlu.classifier.feature_sets import MessageFeatures, rule_terms_of
from bot.nlu.classifier.hierarchical import HierarchicalModel
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.classifier.rules import RuleMatcher
from bot.nlu.facts.reader import Facts, read_facts
from bot.nlu.parsing.parser import Parsed, Parser
from bot.nlu.query import Candidate
from bot.nlu.retrieval.answer_profile import AnswerProfile
from bot.nlu.retrieval.embedding import Embedding
from bot.nlu.retrieval.finder import Finder
from bot.nlu.thresholds import ALIKE, SIGNAL_BONUS
from bot.nlu.training.dataset import training_examples
from bot.nlu.training.feature_cache import FeatureCache, build_feature_cache
from bot.nlu.training.fingerprint import training_fingerprint
from bot.nlu.training.train import TrainedModels, train

OTHER_LANGUAGE: Final = "other-language"
"""The refusal of a message that is not in English."""

_SOMEBODY: Final = re.compile(
    r"\b(?:story|stories|tell me (?:about|of) (?:someone|somebody|a person|people)|(?:real|any|an) examples? of|how did (?:he|she|the author|they|one person))\b"
    r"|^(?:someone|somebody|who|(?:is there |do you know )?(?:anyone|anybody|a person|people)) (?:who|that|went|took|did|has|quit)\b"
)


@dataclass(frozen=True)
class Reading:
    """The scores of one message, before the conversation is considered: every kind, and every subject (only the likely
    ones where there are very many). `answers` are the nearest written answers with their shares, best first; `acts` are the
    dialogue acts, `facts` what is told about the person. `known_topics` are all topics of the library."""

    parsed: Parsed
    kinds: Mapping[str, float]
    topics: Mapping[str, float]
    refusals: Mapping[str, float]
    talk: Mapping[str, float]
    described: Mapping[str, float]
    stories: Mapping[str, float]
    answers: Mapping[str, float]
    acts: Mapping[str, float]
    facts: Facts
    known_topics: Collection[str] = field(repr=False)
    features: MessageFeatures = field(repr=False)


@dataclass(frozen=True)
class Retrieval:
    """What answers are found by: the embedding, and profiles of answers that were made ahead, by the digest of their ways of
    asking."""

    embedding: Embedding
    known: Mapping[str, AnswerProfile] = field(default_factory=dict, repr=False)


class Matcher:
    """Reads messages against one library. Two matchers over the same library read alike, however they were made.

    `key` is the fingerprint of what the models were trained on. `feature_cache` saves work when the next library is
    trained; it is None in a matcher over stored models until `fill_feature_cache` is called.
    """

    def __init__(
        self,
        library: Library,
        trained: TrainedModels | None = None,
        previous: "Matcher | None" = None,
        key: str | None = None,
        retrieval: Retrieval | None = None,
    ) -> None:
        """`trained` are models that were trained on a library with the same fingerprint. With the matcher of a similar
        library as `previous`, only the examples that differ are parsed again, and nothing is trained when only answers
        differ. `key` is the library's fingerprint, where the caller has it already. Without `retrieval`, no written answer
        is found."""
        self.library = library
        self.key = key or training_fingerprint(library)
        self.feature_cache: FeatureCache | None = previous.feature_cache if previous is not None else None
        if previous is not None and previous.key == self.key:
            self.parser: Parser = previous.parser
            self.models: TrainedModels = previous.models
            self.rules: RuleMatcher = previous.rules
            self.finder: Finder | None = self._finder(retrieval, previous.finder)
            return
        self.parser = Parser(library)
        if trained is None:
            trained, self.feature_cache = train(library, self.parser, self.feature_cache)
            trained = replace(trained, key=self.key)
        self.models = trained
        self.rules = RuleMatcher(library, trained.term_counts, trained.example_count)
        self.finder = self._finder(retrieval)

    def _finder(self, retrieval: Retrieval | None, previous: Finder | None = None) -> Finder | None:
        """The finder of this library's answers. Profiles of `previous` are used again, since it reads texts alike."""
        if retrieval is None:
            return None
        known = {**(previous.profiles if previous is not None else {}), **retrieval.known}
        return Finder(self.library, retrieval.embedding, self.features_of, known)

    def features_of(self, text: str) -> MessageFeatures:
        """A text with the rules that match it."""
        parsed = self.parser.parse(text)
        return MessageFeatures(parsed, self.rules.matched(rule_terms_of(parsed)))

    def fill_feature_cache(self) -> None:
        """Parse every example now (a few seconds), so that a library that differs a little can be trained in about one
        second."""
        if self.feature_cache is None:
            texts = (example.text for example in training_examples(self.library))
            self.feature_cache = build_feature_cache(texts, self.parser, None)

    def read(self, text: str) -> Reading:
        features = self.features_of(text)
        subjects = self.models.subjects.scores(features.for_subject)
        for entry, matched in features.rules.items():
            subjects[entry] = subjects.get(entry, 0.0) + SIGNAL_BONUS * matched.weight
        groups: dict[str, dict[str, float]] = {"topic": {}, "refusal": {}, "talk": {}, "role": {}, "story": {}}
        for name, score in sorted(subjects.items(), key=itemgetter(1), reverse=True):
            prefix, _, entry = name.partition(":")
            groups[prefix][entry] = score
        kinds = self.models.kinds.scores(features.for_kind)
        answers: Mapping[str, float] = {}
        if features.parsed.is_other_language and OTHER_LANGUAGE in self.library.refusals:
            kinds = {"out_of_scope": 1.0}
            groups["refusal"] = {OTHER_LANGUAGE: 1.0}
        elif self.finder is not None:
            answers = self.finder.find(features, groups["topic"], kinds)
        return Reading(
            parsed=features.parsed,
            kinds=kinds,
            topics=groups["topic"],
            refusals=groups["refusal"],
            talk=groups["talk"],
            described=groups["role"],
            stories=self._stories(features.parsed, groups["topic"], groups["story"]),
            answers=answers,
            facts=read_facts(features.parsed, self.models.facts),
            acts=self.models.acts.scores(features.for_kind) if self.models.acts is not None else {},
            known_topics=self.library.topics.keys(),
            features=features,
        )

    def _stories(self, parsed: Parsed, topics: Mapping[str, float], stories: Mapping[str, float]) -> dict[str, float]:
        """The scores of stories. There are too few phrases to learn from, so a message that asks for somebody's
        experience ("anyone who …") gives each story that is about its best topic that topic's score."""
        found = dict(stories)
        if _SOMEBODY.search(parsed.plain):
            best = next(iter(topics.items()), ("", 0.0))
            for number, story in enumerate(self.library.stories.values()):
                if best[0] in story.topics:
                    found[story.id] = found.get(story.id, 0.0) + best[1] - 0.001 * (number + len(story.topics))
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def near_answers(self, answer: str, most: int = 3) -> tuple[str, ...]:
        """The written answers nearest to one, which could be asked for next."""
        return self.finder.near(answer, most) if self.finder is not None else ()

    def are_alike(self, answer: str, other: str) -> bool:
        """Whether two written answers serve nearly the same questions, so that one of them is enough."""
        return self.finder is not None and self.finder.nearness(answer, other) >= ALIKE

    def explain_kind(self, reading: Reading, kind: str, most: int = 6) -> Candidate:
        """One kind with its score and the features that contributed most."""
        return _explained(self.models.kinds, reading.features.for_kind, kind, reading.kinds.get(kind, 0.0), most)

    def explain_subject(self, reading: Reading, name: str, score: float, most: int = 6) -> Candidate:
        """One subject (`topic:…`, `refusal:…`, `talk:…`) with its score and what contributed most, its rule first."""
        candidate = _explained(self.models.subjects, reading.features.for_subject, name, score, most)
        matched = reading.features.rules.get(name)
        why = (f"signal {matched.text} +{SIGNAL_BONUS * matched.weight:.2f}",) if matched else ()
        return Candidate(name, score, why + candidate.why)


def _explained(
    model: LinearModel | HierarchicalModel, features: Mapping[str, float], label: str, score: float, most: int
) -> Candidate:
    parts = model.contributions(features, label)[:most] if label in model.classes else []
    return Candidate(label, score, tuple(f"{name} {part:+.2f}" for name, part in parts))
