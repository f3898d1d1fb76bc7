"""Any text that a moderator enters is in the knowledge unchanged, or is refused."""

from __future__ import annotations

import contextlib
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.curation import edits
from bot.curation.errors import EditError
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.schema import ENTRY_KINDS
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_reader import parse_document
from tests.curation.small import FILES

SMALL: Final = Snapshot.of_contents({name: text.encode() for name, text in FILES.items()})
WAGES: Final = "topics/fair-wages.yaml"
PIECES: Final = [*"-:#?&*!|>'\"%@`,[]{}~<=. 1é", "null", "yes", "\n", "\t", "\u2028", "- ", ": ", " #"]
WORDS: Final = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)
LAYOUTS: Final = {
    "a list of lines": "phrases:\n  - am I paid enough\n  - is it fair\n",
    "lines without indentation": "phrases:\n- am I paid enough\n- is it fair\n",
    "comments among the lines": "phrases:  # as typed\n  # first\n  - am I paid enough  # often\n  - is it fair\n  # the end\n",
    "a list in brackets": "phrases: [am I paid enough, is it fair]\n",
    "brackets over lines": "phrases: [\n  am I paid enough,\n  is it fair,\n]\n",
    "a comment in the brackets": "phrases: [am I paid enough,\n  is it fair  # says who\n  ]\n",
    "a comment that is last in the brackets": "phrases: [am I paid enough, is it fair,  # says who\n  # nobody\n]  # end\n",
    "an empty list": "phrases: []\n",
    "no end of line": "phrases:\n  - am I paid enough",
    "a text of several lines": "phrases:\n  - am I paid enough\n  - >-\n    is it\n    fair\n",
    "other keys below": "phrases:\n  - am I paid enough\nrelated: [learning-the-trade]\n",
    "no list at all": "related: [learning-the-trade]\n",
    "Windows' lines": "phrases:\r\n  - am I paid enough\r\n  - is it fair\r\n",
    "strange ends of lines": "# one\u2028# two\x85# three\nphrases:\n  - am I paid enough\n  - is it fair\n",
}
"""Ways to write a list in a file."""


def with_phrases(layout: str) -> Snapshot:
    """The small knowledge with the phrases of a topic written in this layout."""
    before = FILES[WAGES].partition("phrases:")[0]
    return SMALL.changed({WAGES: (before + layout).encode()})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_phrase_is_added_to_a_list_in_any_layout(layout: str) -> None:
    before = with_phrases(LAYOUTS[layout])
    known = before.library().topics["fair-wages"].phrases
    for phrase in (
        "a plain one",
        "one: with a colon",
        "# like a comment",
        "[like a list]",
        "it's",
        'a "quoted" one',
        "1",
        "null",
    ):
        texts = edits.with_phrase(before, WAGES, phrase)
        after = before.changed({name: (text or "").encode() for name, text in texts.items()})
        assert after.library().topics["fair-wages"].phrases == (*known, phrase), texts[WAGES]


@given(WORDS)
@example("\x85")
def test_a_phrase_is_added_unchanged_or_refused(phrase: str) -> None:
    texts = edits.with_phrase(SMALL, WAGES, phrase)
    try:
        library = SMALL.changed({name: (text or "").encode("utf-8", "surrogatepass") for name, text in texts.items()}).library()
    except KnowledgeError:
        return
    assert library.topics["fair-wages"].phrases == (*SMALL.library().topics["fair-wages"].phrases, " ".join(phrase.split()))


@given(st.sampled_from(sorted(ENTRY_KINDS)), WORDS)
def test_a_template_contains_the_name_unchanged_or_is_refused(kind: str, name: str) -> None:
    with contextlib.suppress(EditError):
        [(file, text)] = edits.new_entry(SMALL, kind, name).items()
        assert text is not None
        document = parse_document(text.encode("utf-8", "replace").decode(), file)
        assert isinstance(document.value, dict)
        assert (document.value["id"], document.value["name"]) == (file.split("/")[1].removesuffix(".yaml"), name.strip())
