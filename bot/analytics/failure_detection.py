"""What people say next tells whether the last answer missed: a correction, an edit, other words for the same, "Did not help".

For that the last question of each person in each place is remembered while a talk lasts, in memory alone.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.analytics.outcomes import FailedQuestion, FailureReason, failure_reason, is_correction, is_sure, subject
from bot.analytics.redaction import redact
from bot.answers.reply import Reply
from bot.dialogue.state import SILENCE_SECONDS
from bot.dialogue.turn_context import STANDALONE_WORDS
from bot.nlu.parsing.tokenizer import stem, words

EDIT_SECONDS: Final = 10 * 60
"""So long after it a question can be corrected by editing it, or by "no, I meant"."""

REPHRASE_SECONDS: Final = 5 * 60
"""A question this soon after one that failed may be the same in other words."""

REPHRASED: Final = 60.0
"""And is, when the two are this similar (0 to 100, rapidfuzz token_set_ratio over stems). Of the labelled questions less than
one pair in a hundred that means different things is."""

MOST_REMEMBERED: Final = 2_000
"""Last questions in memory; the longest silent goes first, and each when its talk is over."""

MOST_ANSWERS: Final = 500
"""Answers of which it is known what was asked, for "Did not help"."""


@dataclass(frozen=True, slots=True)
class _Last:
    text: str
    at: float
    event: str
    failed: bool
    subject: str
    offered: frozenset[str]


@dataclass(frozen=True, slots=True)
class ObservedTurn:
    """One turn: who, where, the event, the words and the reply to them. `typed`: the words were not offered to pick.
    `apart`: asked for somebody else, so no part of the person's talk.
    """

    user_id: str
    place: str
    event: str
    text: str
    reply: Reply
    at: float
    typed: bool = True
    on_behalf_of: bool = False


class FailureDetector:
    """Sees each turn of each talk; pure but for what it remembers. Nothing of somebody in distress is remembered."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[str, str], _Last] = OrderedDict()
        self._answers: OrderedDict[str, tuple[str, str, str]] = OrderedDict()

    def failed_questions(self, said: ObservedTurn) -> tuple[FailedQuestion, ...]:
        """What this turn teaches, of itself and of the one before it."""
        if said.reply.query.distress:
            self._last.pop((said.user_id, said.place), None)
            return ()
        last = self._last.get((said.user_id, said.place)) if not said.on_behalf_of else None
        is_same = last is not None and last.event == said.event and _alike(last.text) == _alike(said.text)
        failed = failure_reason(said.reply, leans=_leans(last, said)) if said.typed and not is_same else None
        found = _of_last(last, said) if last is not None and not is_same else []
        if failed is not None:
            found.append(_miss(said.text, failed, subject(said.reply)))
        if not said.on_behalf_of and not is_same:
            self._remember(said, failed=failed is not None)
        return tuple(miss for miss in found if miss.question)

    def note_answer(self, key: str, said: ObservedTurn) -> None:
        """Remember what the answer `key` was asked for."""
        if said.typed and not said.on_behalf_of and not said.reply.query.distress and said.reply.query.kind != "meta":
            self._answers[key] = (said.user_id, said.text, subject(said.reply))
            if len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)

    def question(self, key: str, user_id: str) -> str | None:
        """What a person asked for an answer of theirs; None when that is not known any more, or somebody else did."""
        asker, text, _ = self._answers.get(key, ("", "", ""))
        return text if asker == user_id else None

    def unhelpful(self, key: str) -> tuple[str, FailedQuestion] | None:
        """Who asked for an answer that did not help, and what; once for each answer, None when that is not known any more."""
        asked = self._answers.pop(key, None)
        if asked is None:
            return None
        user_id, text, about = asked
        miss = _miss(text, "unhelpful", about)
        return (user_id, miss) if miss.question else None

    def __len__(self) -> int:
        """How many last questions are remembered."""
        return len(self._last)

    def forget(self, user_id: str) -> None:
        """Remember nothing of a person any more."""
        for place in [key for key in self._last if key[0] == user_id]:
            del self._last[place]
        for answer in [key for key, (asker, _, _) in self._answers.items() if asker == user_id]:
            del self._answers[answer]

    def _remember(self, said: ObservedTurn, *, failed: bool) -> None:
        if said.reply.query.kind == "meta":
            return
        offered = frozenset(f"topics/{option.value}" for option in said.reply.choices if option.kind == "topic")
        key = (said.user_id, said.place)
        self._last.pop(key, None)
        self._last[key] = _Last(said.text, said.at, said.event, failed, subject(said.reply), offered)
        while len(self._last) > MOST_REMEMBERED or said.at - next(iter(self._last.values())).at > SILENCE_SECONDS:
            self._last.popitem(last=False)


def _of_last(last: _Last, said: ObservedTurn) -> list[FailedQuestion]:
    """What this turn tells of the last one."""
    since = said.at - last.at
    if not 0 <= since <= EDIT_SECONDS:
        return []
    is_edit = said.event == last.event
    answered_by = subject(said.reply)
    is_other = not last.failed and said.typed and answered_by != last.subject
    found = []
    if is_other and (is_edit or is_correction(said.reply)):
        found.append(_miss(last.text, "corrected", last.subject))
    was_missed = last.failed or (is_other and is_edit)
    if was_missed and since <= REPHRASE_SECONDS and answered_by and is_sure(said.reply):
        is_same = said.typed and (is_edit or is_rephrased(last.text, said.text))
        if is_same or (not said.typed and answered_by in last.offered):
            found.append(_miss(last.text, "rephrased", answered_by))
    return found


def _leans(last: _Last | None, said: ObservedTurn) -> bool:
    """Whether a turn is too short to be read by itself, in a talk that goes on."""
    goes_on = last is not None and last.event != said.event and said.at - last.at <= SILENCE_SECONDS
    return goes_on and len(said.reply.query.plain.split()) <= STANDALONE_WORDS


def is_rephrased(failed: str, text: str) -> bool:
    """Whether `text` puts the failed question in other words."""
    first, second = _alike(failed), _alike(text)
    return first != second and fuzz.token_set_ratio(first, second, score_cutoff=REPHRASED) > 0


def _alike(text: str) -> str:
    return " ".join(stem(word) for word in words(text))


def _miss(text: str, why: FailureReason, about: str) -> FailedQuestion:
    return FailedQuestion(redact(text), why, about)
