"""The roles, titles and other careers that a message names, and where they stand.

A role's name has one of three strengths, which the role's file gives: strong ("data engineer", "de"), field ("data
engineering") and weak ("manager", "ML", "backend"). A weak name is a role only where the sentence makes it one: after
"into" or "as a", beside "vs" or an arrow, before "role" or "job". Careers outside the library (teacher, actuary, web
developer) are found in the same way; they can be the start of a move, and are never its role.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.knowledge.library import Library
from bot.nlu.parsing.direction_cues import slot_scores
from bot.nlu.parsing.phrase_matcher import PhraseMatch, PhraseMatcher
from bot.nlu.parsing.tokenizer import ARROW, words

Strength = Literal["strong", "field", "weak", "title", "outside"]

_RANK: Final[dict[Strength, int]] = {"strong": 0, "field": 1, "title": 2, "outside": 3, "weak": 4}
_JOINERS: Final = frozenset({"/", "or", "and", "&", ","})


@dataclass(frozen=True, slots=True)
class MentionTarget:
    """What a name stands for: a role, a title without a role, or (both None) a career outside the library."""

    role: str | None
    strength: Strength
    title: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """The mention at tokens[start:end]. `role` is None for a career outside the library and for a title that reads as no
    role."""

    start: int
    end: int
    role: str | None
    strength: Strength
    title: str | None = None
    group: str | None = None


def singular(word: str) -> str:
    """The form under which names are compared: the word without its plural s."""
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ops")):
        return word[:-1]
    return word


def mention_matcher(library: Library) -> PhraseMatcher[MentionTarget]:
    """Finds every name of every role, title and outside career in the library."""
    entries: list[tuple[Sequence[str], MentionTarget]] = []
    for role in library.roles.values():
        entries += [(words(form), MentionTarget(role.id, "strong")) for form in (role.name, *role.titles, *role.aliases.strong)]
        entries += [(words(form), MentionTarget(role.id, "field")) for form in role.aliases.field]
        entries += [(words(form), MentionTarget(role.id, "weak")) for form in role.aliases.weak]
    for title in library.titles.values():
        name = MentionTarget(title.reads_as, "strong" if title.reads_as else "title", title=title.id)
        entries += [(words(form), name) for form in (title.name, *title.aliases)]
    for group, careers in library.vocabulary.outside.items():
        entries += [(words(career), MentionTarget(None, "outside", group=group)) for career in careers]
    return PhraseMatcher(entries, key=singular)


def find_mentions(tokens: Sequence[str], names: PhraseMatcher[MentionTarget], leaders: Mapping[str, str]) -> tuple[Mention, ...]:
    """The mentions in order, without overlaps: longer names win, then roles over careers outside, then titles that are read as
    a role over the role's own names, so that what is said of the title is not lost.

    `leaders` maps a word such as "manager" to the role that it names after a discipline ("DS manager").
    """
    best = sorted(names.all_in(tokens), key=lambda f: (f.start - f.end, _RANK[f.value.strength], f.value.title is None, f.start))
    taken: set[int] = set()
    chosen: list[PhraseMatch[MentionTarget]] = []
    for found in best:
        if taken.isdisjoint(range(found.start, found.end)):
            taken.update(range(found.start, found.end))
            chosen.append(found)
    chosen.sort(key=lambda f: f.start)
    mentions = [_mention(f) for f in chosen]
    mentions = _shared_heads(tokens, mentions, names)
    mentions = _leadership_of_a_discipline(tokens, mentions, leaders)
    return tuple(m for m in mentions if m.strength != "weak" or _made_a_role(tokens, m, mentions))


def _mention(found: PhraseMatch[MentionTarget]) -> Mention:
    name = found.value
    return Mention(found.start, found.end, name.role, name.strength, name.title, name.group)


def _shared_heads(tokens: Sequence[str], mentions: list[Mention], names: PhraseMatcher[MentionTarget]) -> list[Mention]:
    """Mentions with a shared head noun added: "data or ML engineer" names two roles."""
    added: list[Mention] = []
    taken = {i for m in mentions if m.strength != "weak" for i in range(m.start, m.end)}
    for mention in mentions:
        at = mention.start - 1
        if mention.role is None or mention.end - mention.start < 2 or at < 1 or tokens[at] not in _JOINERS:
            continue
        for length in (2, 1):
            begin = at - length
            if begin < 0 or not taken.isdisjoint(range(begin, at)):
                continue
            joined = [*tokens[begin:at], tokens[mention.end - 1]]
            found = next((f for f in names.all_in(joined) if f.start == 0 and f.end == len(joined)), None)
            if found is not None and found.value.role is not None:
                added.append(Mention(begin, at, found.value.role, "strong", found.value.title))
                break
    spans = {i for m in added for i in range(m.start, m.end)}
    kept = [m for m in mentions if spans.isdisjoint(range(m.start, m.end))]
    return sorted([*kept, *added], key=lambda m: m.start)


def _leadership_of_a_discipline(tokens: Sequence[str], mentions: list[Mention], leaders: Mapping[str, str]) -> list[Mention]:
    """Mentions without the discipline of a leader: "DS manager" names the manager's role alone."""
    merged: list[Mention] = []
    skip_until = -1
    for mention in mentions:
        if mention.start < skip_until:
            continue
        noun = tokens[mention.end] if mention.end < len(tokens) else ""
        role = leaders.get(noun)
        follows = tokens[mention.end + 1] if mention.end + 1 < len(tokens) else ""
        if mention.role and role and mention.role != role and mention.strength in ("strong", "field", "weak") and follows != "me":
            merged.append(Mention(mention.start, mention.end + 1, role, "strong"))
            skip_until = mention.end + 1
        else:
            merged.append(mention)
    return merged


MAKES_A_ROLE: Final = 2.0
"""A weak name with a from-score or to-score of at least this is a role."""

_ONWARDS: Final = re.compile(r"(?:to|into|->) ")
_SLOT_BEFORE: Final = re.compile(
    r"(?:^|\s)(?:vs|versus|as|than|between|or|an?|->|/)(?: (?:a|an|the|full|time|senior|junior|sr|jr|pure))*$"
)
_SLOT_AFTER: Final = re.compile(
    r"^(?:roles?|jobs?|positions?|careers?|title|vs|versus|path|track|folks|people|person|guys?|turned|work|side|world|now|here)\b|^(?:->|/)"
)
_NO_SLOT_AFTER: Final = re.compile(
    r"^(?:(?:and|or) )?(?:\d+|my|wants?|is|are|thinks?|says?|said|keeps?|makes?|model|models|tools?|project|projects|course|certificat\w*|stuff|to)\b"
)


def _made_a_role(tokens: Sequence[str], mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether the sentence uses a weak name as a role."""
    before = " ".join(tokens[max(0, mention.start - 5) : mention.start])
    after = " ".join(tokens[mention.end : mention.end + 3])
    if _SLOT_AFTER.match(after):
        return True
    score = max(slot_scores(tokens, mention.start, mention.end))
    if before.endswith("from") and _ONWARDS.match(after):  # "from ML to backend"
        return True
    if (score >= MAKES_A_ROLE or _SLOT_BEFORE.search(before)) and not _NO_SLOT_AFTER.match(after):
        return True
    arrow_before = mention.start > 0 and tokens[mention.start - 1] == ARROW
    beside = any(
        other is not mention
        and other.role is not None
        and other.strength != "weak"
        and (tokens[other.end : mention.start] in _BESIDE or tokens[mention.end : other.start] in _BESIDE)
        for other in mentions
    )
    return arrow_before or beside


class _Beside:
    def __contains__(self, between: object) -> bool:
        return (
            isinstance(between, list | tuple)
            and len(between) == 1
            and between[0] in ("/", ",", "or", "vs", "versus", "to", "into", ARROW)
        )


_BESIDE: Final = _Beside()
