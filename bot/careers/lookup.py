"""Finds entries by what people type for them: ids, names, titles, abbreviations, with typos. For commands and completion."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

from bot.careers.name_index import NameIndex
from bot.knowledge.library import Library
from bot.nlu.matcher import Matcher

MOST: Final = 25
CLOSE: Final = 88.0
"""Names this similar come before the roles that the matcher finds in the text."""

NEAR: Final = 55.0
"""Names at least this similar are offered in place of an unknown name."""

_SURE: Final = ("strong", "field")

_ABOUT_ROLE: Final = "what does a {} do"
"""A question in which every name of a role is read as a role, weak names too."""


class Lookup:
    """Finds entries of one library by name. The name indexes are made when they are first needed."""

    def __init__(self, library: Library, matcher: Matcher) -> None:
        self._library = library
        self._matcher = matcher

    @cached_property
    def role_names(self) -> NameIndex:
        roles = self._library.roles.values()
        return NameIndex({role.id: (role.name, *role.titles, *role.aliases.strong, *role.aliases.field) for role in roles})

    @cached_property
    def topic_names(self) -> NameIndex:
        return NameIndex({topic.id: (topic.name, topic.id.replace("-", " ")) for topic in self._library.topics.values()})

    def role(self, text: str) -> str | None:
        """The id of the role meant; None when no role is meant, or when more than one could be."""
        found = _exact(text, ((role.id, role.name) for role in self._library.roles.values()))
        if found is not None:
            return found
        mentions = self._matcher.read(_ABOUT_ROLE.format(text)).parsed.mentions
        named = {mention.role for mention in mentions if mention.role}
        sure = {mention.role for mention in mentions if mention.strength in _SURE}
        return sure.pop() if len(named) == 1 and named == sure else None

    def topic(self, text: str) -> str | None:
        """The id of the topic with that id or name; any other text is a question, not a topic."""
        return _exact(text, ((topic.id, topic.name) for topic in self._library.topics.values()))

    def skills(self, text: str) -> tuple[str, ...]:
        """The ids of the skills named in a text, in order."""
        return tuple(dict.fromkeys(found.name for found in self._matcher.read(f"i know {text}").parsed.skills))

    def suggest_roles(self, typed: str) -> list[tuple[str, str]]:
        """At most 25 roles (name, id) for the text typed so far, best first; without text, those with the most links."""
        roles = self._library.roles
        if not typed.strip():
            moves = self._library.transitions.values()
            links = Counter(end for transition in moves for end in (*transition.from_, *transition.to))
            links.update(other for role in roles.values() for other in (*role.related, *(n.role for n in role.neighbours)))
            popular = sorted(roles.values(), key=lambda role: (role.variant, -links[role.id], role.name))
            return [(role.name, role.id) for role in popular[:MOST]]
        meant = self._matcher.read(_ABOUT_ROLE.format(typed)).parsed.roles
        ranked = self.role_names.ranked(typed, MOST)
        close = [role for role, score in ranked.items() if score >= CLOSE]
        return [(roles[role].name, role) for role in dict.fromkeys((*close, *meant, *ranked)) if role in roles][:MOST]

    def suggest_topics(self, typed: str) -> list[tuple[str, str]]:
        """At most 25 topics (name, id) for the text typed so far, best first; without text, those with the most links."""
        topics = self._library.topics
        if not typed.strip():
            links = Counter(other for topic in topics.values() for other in topic.related)
            links.update(topic for transition in self._library.transitions.values() for topic in transition.topics)
            popular = sorted(topics.values(), key=lambda topic: (-links[topic.id], topic.name))
            return [(topic.name, topic.id) for topic in popular[:MOST]]
        ranked = self.topic_names.ranked(typed, MOST)
        read = [topic for topic, score in self._matcher.read(typed).topics.items() if score > 0]
        return [(topics[topic].name, topic) for topic in dict.fromkeys((*ranked, *read)) if topic in topics][:MOST]

    def nearest_roles(self, text: str, most: int = 5) -> list[str]:
        """The ids of the roles whose names are spelled most like `text`, for "did you mean"."""
        named = self._matcher.read(_ABOUT_ROLE.format(text)).parsed.roles
        names = {role.id: role.name.lower() for role in self._library.roles.values()}
        alike = process.extract(text.lower(), names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=most)
        return list(dict.fromkeys((*named, *(key for _, _, key in alike))))[:most]


def _exact(text: str, entries: Iterable[tuple[str, str]]) -> str | None:
    wanted = " ".join(text.split()).casefold()
    return next((entry for entry, name in entries if wanted in (entry, name.casefold())), None)
