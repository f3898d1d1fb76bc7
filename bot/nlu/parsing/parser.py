"""One pass over a message: tokens are repaired, roles found, the direction settled, concepts gathered. Every later step
reads the resulting value and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.knowledge.library import Library
from bot.nlu.parsing.concepts import ConceptMatch, ConceptMatcher
from bot.nlu.parsing.direction import Direction, find_direction
from bot.nlu.parsing.language import is_other_language
from bot.nlu.parsing.mentions import Mention, find_mentions, mention_matcher, singular
from bot.nlu.parsing.preferences import PreferenceParser
from bot.nlu.parsing.spans import Span, weigh_spans
from bot.nlu.parsing.spelling import Spelling
from bot.nlu.parsing.tokenizer import sentences, stem, words

ASKING: Final = frozenset(
    [
        "what",
        "how",
        "why",
        "which",
        "should",
        "could",
        "can",
        "would",
        "is",
        "are",
        "does",
        "do",
        "worth",
        "advice",
        "tips",
        "help",
        "recommend",
        "suggest",
        "thoughts",
        "wondering",
        "best",
        "better",
        "anyone",
        "vs",
        "versus",
        "realistic",
        "possible",
        "next",
    ]
)


_UNSPOKEN: Final = frozenset("?!,()")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed message. `tokens` are repaired, and every sentence ends with "."; `repairs` lists (typed, repaired). A message in
    another language than English is parsed like any other, and marked."""

    tokens: tuple[str, ...]
    spans: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    direction: Direction
    concepts: tuple[ConceptMatch, ...]
    skills: tuple[ConceptMatch, ...]
    likes: tuple[str, ...]
    dislikes: tuple[str, ...]
    repairs: tuple[tuple[str, str], ...]
    unknown_share: float
    is_other_language: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles named, each once, in order."""
        return tuple(dict.fromkeys(m.role for m in self.mentions if m.role))

    @property
    def plain(self) -> str:
        """The words with ROLE for every role named and "." at the end of sentences; patterns over a whole message read this."""
        tokens = list(self.tokens)
        for mention in self.mentions:
            if mention.role:
                tokens[mention.start : mention.end] = ["ROLE", *[""] * (mention.end - mention.start - 1)]
        return " ".join(word for word in tokens if word and word not in _UNSPOKEN).removesuffix(".").strip()


class Parser:
    """Built once per library; `parse` is a pure function of the text."""

    def __init__(self, library: Library) -> None:
        self.names = mention_matcher(library)
        self.leaders = library.guidance.leaders
        self.concepts = ConceptMatcher(library)
        self.traits = PreferenceParser(library)
        self.role_concepts = library.vocabulary.role_concepts
        self.spelling = Spelling(repair_tiers(library), dict(library.vocabulary.shorthand))

    def parse(self, text: str) -> Parsed:
        tokens: list[str] = []
        spans: list[Span] = []
        repairs: list[tuple[str, str]] = []
        typed: list[str] = []
        strange = 0
        for sentence in sentences(text):
            start = len(tokens)
            for token in sentence.tokens:
                repaired = self.spelling.repair(token.text) if token.is_word else token.text
                if repaired != token.text:
                    repairs.append((token.text, repaired))
                if token.is_word:
                    typed.append(token.text)
                    strange += not self.spelling.knows(token.text) and repaired == token.text
                tokens.extend(repaired.split(" "))
            spans.append(Span(start, len(tokens), sentence.asks))
            tokens.append(".")
        mentions = find_mentions(tokens, self.names, self.leaders)
        spoken = self.traits.find(tokens)
        return Parsed(
            tokens=tuple(tokens),
            spans=weigh_spans(spans, tokens, ASKING),
            mentions=mentions,
            direction=find_direction(tokens, mentions),
            concepts=(*self.concepts.concepts(tokens), *self._concepts_of_roles(mentions)),
            skills=tuple(s for s in self.concepts.skills(tokens) if s.start not in spoken.unwanted),
            likes=spoken.likes,
            dislikes=spoken.dislikes,
            repairs=tuple(repairs),
            unknown_share=strange / len(typed) if typed else 1.0,
            is_other_language=is_other_language(typed),
        )

    def changed_since(self, other: "Parser", words: frozenset[str]) -> frozenset[str]:
        """Those of `words` that the two parsers may treat differently: a text without any of them is parsed alike.
        `words` are all words of some texts, as typed and as repaired."""
        if self.role_concepts != other.role_concepts or self.leaders != other.leaders:
            return words
        respelt = self.spelling.changed_since(other.spelling, words)
        names = self.names.changed_since(other.names)
        stems = self.concepts.changed_since(other.concepts) | self.traits.changed_since(other.traits)
        return respelt | {word for word in words if singular(word) in names or stem(word) in stems}

    def _concepts_of_roles(self, mentions: Iterable[Mention]) -> Iterator[ConceptMatch]:
        for mention in mentions:
            if mention.role in self.role_concepts:
                yield ConceptMatch(mention.start, mention.end, self.role_concepts[mention.role])


def repair_tiers(library: Library) -> Iterable[set[str]]:
    """The words that a misspelling may be repaired to, in tiers, the most important first."""
    roles: set[str] = set()
    for role in library.roles.values():
        for form in (role.name, *role.titles, *role.aliases.strong, *role.aliases.field, *role.aliases.weak):
            roles.update(words(form))
    yield roles
    concepts: set[str] = set()
    vocabulary = library.vocabulary
    for group in (*vocabulary.concepts.values(), *vocabulary.outside.values(), vocabulary.tools, vocabulary.pay_words):
        for form in group:
            concepts.update(words(form))
    for alias in library.skill_by_alias:
        concepts.update(words(alias))
    yield concepts
    phrases: set[str] = set()
    for entries in (library.topics, library.refusals, library.talk, library.transitions, library.stories):
        for entry in entries.values():
            for phrase in entry.phrases:
                phrases.update(words(phrase))
    yield phrases
    yield {
        word for group in (vocabulary.places, vocabulary.companies, vocabulary.schools) for form in group for word in words(form)
    }
