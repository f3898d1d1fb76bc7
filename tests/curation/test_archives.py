"""Uploaded archives and files are accepted, or refused with one sentence, in bounded memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.curation.archives import LARGEST_UPLOAD, MOST_BYTES, MOST_FILES, UploadError, pack, unpack
from bot.knowledge.snapshot import Snapshot, is_knowledge_file
from tests.curation.hostile import ARCHIVES, NOT_TEXT, WAGES, zipped
from tests.curation.small import FILES

MOST_MEMORY = 4 * 1024 * 1024
"""Bytes that may be allocated besides the upload; a bomb of forty megabytes does not fit."""


@pytest.fixture
def _bounded() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("_bounded")
@pytest.mark.parametrize("what", ARCHIVES)
def test_a_bad_archive_is_refused_with_one_sentence(what: str) -> None:
    content, sentence = ARCHIVES[what]
    with pytest.raises(UploadError) as refused:
        unpack([("knowledge.zip", content)], FILES)

    assert sentence in str(refused.value)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("what", NOT_TEXT)
def test_a_file_that_is_not_text_is_refused_with_the_name_of_its_knowledge_file(what: str) -> None:
    content, sentence = NOT_TEXT[what]
    with pytest.raises(UploadError) as refused:
        unpack([("topics.fair-wages.yaml", content)], FILES)

    assert f"{WAGES} " in str(refused.value)
    assert sentence in str(refused.value)


def test_a_too_large_upload_is_refused() -> None:
    with pytest.raises(UploadError, match=r"knowledge\.zip is larger than 8 MB; send less at once"):
        unpack([("knowledge.zip", bytes(LARGEST_UPLOAD + 1))], FILES)


def test_the_name_of_an_upload_identifies_its_knowledge_file() -> None:
    names = ("topics/fair-wages.yaml", "topics.fair-wages.yaml", "fair-wages.yaml", "knowledge/topics/fair-wages.yaml")
    for name in names:
        assert unpack([(name, b"\xef\xbb\xbfa: 1\n")], FILES) == {WAGES: "a: 1\n"}
    assert unpack([("a.zip", zipped([("knowledge/", b""), (f"knowledge/{WAGES}", b"a: 1")]))], FILES) == {WAGES: "a: 1"}
    assert unpack([("topics.new.yaml", b"a: 1"), ("b.zip", zipped([("roles/newer.yaml", b"b: 2")]))], FILES) == {
        "topics/new.yaml": "a: 1", "roles/newer.yaml": "b: 2",
    }  # fmt: skip


def test_packed_files_are_unpacked_unchanged() -> None:
    contents = {name: text.encode() for name, text in FILES.items()}

    assert unpack([("knowledge.zip", pack(contents))], FILES) == FILES
    assert pack(contents) == pack(dict(reversed(contents.items())))


def test_the_limits_allow_twice_the_size_of_the_whole_knowledge(knowledge: Path) -> None:
    files = {name: file.content or b"" for name, file in Snapshot.of_folder(knowledge).files.items()}

    assert unpack([("knowledge.zip", pack(files))], files) == {name: content.decode() for name, content in files.items()}
    assert len(files) * 2 <= MOST_FILES
    assert sum(map(len, files.values())) * 2 <= MOST_BYTES


PARTS = st.sampled_from(
    ["topics", "Roles", "knowledge", "..", ".", "", "a.yaml", "CON.yaml", "fair-wages.yaml", "x\x00y.yaml", "é"]
)
NAMES = st.one_of(
    st.sampled_from([*FILES, "topics.new.yaml", "/etc/passwd"]), st.text(max_size=30), st.lists(PARTS, max_size=4).map("/".join)
)
CONTENTS = st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), st.just(b"a: 1\n"), st.just(bytes(3_000)))
PACKED = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """Archives, some with changed or missing bytes, some with bytes before or after them."""
    files = draw(st.dictionaries(NAMES, CONTENTS, max_size=5))
    packed = bytearray(zipped(files.items(), draw(PACKED)))
    for _ in range(draw(st.integers(0, 4))):
        packed[draw(st.integers(0, len(packed) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.one_of(st.none(), st.integers(0, len(packed))))
    return draw(st.binary(max_size=10)) + bytes(packed[:cut]) + draw(st.binary(max_size=30))


@given(st.lists(st.tuples(NAMES, st.one_of(archives(), CONTENTS)), max_size=4))
@example([("a.zip", ARCHIVES["one part of several"][0])])
def test_any_upload_becomes_knowledge_files_or_is_refused(uploads: list[tuple[str, bytes]]) -> None:
    sentence = ""
    try:
        found = unpack(uploads, FILES)
    except UploadError as error:
        sentence = str(error)
        found = {}
    assert bool(found) is not (0 < len(sentence) < 500)
    assert all(is_knowledge_file(name) for name in found)
    assert sum(len(text.encode()) for text in found.values()) <= MOST_BYTES * max(1, len(uploads))
