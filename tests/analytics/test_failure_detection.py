"""Failed questions in conversations with the real advisor: declined, unsure, corrected, edited or rephrased."""

from collections.abc import Callable

import pytest
import yaml

from bot.advisor import Advisor
from bot.analytics.failure_detection import FailureDetector, ObservedTurn
from bot.analytics.outcomes import FailedQuestion, failure_reason, is_sure
from bot.analytics.usage_counter import Count, UsageCounter
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation, Option
from tests.program import REPOSITORY

PERSON = "7"
PLACE = "server:1/2"


class ObservedTalk:
    """The conversation of one user. By default, each question comes a minute after the previous one."""

    def __init__(self, advisor: Advisor, detector: FailureDetector | None = None, person: str = PERSON) -> None:
        self.advisor = advisor
        self.detector = detector if detector is not None else FailureDetector()
        self.person = person
        self.state = Conversation()
        self.at = 1_000_000.0
        self.events = 0

    def ask(
        self, text: str, *, later: float = 60.0, event: str = "", on_behalf_of: bool = False
    ) -> tuple[Reply, tuple[FailedQuestion, ...]]:
        self.at += later
        self.events += 1
        reply, self.state = self.advisor.reply(text, self.state, self.at)
        return reply, self._seen(text, reply, event, typed=True, on_behalf_of=on_behalf_of)

    def pick(self, option: Option) -> tuple[Reply, tuple[FailedQuestion, ...]]:
        self.at += 5
        self.events += 1
        reply, self.state = self.advisor.pick(option, self.state, self.at)
        return reply, self._seen(option.label, reply, "", typed=False)

    def _seen(
        self, text: str, reply: Reply, event: str, *, typed: bool, on_behalf_of: bool = False
    ) -> tuple[FailedQuestion, ...]:
        turn = ObservedTurn(self.person, PLACE, event or f"m{self.events}", text, reply, self.at, typed, on_behalf_of)
        failed_questions = self.detector.failed_questions(turn)
        self.detector.note_answer(f"key{self.events}", turn)
        return failed_questions


NewTalk = Callable[..., ObservedTalk]


@pytest.fixture
def new_talk(advisor: Advisor) -> NewTalk:
    def make(*rest: object) -> ObservedTalk:
        return ObservedTalk(advisor, *rest)  # type: ignore[arg-type]

    return make


def test_a_declined_question_is_redacted_and_kept_with_its_class(new_talk: NewTalk) -> None:
    _, failed_questions = new_talk().ask("what is the salary in Berlin? write to anna@example.org")

    assert failed_questions == (FailedQuestion("what is the salary in Berlin? write to", "refused", "refusals/salary"),)


@pytest.fixture(scope="module")
def unclear(advisor: Advisor) -> str:
    """A question to which the advisor replies with the nearest answers, of which two are offered."""
    texts: list[str] = [case["text"] for case in yaml.safe_load((REPOSITORY / "tests/questions/forum.yaml").read_text("utf-8"))]
    return next(text for text in texts if len(offered_answers(advisor.reply(text, Conversation(), 0.0)[0])) >= 2)


def offered_answers(reply: Reply) -> list[Option]:
    """The answers that an unsure reply offers."""
    return [option for option in reply.follow_ups if option.kind == "answer"] if failure_reason(reply) == "unsure" else []


def test_an_unsure_reading_is_kept_and_a_sure_one_is_not(new_talk: NewTalk, unclear: str) -> None:
    reply, failed_questions = new_talk().ask("what does a data engineer do?")
    assert (is_sure(reply), failed_questions) == (True, ())
    _, failed_questions = new_talk().ask(unclear)
    assert [(failed.question, failed.why) for failed in failed_questions] == [(unclear, "unsure")]


def test_a_follow_up_is_not_counted_as_unsure(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    for text in ("and AE?", "what about there", "why"):
        assert talk.ask(text)[1] == ()


def test_small_talk_and_distress_are_not_kept(new_talk: NewTalk) -> None:
    talk = new_talk()
    for text in ("hi", "thanks", "i want to kill myself", "forget me"):
        reply, failed_questions = talk.ask(text)
        assert (failure_reason(reply), failed_questions) == (None, ())


def test_after_distress_earlier_questions_are_not_used(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    talk.ask("i want to kill myself")

    assert "corrected" not in [failed.why for failed in talk.ask("no, I meant analytics engineer")[1]]


def test_a_correction_marks_the_previous_question(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    _, failed_questions = talk.ask("no, I meant analytics engineer")

    assert failed_questions == (FailedQuestion("what does a data engineer do?", "corrected", "roles/data-engineer"),)


def test_a_correction_does_not_mark_a_question_from_long_ago(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")

    assert "corrected" not in [failed.why for failed in talk.ask("no, I meant analytics engineer", later=11 * 60)[1]]


def test_the_first_wording_of_an_edited_question_is_kept(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what is the salary in Berlin", event="m1")
    _, failed_questions = talk.ask("what does a data engineer do?", event="m1")
    assert failed_questions == (FailedQuestion("what is the salary in Berlin", "rephrased", "roles/data-engineer"),)
    talk.ask("what does an analytics engineer do?", event="m2")
    _, failed_questions = talk.ask("what does a data engineer do?", event="m2")
    assert [(failed.question, failed.why) for failed in failed_questions] == [
        ("what does an analytics engineer do?", "corrected"),
        ("what does an analytics engineer do?", "rephrased"),
    ]


def test_an_edit_that_changes_no_word_is_not_kept(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do", event="m1")

    assert talk.ask("What does a data engineer do?", event="m1")[1] == ()


def test_a_failed_question_is_kept_as_rephrased_when_a_similar_one_follows_soon(new_talk: NewTalk) -> None:
    failed, again = "data engineer salary work in berlin", "what does a data engineer work on?"

    def proposals(second: str, later: float) -> list[FailedQuestion]:
        talk = new_talk()
        assert talk.ask(failed)[1]
        return [failed for failed in talk.ask(second, later=later)[1] if failed.why == "rephrased"]

    assert proposals(again, 60) == [FailedQuestion(failed, "rephrased", "roles/data-engineer")]
    assert proposals(again, 6 * 60) == []
    assert proposals("what does a product analyst do?", 60) == []


def test_conversations_of_two_users_are_separate(new_talk: NewTalk) -> None:
    detector = FailureDetector()
    new_talk(detector, 1).ask("data engineer salary work in berlin")

    assert new_talk(detector, 2).ask("what does a data engineer work on?")[1] == ()


def test_picking_an_offered_answer_proposes_the_question_for_its_topic(new_talk: NewTalk, unclear: str) -> None:
    for choice in (0, 1):
        talk = new_talk()
        reply, _ = talk.ask(unclear)
        picked, failed_questions = talk.pick(offered_answers(reply)[choice])

        subject = f"roles/{picked.roles[0]}" if picked.query.kind == "role" else f"topics/{picked.topics[0]}"
        assert failed_questions == (FailedQuestion(unclear, "rephrased", subject),)


def test_picking_another_option_proposes_nothing(new_talk: NewTalk, unclear: str) -> None:
    talk = new_talk()
    talk.ask(unclear)

    assert talk.pick(Option(kind="role", value="data-engineer", label="Data engineer"))[1] == ()


def test_the_question_of_an_unhelpful_answer_is_returned_once_with_its_user(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")

    assert talk.detector.take_unhelpful("key1") == (
        PERSON,
        FailedQuestion("what does a data engineer do?", "unhelpful", "roles/data-engineer"),
    )
    assert talk.detector.take_unhelpful("key1") is None
    assert talk.detector.take_unhelpful("never seen") is None


def test_the_detector_forgets_a_forgotten_user(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    talk.detector.forget(PERSON)

    assert talk.detector.take_unhelpful("key1") is None
    assert "corrected" not in [failed.why for failed in talk.ask("no, I meant analytics engineer")[1]]


def test_a_question_asked_on_behalf_of_another_user_is_not_part_of_the_conversation(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    _, failed_questions = talk.ask("what is the salary in Berlin?", on_behalf_of=True)
    assert [failed.why for failed in failed_questions] == ["refused"]
    assert [failed.question for failed in talk.ask("no, I meant analytics engineer")[1]] == ["what does a data engineer do?"]


def test_the_last_question_is_remembered_as_long_as_its_conversation(new_talk: NewTalk) -> None:
    detector = FailureDetector()
    for person in range(5):
        new_talk(detector, str(person)).ask("what does a data engineer do?")
    assert len(detector) == 5
    talk = new_talk(detector, "9")
    talk.ask("what does a data engineer do?", later=32 * 60)
    assert len(detector) == 1


def test_each_user_is_counted_once_a_week_per_entry(new_talk: NewTalk) -> None:
    counter = UsageCounter()
    reply = new_talk().ask("what does a data engineer do?")[0]
    refused = new_talk().ask("what is the salary in Berlin?")[0]

    assert counter.counts("1", reply, 5) == (Count("asked"), Count("answered"), Count("entry", "roles/data-engineer"))
    assert counter.counts("1", reply, 5) == (Count("asked"), Count("answered"))
    assert counter.counts("2", reply, 5)[2:] == counter.counts("1", reply, 6)[2:] == (Count("entry", "roles/data-engineer"),)
    assert counter.counts("1", refused, 5) == (Count("asked"), Count("refused"), Count("gap", "refusals/salary"))
    assert (
        counter.counts("1", new_talk().ask("hi")[0], 5)
        == counter.counts("1", new_talk().ask("i want to kill myself")[0], 5)
        == ()
    )
    counter.forget("1")
    assert len(counter.counts("1", reply, 5)) == 3
