"""An edit changes one thing in a file; everything else stays byte for byte."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.problems import KnowledgeError
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_editing import add_to_list, links_to, rename, scalar
from bot.knowledge.yaml_reader import parse_document
from tests.knowledge.copies import ROLE, TOPIC, Copy

ONE = "phrases:\n  - one\n"
KEPT = "id: x  # the id\nname: 'A: name'\n\n# about the phrases\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (KEPT + ONE + "  - two # last\nsignals: [a]\n", KEPT + ONE + "  - two # last\n  - new\nsignals: [a]\n"),
        (KEPT + "phrases:\n- one", KEPT + "phrases:\n- one\n- new\n"),
        (KEPT + "phrases: [one, two]\n", KEPT + "phrases: [one, two, new]\n"),
        (KEPT + "phrases: []\n", KEPT + "phrases: [new]\n"),
        (KEPT + "phrases: [\n  one,\n]\nsignals: []\n", KEPT + "phrases: [\n  one, new,\n]\nsignals: []\n"),
        (KEPT, KEPT + "phrases:\n  - new\n"),
        (ONE + "  - |\n    one\n    two\nsignals: []\n", ONE + "  - |\n    one\n    two\n  - new\nsignals: []\n"),
        (ONE + "    goes on\n\nsignals: []\n", ONE + "    goes on\n  - new\n\nsignals: []\n"),
    ],
)  # fmt: skip
def test_a_phrase_is_added_as_one_item(before: str, after: str) -> None:
    assert add_to_list(before, ("phrases",), "new") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: n\naliases:\n  strong: [a]\narea: x\n", "name: n\naliases:\n  strong: [a]\n  weak:\n    - new\narea: x\n"),
        ("name: n\naliases: {}\narea: x\n", "name: n\naliases: {weak: [new]}\narea: x\n"),
        ("name: n\naliases: {strong: [a]}\n", "name: n\naliases: {strong: [a], weak: [new]}\n"),
        (
            "name: n\naliases:\n  weak:\n    - a\n  strong: [b]\n",
            "name: n\naliases:\n  weak:\n    - a\n    - new\n  strong: [b]\n",
        ),
        ("name: n\narea: x\n", "name: n\narea: x\naliases:\n  weak:\n    - new\n"),
    ],
)
def test_an_alias_is_added_where_its_list_is_or_should_be(before: str, after: str) -> None:
    assert add_to_list(before, ("aliases", "weak"), "new") == after


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters="\ufeff\ufffe\uffff"), min_size=1)
)
def test_any_added_text_is_read_back_unchanged(item: str) -> None:
    for before in ("phrases:\n  - one\n", "phrases: [one]\n", "name: n\n"):
        assert yaml.safe_load(add_to_list(before, ("phrases",), item))["phrases"][-1] == item
    assert yaml.safe_load(f"a: {scalar(item)}") == {"a": item}


def test_a_phrase_can_be_added_to_every_entry_without_losing_anything(knowledge_copy: Copy) -> None:
    snapshot = Snapshot.of_folder(knowledge_copy.root)
    for name, entry in snapshot.entries():
        text = snapshot.files[name].text
        found = add_to_list(text, ("phrases",), "a: new 'phrase' # here")
        assert _value(found) == {**_value(text), "phrases": [*entry.phrases, "a: new 'phrase' # here"]}
        same = next((at for at, (old, new) in enumerate(zip(text, found, strict=False)) if old != new), len(text))
        assert found.endswith(text[same:])


def test_renaming_a_role_updates_all_links_and_nothing_else(knowledge_copy: Copy) -> None:
    snapshot = Snapshot.of_folder(knowledge_copy.root)

    changes = rename(snapshot, "roles", "data-engineer", "pipeline-engineer")

    renamed = snapshot.changed(changes)
    library = renamed.library()
    assert "pipeline-engineer" in library.roles
    assert "data-engineer" not in library.roles
    assert not links_to(renamed, "roles", "data-engineer")
    assert len(links_to(renamed, "roles", "pipeline-engineer")) == len(links_to(snapshot, "roles", "data-engineer")) > 50
    for name, content in changes.items():
        if content is not None and name in snapshot.files:
            assert content.decode().replace("pipeline-engineer", "data-engineer") == snapshot.files[name].text


def test_renaming_and_renaming_back_gives_the_same_files(knowledge_copy: Copy) -> None:
    snapshot = Snapshot.of_folder(knowledge_copy.root)
    for kind, old in (("roles", "ml-engineer"), ("topics", "bad-managers"), ("refusals", "salary"), ("talk", "thanks")):
        there = snapshot.changed(rename(snapshot, kind, old, "something-else"))
        back = there.changed(rename(there, kind, "something-else", old))
        assert back.revision == snapshot.revision


@pytest.mark.parametrize(
    ("kind", "old", "label", "names"),
    [
        ("topics", "bad-managers", "kind: advice, topics: [bad-managers]", ["advice"]),
        ("refusals", "salary", "kind: out_of_scope, refusal: salary", ["out-of-scope"]),
        ("roles", "ml-engineer", "kind: role, roles: [ml-engineer]", ["move-to", "role", "skills"]),
    ],
)
def test_example_files_are_renamed_together_with_their_entry(
    knowledge_copy: Copy, kind: str, old: str, label: str, names: list[str]
) -> None:
    others = [f"examples/{name}.yaml" for name in (f"compare.{old}", f"role.{old}-too", "advice.mentorship", old)]
    for number, file in enumerate([*(f"examples/{name}.{old}.yaml" for name in names), *others]):
        knowledge_copy.write(file, f"examples:\n  - {{text: question {number}, {label}}}\n")
    before = Snapshot.of_folder(knowledge_copy.root)

    after = before.changed(rename(before, kind, old, "something-else"))

    for name in names:
        assert f"examples/{name}.{old}.yaml" not in after.files
        assert (
            "[something-else]" in (text := after.files[f"examples/{name}.something-else.yaml"].text) or "something-else}" in text
        )
    assert after.files.keys() >= set(others)
    assert len(after.library().examples) == len(before.library().examples)


def test_an_existing_example_file_is_not_overwritten(knowledge_copy: Copy) -> None:
    for number, topic in enumerate(("bad-managers", "worse-managers")):
        example = f"{{text: question {number}, kind: advice, topics: [bad-managers]}}"
        knowledge_copy.write(f"examples/advice.{topic}.yaml", f"examples:\n  - {example}\n")
    before = Snapshot.of_folder(knowledge_copy.root)

    after = before.changed(rename(before, "topics", "bad-managers", "worse-managers"))

    assert [example.topics for example in after.library().examples] == [("worse-managers",)] * 2


def test_only_ids_are_renamed_not_equal_words_in_texts(knowledge_copy: Copy) -> None:
    knowledge_copy.write("roles/plumber.yaml", ROLE.format(id="plumber", name="Plumber"))
    topic = TOPIC.format(id="pipes") + "roles: ['plumber', data-engineer] # plumber\nphrases:\n  - plumber\n"
    knowledge_copy.write("topics/pipes.yaml", topic)

    changes = rename(Snapshot.of_folder(knowledge_copy.root), "roles", "plumber", "pipe-fitter")

    assert changes.keys() == {"roles/plumber.yaml", "roles/pipe-fitter.yaml", "topics/pipes.yaml"}
    assert changes["topics/pipes.yaml"] == topic.replace("'plumber'", "'pipe-fitter'").encode()


def test_a_missing_entry_cannot_be_renamed(knowledge_copy: Copy) -> None:
    with pytest.raises(KnowledgeError, match="there is no such entry"):
        rename(Snapshot.of_folder(knowledge_copy.root), "roles", "astronaut", "cosmonaut")


def _value(text: str) -> dict[str, object]:
    value = parse_document(text, "topics/x.yaml").value
    assert isinstance(value, dict)
    return dict(value)
