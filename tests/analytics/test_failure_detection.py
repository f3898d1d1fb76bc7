"""What a talk teaches: declined, guessed, corrected, edited, said again in other words. Asked of the real advisor."""

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


class Talk:
    """One person's talk, each question a minute after the last unless told otherwise."""

    def __init__(self, advisor: Advisor, following: FailureDetector | None = None, person: str = PERSON) -> None:
        self.advisor = advisor
        self.following = following if following is not None else FailureDetector()
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
        said = ObservedTurn(self.person, PLACE, event or f"m{self.events}", text, reply, self.at, typed, on_behalf_of)
        failed_questions = self.following.failed_questions(said)
        self.following.note_answer(f"key{self.events}", said)
        return failed_questions


NewTalk = Callable[..., Talk]


@pytest.fixture
def new_talk(advisor: Advisor) -> NewTalk:
    def make(*rest: object) -> Talk:
        return Talk(advisor, *rest)  # type: ignore[arg-type]

    return make


def test_a_declined_question_is_kept_scrubbed_with_what_it_was_declined_as(new_talk: NewTalk) -> None:
    _, failed_questions = new_talk().ask("what is the salary in Berlin? write to anna@example.org")

    assert failed_questions == (FailedQuestion("what is the salary in Berlin? write to", "refused", "refusals/salary"),)


@pytest.fixture(scope="module")
def unclear(advisor: Advisor) -> str:
    """A question to which the advisor asks back which of several topics is meant."""
    texts: list[str] = [case["text"] for case in yaml.safe_load((REPOSITORY / "tests/questions/forum.yaml").read_text("utf-8"))]
    return next(text for text in texts if advisor.reply(text, Conversation(), 0.0)[0].query.clarify)


def test_a_guess_is_kept_and_a_sure_answer_is_not(new_talk: NewTalk, unclear: str) -> None:
    reply, failed_questions = new_talk().ask("what does a data engineer do?")
    assert (is_sure(reply), failed_questions) == (True, ())
    _, failed_questions = new_talk().ask(unclear)
    assert [(miss.question, miss.why) for miss in failed_questions] == [(unclear, "unsure")]


def test_what_leans_on_the_talk_is_no_guess(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    for text in ("and AE?", "what about there", "why"):
        assert talk.ask(text)[1] == ()


def test_small_talk_and_distress_leave_nothing(new_talk: NewTalk) -> None:
    talk = new_talk()
    for text in ("hi", "thanks", "i want to kill myself", "forget me"):
        reply, failed_questions = talk.ask(text)
        assert (failure_reason(reply), failed_questions) == (None, ())


def test_after_distress_nothing_said_before_is_looked_at_again(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    talk.ask("i want to kill myself")

    assert "corrected" not in [miss.why for miss in talk.ask("no, I meant analytics engineer")[1]]


def test_a_correction_speaks_of_the_question_before(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    _, failed_questions = talk.ask("no, I meant analytics engineer")

    assert failed_questions == (FailedQuestion("what does a data engineer do?", "corrected", "roles/data-engineer"),)


def test_a_correction_of_what_was_asked_long_ago_speaks_of_nothing(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")

    assert "corrected" not in [miss.why for miss in talk.ask("no, I meant analytics engineer", later=11 * 60)[1]]


def test_an_edited_question_was_corrected_and_its_first_wording_is_proposed(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what is the salary in Berlin", event="m1")
    _, failed_questions = talk.ask("what does a data engineer do?", event="m1")
    assert failed_questions == (FailedQuestion("what is the salary in Berlin", "rephrased", "roles/data-engineer"),)
    talk.ask("what does an analytics engineer do?", event="m2")
    _, failed_questions = talk.ask("what does a data engineer do?", event="m2")
    assert [(miss.question, miss.why) for miss in failed_questions] == [
        ("what does an analytics engineer do?", "corrected"),
        ("what does an analytics engineer do?", "rephrased"),
    ]


def test_an_edit_that_changes_no_word_teaches_nothing(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do", event="m1")

    assert talk.ask("What does a data engineer do?", event="m1")[1] == ()


def test_other_words_for_what_failed_are_proposed_when_they_are_alike_and_soon(new_talk: NewTalk) -> None:
    failed, again = "data engineer salary work in berlin", "what does a data engineer work on?"

    def proposals(second: str, later: float) -> list[FailedQuestion]:
        talk = new_talk()
        assert talk.ask(failed)[1]
        return [miss for miss in talk.ask(second, later=later)[1] if miss.why == "rephrased"]

    assert proposals(again, 60) == [FailedQuestion(failed, "rephrased", "roles/data-engineer")]
    assert proposals(again, 6 * 60) == []
    assert proposals("what does a product analyst do?", 60) == []


def test_two_persons_talks_are_kept_apart(new_talk: NewTalk) -> None:
    following = FailureDetector()
    new_talk(following, 1).ask("data engineer salary work in berlin")

    assert new_talk(following, 2).ask("what does a data engineer work on?")[1] == ()


def test_picking_what_was_asked_back_proposes_the_question_for_it(new_talk: NewTalk, unclear: str) -> None:
    for choice in (0, 1):
        talk = new_talk()
        reply, _ = talk.ask(unclear)
        topic = [option for option in reply.choices if option.kind == "topic"][choice]

        assert talk.pick(topic)[1] == (FailedQuestion(unclear, "rephrased", f"topics/{topic.value}"),)


def test_picking_something_else_proposes_nothing(new_talk: NewTalk, unclear: str) -> None:
    talk = new_talk()
    talk.ask(unclear)

    assert talk.pick(Option(kind="role", value="data-engineer", label="Data engineer"))[1] == ()


def test_an_unhelpful_answer_tells_its_question_once_and_whose_it_was(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")

    assert talk.following.take_unhelpful("key1") == (
        PERSON,
        FailedQuestion("what does a data engineer do?", "unhelpful", "roles/data-engineer"),
    )
    assert talk.following.take_unhelpful("key1") is None
    assert talk.following.take_unhelpful("never seen") is None


def test_a_forgotten_person_is_forgotten_here_too(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    talk.following.forget(PERSON)

    assert talk.following.take_unhelpful("key1") is None
    assert "corrected" not in [miss.why for miss in talk.ask("no, I meant analytics engineer")[1]]


def test_what_is_asked_for_somebody_else_is_no_part_of_the_talk(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.ask("what does a data engineer do?")
    _, failed_questions = talk.ask("what is the salary in Berlin?", on_behalf_of=True)
    assert [miss.why for miss in failed_questions] == ["refused"]
    assert [miss.question for miss in talk.ask("no, I meant analytics engineer")[1]] == ["what does a data engineer do?"]


def test_the_last_question_is_remembered_while_its_talk_lasts(new_talk: NewTalk) -> None:
    following = FailureDetector()
    for person in range(5):
        new_talk(following, str(person)).ask("what does a data engineer do?")
    assert len(following) == 5
    talk = new_talk(following, "9")
    talk.ask("what does a data engineer do?", later=32 * 60)
    assert len(following) == 1


def test_counting_names_each_person_once_a_week(new_talk: NewTalk) -> None:
    counting = UsageCounter()
    reply = new_talk().ask("what does a data engineer do?")[0]
    refused = new_talk().ask("what is the salary in Berlin?")[0]

    assert counting.counts("1", reply, 5) == (Count("asked"), Count("answered"), Count("entry", "roles/data-engineer"))
    assert counting.counts("1", reply, 5) == (Count("asked"), Count("answered"))
    assert counting.counts("2", reply, 5)[2:] == counting.counts("1", reply, 6)[2:] == (Count("entry", "roles/data-engineer"),)
    assert counting.counts("1", refused, 5) == (Count("asked"), Count("refused"), Count("gap", "refusals/salary"))
    assert (
        counting.counts("1", new_talk().ask("hi")[0], 5)
        == counting.counts("1", new_talk().ask("i want to kill myself")[0], 5)
        == ()
    )
    counting.forget("1")
    assert len(counting.counts("1", reply, 5)) == 3
