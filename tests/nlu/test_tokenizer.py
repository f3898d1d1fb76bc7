"""Questions and knowledge are normalised in the same way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.parsing.tokenizer import MAX_TOKENS, clean, sentences, stem, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("What's a DE?", ("whats", "a", "de")),
        ("C++ and C# and .NET", ("cpp", "and", "csharp", "and", "dotnet")),
        ("MLengineer", ("ml", "engineer")),
        ("LinkedIn or PyTorch", ("linkedin", "or", "pytorch")),
        ("[D] my boss's CI/CD", ("my", "boss", "cicd")),
        ("ｆｕｌｌ width", ("full", "width")),
        ("zal̴̨͝go", ("zalgo",)),
        ("<@123> see https://example.org now", ("see", "now")),
    ],
)
def test_spellings_symbols_and_markup_are_normalised(typed: str, expected: tuple[str, ...]) -> None:
    assert words(typed) == expected


@pytest.mark.parametrize("arrow", ["->", "-->", "=>", "→", " > "])
def test_all_arrows_become_the_same_token(arrow: str) -> None:
    (sentence,) = sentences(f"DS{arrow}DE")

    assert [token.text for token in sentence.tokens] == ["ds", "->", "de"]


def test_capitals_are_noted_unless_the_whole_sentence_has_them() -> None:
    (quiet,) = sentences("from DS to de")
    (loud,) = sentences("FROM DS TO DE")

    assert [token.text for token in quiet.tokens if token.shout] == ["ds"]
    assert not [token for token in loud.tokens if token.shout]


def test_a_question_mark_belongs_to_its_sentence() -> None:
    assert [sentence.asks for sentence in sentences("I am lost. What now? Thanks")] == [False, True, False]


@pytest.mark.parametrize(
    ("one", "other"), [("manage", "managing"), ("manager", "managers"), ("company", "companies"), ("switch", "switched")]
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("manage", "manager"), ("market", "marketing"), ("new", "news")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=5000))
def test_any_text_gives_a_bounded_number_of_clean_tokens(text: str) -> None:
    tokens = [token.text for sentence in sentences(text) for token in sentence.tokens]

    assert len(tokens) <= MAX_TOKENS
    assert all(token and not any(c.isspace() for c in token) for token in tokens)


@given(st.text(max_size=500))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
