"""Rules and backgrounds are made of words of the vocabulary."""

from collections.abc import Iterable, Iterator

from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.problems import Problem
from bot.knowledge.rule_syntax import parse_signal
from bot.knowledge.schema import Entry, Transition, Vocabulary


def check_backgrounds(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    outside = {word for _, value in loaded if isinstance(value, Vocabulary) for words in value.outside.values() for word in words}
    for document, value in loaded:
        for index, background in enumerate(value.backgrounds if isinstance(value, Transition) else ()):
            if background not in outside:
                message = f"'{background}' stands in no list of `outside` in vocabulary.yaml; add it there or correct it"
                yield Problem(document.place(("backgrounds", index)), message)


def check_signals(loaded: Iterable[Loaded], roles: set[str]) -> Iterator[Problem]:
    concepts = {name for _, value in loaded if isinstance(value, Vocabulary) for name in value.concepts}
    for document, value in loaded:
        if isinstance(value, Vocabulary):
            for role, concept in value.role_concepts.items():
                if role not in roles or concept not in concepts:
                    message = f"'{role}: {concept}' must name a role and a concept of this file; correct it"
                    yield Problem(document.place(("role_concepts", role)), message)
        if not isinstance(value, Entry):
            continue
        for index, signal in enumerate(value.signals):
            place = document.place(("signals", index))
            try:
                terms = parse_signal(signal).terms
            except ValueError as error:
                yield Problem(place, str(error))
                continue
            for term in sorted(terms):
                if not term.startswith("=") and term not in concepts:
                    yield Problem(
                        place, f"'{term}' is no concept of vocabulary.yaml; add it there or write '={term}' for the word"
                    )
