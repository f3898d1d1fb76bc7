"""What is learned depends on the knowledge alone: not on answers, not on what was known before, not on the cache."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import numpy as np
import pytest
from pydantic import BaseModel

from bot.advisor import Advisor
from bot.bootstrap import build_advisor
from bot.cache import Cache
from bot.evaluation.cases import read_cases
from bot.knowledge.library import Library, RegressionQuestion
from bot.knowledge.loader import load_library
from bot.knowledge.serialization import library_from_bytes, library_to_bytes
from bot.nlu.classifier.linear import LinearModel
from bot.nlu.matcher import Matcher
from bot.nlu.parsing.parser import Parser
from bot.nlu.training.fingerprint import READ, training_fingerprint
from bot.nlu.training.serialization import from_bytes, to_bytes
from bot.nlu.training.train import TrainedModels, train
from tests.nlu.edits import EDITS, Edit, a_phrase_with_a_new_word, an_alias, updated

QUESTIONS: Final = Path(__file__).parent.parent / "questions"


@pytest.fixture(scope="module")
def small(library: Library) -> Library:
    """The library with every fortieth example and every eighth phrase: learned in a fraction of the time."""
    fewer: dict[str, Any] = {
        part: {name: entry.model_copy(update={"phrases": entry.phrases[::8]}) for name, entry in getattr(library, part).items()}
        for part in READ
        if "phrases" in READ[part]
    }
    return replace(library, examples=library.examples[::40], **fewer)


@pytest.fixture(scope="module")
def matcher(small: Library) -> Matcher:
    return Matcher(small)


def assert_same(one: TrainedModels, other: TrainedModels) -> None:
    assert (one.term_counts, one.example_count) == (other.term_counts, other.example_count)
    for left, right in ((one.kinds, other.kinds), (one.subjects, other.subjects)):
        assert isinstance(left, LinearModel)
        assert isinstance(right, LinearModel)
        assert (left.classes, left.features) == (right.classes, right.features)
        assert np.array_equal(left.weights, right.weights)
        assert np.array_equal(left.bias, right.bias)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_learning_a_change_gives_what_learning_from_nothing_gives(edit: Edit, small: Library, matcher: Matcher) -> None:
    changed = edit(small)

    assert_same(Matcher(changed, previous=matcher).models, Matcher(changed).models)


def test_many_changes_one_after_the_other_and_back_leave_no_trace(small: Library, matcher: Matcher) -> None:
    library, current = small, matcher
    for edit in EDITS:
        library = edit(library)
        current = Matcher(library, previous=current)

    assert_same(current.models, Matcher(library).models)
    assert_same(Matcher(small, previous=current).models, matcher.models)


def test_a_large_library_is_read_alike_after_a_change_and_from_nothing(library: Library) -> None:
    """All of the knowledge, with every tenth example: learning from all of them twice would take as long as all other tests."""
    large = replace(library, examples=library.examples[::10])
    before = build_advisor(large)
    changed = large
    for edit in EDITS[:7]:
        changed = edit(changed)
    after = build_advisor(changed, before)
    anew = build_advisor(changed)

    assert_same(after.matcher.models, anew.matcher.models)
    for case in read_cases(QUESTIONS / "forum.yaml"):
        assert after.matcher.read(case.text) == anew.matcher.read(case.text)


def test_only_texts_that_a_change_touches_are_read_again(small: Library, matcher: Matcher) -> None:
    before = matcher.feature_cache
    assert before is not None
    phrase, alias = (Matcher(edit(small), previous=matcher).feature_cache for edit in (a_phrase_with_a_new_word, an_alias))
    assert phrase is not None
    assert alias is not None

    assert [text for text, note in phrase.by_text.items() if before.by_text.get(text) is not note] == [
        "my chief is a zorblax and nobody says so"
    ]
    again = [text for text, note in alias.by_text.items() if before.by_text[text] is not note]
    assert again
    assert len(again) < len(alias.by_text) / 5


def test_after_a_change_of_an_answer_nothing_is_learned(small: Library, matcher: Matcher) -> None:
    topic = small.topics["bad-managers"]
    shown = updated(small, "topics", "bad-managers", summary=topic.summary.model_copy(update={"text": "Another answer."}))
    before = Advisor(small, matcher)
    after = build_advisor(shown, before)

    assert after.matcher.models is matcher.models
    assert after.matcher.library is shown
    assert before.matcher.library is small


def changed(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case str() | None:
            return f"{value} and more"
        case tuple():
            return (*value, *value[:1]) if value else ("more",)
        case dict():
            return {**value, "more": next(iter(value.values()))}
        case BaseModel():
            name = next(iter(type(value).model_fields))
            return value.model_copy(update={name: changed(getattr(value, name))})
    raise AssertionError(f"nobody said how {value!r} may change")


def places(library: Library) -> Iterator[tuple[str, str, Library]]:
    """(part, field, the library with that field of one entry changed) for every field in the schema of every part."""
    for part in (field.name for field in fields(library)):
        held = getattr(library, part)
        if part == "revision":
            yield part, "", replace(library, revision="another")
        elif part == "questions":
            proof = RegressionQuestion(file="questions/some.yaml", line=1, column=1, question=library.examples[0])
            yield part, "", replace(library, questions=(proof,))
        elif part == "examples":
            for name in type(held[0]).model_fields:
                example = held[0].model_copy(update={name: changed(getattr(held[0], name))})
                yield part, name, replace(library, examples=(example, *held[1:]))
        elif isinstance(held, BaseModel):
            for name in type(held).model_fields:
                vocabulary = library.vocabulary.model_copy(update={name: changed(getattr(held, name))})
                yield part, name, replace(library, vocabulary=vocabulary)
        else:
            key, entry = next(iter(held.items()))
            for name in type(entry).model_fields:
                yield part, name, updated(library, part, key, **{name: changed(getattr(entry, name))})


def test_the_key_changes_with_what_is_read_and_with_nothing_else(small: Library) -> None:
    key = training_fingerprint(small)
    for part, name, other in places(small):
        read = part == "vocabulary" or name in READ.get(part, ())
        assert (training_fingerprint(other) != key) == read, f"{part}.{name}"


class Watched:
    """Stands for a library or an entry and notes which fields are looked at."""

    def __init__(self, value: Any, part: str, seen: set[tuple[str, str]]) -> None:
        self._value, self._part, self._seen = value, part, seen

    def __getattr__(self, name: str) -> Any:
        if name == "skill_by_alias":
            return inspect.getattr_static(Library, "skill_by_alias").func(self)
        value = getattr(self._value, name)
        if self._part:
            self._seen.add((self._part, name))
            return value
        if isinstance(value, Mapping):
            return {key: Watched(entry, name, self._seen) for key, entry in value.items()}
        if isinstance(value, tuple):
            return tuple(Watched(entry, name, self._seen) for entry in value)
        return Watched(value, name, self._seen)


def test_reading_and_learning_look_at_nothing_that_the_key_leaves_out(small: Library) -> None:
    seen: set[tuple[str, str]] = set()
    watched: Any = Watched(small, "", seen)
    learned, _ = train(watched, Parser(watched))

    assert_same(learned, Matcher(small).models)
    parts = {part: tuple(sorted(field for of, field in seen if of == part)) for part, _ in seen}
    assert parts.keys() - {"vocabulary"} == READ.keys()
    assert {part: looked for part, looked in parts.items() if part != "vocabulary"} == {
        part: tuple(sorted(names)) for part, names in READ.items()
    }
    assert parts["vocabulary"] == tuple(sorted(type(small.vocabulary).model_fields))


def test_what_was_learned_survives_being_kept(matcher: Matcher) -> None:
    assert_same(from_bytes(to_bytes(matcher.models)), matcher.models)


def test_a_library_survives_being_kept(knowledge: Path) -> None:
    library = load_library(knowledge)  # one that was never kept: what keeping loses would be lost on both sides
    again = library_from_bytes(library_to_bytes(library))

    assert again == library
    assert training_fingerprint(again) == training_fingerprint(library)


def test_every_field_of_a_library_is_kept() -> None:
    """A field whose type JSON cannot carry would make the test above lie; all of them are entries, tuples or text."""
    for name, hint in get_type_hints(Library).items():
        inner = get_args(hint)[-1] if get_args(hint) and get_args(hint)[-1] is not Ellipsis else (get_args(hint) or (hint,))[0]
        assert inner is str or issubclass(inner, BaseModel), name


@pytest.mark.parametrize("spoiled", [b"", b"{}", b"[1]", b'{"sources": 3}'])
def test_bytes_that_are_no_kept_library_are_refused(spoiled: bytes) -> None:
    with pytest.raises(ValueError, match="not a kept library"):
        library_from_bytes(spoiled)


def test_the_cache_holds_a_few_of_each_kind_and_forgets_the_oldest(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    for number in range(6):
        cache.write("one", str(number), b"%d" % number)
        cache.write("other", str(number), b"")

    assert cache.read("one", "5") == b"5"
    assert cache.read("one", "nothing") is None
    assert len(list(cache.folder.glob("one-*"))) == len(list(cache.folder.glob("other-*"))) == 3


def test_a_kept_model_spares_learning_and_reads_alike(small: Library, matcher: Matcher, tmp_path: Path) -> None:
    cache, told = Cache(tmp_path), list[str]()
    build_advisor(small, cache=cache, notice=told.append)
    again = build_advisor(small, cache=cache, notice=told.append)

    assert len(told) == 1
    assert again.matcher.feature_cache is None
    assert again.matcher.read("my boss is terrible") == matcher.read("my boss is terrible")
