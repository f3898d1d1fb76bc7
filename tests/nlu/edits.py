"""Edits of the knowledge that a moderator could make, as functions from a library to the changed library."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Example

Edit = Callable[[Library], Library]


def updated(library: Library, part: str, entry: str, /, **fields: Any) -> Library:
    """The library with fields of one entry replaced."""
    entries = getattr(library, part)
    more: dict[str, Any] = {part: {**entries, entry: entries[entry].model_copy(update=fields)}}
    return replace(library, **more)


def added(library: Library, part: str, entry: str, field: str, *more: str) -> Library:
    """The library with values added to a field of one entry."""
    return updated(library, part, entry, **{field: (*getattr(getattr(library, part)[entry], field), *more)})


def a_phrase_of_known_words(library: Library) -> Library:
    return added(library, "topics", "bad-managers", "phrases", "my boss keeps shouting at the whole team")


def a_phrase_with_a_new_word(library: Library) -> Library:
    return added(library, "topics", "bad-managers", "phrases", "my chief is a zorblax and nobody says so")


def a_phrase_less(library: Library) -> Library:
    return updated(library, "topics", "bad-managers", phrases=library.topics["bad-managers"].phrases[1:])


def an_alias(library: Library) -> Library:
    aliases = library.roles["data-engineer"].aliases
    more = aliases.model_copy(update={"strong": (*aliases.strong, "pipeline plumber", "job")})
    return updated(library, "roles", "data-engineer", aliases=more)


def an_alias_less(library: Library) -> Library:
    aliases = library.roles["data-scientist"].aliases
    return updated(library, "roles", "data-scientist", aliases=aliases.model_copy(update={"strong": aliases.strong[1:]}))


def a_concept(library: Library) -> Library:
    concepts = library.vocabulary.concepts
    grown = {name: (*forms, "whole team", "first") if name == "boss" else forms for name, forms in concepts.items()}
    return replace(library, vocabulary=library.vocabulary.model_copy(update={"concepts": grown}))


def a_role_concept_less(library: Library) -> Library:
    rest = dict(list(library.vocabulary.role_concepts.items())[1:])
    return replace(library, vocabulary=library.vocabulary.model_copy(update={"role_concepts": rest}))


def a_signal(library: Library) -> Library:
    return added(library, "topics", "bad-managers", "signals", "=zorblax + boss")


def an_example(library: Library) -> Library:
    text = "honestly my lead shouts at everybody, what now"
    return replace(library, examples=(*library.examples, Example(text=text, kind="advice", topics=("bad-managers",))))


def an_example_less(library: Library) -> Library:
    return replace(library, examples=library.examples[1:])


def a_topic_less(library: Library) -> Library:
    """Links to the topic stay, since training does not read them."""
    return replace(library, topics={name: topic for name, topic in library.topics.items() if name != "job-market"})


def a_skill_alias(library: Library) -> Library:
    return added(library, "skills", next(iter(library.skills)), "aliases", "zorblaxing")


def a_title_alias(library: Library) -> Library:
    return added(library, "titles", next(iter(library.titles)), "aliases", "team whisperer")


EDITS: Final[tuple[Edit, ...]] = (
    a_phrase_of_known_words,
    a_phrase_with_a_new_word,
    a_phrase_less,
    an_alias,
    an_alias_less,
    a_concept,
    a_role_concept_less,
    a_signal,
    an_example,
    an_example_less,
    a_topic_less,
    a_skill_alias,
    a_title_alias,
)
