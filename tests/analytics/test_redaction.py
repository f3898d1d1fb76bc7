"""Redaction removes everything that could identify the author of a question, wherever it is in the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analytics.redaction import LONGEST, redact, without_personal
from tests.growth import LINEAR, growth

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ALNUM = LETTERS + LETTERS.upper() + "0123456789"
WORDS = st.lists(st.sampled_from(["how", "do", "I", "get", "into", "C++", "at", "45,", "9-5", "please?"]), max_size=6)
NAME = st.text(LETTERS, min_size=4, max_size=10).map(lambda text: f"q{text}")
NUMBER = st.integers(10**16, 10**19).map(str)
KEY = st.text(ALNUM, min_size=16, max_size=60).filter(lambda t: re.search(r"\d", t) and re.search(r"[a-zA-Z]", t))


def _phone(digits: str, gaps: list[str]) -> str:
    return "+" + "".join(f"{digit}{gap}" for digit, gap in zip(digits, gaps, strict=False)).rstrip()


SEPARATORS = st.lists(st.sampled_from(["", "", " ", "-"]), min_size=14, max_size=14)
PHONES = st.builds(_phone, st.text("0123456789", min_size=8, max_size=14), SEPARATORS)
MARKS = st.sampled_from(["<@{}>", "<@!{}>", "<@&{}>", "<#{}>", "<:smile:{}>", "<a:dance:{}>", "</ask:{}>", "{}"])
PERSONAL = st.one_of(
    st.tuples(NAME, NAME).map(lambda two: (f"{two[0]}@{two[1]}.com", two)),
    st.tuples(NAME, NAME).map(lambda two: (f"{two[0]} (at) {two[1]}.org", two)),
    st.tuples(NAME, NAME).map(lambda two: (f"{two[0]} at {two[1]} dot com", two)),
    st.tuples(NAME, NAME).map(lambda two: (f"https://{two[0]}.example/{two[1]}?id=7#x", two)),
    st.tuples(NAME, NAME).map(lambda two: (f"www.{two[0]}.fr/{two[1]}", two)),
    st.tuples(NAME, NAME).map(lambda two: (f"{two[0]}.io/{two[1]}", two)),
    st.tuples(NAME).map(lambda one: (f"discord.gg/{one[0]}", one)),
    st.tuples(NAME).map(lambda one: (f"@{one[0]}", one)),
    st.tuples(NAME).map(lambda one: (f"{one[0]}#1234", one)),
    st.tuples(NUMBER, MARKS).map(lambda two: (two[1].format(two[0]), two[:1])),
    PHONES.map(lambda number: (number, (number,))),
    KEY.map(lambda key: (key, (key,))),
    st.tuples(NAME, st.sampled_from(["password: {}", "my token={}", "the API key is {}", "Bearer: {}"])).map(
        lambda two: (two[1].format(two[0]), two[:1])
    ),
    NAME.map(lambda name: (f"my name is {name}", (name,))),
)  # fmt: skip


@given(WORDS, PERSONAL, WORDS)
def test_personal_data_is_removed_wherever_it_is(
    before: list[str], personal: tuple[str, tuple[str, ...]], after: list[str]
) -> None:
    written, secrets = personal
    left = redact(" ".join([*before, written, *after]))
    for secret in secrets:
        assert secret not in left


PIECES = st.sampled_from([*"@.:/-_+#<>= \n019a", "www.", "http://", "at", " dot ", "qx", "com", "is", "key"])
TEXTS = st.text(max_size=300) | st.lists(PIECES, max_size=60).map("".join)
FORBIDDEN = [r"@", r"://", r"(?i)\bwww\.\w", r"\d(?:[\s().\-/+]*\d){6}", r"\S{40}", r"<#", r"\s\s|\n"]


@given(TEXTS)
def test_no_forbidden_pattern_is_left_of_any_text(text: str) -> None:
    left = redact(text)
    for pattern in FORBIDDEN:
        assert not re.search(pattern, left), pattern
    assert len(left) <= LONGEST
    assert left == left.strip()


@given(TEXTS)
def test_redacting_again_changes_nothing(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "How do I get from data analyst to ML engineer?",
        "DA/DS/MLE or analytics engineering, CI/CD and A/B tests, C# and ASP.NET and node.js?",
        "I'm 45, earn 60k, with 10+ years in Excel and 365DataScience courses from 2019-23",
        "is e.g. a master's degree worth it...or not?",
        "What's a data-platform-engineer to do at a 3-person start-up",
        "machine learning / data science / statistics",
        "is my token of appreciation too much? the secret to SQL",
    ],
)
def test_text_without_personal_data_is_unchanged(text: str) -> None:
    assert redact(text) == text


def test_redacted_text_is_one_line_of_bounded_length() -> None:
    assert redact("what\n\n does   a\tdata engineer\ndo?") == "what does a data engineer do?"
    assert len(redact("word " * 2_000)) <= LONGEST


SHAPES = [
    "a", "a.", "a-", "1", "1a", "a1", "(", "( 1", "1 ", "@", "a@", ":/", "://", "a.b/", "www.", "password ", "my name is ",
    " at a dot a", "<", "<@", "=", "#1",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_time_is_linear_in_the_length_of_the_text(shape: str) -> None:
    """Eight times the text takes about eight times as long; a pattern that backtracks takes 64 or 512 times as long."""
    assert growth(without_personal, shape) < LINEAR


@pytest.mark.parametrize("shape", ["a", "a1", "1 a", "( 1", "a.b", "Ω"])
def test_the_time_of_redaction_is_bounded_for_long_messages(shape: str) -> None:
    assert growth(redact, shape) < LINEAR
