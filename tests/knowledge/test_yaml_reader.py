"""A file that is not plain, bounded YAML in UTF-8 gets one sentence with the exact place of the problem."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.yaml_reader import MAX_BYTES, UnreadableFileError, parse_document
from tests.knowledge.copies import Copy, copy_of
from tests.program import TIMEOUT, Program


@dataclass(frozen=True)
class Broken:
    """The content of a file, and the place and sentence with which it must be reported."""

    content: bytes
    place: str
    sentence: str


def text(content: str, place: str, sentence: str) -> Broken:
    return Broken(content.encode(), place, sentence)


NO_ANCHORS = "anchors and aliases (& and *) are not used here; write the text out"
NOT_UTF8 = "the file is not UTF-8 here; save it as UTF-8"
NUL = "the file holds a NUL byte; save it as plain UTF-8 text"
CONTROL = "a character here is not allowed in YAML (a control character?); remove it"
EMPTY = "the file is empty; write the entry or delete the file"
TOO_LARGE = "the file is larger than 256 KB; split it into several entries"
TOO_DEEP = "nested deeper than 10 levels; flatten it"
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(f"c{n}: &c{n} [*b, *b, *b, *b]\n" for n in range(40))

BROKEN = {
    "unclosed-quote": text('id: x\nname: "open\n', "3:1", "this is not valid YAML (found unexpected end of stream)"),
    "unclosed-list": text("id: x\nname: [a, b\nwho: c\n", "3:4", "this is not valid YAML (did not find expected ',' or ']')"),
    "bad-indentation": text("id: x\n  name: y\n", "2:7", "this is not valid YAML (mapping values are not allowed"),
    "tab-indentation": text("id: x\nname:\n\t- y\n", "3:1", "this is not valid YAML (found character that cannot start"),
    "unknown-directive": text("%YAML 9.9\n---\nid: x\n", "1:1", "this is not valid YAML (found incompatible YAML document)"),
    "second-document": text("id: x\n---\nid: y\n", "2:1", "a second document starts here; keep one entry per file"),
    "duplicate-key": text("id: x\nname: y\nid: z\n", "3:1", "the key 'id' stands twice; keep one of them"),
    "duplicate-inner-key": text("id: x\nsummary:\n  text: a\n  text: b\n", "4:3", "the key 'text' stands twice; keep one"),
    "anchor": text("id: x\nname: &n y\n", "2:7", NO_ANCHORS),
    "alias": text("id: x\nname: *n\n", "2:7", NO_ANCHORS),
    "alias-bomb": text(BOMB, "1:4", NO_ANCHORS),
    "tag": text("id: x\nname: !!python/object:os.system y\n", "2:7", "tags such as tag:yaml.org,2002:python/object:os.system"),
    "own-tag": text("id: !secret x\n", "1:5", "tags such as !secret are not used here; remove it"),
    "key-is-a-list": text("id: x\n? [a, b]\n: c\n", "2:3", "a key must be plain text"),
    "long-key": text("id: x\n" + "k" * 101 + ": y\n", "2:1", "a key is longer than 100 characters; shorten it"),
    "deep-flow": text("id: x\nname: " + "[" * 1_000 + "]" * 1_000 + "\n", "2:16", TOO_DEEP),
    "deep-block": text("".join(" " * depth + "a:\n" for depth in range(340)), "11:11", TOO_DEEP),
    "many-values": text("id: x\nname: [" + "1," * 20_000 + "]\n", "2:", "the file holds more than 20000 values; split it"),
    "empty": text("", "1:1", EMPTY),
    "blank": text("\n  \n\n", "1:1", EMPTY),
    "only-a-comment": text("# to be written\n", "1:1", EMPTY),
    "only-null": text("null\n", "1:1", EMPTY),
    "utf-16": Broken("id: x\n".encode("utf-16"), "1:1", "the file is UTF-16; save it as UTF-8"),
    "utf-16-without-mark": Broken("id: x\n".encode("utf-16-le"), "1:2", NUL),
    "nul": text("id: x\nname: a\0b\n", "2:8", NUL),
    "latin-1": Broken("id: x\nname: café\n".encode("latin-1"), "2:10", NOT_UTF8),
    "latin-1-after-umlauts": Broken("id: x\nname: äöü".encode() + b"\xe9\n", "2:10", NOT_UTF8),
    "latin-1-after-mark": Broken(b"\xef\xbb\xbfid: x\n\xe9\n", "2:1", NOT_UTF8),
    "control-character": text("id: x\nname: ä\x07b\n", "2:8", CONTROL),
    "control-after-umlauts": text("id: ä\n" + "# äöü äöü äöü\n" * 3 + "name: \x1b[31m\n", "5:7", CONTROL),
    "too-large": text("# " + "x" * MAX_BYTES + "\n", "1:1", TOO_LARGE),
}  # fmt: skip


@pytest.fixture(scope="module")
def report(module_cli: Program, knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of one check of a folder with every broken file of the table among valid ones."""
    copy = copy_of(knowledge, tmp_path_factory.mktemp("broken") / "knowledge")
    for name, broken in BROKEN.items():
        copy.write(f"topics/broken-{name}.yaml", broken.content)
    done = module_cli("check", copy.root)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.splitlines()


@pytest.mark.parametrize("name", BROKEN)
def test_every_broken_file_is_reported_with_place_and_sentence(report: list[str], name: str) -> None:
    lines = [line for line in report if line.startswith(f"topics/broken-{name}.yaml:")]
    assert len(lines) == 1
    _, _, found = lines[0].partition(f"topics/broken-{name}.yaml:")
    assert found.startswith(BROKEN[name].place)
    assert BROKEN[name].sentence in found


def test_one_check_reports_all_broken_files_and_no_valid_one(report: list[str]) -> None:
    assert {line.split(":")[0] for line in report} == {f"topics/broken-{name}.yaml" for name in BROKEN}


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(module_cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.write("topics/mentorship.yaml", "\ufeff" + copy.read("topics/mentorship.yaml").replace("\n", "\r\n"))
    assert module_cli("check", copy.root).returncode == 0


def test_unquoted_values_are_null_booleans_and_integers_and_quoted_ones_are_text() -> None:
    parsed = parse_document("a: null\nb: true\nc: false\nd: 12\ne: '12'\nf: \"true\"\ng: ~\nh:\ni: yes\nj: 1.5\n", "x.yaml")
    assert parsed.value == {
        "a": None, "b": True, "c": False, "d": 12, "e": "12", "f": "true", "g": None, "h": None, "i": "yes", "j": "1.5",
    }  # fmt: skip


def test_a_huge_file_is_refused_in_bounded_memory(knowledge: Path, cli: Program, tmp_path: Path) -> None:
    """The file is sparse: four gigabytes that take no disk space. Reading it would exceed the address space allowed here."""
    copy: Copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.write("topics/huge.yaml", b"id: huge\n")
    os.truncate(copy.root / "topics" / "huge.yaml", 4 << 30)
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30));"
        " sys.argv = ['career-advisor', 'check', sys.argv[1]]; runpy.run_module('bot', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(copy.root)],
        env=dict(cli.environment), capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"topics/huge.yaml:1:1: {TOO_LARGE}" in done.stderr


PIECES = st.sampled_from(
    ["a", "id", ": ", ":", "- ", "-", "\n", "  ", "\t", "[", "]", "{", "}", ",", "'", '"', "&a", "*a", "!x", "!!int ", "|", ">",
     "? ", "%", "%YAML 1.1\n", "---\n", "...\n", "#", "<<", "~", "null", "12", "\0", "\x07", "\x85", "\u2028", "\ufeff", "é",
     "😀", "\ud800", "\\", '"\\x41"', '"\\ud800"', '"\\U00110000"', "@", "`", "\r"]
)  # fmt: skip


@given(st.one_of(st.text(st.characters(exclude_categories=())), st.lists(PIECES, max_size=60).map("".join)))
@example("\ud800")
@example('"\\uD800": 1')
@example("[" * 5_000)
@example("{" * 5_000)
@example("- " * 5_000)
@example("a: &a [*a]")
def test_any_text_parses_or_is_reported_as_unreadable(content: str) -> None:
    try:
        document = parse_document(content, "any.yaml")
    except UnreadableFileError as error:
        place, sentence = error.problem.place, error.problem.message
        lines = max(content.count("\n"), len(content.splitlines())) + 1
        valid = 1 <= place.line <= lines and place.column >= 1 and bool(sentence)
    else:
        valid = document.value is not None
    assert valid


PRINTABLE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")) | st.sampled_from("\n\t"), max_size=20)


@given(st.recursive(PRINTABLE, lambda inner: st.lists(inner, max_size=4), max_leaves=20))
def test_parsed_values_keep_their_text_and_their_place(value: object) -> None:
    """Nested lists of any texts, written as JSON, come back unchanged, each item with its place."""
    source = f"key:\n  {json.dumps(value, ensure_ascii=False)}\n"
    document = parse_document(source, "any.yaml")
    assert document.value == {"key": value}
    assert str(document.place(("key",))) == "any.yaml:1:1"
    if isinstance(value, list) and value:
        assert str(document.place(("key", 0))) == "any.yaml:2:4"


def test_every_file_of_the_knowledge_is_read_without_the_compiled_parser(knowledge: Path) -> None:
    """The C parser accepts some YAML that the Python parser refuses. The knowledge must be valid for both."""
    for file in knowledge.rglob("*.yaml"):
        if "examples" not in file.parts:
            assert list(yaml.parse(file.read_text("utf-8"), Loader=yaml.SafeLoader))
