"""Signals: the conjunctions of ideas by which an entry is recognised, as curators write them.

`boss + toxic|threat + !wish` means: an idea of "boss", one of "toxic" or "threat", and no idea of "wish". A term is the
name of a concept in vocabulary.yaml, or a word written `=word` that must stand in the question itself.
"""

from dataclasses import dataclass

from bot.knowledge.schema import Signal


@dataclass(frozen=True, slots=True)
class Conjunction:
    """`required`: one of each set must be present; `excluded`: none may be. Literal words keep their `=`."""

    required: tuple[frozenset[str], ...]
    excluded: frozenset[str] = frozenset()

    @property
    def terms(self) -> frozenset[str]:
        return frozenset().union(*self.required) | self.excluded


def parse_signal(signal: Signal) -> Conjunction:
    """Raises ValueError with a sentence for the curator when the signal is malformed."""
    required: list[frozenset[str]] = []
    excluded: set[str] = set()
    for part in signal.split(" + "):
        names = part.strip().removeprefix("!")
        terms = [term.strip() for term in names.split("|")]
        if not all(term.removeprefix("=") for term in terms) or any(" " in term for term in terms):
            raise ValueError(f"'{signal}' is no signal; write terms joined by ' + ', such as 'boss + toxic|threat'")
        if part.strip().startswith("!"):
            excluded.update(terms)
        else:
            required.append(frozenset(terms))
    if not required:
        raise ValueError(f"'{signal}' only excludes; name at least one idea that must be there")
    return Conjunction(tuple(required), frozenset(excluded))
