"""A dictionary never holds more than its bound, and keeps what was set last."""

from hypothesis import given
from hypothesis import strategies as st

from bot.bounded_dict import BoundedDict


@given(st.lists(st.tuples(st.integers(0, 8), st.integers())), st.integers(1, 5))
def test_the_newest_entries_stay(pairs: list[tuple[int, int]], most: int) -> None:
    bounded: BoundedDict[int, int] = BoundedDict(most)
    expected: list[tuple[int, int]] = []

    for key, value in pairs:
        bounded[key] = value
        expected = [*((k, v) for k, v in expected if k != key), (key, value)][-most:]

        assert list(bounded.items()) == expected
