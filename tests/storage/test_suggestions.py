"""Suggestions: limits per user, decisions, reopening, and the history of each."""

import asyncio
from pathlib import Path

import pytest

from bot.storage.store import Store
from bot.storage.suggestions import DAY_SECONDS, MOST_A_DAY, MOST_OPEN, Decision, State, Suggestion, TooManySuggestionsError


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


def test_a_suggestion_is_stored_unchanged(database: Path) -> None:
    async def run() -> tuple[Suggestion, Suggestion | None, Suggestion | None]:
        async with Store.open(database) as store:
            made = await store.suggestions.add("anna", "1", "write about hats'; --", 5.0, "topics/portfolio")
        async with Store.open(database) as store:
            return made, await store.suggestions.one(made.id), await store.suggestions.one(made.id + 1)

    made, found, missing = asyncio.run(run())
    assert made == found == Suggestion(made.id, "anna", "1", "write about hats'; --", "topics/portfolio", "open", 5.0)
    assert missing is None


def test_a_decision_is_made_once_and_stays_in_the_history_after_reopening(database: Path) -> None:
    async def run() -> tuple[list[bool], list[Decision], Suggestion | None]:
        async with Store.open(database) as store:
            number = (await store.suggestions.add("anna", "1", "write about hats", 1.0)).id
            states: list[State] = ["open", "declined", "accepted", "open", "accepted"]
            taken = [
                await store.suggestions.decide(number, state, f"moderator {at}", float(at), f"note {at}")
                for at, state in enumerate(states)
            ]
            return taken, await store.suggestions.history(number), await store.suggestions.one(number)

    taken, history, current = asyncio.run(run())
    assert taken == [False, True, False, True, True]
    assert history == [
        Decision("moderator 1", "declined", "note 1", 1.0),
        Decision("moderator 3", "open", "note 3", 3.0),
        Decision("moderator 4", "accepted", "note 4", 4.0),
    ]
    assert current is not None
    assert current.state == "accepted"


def test_of_two_concurrent_decisions_one_succeeds(database: Path) -> None:
    async def run() -> list[bool]:
        async with Store.open(database) as store:
            number = (await store.suggestions.add("anna", "1", "write about hats", 1.0)).id
            states: tuple[State, State] = ("accepted", "declined")
            return await asyncio.gather(*(store.suggestions.decide(number, state, "m", 2.0) for state in states))

    assert sorted(asyncio.run(run())) == [False, True]


def test_a_missing_suggestion_cannot_be_decided(database: Path) -> None:
    async def run() -> bool:
        async with Store.open(database) as store:
            return await store.suggestions.decide(99, "accepted", "m", 2.0)

    assert not asyncio.run(run())


def test_a_user_has_limits_for_open_suggestions_and_for_suggestions_per_day(database: Path) -> None:
    async def run() -> None:
        async with Store.open(database) as store:
            suggestions = store.suggestions

            async def refused(at: float) -> bool:
                with pytest.raises(TooManySuggestionsError) as error:
                    await suggestions.add("anna", "1", "one more", at)
                return error.value.waiting

            for number in range(MOST_OPEN):
                await suggestions.add("anna", "1", str(number), 10.0)
            assert await refused(10.0)
            await suggestions.add("boris", "1", "mine", 10.0)
            for number in range(MOST_A_DAY - MOST_OPEN):
                await suggestions.decide(number + 1, "declined", "m", 11.0)
                await suggestions.add("anna", "1", str(number), 12.0)
            for number in range(MOST_A_DAY + 2):
                await suggestions.decide(number, "declined", "m", 12.0)
            assert not await refused(13.0)
            await suggestions.add("anna", "1", "tomorrow", 13.0 + DAY_SECONDS)
            assert len((await store.export("anna"))["suggestions"]) == MOST_A_DAY + 1

    asyncio.run(run())


def test_suggestions_are_listed_by_server(database: Path) -> None:
    async def run() -> list[str]:
        async with Store.open(database) as store:
            for server, text in (("1", "a"), ("2", "b"), ("1", "c"), ("1", "d")):
                await store.suggestions.add(f"of {text}", server, text, 1.0)
            await store.suggestions.decide(1, "accepted", "m", 2.0)
            return [one.suggestion for one in await store.suggestions.of("1", "open", 5)]

    assert asyncio.run(run()) == ["c", "d"]


def test_a_note_is_added_to_the_history_without_a_decision(database: Path) -> None:
    async def run() -> tuple[list[Decision], Suggestion | None]:
        async with Store.open(database) as store:
            made = await store.suggestions.add("anna", "1", "write about hats", 1.0)
            await store.suggestions.decide(made.id, "accepted", "m", 2.0)
            await store.suggestions.note(made.id, "m", 3.0, "Live as change 4.")
            await store.suggestions.note(99, "m", 3.0, "of one that is gone")
            return await store.suggestions.history(made.id), await store.suggestions.one(made.id)

    history, current = asyncio.run(run())
    assert history == [Decision("m", "accepted", "", 2.0), Decision("m", "accepted", "Live as change 4.", 3.0)]
    assert current is not None
    assert current.state == "accepted"
