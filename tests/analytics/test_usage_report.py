"""The usage report for moderators: weeks without gaps, and no entry that only a few users asked about."""

from bot.analytics.usage_report import MOST_NAMED, NAMED_FROM, Week, report


def test_every_week_is_listed_in_order() -> None:
    counts = [(5, "asked", "", 4), (5, "answered", "", 3), (5, "refused", "", 1), (7, "asked", "", 2), (3, "asked", "", 9)]
    usage = report(counts, [(7, 2, 1), (4, 1, 1)], last=7, weeks=3)

    assert usage.weeks == (Week(5, 4, 3, 1), Week(6), Week(7, 2, helped=2, unhelpful=1))
    assert usage.total == Week(7, 6, 3, 1, 2, 1)


def test_entries_that_few_users_asked_about_are_not_listed() -> None:
    counts = [(5, "entry", "topics/rare", NAMED_FROM - 1), (6, "entry", "topics/rare", NAMED_FROM - 1)]
    counts += [(5, "entry", "topics/known", NAMED_FROM), (6, "entry", "topics/loved", NAMED_FROM + 2)]
    counts += [(5, "gap", "refusals/salary", NAMED_FROM), (1, "gap", "refusals/old", 99)]
    usage = report(counts, [], last=6, weeks=2)

    assert usage.entries == (("topics/loved", NAMED_FROM + 2), ("topics/known", NAMED_FROM))
    assert usage.failed_questions == (("refusals/salary", NAMED_FROM),)


def test_the_list_of_entries_is_bounded() -> None:
    usage = report([(1, "entry", f"topics/t{number}", 50 + number) for number in range(30)], [], last=1, weeks=1)

    assert [count for _, count in usage.entries] == list(range(79, 79 - MOST_NAMED, -1))


def test_without_counts_the_report_is_empty() -> None:
    usage = report([], [], last=9, weeks=2)

    assert (usage.weeks, usage.entries, usage.failed_questions) == ((), (), ())
    assert usage.total == Week(0)
