"""The next message of a user can show that the last answer failed: a correction, an edit, a rephrased question, "Did not
help".

To see that, the last question of each user in each place is kept in memory while the conversation lasts.
"""

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from bot.analytics.outcomes import FailedQuestion, FailureReason, failure_reason, is_correction, is_sure, subject
from bot.analytics.redaction import redact
from bot.answers.reply import Reply
from bot.bounded_dict import BoundedDict
from bot.dialogue.state import SILENCE_SECONDS
from bot.dialogue.turn_context import STANDALONE_WORDS
from bot.nlu.parsing.tokenizer import stem, words

EDIT_SECONDS: Final = 10 * 60
"""A question can be corrected by an edit or by "no, I meant" for this long."""

REPHRASE_SECONDS: Final = 5 * 60
"""A question this soon after a failed one may be the same question in other words."""

REPHRASED: Final = 60.0
"""It is the same when the two are this similar (0 to 100, rapidfuzz token_set_ratio over stems). On the labelled
questions less than one pair in a hundred with different meanings is."""

MOST_REMEMBERED: Final = 2_000
"""Last questions in memory. The one with the longest silence is dropped first; each is dropped when its conversation ends."""

MOST_ANSWERS: Final = 500
"""Answers whose question is known, for "Did not help"."""


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
    """One turn: who asked, where, in which event, the text, and the reply. `typed` is false when the text was picked from
    an offer. `on_behalf_of`: the question was asked for somebody else, so it is no part of the user's conversation."""

    user_id: str
    place: str
    event: str
    text: str
    reply: Reply
    at: float
    typed: bool = True
    on_behalf_of: bool = False


class FailureDetector:
    """Observes every turn of every conversation, and keeps the last questions in memory. Nothing from a user in distress
    is kept."""

    def __init__(self) -> None:
        self._last: BoundedDict[tuple[str, str], _Last] = BoundedDict(MOST_REMEMBERED)
        self._answers: BoundedDict[str, tuple[str, str, str]] = BoundedDict(MOST_ANSWERS)

    def failed_questions(self, turn: ObservedTurn) -> tuple[FailedQuestion, ...]:
        """The questions that this turn shows to have failed: its own, and the one before it."""
        if turn.reply.query.distress:
            self._last.pop((turn.user_id, turn.place), None)
            return ()
        last = self._last.get((turn.user_id, turn.place)) if not turn.on_behalf_of else None
        is_same = last is not None and last.event == turn.event and _alike(last.text) == _alike(turn.text)
        failed = failure_reason(turn.reply, leans=_leans(last, turn)) if turn.typed and not is_same else None
        found = _of_last(last, turn) if last is not None and not is_same else []
        if failed is not None:
            found.append(_failed_question(turn.text, failed, subject(turn.reply)))
        if not turn.on_behalf_of and not is_same:
            self._remember(turn, failed=failed is not None)
        return tuple(question for question in found if question.question)

    def note_answer(self, key: str, turn: ObservedTurn) -> None:
        """Keep the question that the answer `key` was given to."""
        if turn.typed and not turn.on_behalf_of and not turn.reply.query.distress and turn.reply.query.kind != "meta":
            self._answers[key] = (turn.user_id, turn.text, subject(turn.reply))

    def question(self, key: str, user_id: str) -> str | None:
        """The question that a user asked for the answer `key`; None when it is no longer known, or when somebody else
        asked it."""
        asker, text, _ = self._answers.get(key, ("", "", ""))
        return text if asker == user_id else None

    def take_unhelpful(self, key: str) -> tuple[str, FailedQuestion] | None:
        """(user id, question) of an answer that did not help. None when it is no longer known, and after the first call."""
        asked = self._answers.pop(key, None)
        if asked is None:
            return None
        user_id, text, about = asked
        question = _failed_question(text, "unhelpful", about)
        return (user_id, question) if question.question else None

    def __len__(self) -> int:
        """The number of last questions in memory."""
        return len(self._last)

    def forget(self, user_id: str) -> None:
        """Drop everything that is kept about a user."""
        for place in [key for key in self._last if key[0] == user_id]:
            del self._last[place]
        for answer in [key for key, (asker, _, _) in self._answers.items() if asker == user_id]:
            del self._answers[answer]

    def _remember(self, turn: ObservedTurn, *, failed: bool) -> None:
        if turn.reply.query.kind == "meta":
            return
        offered = {f"topics/{option.value}" for option in turn.reply.choices if option.kind == "topic"}
        offered |= {option.label for option in turn.reply.follow_ups if option.kind == "answer"}
        key = (turn.user_id, turn.place)
        self._last[key] = _Last(turn.text, turn.at, turn.event, failed, subject(turn.reply), frozenset(offered))
        while turn.at - next(iter(self._last.values())).at > SILENCE_SECONDS:
            self._last.popitem(last=False)


def _of_last(last: _Last, turn: ObservedTurn) -> list[FailedQuestion]:
    """The questions before this turn that the turn shows to have failed."""
    since = turn.at - last.at
    if not 0 <= since <= EDIT_SECONDS:
        return []
    is_edit = turn.event == last.event
    answered_by = subject(turn.reply)
    is_other = not last.failed and turn.typed and answered_by != last.subject
    found = []
    if is_other and (is_edit or is_correction(turn.reply)):
        found.append(_failed_question(last.text, "corrected", last.subject))
    was_missed = last.failed or (is_other and is_edit)
    if was_missed and since <= REPHRASE_SECONDS and answered_by and is_sure(turn.reply):
        is_same = turn.typed and (is_edit or is_rephrased(last.text, turn.text))
        if is_same or (not turn.typed and not last.offered.isdisjoint((answered_by, turn.text))):
            found.append(_failed_question(last.text, "rephrased", answered_by))
    return found


def _leans(last: _Last | None, turn: ObservedTurn) -> bool:
    """Whether the text is too short to be understood alone, in a conversation that goes on."""
    goes_on = last is not None and last.event != turn.event and turn.at - last.at <= SILENCE_SECONDS
    return goes_on and len(turn.reply.query.plain.split()) <= STANDALONE_WORDS


def is_rephrased(failed: str, text: str) -> bool:
    """Whether `text` is the failed question in other words."""
    first, second = _alike(failed), _alike(text)
    return first != second and fuzz.token_set_ratio(first, second, score_cutoff=REPHRASED) > 0


def _alike(text: str) -> str:
    return " ".join(stem(word) for word in words(text))


def _failed_question(text: str, why: FailureReason, about: str) -> FailedQuestion:
    return FailedQuestion(redact(text), why, about)
