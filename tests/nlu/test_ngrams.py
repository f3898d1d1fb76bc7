"""N-gram features: words, pairs of words and character n-grams."""

from bot.advisor import Advisor
from bot.nlu.classifier.ngrams import PIECE, WORD, ngram_features
from bot.nlu.parsing.spans import Span


def test_words_pairs_and_character_ngrams_count_once_each() -> None:
    features = ngram_features(("how", "do", "how", "do"), (Span(0, 4, asks=True),))

    assert {name for name in features if name.startswith("v:")} == {"v:how", "v:do", "v:how_do", "v:do_how"}
    assert {name for name in features if name.startswith("x:")} == {"x:_how", "x:how_", "x:_do_"}
    assert set(features.values()) == {WORD, PIECE}


def test_background_has_less_weight_but_never_reduces_that_of_the_question() -> None:
    spans = (Span(0, 1, asks=True, weight=1.0), Span(1, 3, asks=False, weight=0.5))
    features = ngram_features(("mentor", "mentor", "alone"), spans)

    assert features["v:mentor"] == WORD
    assert features["v:alone"] == 0.5 * WORD


def test_separators_are_not_words() -> None:
    assert ngram_features((",", "/", "->"), (Span(0, 3, asks=False),)) == {}


def test_an_unknown_word_is_read_by_its_character_ngrams(advisor: Advisor) -> None:
    topics = advisor.matcher.read("mentorlessness").topics

    assert next(iter(topics)) == "mentorship"
