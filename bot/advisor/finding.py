"""Entries by what people type for them: ids, names, titles, abbreviations, with typos. For commands and completion."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

from bot.advisor.advisor import Advisor

MOST: Final = 25
CLOSE: Final = 88.0
"""Names this similar come before what the matcher makes of the words."""

NEAR: Final = 55.0
"""Names at least this similar are offered for one that is not known."""

_SURE: Final = ("strong", "field")


def find_role(advisor: Advisor, text: str) -> str | None:
    """The role meant, or None when there is none or more than one could be."""
    found = _exact(text, ((role.id, role.name) for role in advisor.library.roles.values()))
    if found is not None:
        return found
    mentions = advisor.matcher.read(f"what does a {text} do").parsed.mentions
    named = {mention.role for mention in mentions if mention.role}
    sure = {mention.role for mention in mentions if mention.strength in _SURE}
    return sure.pop() if len(named) == 1 and named == sure else None


def find_topic(advisor: Advisor, text: str) -> str | None:
    """The topic of that id or name; anything else is a question, not a topic."""
    return _exact(text, ((topic.id, topic.name) for topic in advisor.library.topics.values()))


def find_skills(advisor: Advisor, text: str) -> tuple[str, ...]:
    """The skills named in a text, in order."""
    return tuple(dict.fromkeys(idea.name for idea in advisor.matcher.read(f"i know {text}").parsed.skills))


def suggest_roles(advisor: Advisor, typed: str) -> list[tuple[str, str]]:
    """At most 25 roles (name, id) for what was typed so far, best first; the most connected ones when nothing was."""
    roles = advisor.library.roles
    if not typed.strip():
        moves = advisor.library.transitions.values()
        links = Counter(end for transition in moves for end in (*transition.from_, *transition.to))
        links.update(other for role in roles.values() for other in (*role.related, *(n.role for n in role.neighbours)))
        popular = sorted(roles.values(), key=lambda role: (role.variant, -links[role.id], role.name))
        return [(role.name, role.id) for role in popular[:MOST]]
    meant = advisor.matcher.read(f"what does a {typed} do").parsed.roles
    ranked = advisor.role_names.ranked(typed, MOST)
    close = [role for role, score in ranked.items() if score >= CLOSE]
    return [(roles[role].name, role) for role in dict.fromkeys((*close, *meant, *ranked)) if role in roles][:MOST]


def suggest_topics(advisor: Advisor, typed: str) -> list[tuple[str, str]]:
    """At most 25 topics (name, id) for what was typed so far, best first; the most linked ones when nothing was."""
    topics = advisor.library.topics
    if not typed.strip():
        links = Counter(other for topic in topics.values() for other in topic.related)
        links.update(topic for transition in advisor.library.transitions.values() for topic in transition.topics)
        popular = sorted(topics.values(), key=lambda topic: (-links[topic.id], topic.name))
        return [(topic.name, topic.id) for topic in popular[:MOST]]
    ranked = advisor.topic_names.ranked(typed, MOST)
    read = [topic for topic, score in advisor.matcher.read(typed).topics.items() if score > 0]
    return [(topics[topic].name, topic) for topic in dict.fromkeys((*ranked, *read)) if topic in topics][:MOST]


def _exact(text: str, entries: Iterable[tuple[str, str]]) -> str | None:
    wanted = " ".join(text.split()).casefold()
    return next((entry for entry, name in entries if wanted in (entry, name.casefold())), None)


def nearest_roles(advisor: Advisor, text: str, most: int = 5) -> list[str]:
    """Roles whose names are spelled like `text`, for "did you mean"."""
    named = advisor.matcher.read(f"what does a {text} do").parsed.roles
    names = {role.id: role.name.lower() for role in advisor.library.roles.values()}
    alike = process.extract(text.lower(), names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=most)
    return list(dict.fromkeys((*named, *(key for _, _, key in alike))))[:most]
