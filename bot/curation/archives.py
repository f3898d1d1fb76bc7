"""Knowledge files as one zip archive, and archives and files from uploads, read in bounded time and memory."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from bot.curation.errors import EditError
from bot.knowledge.snapshot import is_device, is_knowledge_file
from bot.knowledge.yaml_reader import MAX_BYTES

MOST_FILES: Final = 2_000
MOST_BYTES: Final = 32 * 1024 * 1024
"""The size of all files together, unpacked."""

LARGEST_UPLOAD: Final = 8 * 1024 * 1024
HIGHEST_RATIO: Final = 100
"""A file that unpacks to more than this many times its size was not written by a person."""

LONGEST_NAME: Final = 200
"""Characters in the name of a file in an archive, its folders included."""

_PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Other compression methods unpack their whole input, whatever its size, before the first byte can be counted."""

_ENTRY: Final = b"PK\1\2"
"""The signature of an entry in an archive's central directory."""

_NOT_ZIPPED_WELL: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
)


class UploadError(EditError):
    """An upload cannot be used; the message says why."""


def pack(contents: Mapping[str, bytes]) -> bytes:
    """A zip archive of the files. The same contents always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(zipfile.ZipInfo(name), contents[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(uploads: Iterable[tuple[str, bytes]], known: Iterable[str]) -> dict[str, str]:
    """File → text of everything in the uploads (name, content), with archives opened. An upload with the name of a file
    in `known` replaces that file, whatever folder it comes from.

    Raises UploadError for an archive or a file beyond the bounds, for a name that leaves the folder or fits no kind of
    entry, and for a file that is not text.
    """
    found: dict[str, str] = {}
    folded: dict[str, str] = {}
    known = tuple(known)
    by_name = _by_name(known)
    existing = {file.casefold(): file for file in known}
    for name, content in uploads:
        _bound(len(content) <= LARGEST_UPLOAD, f"{name} is larger than {LARGEST_UPLOAD // 1024**2} MB; send less at once.")
        for inner, data in _of_archive(name, content) if _is_archive(content) else [(name, content)]:
            file = _meant(inner, by_name)
            _bound(file not in found, f"{file} was sent twice; send it once.")
            twin = folded.setdefault(file.casefold(), existing.get(file.casefold(), file))
            _bound(twin == file, f"{file} and {twin} differ in upper and lower case alone; keep one of the two names.")
            found[file] = _text(file, data)
    _bound(bool(found), "There is no knowledge file in that.")
    return found


def _is_archive(content: bytes) -> bool:
    try:
        return zipfile.is_zipfile(io.BytesIO(content))
    except zipfile.BadZipFile:  # one that is spread over several disks, and may be opened to be refused
        return True


def _of_archive(name: str, content: bytes) -> list[tuple[str, bytes]]:
    entries = content.count(_ENTRY)  # before the list is read, which takes long when it is long
    _bound(entries <= MOST_FILES, f"{name} holds {entries} files; {MOST_FILES} at once is the most.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_member_names(name, archive.infolist())
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check(name, members, len(content))
            return [(member.filename, _read(name, archive, member)) for member in members]
    except _NOT_ZIPPED_WELL:
        raise UploadError(f"{name} is no archive that I can open; make it anew as a plain zip.") from None


def _check_member_names(name: str, members: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse names that the zip library mangles (it cuts a name at a NUL, and fails on an empty one) and overlong ones."""
    for member in members:
        is_whole = bool(member.filename) and "\0" not in member.orig_filename
        _bound(is_whole, f"{name} holds a file without a proper name; give every file a name and make the zip anew.")
        is_short = len(member.filename) <= LONGEST_NAME
        _bound(is_short, f"{name} holds a file whose name is longer than {LONGEST_NAME} characters; shorten the name.")


def _check(name: str, members: list[zipfile.ZipInfo], packed: int) -> None:
    whole = sum(member.file_size for member in members)
    _bound(whole <= MOST_BYTES, f"{name} unpacks to more than {MOST_BYTES // 1024**2} MB; send less at once.")
    _bound(
        whole <= max(packed, 1) * HIGHEST_RATIO,
        f"{name} unpacks to more than {HIGHEST_RATIO} times its size; I do not open that.",
    )
    for member in members:
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        _bound(not is_link, f"{name} holds a link ({_shown(member.filename)}); put the file itself there.")
        _bound(member.compress_type in _PLAIN, f"{name} is packed in a way that I do not open; make it anew as a plain zip.")
        _check_name(member.filename)


def _read(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content of one file, at most the size of a knowledge file, whatever the archive says about its size."""
    with archive.open(member) as opened:
        data = opened.read(MAX_BYTES + 1)
    _bound(len(data) <= MAX_BYTES, f"{_shown(member.filename)} in {name} is larger than {MAX_BYTES // 1024} KB; split it.")
    return data


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    is_outside = name.startswith(("/", "\\", "~")) or ".." in parts or (len(parts[0]) > 1 and parts[0][1] == ":")
    _bound(not is_outside, f"{_shown(name)} leads out of the knowledge folder; name it as it is in there.")
    _bound(not is_device(parts[-1]), f"{_shown(name)} is a name that Windows keeps for itself; choose another.")


def _by_name(known: Iterable[str]) -> dict[str, str | None]:
    """Last part of a name → the file; None where several files end in it."""
    found: dict[str, str | None] = {}
    for file in known:
        last = file.rpartition("/")[2]
        found[last] = None if last in found else file
    return found


def _meant(name: str, by_name: Mapping[str, str | None]) -> str:
    """The knowledge file that an upload is for. Attachments lose their folder, so `kind.id.yaml` is understood as well."""
    _check_name(name)
    for candidate in (name, name.removeprefix("knowledge/"), name.replace(".", "/", 1) if name.count(".") > 1 else name):
        if is_knowledge_file(candidate):
            return candidate
    found = by_name.get(name.rpartition("/")[2])
    if found is None:
        raise UploadError(
            f"{_shown(name)} belongs to no kind of entry; name it as it is in the folder, with a dot for the slash, "
            "such as topics.an-id.yaml."
        )
    return found


def _text(file: str, data: bytes) -> str:
    """The text of an uploaded file. Raises UploadError when it is not text; faults within the text are found later, with
    their place."""
    _bound(len(data) <= MAX_BYTES, f"{file} is larger than {MAX_BYTES // 1024} KB; split it into several entries.")
    _bound(not data.startswith((b"\xff\xfe", b"\xfe\xff")), f"{file} is UTF-16; save it as UTF-8.")
    _bound(b"\0" not in data, f"{file} holds a NUL byte; save it as plain UTF-8 text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UploadError(f"{file} is not UTF-8; save it as UTF-8.") from None


def _bound(holds: bool, message: str) -> None:
    if not holds:
        raise UploadError(message)


def _shown(name: str) -> str:
    """A name from an upload, on one line and short, for an error message."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:100])
