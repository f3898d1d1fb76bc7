"""Archives and files that somebody sends are taken or refused in one sentence, in bounded memory, whatever they hold."""

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

ROOM = 4 * 1024 * 1024
"""Bytes that may be held besides what was sent: a thirty megabyte bomb is not opened in that."""


@pytest.fixture
def _bounded() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < ROOM
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("_bounded")
@pytest.mark.parametrize("what", ARCHIVES)
def test_an_archive_with_something_wrong_is_refused_in_one_sentence(what: str) -> None:
    content, sentence = ARCHIVES[what]
    with pytest.raises(UploadError) as refused:
        unpack([("knowledge.zip", content)], FILES)

    assert sentence in str(refused.value)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("what", NOT_TEXT)
def test_what_is_no_text_is_refused_with_the_file_that_it_was_meant_for(what: str) -> None:
    content, sentence = NOT_TEXT[what]
    with pytest.raises(UploadError) as refused:
        unpack([("topics.fair-wages.yaml", content)], FILES)

    assert f"{WAGES} " in str(refused.value)
    assert sentence in str(refused.value)


def test_an_upload_beyond_the_bound_is_refused_unread() -> None:
    with pytest.raises(UploadError, match=r"knowledge\.zip is larger than 4 MB; send less at once"):
        unpack([("knowledge.zip", bytes(LARGEST_UPLOAD + 1))], FILES)


def test_an_upload_is_for_the_file_that_it_is_named_as() -> None:
    names = ("topics/fair-wages.yaml", "topics.fair-wages.yaml", "fair-wages.yaml", "knowledge/topics/fair-wages.yaml")
    for name in names:
        assert unpack([(name, b"\xef\xbb\xbfa: 1\n")], FILES) == {WAGES: "a: 1\n"}
    assert unpack([("a.zip", zipped([("knowledge/", b""), (f"knowledge/{WAGES}", b"a: 1")]))], FILES) == {WAGES: "a: 1"}
    assert unpack([("topics.new.yaml", b"a: 1"), ("b.zip", zipped([("roles/newer.yaml", b"b: 2")]))], FILES) == {
        "topics/new.yaml": "a: 1", "roles/newer.yaml": "b: 2",
    }  # fmt: skip


def test_what_was_packed_is_unpacked() -> None:
    contents = {name: text.encode() for name, text in FILES.items()}

    assert unpack([("knowledge.zip", pack(contents))], FILES) == FILES
    assert pack(contents) == pack(dict(reversed(contents.items())))


def test_the_whole_knowledge_is_taken_back_with_room_to_double(knowledge: Path) -> None:
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
    """Real archives, some with bytes changed or cut off, others with something before or after them."""
    files = draw(st.dictionaries(NAMES, CONTENTS, max_size=5))
    packed = bytearray(zipped(files.items(), draw(PACKED)))
    for _ in range(draw(st.integers(0, 4))):
        packed[draw(st.integers(0, len(packed) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.one_of(st.none(), st.integers(0, len(packed))))
    return draw(st.binary(max_size=10)) + bytes(packed[:cut]) + draw(st.binary(max_size=30))


@given(st.lists(st.tuples(NAMES, st.one_of(archives(), CONTENTS)), max_size=4))
@example([("a.zip", ARCHIVES["one part of several"][0])])
def test_whatever_is_sent_comes_out_as_knowledge_files_or_is_refused(uploads: list[tuple[str, bytes]]) -> None:
    sentence = ""
    try:
        found = unpack(uploads, FILES)
    except UploadError as error:
        sentence = str(error)
        found = {}
    assert bool(found) is not (0 < len(sentence) < 500)
    assert all(is_knowledge_file(name) for name in found)
    assert sum(len(text.encode()) for text in found.values()) <= MOST_BYTES * max(1, len(uploads))
