"""Brackets nested too deeply are found before a parser reads them; brackets in text and comments do not count."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge import yaml_reader
from bot.knowledge.bracket_depth import first_too_deep
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_reader import MAX_DEPTH, TOO_DEEP, UnreadableFileError, parse_document
from tests.growth import LINEAR, growth

PIECES = [*"[]{}\"'#:,-|>?\n ab", ": ", "- ", " #", "key: ", "\n  ", "[[", "]]", "[" * 6, "{a: ", '"]"', "'['", "|\n", "''"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

NOT_NESTED = {
    "double-quoted": 'a: "' + "[" * 50 + '"\n',
    "single-quoted": "a: '" + "[{" * 50 + "'\n",
    "a-quote-in-a-quote": "a: 'it''s [[[[[[[[[[[[[[ open'\nb: [c]\n",
    "plain": "a: see " + "[" * 50 + "\n",
    "plain-over-lines": "a: see\n  " + "[" * 50 + "\n  " + "{" * 50 + "\nb: [c]\n",
    "block": "a: |\n  " + "[" * 50 + "\n  {{{{{{{{{{{{{{\nb: [c]\n",
    "folded-with-marks": "a: >-2\n    " + "[" * 50 + "\nb: [c]\n",
    "block-in-a-list": "- |\n " + "[" * 50 + "\n- [c]\n",
    "comment": "a: [b, # " + "[" * 50 + "\n  c]\n",
    "comment-alone": "# " + "[" * 50 + "\na: b\n",
    "one-after-the-other": "".join(f"k{number}: [[[[a]]]]\n" for number in range(50)),
    "apostrophe-in-a-list": "a: [it's, [b, isn't, [c]]]\n",
}
NESTED = {
    "lists": ("a: " + "[" * 5_000, 1, 13),
    "mappings": ("a: " + "{b: " * 5_000, 1, 4 + 4 * (MAX_DEPTH - 1)),
    "after-quotes": ('a: ["]]]]", ' + "[" * 5_000, 1, 21),
    "after-a-comment": ("a: [ # ]]]]\n" + "[" * 5_000, 2, 9),
    "after-a-block": ("a: |\n  ]]]]\nb: " + "[" * 5_000, 3, 13),
    "after-a-plain-text": ("a: it's [[[\nb: " + "[" * 5_000, 2, 13),
    "over-lines": ("a:\n" + " [\n" * 5_000, 11, 2),
    "under-a-list-mark": ("- - " + "[" * 5_000, 1, 13),
    "as-the-whole-file": ("[" * 5_000, 1, 11),
    "under-a-key-with-a-comment": ("a: # see [b]\n  " + "[" * 5_000, 2, 12),
    "under-a-list-mark-of-its-own": ("-\n  " + "[" * 5_000, 2, 12),
    "under-the-start-of-a-document": ("---\n" + "[" * 5_000, 2, 11),
    "after-a-quoted-key": ('"a" : ' + "[" * 5_000, 1, 16),
    "after-an-explicit-key": ("? a\n: " + "[" * 5_000, 2, 12),
    "after-a-comment-without-a-blank": ('a: [#"]]\n' + "[" * 5_000, 2, 9),
    "after-old-line-ends": ("a: b\rc: |\r  [[[\rd: " + "[" * 5_000, 4, 13),
    "after-another-line-end": ("a: b\u2028c: " + "[" * 5_000, 2, 13),
}


@pytest.mark.parametrize("text", NOT_NESTED.values(), ids=NOT_NESTED)
def test_brackets_in_texts_and_comments_are_not_counted(text: str) -> None:
    assert first_too_deep(text, MAX_DEPTH) is None
    parse_document(text, "topics/x.yaml")


@pytest.mark.parametrize(("text", "line", "column"), NESTED.values(), ids=NESTED)
def test_the_first_bracket_beyond_the_limit_is_reported_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        parse_document(text, "topics/x.yaml")

    assert raised.value.problem.message == TOO_DEEP
    assert (raised.value.problem.place.line, raised.value.problem.place.column) == (line, column)


def outcome(text: str, *, with_scanner: bool) -> object:
    """The value of a text, or the problem with it; with or without the scan for deep brackets."""
    try:
        read = parse_document if with_scanner else yaml_reader._compose
        return read(text, "topics/x.yaml").value
    except UnreadableFileError as error:
        return error.problem


@given(TEXTS)
@example("a: b\n  " + "[" * 12)
@example("'[[[[[[[[[[[[': a\n")
@example("[[[[[[[[[[[|\n")
def test_short_texts_are_read_as_the_parser_alone_reads_them(text: str) -> None:
    found, by_parser_alone = outcome(text, with_scanner=True), outcome(text, with_scanner=False)

    if isinstance(found, Problem) and found.message == TOO_DEEP:
        assert isinstance(by_parser_alone, Problem)  # the parser may report another problem first
    else:
        assert found == by_parser_alone


ENTRIES = st.sampled_from(
    ["{}: a [ b\n", "{}: [a, 'b]', {{c: d}}]\n", "{}: 'it''s [['\n", '{}: "\\" {{ # ["\n', "{}: a\n  [[ b\n", "# [\n{}: ~\n",
     "'{}' : a\n",      "{}: |\n  [\n\n   ]]\n", "{}: >2-  # [\n    {{\n  [\n", "{}:\n- # ]\n  'a': [b]\n", "? {}\n: [#]\n  a]\n",
     "{}:\r  [a]\r\n", "{}:\n\n"]
)  # fmt: skip
KEYS = st.sampled_from(["{}: ", "'{}' : ", "{}: # [\n  ", "{}:\n  ", "? {}\n: ", "{}:\n  # it's\n\n  ", "{}:\u2028 "])


@given(st.lists(ENTRIES, max_size=6), KEYS)
def test_the_first_bracket_beyond_the_limit_is_found_after_any_text(entries: list[str], key: str) -> None:
    before = "".join(entry.format(f"k{number}") for number, entry in enumerate(entries)) + key.format("deep")
    with pytest.raises(UnreadableFileError) as raised:
        parse_document(before + "[" * 5_000, "topics/x.yaml")

    place, last = raised.value.problem.place, before.splitlines()[-1] if before[-1] not in "\n\r" else ""
    assert raised.value.problem.message == TOO_DEEP
    assert place.column == len(last) + MAX_DEPTH


VALUES = st.recursive(
    st.sampled_from(["a", "it's", "[[[", "]]", '"', "# a", ""]), lambda inner: st.lists(inner, max_size=3), max_leaves=12
)


@given(VALUES, st.integers(0, 14))
def test_a_list_as_json_is_refused_exactly_when_it_is_too_deep(value: object, wrapped: int) -> None:
    for _ in range(wrapped):
        value = [value, "]"]
    text = f"key: {json.dumps(value)}\n"

    is_too_deep = 1 + depth(value) > MAX_DEPTH

    found = outcome(text, with_scanner=True)
    assert (getattr(found, "message", "") == TOO_DEEP) == is_too_deep
    assert is_too_deep or found == {"key": value}


def depth(value: object) -> int:
    return 1 + max((depth(item) for item in value), default=0) if isinstance(value, list) else 0


@pytest.mark.parametrize(
    "shape", ["a", '"', "'", "''", '"\\"', "[]", "[\n", "- ", "a: ", "a: |\n ", "\n", "# ", '["a", ', "{a: 'b', ", ": ", "a\n "]
)
def test_the_time_is_linear_in_the_length_of_the_text(shape: str) -> None:
    assert growth(lambda text: first_too_deep(text, 10**6), shape) < LINEAR
