"""A reference implementation of the matcher in plain Python: it tries every name, concept, word and signal at every position
of the text, and scores every class. It is slow and obvious; the fast matcher must give the same readings."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.knowledge.library import Library
from bot.knowledge.rule_syntax import parse_signal
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.parsing.concepts import ConceptMatch
from bot.nlu.parsing.mentions import MentionTarget, singular
from bot.nlu.parsing.parser import Parser
from bot.nlu.parsing.phrase_matcher import PhraseMatch
from bot.nlu.parsing.spelling import english_words
from bot.nlu.parsing.tokenizer import stem, words
from bot.nlu.training.train import TrainedModels


class SlowPhraseMatcher:
    """Finds phrases by trying each one at each position."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Any]], key: Any) -> None:
        self.key = key
        folded = dict.fromkeys((tuple(key(word) for word in form), value) for form, value in entries if form)
        self.forms = sorted(folded, key=lambda entry: -len(entry[0]))

    def all_in(self, tokens: Sequence[str]) -> Iterator[PhraseMatch[Any]]:
        folded = [self.key(token) for token in tokens]
        for start, first in enumerate(folded):
            for form, value in self.forms:
                if form[0] == first and tuple(folded[start : start + len(form)]) == form:
                    yield PhraseMatch(start, start + len(form), value)


class SlowConcepts:
    """Finds concepts and skills."""

    def __init__(self, library: Library) -> None:
        vocabulary = library.vocabulary
        groups = {**vocabulary.concepts, "PAY": vocabulary.pay_words, "PLACE": vocabulary.places, "TOOL": vocabulary.tools}
        groups |= {"COMPANY": vocabulary.companies, "SCHOOL": vocabulary.schools}
        self.concept_phrases = SlowPhraseMatcher(((words(form), name) for name, forms in groups.items() for form in forms), stem)
        forms = ((form, skill.id) for skill in library.skills.values() for form in (skill.name.lower(), *skill.aliases))
        self.skill_phrases = SlowPhraseMatcher(((words(form), skill) for form, skill in forms), stem)

    def concepts(self, tokens: Sequence[str]) -> Iterator[ConceptMatch]:
        return (ConceptMatch(found.start, found.end, found.value) for found in self.concept_phrases.all_in(tokens))

    def skills(self, tokens: Sequence[str]) -> Iterator[ConceptMatch]:
        return (ConceptMatch(found.start, found.end, found.value) for found in self.skill_phrases.all_in(tokens))


def names(library: Library) -> SlowPhraseMatcher:
    """The names of roles, titles and outside careers."""
    forms: list[tuple[Sequence[str], MentionTarget]] = []
    for role in library.roles.values():
        forms += [(words(form), MentionTarget(role.id, "strong")) for form in (role.name, *role.titles, *role.aliases.strong)]
        forms += [(words(form), MentionTarget(role.id, "field")) for form in role.aliases.field]
        forms += [(words(form), MentionTarget(role.id, "weak")) for form in role.aliases.weak]
    for title in library.titles.values():
        strength: Any = "strong" if title.reads_as else "title"
        forms += [(words(form), MentionTarget(title.reads_as, strength, title=title.id)) for form in (title.name, *title.aliases)]
    for group, careers in library.vocabulary.outside.items():
        forms += [(words(career), MentionTarget(None, "outside", group=group)) for career in careers]
    return SlowPhraseMatcher(forms, singular)


def distance(one: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    table = [[max(row, column) if 0 in (row, column) else 0 for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            differs = one[row - 1] != other[column - 1]
            least = min(table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + differs)
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                least = min(least, table[row - 2][column - 2] + 1)
            table[row][column] = least
    return table[-1][-1]


class SlowSpelling:
    """Repairs a word by measuring its distance to every known word."""

    def __init__(self, tiers: Sequence[Iterable[str]], shorthand: Mapping[str, str]) -> None:
        self.tiers = [{word for word in tier if word.isascii() and word.isalpha()} for tier in tiers]
        self.shorthand = shorthand
        self.repaired: dict[str, str] = {}

    def tier(self, word: str) -> int | None:
        return next((number for number, tier in enumerate(self.tiers) if word in tier), None)

    def knows(self, word: str) -> bool:
        return self.tier(word) is not None or word in english_words() or not word.isalpha()

    def repair(self, word: str) -> str:
        if word not in self.repaired:
            self.repaired[word] = self.shorthand[word] if word in self.shorthand else self.nearest(word)
        return self.repaired[word]

    def nearest(self, word: str) -> str:
        if self.knows(word) or len(word) < 4 or not word.isascii():
            return word
        allowed = 1 if len(word) <= 5 else 2 if len(word) <= 10 else 3
        found: list[tuple[int, bool, int, str]] = []
        for number, tier in enumerate(self.tiers):
            for target in tier:
                if len(target) < 3 or abs(len(target) - len(word)) > allowed:
                    continue
                far = distance(word, target)
                if far <= allowed and (far <= 1 or target[0] == word[0] or (far == 2 and len(word) >= 11)):
                    found.append((far, target[0] != word[0], number, target))
        best = min(found, default=None)
        if best is not None and best[0] <= 1:
            return best[3]
        for cut in range(2, len(word) - 2):
            if word[:cut] in self.tiers[0] and word[cut:] in self.tiers[0]:
                return f"{word[:cut]} {word[cut:]}"
        return best[3] if best is not None else word


def slow_parser(library: Library, tiers: Sequence[Iterable[str]]) -> Parser:
    """A parser with the slow look-ups above; the rest of it is the real parser."""
    parser: Any = Parser(library)
    parser.names, parser.concepts = names(library), SlowConcepts(library)
    parser.spelling = SlowSpelling(tiers, library.vocabulary.shorthand)
    typed: Parser = parser
    return typed


class SlowMatcher:
    """The parser above, with every signal and every class checked."""

    def __init__(self, library: Library, models: TrainedModels, tiers: Sequence[Iterable[str]]) -> None:
        self.parser = slow_parser(library, tiers)
        self.models = models
        self.rules = [
            (
                f"{prefix}:{entry.id}",
                [{fold(term) for term in group} for group in signal.required],
                set(map(fold, signal.excluded)),
            )
            for prefix, entries in (("topic", library.topics), ("refusal", library.refusals), ("talk", library.talk))
            for entry in entries.values()
            for signal in map(parse_signal, entry.signals)
        ]
        self.rows = {id(model): {name: number for number, name in enumerate(model.features)} for model in self.linear_models()}

    def linear_models(self) -> Sequence[LinearModel]:
        assert isinstance(self.models.subjects, LinearModel)
        return self.models.kinds, self.models.subjects

    def matched(self, terms: frozenset[str]) -> dict[str, float]:
        """Entry → the weight of its heaviest signal that matches."""
        found: dict[str, float] = {}
        counts, examples = self.models.term_counts, self.models.example_count
        for name, needed, excluded in self.rules:
            if excluded & terms or any(not group & terms for group in needed):
                continue
            rarity = [math.log((examples + 1) / (1 + sum(counts.get(term, 0) for term in group))) for group in needed]
            weight = sum(max(rare, 0.0) for rare in rarity) / 7.0 * (0.5 if len(rarity) == 1 else 1.0)
            found[name] = max(found.get(name, 0.0), min(max(weight, 0.3), 1.6))
        return found

    def scores(self, model: LinearModel, features: Mapping[str, float]) -> dict[str, float]:
        """softmax(b + W·x/|x|), computed number by number."""
        row = self.rows[id(model)]
        known = {name: value for name, value in features.items() if name in row}
        length = math.sqrt(sum(value * value for value in known.values())) or 1.0
        exponentials = {}
        for column, label in enumerate(model.classes):
            part = sum(
                float(model.scales[row[name]]) * float(model.weights[row[name], column]) * value / length
                for name, value in known.items()
            )
            exponentials[label] = math.exp(float(model.bias[column]) + part)
        total = sum(exponentials.values())
        return {label: value / total for label, value in exponentials.items()}


def fold(term: str) -> str:
    """The term with its word stemmed, if it is a word."""
    return f"={stem(term[1:])}" if term.startswith("=") else term
