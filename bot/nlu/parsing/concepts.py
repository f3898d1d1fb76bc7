"""Concepts in a message: words that mean the same here, from the vocabulary, and names of tools, places and the like."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.library import Library
from bot.nlu.parsing.phrase_matcher import PhraseMatcher
from bot.nlu.parsing.tokenizer import stem, words


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """The concept `name` stands at tokens[start:end]."""

    start: int
    end: int
    name: str


class ConceptMatcher:
    """Finds the concepts of the vocabulary, the skills of the library, and the names of tools, places and the like."""

    def __init__(self, library: Library) -> None:
        vocabulary = library.vocabulary
        gazetteers = {
            "PAY": vocabulary.pay_words,
            "PLACE": vocabulary.places,
            "TOOL": vocabulary.tools,
            "COMPANY": vocabulary.companies,
            "SCHOOL": vocabulary.schools,
        }
        self._concepts = PhraseMatcher(_forms({**vocabulary.concepts, **gazetteers}), key=stem)
        skills = ((words(form), skill) for form, skill in library.skill_by_alias.items())
        self._skills = PhraseMatcher(skills, key=stem)

    def concepts(self, tokens: Sequence[str]) -> Iterator[ConceptMatch]:
        return (ConceptMatch(found.start, found.end, found.value) for found in self._concepts.all_in(tokens))

    def skills(self, tokens: Sequence[str]) -> Iterator[ConceptMatch]:
        return (ConceptMatch(found.start, found.end, found.value) for found in self._skills.all_in(tokens))

    def changed_since(self, other: "ConceptMatcher") -> frozenset[str]:
        """Stems such that the two matchers find the same in every text without any of them."""
        concepts, skills = other._concepts, other._skills  # noqa: SLF001 - of its own kind
        return self._concepts.changed_since(concepts) | self._skills.changed_since(skills)


def _forms(groups: dict[str, tuple[str, ...]]) -> Iterable[tuple[tuple[str, ...], str]]:
    return ((words(form), name) for name, forms in groups.items() for form in forms)
