"""The trained models depend only on the knowledge: not on answers, on earlier models, or on the cache."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import numpy as np
import pytest
from pydantic import BaseModel

from bot.advisor import Advisor
from bot.bootstrap import build_advisor, shipped_retrieval
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
    """The library with every fortieth example and every eighth phrase, so that training is fast."""
    fewer: dict[str, Any] = {
        part: {name: entry.model_copy(update={"phrases": entry.phrases[::8]}) for name, entry in getattr(library, part).items()}
        for part in READ
        if "phrases" in READ[part]
    }
    few: dict[str, Any] = {"examples": library.examples[::40], "acts": library.acts[::20], "told": library.told[::10]}
    return replace(library, **few, **fewer)


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
def test_training_after_a_change_gives_the_models_of_training_from_scratch(edit: Edit, small: Library, matcher: Matcher) -> None:
    changed = edit(small)

    assert_same(Matcher(changed, previous=matcher).models, Matcher(changed).models)


def test_many_changes_and_their_reversal_give_the_original_models(small: Library, matcher: Matcher) -> None:
    library, current = small, matcher
    for edit in EDITS:
        library = edit(library)
        current = Matcher(library, previous=current)

    assert_same(current.models, Matcher(library).models)
    assert_same(Matcher(small, previous=current).models, matcher.models)


def test_a_large_library_is_read_alike_after_changes_and_from_scratch(library: Library) -> None:
    """It is the whole knowledge with every tenth example; training on all of them twice would take too long."""
    large = replace(library, examples=library.examples[::10])
    before = build_advisor(large)
    changed = large
    for edit in EDITS[:7]:
        changed = edit(changed)
    after = build_advisor(changed, before)
    from_scratch = build_advisor(changed)

    assert_same(after.matcher.models, from_scratch.matcher.models)
    for case in read_cases(QUESTIONS / "forum.yaml"):
        assert after.matcher.read(case.text) == from_scratch.matcher.read(case.text)


def test_only_texts_affected_by_a_change_are_parsed_again(small: Library, matcher: Matcher) -> None:
    before = matcher.feature_cache
    assert before is not None
    phrase, alias = (Matcher(edit(small), previous=matcher).feature_cache for edit in (a_phrase_with_a_new_word, an_alias))
    assert phrase is not None
    assert alias is not None

    assert [text for text, entry in phrase.by_text.items() if before.by_text.get(text) is not entry] == [
        "my chief is a zorblax and nobody says so"
    ]
    parsed_again = [text for text, entry in alias.by_text.items() if before.by_text[text] is not entry]
    assert parsed_again
    assert len(parsed_again) < len(alias.by_text) / 5


def test_a_change_of_an_answer_causes_no_training(small: Library, matcher: Matcher) -> None:
    topic = small.topics["bad-managers"]
    edited = updated(small, "topics", "bad-managers", summary=topic.summary.model_copy(update={"text": "Another answer."}))
    before = Advisor(small, matcher)
    after = build_advisor(edited, before)

    assert after.matcher.models is matcher.models
    assert after.matcher.library is edited
    assert before.matcher.library is small


def changed(value: Any) -> Any:
    """A different value of the same type."""
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
    raise AssertionError(f"no rule for changing {value!r}")


def changed_fields(library: Library) -> Iterator[tuple[str, str, Library]]:
    """(part, field, the library with that field of one entry changed) for every field in the schema of every part."""
    changes: dict[str, Any]
    for part in (field.name for field in fields(library)):
        content = getattr(library, part)
        if part == "revision":
            yield part, "", replace(library, revision="another")
        elif part == "questions":
            question = RegressionQuestion(file="questions/some.yaml", line=1, column=1, question=library.examples[0])
            yield part, "", replace(library, questions=(question,))
        elif isinstance(content, tuple):
            for name in type(content[0]).model_fields:
                other = content[0].model_copy(update={name: changed(getattr(content[0], name))})
                changes = {part: (other, *content[1:])}
                yield part, name, replace(library, **changes)
        elif isinstance(content, BaseModel):
            for name in type(content).model_fields:
                other = content.model_copy(update={name: changed(getattr(content, name))})
                changes = {part: other}
                yield part, name, replace(library, **changes)
        else:
            key, entry = next(iter(content.items()))
            for name in type(entry).model_fields:
                yield part, name, updated(library, part, key, **{name: changed(getattr(entry, name))})


def test_the_fingerprint_changes_exactly_with_the_fields_that_training_reads(small: Library) -> None:
    key = training_fingerprint(small)
    for part, name, other in changed_fields(small):
        read = part == "vocabulary" or name in READ.get(part, ())
        assert (training_fingerprint(other) != key) == read, f"{part}.{name}"


class Watched:
    """A proxy for a library or an entry that records which fields are read."""

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


def test_parsing_and_training_read_only_fields_of_the_fingerprint(small: Library) -> None:
    seen: set[tuple[str, str]] = set()
    watched: Any = Watched(small, "", seen)
    models, _ = train(watched, Parser(watched))

    assert_same(models, Matcher(small).models)
    parts = {part: tuple(sorted(field for of, field in seen if of == part)) for part, _ in seen}
    assert parts.keys() - {"vocabulary"} == READ.keys()
    assert {part: fields_read for part, fields_read in parts.items() if part != "vocabulary"} == {
        part: tuple(sorted(names)) for part, names in READ.items()
    }
    assert parts["vocabulary"] == tuple(sorted(type(small.vocabulary).model_fields))


def test_models_are_unchanged_after_serialization(matcher: Matcher) -> None:
    assert_same(from_bytes(to_bytes(matcher.models)), matcher.models)


def test_a_library_is_unchanged_after_serialization(knowledge: Path) -> None:
    library = load_library(knowledge)  # not from the cache: a loss would be on both sides of the comparison
    again = library_from_bytes(library_to_bytes(library))

    assert again == library
    assert training_fingerprint(again) == training_fingerprint(library)


def test_every_field_of_a_library_can_be_serialized() -> None:
    """All fields are entries, tuples of entries, or text; JSON could not represent other types without loss."""
    for name, hint in get_type_hints(Library).items():
        inner = get_args(hint)[-1] if get_args(hint) and get_args(hint)[-1] is not Ellipsis else (get_args(hint) or (hint,))[0]
        assert inner is str or issubclass(inner, BaseModel), name


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[1]", b'{"sources": 3}'])
def test_bytes_that_are_not_a_stored_library_are_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="not a kept library"):
        library_from_bytes(damaged)


def test_the_cache_keeps_a_few_entries_of_each_kind_and_deletes_the_oldest(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    for number in range(6):
        cache.write("one", str(number), b"%d" % number)
        cache.write("other", str(number), b"")

    assert cache.read("one", "5") == b"5"
    assert cache.read("one", "nothing") is None
    assert len(list(cache.folder.glob("one-*"))) == len(list(cache.folder.glob("other-*"))) == 3


def test_cached_models_need_no_training_and_read_alike(small: Library, tmp_path: Path) -> None:
    cache, notices = Cache(tmp_path), list[str]()
    build_advisor(small, cache=cache, notice=notices.append)
    again = build_advisor(small, cache=cache, notice=notices.append)

    assert len(notices) == 1
    assert again.matcher.feature_cache is None
    fresh = Matcher(small, retrieval=shipped_retrieval())
    assert again.matcher.read("my boss is terrible") == fresh.read("my boss is terrible")
