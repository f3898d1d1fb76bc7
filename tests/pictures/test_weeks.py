"""The chart of questions by week: legible for any numbers, with an alt text, and deterministic."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures import draw_weeks
from bot.pictures.charts.weekly_chart import ANSWERED, DECLINED, chart_weeks
from tests.pictures.test_legibility import assert_legible

COUNTS = st.integers(0, 3) | st.integers(0, 99_999)
BARS = st.lists(st.tuples(st.sampled_from(["28 Sep", "5 Oct", "30 Nov"]), COUNTS, COUNTS), min_size=1, max_size=14)


@settings(max_examples=25)
@given(BARS)
def test_any_chart_is_legible(bars: list[tuple[str, int, int]]) -> None:
    if any(answered + declined for _, answered, declined in bars):
        assert_legible(chart_weeks(bars))


def _share(bars: list[tuple[str, int, int]], colour: str) -> float:
    """The share of the bars' area that has the colour."""
    pixels = np.asarray(Image.open(io.BytesIO(draw_weeks(bars).png)).convert("RGB").crop((146, 130, 1076, 488)))
    counts = {one: int((pixels == tuple(bytes.fromhex(one[1:]))).all(axis=2).sum()) for one in (ANSWERED, DECLINED)}
    return counts[colour] / sum(counts.values())


def test_the_height_of_a_bar_is_proportional_to_its_number() -> None:
    assert _share([("5 Oct", 30, 10)], DECLINED) == pytest.approx(0.25, abs=0.01)
    assert _share([("5 Oct", 10, 0), ("12 Oct", 0, 10)], ANSWERED) == pytest.approx(0.5, abs=0.01)
    assert _share([("5 Oct", 10, 0)], ANSWERED) == 1.0


def test_the_chart_has_an_alt_text_and_is_deterministic() -> None:
    drawn = draw_weeks([("28 Sep", 3, 1), ("5 Oct", 10, 2), ("12 Oct", 5, 0)])

    assert drawn.alt == (
        "Questions in the 3 weeks up to that of 12 Oct: 21 in all, 3 of them declined. The busiest week began on 5 Oct with 12; "
        "in the last one 5 were answered and 0 declined."
    )
    assert Image.open(io.BytesIO(drawn.png)).size == (drawn.width, drawn.height)
    assert draw_weeks([("28 Sep", 3, 1), ("5 Oct", 10, 2), ("12 Oct", 5, 0)]) == drawn


def test_weeks_without_any_question_are_refused() -> None:
    with pytest.raises(ValueError, match="No questions"):
        draw_weeks([("28 Sep", 0, 0)])
