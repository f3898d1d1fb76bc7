"""Acting on what was just shown: more, why, an example, the other side, shorter, simpler, who says so, since when, again."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.talk.subject_claims import claims_of, facet_of
from bot.answers.talk.witnesses import say_dates, say_witnesses
from bot.dialogue.policy.acts import ON_SHOWN
from bot.dialogue.state import Conversation, PastTurn
from bot.knowledge.schema import Act, Claim, Facet
from bot.nlu.classifier.features import content_stems

MOST_CLAIMS: Final = 4
MOST_WORDS: Final = 70
"""A continuation says at most so many claims, and no further one once it has so many words."""

_TELLING: Final[frozenset[Facet]] = frozenset({"accounts", "story"})
_GIVING_REASONS: Final[frozenset[Facet]] = frozenset(
    {"points", "skills", "missing", "enjoys", "differences", "accounts", "brings"}
)
_AGAINST: Final[frozenset[Facet]] = frozenset({"other_side", "warnings", "beware"})

_WORD: Final = re.compile(r"[a-z0-9+#]+")
_NARRATED: Final = re.compile(
    r"\b(?:was|were|had|got|went|took|became|found|left|built|did|saw|felt|told|made|ran|met|worked|moved)\b"
)
_REASONED: Final = re.compile(r"\b(?:because|since|so|as|means|therefore|otherwise|needs?|lets?|without)\b")
_OPPOSED: Final = re.compile(r"\b(?:but|however|yet|although|though|still|not|never|nobody|few|hard|risk|unless|instead)\b")

_LIST: Final = re.compile(r"\b(?:list|table|plan|steps|first (?:one|answer|reply|message))\b")

_ASKED_FACETS: Final[Mapping[Facet, re.Pattern[str]]] = {
    "works_with": re.compile(r"\b(?:colleagues?|works? with|team)\b"),
    "skills": re.compile(r"\b(?:skills?|tools?)\b"),
    "brings": re.compile(r"\b(?:i (?:already )?have|bring|carries over)\b"),
    "missing": re.compile(r"\b(?:missing|to learn|lack)\b"),
    "steps": re.compile(r"\b(?:steps?|plan|next)\b"),
    "beware": re.compile(r"\b(?:watch out|downsides?|bad (?:bits?|parts?|sides?))\b"),
}
"""A part of what was shown, as people name it."""


def continue_subject(draft: AnswerBuilder, act: Act, turn: PastTurn, conversation: Conversation) -> bool:
    """Say what the act asks for on the subject of `turn`. Returns whether nothing that was not said before was left."""
    return _SAY[act](draft, turn, conversation)


def _more(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    return _say_unsaid(draft, turn, conversation, lambda _: 1.0)


def _why(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    def rank(claim: Claim) -> float:
        return 1.0 + (facet_of(claim.id) in _GIVING_REASONS) + bool(_REASONED.search(claim.text))

    return _say_unsaid(draft, turn, conversation, rank, most=3)


def _example(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    def rank(claim: Claim) -> float:
        told = claim.who is not None and _NARRATED.search(claim.text)
        return 2.0 * (facet_of(claim.id) in _TELLING) + 2.0 * bool(told) + ("example" in claim.text.lower()) + 0.1

    return _say_unsaid(draft, turn, conversation, rank, most=2)


def _other_side(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    def rank(claim: Claim) -> float:
        return 3.0 * (facet_of(claim.id) in _AGAINST) + bool(_OPPOSED.search(claim.text))

    return _say_unsaid(draft, turn, conversation, rank, most=3, opening="What speaks against it:")


def _shorter(draft: AnswerBuilder, turn: PastTurn, _: Conversation) -> bool:
    claims = _shown_of(turn, draft)
    if claims:
        draft.page.claim(claims[0])
    return False


def _simpler(draft: AnswerBuilder, turn: PastTurn, _: Conversation) -> bool:
    """The first claim again, with the words in what was shown that not everybody knows."""
    claims = _shown_of(turn, draft)
    if claims:
        draft.page.paragraph(f"In plain words: {draft.page.cite(claims[0])}")
    said = " ".join(claim.text for claim in claims).lower()
    skills = [skill for skill in draft.library.skills.values() if _is_named(said, skill.name, *skill.aliases)]
    roles = [role for role in draft.library.roles.values() if role.id not in turn.roles and _is_named(said, role.name)]
    terms = [f"{skill.name}: {skill.about}" for skill in skills[:3]]
    terms += [f"{role.name}: {draft.page.cite(role.summary)}" for role in roles[: 3 - len(terms)]]
    draft.page.items("Words in it", terms)
    return False


def _is_named(text: str, *names: str) -> bool:
    return any(re.search(rf"\b{re.escape(name.lower())}s?\b", text) for name in names if len(name) > 2)


def _repeat(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    """What the last reply said, or the part of an earlier one that the message names. A list is that of the last question."""
    wanted = next((facet for facet, pattern in _ASKED_FACETS.items() if pattern.search(draft.query.plain)), None)
    is_list = _LIST.search(draft.query.plain) is not None
    for past in reversed(conversation.turns):
        if is_list and past.act in ON_SHOWN:
            continue
        claims = [draft.library.claims[name] for name in past.claims if name in draft.library.claims]
        if wanted is not None:
            claims = [claim for claim in claims if facet_of(claim.id) == wanted]
        if claims:
            draft.page.items("", [draft.page.cite(claim) for claim in claims])
            return False
    return _shorter(draft, turn, conversation)


def _complain(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    draft.page.paragraph("Sorry about that.")
    return _more(draft, turn, conversation)


def _source(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    say_witnesses(draft, _shown_of(turn, draft), times=_times("source", conversation))
    return False


def _when(draft: AnswerBuilder, turn: PastTurn, conversation: Conversation) -> bool:
    say_dates(draft, turn, _shown_of(turn, draft), conversation)
    return False


def _times(act: Act, conversation: Conversation) -> int:
    """How often the act was done on the subject that the talk is at."""
    done = 0
    for turn in reversed(conversation.turns):
        if turn.act == "ask":
            return done
        done += turn.act == act
    return done


def _shown_of(turn: PastTurn, draft: AnswerBuilder) -> list[Claim]:
    """The claims that the turn showed, or those on its subject where it showed none."""
    shown = [draft.library.claims[name] for name in turn.claims if name in draft.library.claims]
    return shown or list(claims_of(turn, draft.library)[:3])


def _say_unsaid(
    draft: AnswerBuilder,
    turn: PastTurn,
    conversation: Conversation,
    rank: Callable[[Claim], float],
    *,
    most: int = MOST_CLAIMS,
    opening: str = "",
) -> bool:
    """The best claims on the subject that were not shown yet: those about the message's own words first, then by `rank`; a claim
    of rank 0 is not said. Returns whether there was none."""
    asked = _stems(draft.query.text)
    fresh = [claim for claim in claims_of(turn, draft.library) if claim.id not in conversation.shown]
    scored = [
        (rank(claim) + 2.0 * len(asked & _stems(claim.text)), -place, claim) for place, claim in enumerate(fresh) if rank(claim)
    ]
    best = [claim for _, _, claim in sorted(scored, key=lambda item: (-item[0], -item[1]))]
    said = list(_at_most(best, most))
    if not said:
        draft.page.paragraph(_NOTHING_LEFT if not opening else _NOTHING_AGAINST)
        return True
    texts = draft.attributed(said)
    if opening:
        draft.page.items(opening.removesuffix(":"), texts)
    elif len(texts) <= 2:
        for text in texts:
            draft.page.paragraph(text)
    else:
        draft.page.items("", texts)
    return len(said) == len(fresh)


_NOTHING_LEFT: Final = "That is all that my documents have on this."
_NOTHING_AGAINST: Final = "Nobody in my documents speaks against it."


def _at_most(claims: Iterable[Claim], most: int) -> Iterable[Claim]:
    words_said = 0
    for number, claim in enumerate(claims):
        if number >= most or words_said >= MOST_WORDS:
            return
        words_said += len(claim.text.split())
        yield claim


def _stems(text: str) -> frozenset[str]:
    return content_stems(_WORD.findall(text.lower()))


_SAY: Final[Mapping[Act, Callable[[AnswerBuilder, PastTurn, Conversation], bool]]] = {
    "more": _more,
    "why": _why,
    "example": _example,
    "other_side": _other_side,
    "shorter": _shorter,
    "simpler": _simpler,
    "repeat": _repeat,
    "complain": _complain,
    "source": _source,
    "when": _when,
}
