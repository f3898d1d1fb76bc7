"""What people say that they like and dislike in work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.nlu.parsing.phrase_matcher import PhraseMatcher
from bot.nlu.parsing.tokenizer import stem, words

_DISLIKE: Final = re.compile(
    r"(?:^| )(?:hate|hating|dislike|despise|dont(?! mind)|doesnt(?! mind)|cant stand|cannot stand|not|no|without|avoid|less|never|bored|boring|tired|sick|"
    r"allergic|rather not|nothing to do with|instead of|more than|away from|bad at|suck at|terrible at|over|dont want|zero)(?: \w+){0,3}$"
)
_LIKE: Final = re.compile(
    r"(?:^| )(?:like|likes|love|loves|enjoy|enjoying|good at|great at|decent at|prefer|into|interested|interest|fan|passion|passionate|want|wants|"
    r"keen|fond|drawn|favou?rite|fun|happiest|curious|excited|strong in|strong|comfortable|mostly|all about|mind|fine with|know|learning|knack)"
    r"(?: \w+){0,8}$"
)
_LISTING: Final = frozenset({",", "/", "or", "and", "&"})
_BREAK: Final = frozenset({"but", ".", ",", "though", "however", "while", "except", "yet"})


@dataclass(frozen=True, slots=True)
class Preferences:
    """Trait ids liked and disliked, and the positions of the tokens that named something disliked."""

    likes: tuple[str, ...]
    dislikes: tuple[str, ...]
    unwanted: frozenset[int]


class PreferenceParser:
    """Finds the traits of the vocabulary in a message, and whether each is liked or disliked."""

    def __init__(self, library: Library) -> None:
        forms = ((words(form), trait) for trait, group in library.vocabulary.traits.items() for form in group)
        self._forms = PhraseMatcher(forms, key=stem)

    def find(self, tokens: Sequence[str]) -> Preferences:
        """What is liked and disliked, in order of appearance; a trait that is only named counts as liked."""
        likes: dict[str, None] = {}
        dislikes: dict[str, None] = {}
        unwanted: set[int] = set()
        taken = 0
        for found in sorted(self._forms.all_in(tokens), key=lambda f: (f.start, f.start - f.end)):
            if found.start < taken:
                continue
            taken = found.end
            continues = tokens[found.start - 1] in _LISTING and found.start - 2 in unwanted if found.start > 1 else False
            if continues or self._disliked(tokens, found.start):
                dislikes[found.value] = None
                unwanted.update(range(found.start, found.end))
            else:
                likes[found.value] = None
        return Preferences(tuple(t for t in likes if t not in dislikes), tuple(dislikes), frozenset(unwanted))

    def changed_since(self, other: "PreferenceParser") -> frozenset[str]:
        """Stems such that the two parsers find the same in every text without any of them."""
        return self._forms.changed_since(other._forms)  # noqa: SLF001 - of its own kind

    @staticmethod
    def _disliked(tokens: Sequence[str], start: int) -> bool:
        """Whether the trait at `start` is disliked: the nearest cue before it decides, not beyond a "but" or the end of a
        sentence. "X more than Y" dislikes Y."""
        left: list[str] = []
        for token in reversed(tokens[max(0, start - 9) : start]):
            if token in _BREAK:
                break
            left.append(token)
        before = " ".join(reversed([t for t in left if t not in ("/", "&", "(", ")")]))
        dislike, like = _DISLIKE.search(before), _LIKE.search(before)
        if dislike and like:
            return dislike.start() >= like.start() or "dont" in dislike.group() or "not" in dislike.group().split()
        return dislike is not None
