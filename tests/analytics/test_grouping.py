"""Similar failed questions are grouped: which users count, what is shown, and that groups are stable."""

from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.grouping import askers, group_questions
from bot.storage.failed_questions import DecidedQuestion, StoredQuestion

SALARY = (
    "What is the salary of a data engineer?",
    "whats the salary of data engineers",
    "what is the salary of a Data Engineer??",
)
VISA = ("visa sponsorship for data engineers in germany?", "Do data engineers in Germany get visa sponsorship")
OTHER = "should I learn to play the piano at night?"

ASKED = st.builds(
    StoredQuestion,
    id=st.integers(1, 10**6),
    question=st.sampled_from([*SALARY, *VISA, OTHER, "", "?!"]),
    why=st.sampled_from(["refused", "unsure", "corrected", "unhelpful", "rephrased"]),
    subject=st.sampled_from(["refusals/salary", "topics/portfolio", ""]),
    asker=st.sampled_from(["", "a", "b", "c"]),
    month=st.sampled_from(["2026-01", "2026-02"]),
    asked=st.floats(0, 1e9),
)
ALL = st.lists(ASKED, max_size=40, unique_by=lambda one: one.id)


def asked(
    number: int, question: str, asker: str, why: str = "refused", subject: str = "", *, month: str = "2026-01"
) -> StoredQuestion:
    return StoredQuestion(number, question, why, subject, asker, month, float(number))


def test_similar_questions_form_a_group_counted_by_users() -> None:
    rows = [asked(n, text, asker) for n, (text, asker) in enumerate(zip(SALARY, "aab", strict=True), 1)]
    rows += [asked(10, VISA[0], "a"), asked(11, VISA[1], "c"), asked(12, OTHER, "a")]
    found = group_questions(rows)

    assert [(group.ids, group.askers, group.times) for group in found] == [((1, 2, 3), 2, 3), ((10, 11), 2, 2)]
    assert found[0].question in SALARY
    assert dict(found[0].whys) == {"refused": 3}


def test_questions_of_a_single_user_are_not_shown_however_many() -> None:
    rows = [asked(n, SALARY[n % 3], "a") for n in range(1, 20)]

    assert group_questions(rows) == ()


def test_hashes_of_different_months_do_not_count_as_different_users() -> None:
    """A user has another hash in the next month, so two hashes of two months may be the same user."""
    rows = [asked(1, SALARY[0], "a"), asked(2, SALARY[1], "z", month="2026-02")]

    assert group_questions(rows) == ()
    assert group_questions([*rows, asked(3, SALARY[2], "y", month="2026-02")])[0].askers == 2


def test_questions_of_forgotten_users_do_not_count() -> None:
    assert group_questions([asked(1, SALARY[0], "a"), asked(2, SALARY[1], ""), asked(3, SALARY[1], "")]) == ()


def test_entries_that_answered_a_rephrased_question_are_proposed() -> None:
    rows = [asked(1, SALARY[0], "a"), asked(2, SALARY[1], "b"), asked(3, SALARY[0], "a", "rephrased", "topics/pay")]
    rows += [asked(4, SALARY[1], "b", "rephrased", "topics/pay"), asked(5, SALARY[1], "b", "rephrased", "topics/offers")]
    [group] = group_questions(rows)

    assert group.proposals == ("topics/pay", "topics/offers")
    assert group.times == 2


def test_decided_questions_stay_hidden_unless_they_fail_again_after_a_fix() -> None:
    rows = [asked(n, SALARY[n % 3], asker) for n, asker in enumerate("abcd", 1)]

    assert group_questions(rows, [DecidedQuestion(SALARY[2], "dismissed", "", 2.0)]) == ()
    assert group_questions(rows, [DecidedQuestion(SALARY[2], "out-of-scope", "", 2.0)]) == ()
    assert group_questions(rows, [DecidedQuestion(SALARY[2], "attached", "", 4.0)]) == ()
    assert [group.ids for group in group_questions(rows, [DecidedQuestion(SALARY[2], "attached", "", 2.0)])] == [(3, 4)]
    assert len(group_questions(rows, [DecidedQuestion(VISA[0], "dismissed", "", 9.0)])) == 1


@given(ALL)
def test_a_decision_on_a_group_hides_the_whole_group(rows: list[StoredQuestion]) -> None:
    found = group_questions(rows)
    decided = [DecidedQuestion(group.first, "dismissed", "", 2e9) for group in found]

    assert group_questions(rows, decided) == ()
    assert group_questions(rows, decided[1:]) == found[:1]


@given(ALL)
def test_a_group_is_shown_only_if_two_users_asked_in_one_month(rows: list[StoredQuestion]) -> None:
    by_id = {one.id: one for one in rows}
    for group in group_questions(rows):
        members = [by_id[number] for number in group.ids]
        assert max(len({one.asker for one in members if one.asker and one.month == m}) for m in ("2026-01", "2026-02")) >= 2
        assert group.askers == askers(members)
        assert group.question in {one.question for one in members}


@given(ALL)
def test_each_question_is_in_at_most_one_group_whatever_the_order(rows: list[StoredQuestion]) -> None:
    found = group_questions(rows)
    numbers = [number for group in found for number in group.ids]

    assert len(numbers) == len(set(numbers))
    assert group_questions(rows[::-1]) == found


@given(ALL, ASKED)
def test_a_later_question_never_splits_a_group(rows: list[StoredQuestion], later: StoredQuestion) -> None:
    newest = later._replace(id=2 * 10**6)
    after = [set(group.ids) for group in group_questions([*rows, newest])]
    for group in group_questions(rows):
        assert any(set(group.ids) <= ids for ids in after)
