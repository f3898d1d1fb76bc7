"""From text to tokens: one normalisation, used for questions and for the knowledge's own words alike."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_CHARACTERS: Final = 4_000
MAX_TOKENS: Final = 400

ARROW: Final = "->"
"""Every kind of arrow becomes this token."""


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PROTECTED: Final = (
    (_any_case(r"\bc\s?\+\+"), " cpp "),
    (_any_case(r"\bc\s?#"), " csharp "),
    (_any_case(r"(?<!\w)\.net\b"), " dotnet "),
    (_any_case(r"\bnode\.js\b"), " nodejs "),
    (_any_case(r"\ba\s?/\s?b\b"), " ab "),
    (_any_case(r"\bci\s?/\s?cd\b"), " cicd "),
    (_any_case(r"\b(?:ui\s?/\s?ux|ux\s?/\s?ui)\b"), " ux "),
    (_any_case(r"\bai\s?/\s?ml\b|\bml\s?/\s?ai\b"), " aiml "),
    (_any_case(r"\bfp\s?&\s?a\b"), " fpa "),
    (_any_case(r"\br\s?&\s?d\b"), " rnd "),
    (_any_case(r"\bw\s?/\s?o\b"), " without "),
    (_any_case(r"(?<!\w)w/"), " with "),
    (_any_case(r"\b9\s?(?:-|to)\s?5\b"), " ninetofive "),
    (_any_case(r"<(?:@[!&]?|#|a?:\w+:)\d+>|https?://\S+|www\.\S+"), " "),
    (re.compile(r"[-=~]+>|[→➔➜⟶⇒»]|(?<=\s)>+(?=\s)|(?<=\w)>(?=\w)"), f" {ARROW} "),
)
_TAG: Final = re.compile(r"^\s*(?:\[[^\]\n]{1,40}\]\s*)+")
_CAMEL: Final = re.compile(r"\b([A-Z]{2,4})([a-z]{5,})\b|\b([A-Z]?[a-z]{4,})([A-Z][a-z]{3,})\b")
_IS: Final = r"what|it|that|who|how|where|there|he|she|here|let|when|why"
_JOINED_IS: Final = _any_case(rf"\b({_IS})'s\b")
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s\b|(?<=s)'(?!\w)")
_APOSTROPHES: Final = re.compile("['’‘ʼ`´]")
_TOKEN: Final = re.compile(r"[^\W_]+|->|[/.?!;:,()&+\n]", re.UNICODE)
_ENDS: Final = frozenset(".?!;\n")
_SEPARATORS: Final = frozenset("/.?!;:,()&+\n") | {ARROW}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or separator in lower case. `shout` is true when it was typed in capitals (DE, not de)."""

    text: str
    shout: bool = False

    @property
    def is_word(self) -> bool:
        return self.text not in _SEPARATORS


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens up to an end mark. `asks` when it ended in a question mark."""

    tokens: tuple[Token, ...]
    asks: bool = False


def clean(text: str) -> str:
    """The text with look-alike characters folded and invisible ones removed; case and line ends are kept. At most
    MAX_CHARACTERS are read."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])
    if text.isascii():
        return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    decomposed = unicodedata.normalize("NFD", text)
    kept = (_visible(c) for c in decomposed)
    return unicodedata.normalize("NFC", "".join(kept))


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n":
        return character
    if category in ("Mn", "Me", "Cf"):
        return ""
    return " " if category.startswith(("C", "Z")) else character


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a message, at most MAX_TOKENS tokens in all; empty when the text holds nothing readable."""
    text = _TAG.sub("", _APOSTROPHES.sub("'", clean(text)))
    text = _CAMEL.sub(_split_camel, text)
    shouted = text.upper() == text and any(c.isalpha() for c in text) and " " in text.strip()
    text = _fold(text)
    found: list[Sentence] = []
    current: list[Token] = []
    for match in list(_TOKEN.finditer(text))[:MAX_TOKENS]:
        word = match.group()
        if word in _ENDS and not (word == "." and _inside_number(text, match.start())):
            if current:
                found.append(Sentence(tuple(current), asks=word == "?"))
                current = []
            elif found and word == "?":
                found[-1] = Sentence(found[-1].tokens, asks=True)
            continue
        current.append(Token(word.casefold(), shout=not shouted and len(word) > 1 and word.isupper()))
    if current:
        found.append(Sentence(tuple(current)))
    return tuple(found)


def _fold(text: str) -> str:
    """Folds protected names, joined "is", possessives and apostrophes. Case is kept, since capitals tell abbreviations."""
    for pattern, replacement in _PROTECTED:
        text = pattern.sub(replacement, text)
    text = _JOINED_IS.sub(r"\1s", text)
    return _POSSESSIVE.sub("", text).replace("'", "")


def _split_camel(match: re.Match[str]) -> str:
    """MLengineer → ML engineer, DataEngineer → Data Engineer. Names such as LinkedIn have no long second part and stay."""
    head, tail, first, second = match.groups()
    return f"{head} {tail}" if head else f"{first} {second}"


def _inside_number(text: str, index: int) -> bool:
    return 0 < index < len(text) - 1 and text[index - 1].isdigit() and text[index + 1].isdigit()


_PLAIN_WORDS: Final = re.compile(r"[a-z ]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a phrase from the knowledge, normalised as a question's words are."""
    if _PLAIN_WORDS.fullmatch(text):  # most of the vocabulary: nothing to fold
        return tuple(text.split())
    return tuple(token.text for sentence in sentences(text) for token in sentence.tokens if token.is_word)


_DOUBLED: Final = re.compile(r"([bdgmnprt])\1$")
_KEEP_S: Final = ("ss", "us", "is", "ops", "sas", "aws")


_WHOLE: Final = frozenset(
    [
        "news",
        "marketing",
        "during",
        "nothing",
        "something",
        "anything",
        "everything",
        "thing",
        "morning",
        "evening",
        "building",
        "accounting",
        "nursing",
        "interesting",
        "being",
        "need",
        "speed",
        "feed",
        "indeed",
        "bed",
        "red",
        "bias",
        "always",
        "maths",
        "stats",
        "analytics",
        "physics",
        "economics",
    ]
)
"""Words that only look inflected."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light stem: plural, -ed, -ing and a final e are dropped, so that manage, managed and managing meet.

    -er, -ment and the like stay: a manager is not managing. Only compare stems with stems.
    """
    if len(word) <= 3 or not word.isascii() or not word.isalpha() or word in _WHOLE:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(_KEEP_S):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and any(v in word[: -len(suffix)] for v in "aeiouy"):
            word = _DOUBLED.sub(r"\1", word[: -len(suffix)])
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
