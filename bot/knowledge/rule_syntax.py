"""The syntax of rules (`signals` in the knowledge files): conjunctions of concepts by which an entry is recognised.

`boss + toxic|threat + !wish` means: a word of the concept "boss", one of "toxic" or "threat", and none of "wish". A term
is the name of a concept in vocabulary.yaml, or a word written `=word` that must be in the question itself.
"""

from dataclasses import dataclass

from bot.knowledge.schema import Signal


@dataclass(frozen=True, slots=True)
class Conjunction:
    """`required`: one term of each set must be present; `excluded`: none may be present. Literal words keep their `=`."""

    required: tuple[frozenset[str], ...]
    excluded: frozenset[str] = frozenset()

    @property
    def terms(self) -> frozenset[str]:
        return frozenset().union(*self.required) | self.excluded


def parse_signal(signal: Signal) -> Conjunction:
    """Parse a rule. Raises ValueError with a sentence for the curator when it is malformed."""
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
