"""Invalid and malicious files and archives, each with a part of the message with which it must be refused."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Iterable
from typing import Final

from tests.curation.small import FILES

WAGES: Final = "topics/fair-wages.yaml"
PIPES: Final = "topics/leaking-pipes.yaml"
WELDER: Final = "roles/welder.yaml"
_WAGES: Final = FILES[WAGES]
_WELDER: Final = FILES[WELDER]
_BOMB: Final = "id: fair-wages\nname: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n" for before, after in zip("abcdefghi", "bcdefghij", strict=True)
)
_SUMMARY: Final = "text: Ask what others are paid.  # the short answer"

CONTENTS: Final[dict[str, tuple[str, bytes, str, int]]] = {
    "an alias bomb": (WAGES, _BOMB.encode(), "anchors and aliases (& and *) are not used here", 2),
    "a thousand lists in each other": (WAGES, (_WAGES + "related: " + "[" * 1_000).encode(), "nested deeper than 10 levels", 20),
    "a thousand mappings in each other": (WAGES, (_WAGES + "related: " + "{a: " * 1_000).encode(), "nested deeper than", 20),
    "far too many values": (WAGES, (_WAGES + "related: [" + "x, " * 25_000 + "]").encode(), "more than 20000 values", 20),
    "an object to be built": (WAGES, (_WAGES + "related: !!python/object/apply:os.system [ls]\n").encode(), "tags such as", 20),
    "a second document": (WAGES, (_WAGES + "---\nid: other\n").encode(), "a second document starts here", 20),
    "a key that stands twice": (WAGES, (_WAGES + "name: Wages\n").encode(), "the key 'name' stands twice", 20),
    "a key that nobody knows": (WAGES, (_WAGES + "colour: red\n").encode(), "'colour' is not a known key here", 20),
    "a key that is misspelt": (WAGES, _WAGES.replace("summary:", "sumary:").encode(), "did you mean 'summary'?", 4),
    "a control character": (WAGES, _WAGES.replace("Fair", "Fa\x1bir").encode(), "not allowed in YAML (a control character?)", 3),
    "no YAML at all": (WAGES, b"{]", "this is not valid YAML", 1),
    "nothing": (WAGES, b"# only a comment\n", "the file is empty", 1),
    "a list": (WAGES, b"- a\n- b\n", "this file must be a mapping", 1),
    "everyone called": (WAGES, _WAGES.replace(_SUMMARY, "text: Ask @everyone.").encode(), "must not mention people", 5),
    "somebody called": (WAGES, _WAGES.replace(_SUMMARY, "text: Ask <@1>.").encode(), "text must not mention people", 5),
    "somebody called by an alias": (WELDER, _WELDER.replace("{}", "{strong: [<@1>]}", 1).encode(), "must not mention people", 5),
    "a link to a role that is not there": (
        WELDER, (_WELDER + "confusable:\n  - nobody\n").encode(),
        "there is no role 'nobody'", 18,
    ),
    "an alias that another has": (WELDER, _WELDER.replace("{}", "{strong: [plumber]}", 1).encode(), "already names plumber", 5),
    "another id than the file's name": (WAGES, _WAGES.replace("id: fair", "id: Fair").encode(), "must be an id", 2),
    "a role among the topics": (WAGES, _WELDER.encode(), "is not a known key here", 3),
}  # fmt: skip
"""What is wrong → (file, its content, part of the message, line)."""

NOT_TEXT: Final[dict[str, tuple[bytes, str]]] = {
    "a NUL byte": (_WAGES.replace("Fair", "Fa\0ir").encode(), "NUL byte; save it as plain UTF-8 text"),
    "UTF-16": (_WAGES.encode("utf-16"), "is UTF-16; save it as UTF-8"),
    "UTF-16 without a mark": (_WAGES.encode("utf-16-le"), "NUL byte"),
    "Latin-1": (_WAGES.replace("Fair", "Fähr").encode("latin-1"), "is not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "NUL byte"),
    "more than a file may hold": (_WAGES.encode() + b"# more and more\n" * 20_000, "is larger than 256 KB"),
}
"""What is wrong → (content of a file, part of the message)."""


def zipped(files: Iterable[tuple[str, bytes]], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, packed)
    return buffer.getvalue()


def lying(content: bytes, packed: int, *, claimed: int = 20_000) -> bytes:
    """An archive that claims a smaller size for its file. A file of noise keeps the compression ratio inconspicuous."""
    noise = random.Random(0).randbytes(200_000)
    archive = zipped([(WAGES, content), ("roles/noise.yaml", noise)], packed)
    return archive.replace(struct.pack("<L", len(content)), struct.pack("<L", claimed))


def _link(name: str, target: str) -> bytes:
    """An archive with a symbolic link."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo(name)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
    return buffer.getvalue()


def _over_disks(content: bytes) -> bytes:
    """The archive changed to look like one part of five."""
    end = content.rindex(b"PK\5\6")
    return content[:end] + b"PK\6\7" + struct.pack("<LQL", 0, 0, 5) + content[end:]


def _starting_beyond(content: bytes, offset: int) -> bytes:
    """The archive changed so that its first file seems to begin at this offset, which is written as a ZIP64 field."""
    contents, end = content.index(b"PK\1\2"), content.rindex(b"PK\5\6")
    far = struct.pack("<HHQ", 1, 8, offset)
    entry = content[contents : contents + 30] + struct.pack("<H", len(far)) + content[contents + 32 : contents + 42]
    entry += b"\xff" * 4 + content[contents + 46 : end] + far
    return content[:contents] + entry + content[end : end + 12] + struct.pack("<L", len(entry)) + content[end + 16 :]


def _locked(content: bytes) -> bytes:
    """The archive changed to look encrypted."""
    plain, locked = struct.pack("<HH", 20, 0), struct.pack("<HH", 20, 1)
    return content.replace(b"PK\3\4" + plain, b"PK\3\4" + locked).replace(b"PK\1\2\x14\3" + plain, b"PK\1\2\x14\3" + locked)


_GOOD: Final = zipped([(WAGES, _WAGES.replace("Ask what", "Find out what").encode())])
_MEGABYTES: Final = bytes(40 * 1024 * 1024)
_NAMED: Final = {
    "a way up": "../topics/fair-wages.yaml",
    "a way up inside": "topics/../../fair-wages.yaml",
    "a way up in Windows' manner": "..\\topics\\fair-wages.yaml",
    "an absolute path": "/etc/fair-wages.yaml",
    "a home": "~/fair-wages.yaml",
    "a drive": "C:\\knowledge\\topics\\fair-wages.yaml",
    "another machine": "\\\\server\\share\\fair-wages.yaml",
}
_STRANGE: Final = {
    "backslashes": "topics\\fair-wages-2.yaml",
    "control characters": "topics/fair\x07wages.yaml",
    "a right-to-left mark": "topics/fair\u202ewages.yaml",
    "another case of a folder": "Topics/fair-pay.yaml",
    "another ending": "topics/fair-pay.yml",
    "a program": "topics/fair-pay.yaml.exe",
    "a folder of nobody's": "poems/ode.yaml",
    "a hidden file": "topics/.fair-pay.yaml",
    "a file in a folder too deep": "topics/more/fair-pay.yaml",
    "an archive in the archive": "topics.zip",
}
ARCHIVES: Final[dict[str, tuple[bytes, str]]] = {
    **{what: (zipped([(name, b"id: x")]), "leads out of the knowledge folder") for what, name in _NAMED.items()},
    **{what: (zipped([(name, _GOOD)]), "belongs to no kind of entry") for what, name in _STRANGE.items()},
    "a device of Windows'": (zipped([("topics/CON.yaml", b"id: con")]), "Windows keeps for itself"),
    "a link": (_link(WAGES, "/etc/passwd"), "holds a link (topics/fair-wages.yaml)"),
    "a thousand times its size": (zipped([(WAGES, bytes(2 * 1024 * 1024))]), "unpacks to more than 100 times its size"),
    "forty megabytes": (zipped([(WAGES, _MEGABYTES)]), "unpacks to more than 32 MB"),
    "a lie about the size": (lying(_MEGABYTES, zipfile.ZIP_DEFLATED), "is no archive that I can open"),
    "a lie, packed by LZMA": (lying(_MEGABYTES, zipfile.ZIP_LZMA), "is packed in a way that I do not open"),
    "a lie, packed by bzip2": (lying(_MEGABYTES, zipfile.ZIP_BZIP2, claimed=3_000), "is packed in a way that I do not open"),
    "a lie about nothing": (lying(b"x" * 70_001, zipfile.ZIP_DEFLATED, claimed=1_000), "is no archive that I can open"),
    "ten thousand files": (
        zipped((f"topics/{n}.yaml", b"") for n in range(10_000)),
        "holds 10000 files; 2000 at once is the most",
    ),
    "forty thousand files": (zipped(((f"{n}", b"") for n in range(40_000)), zipfile.ZIP_STORED), "holds 40000 files; 2000 at"),
    "a file that is too large": (lying(b"x" * 300_000, zipfile.ZIP_DEFLATED, claimed=300_000), "is larger than 256 KB"),
    "the same file twice": (zipped([(WAGES, b"a: 1"), (f"knowledge/{WAGES}", b"a: 2")]), "topics/fair-wages.yaml was sent twice"),
    "nothing in it": (zipped([]), "There is no knowledge file in that."),
    "a name that begins with NUL": (_GOOD.replace(WAGES.encode(), b"\0" + WAGES.encode()[1:]), "a file without a proper name"),
    "a name that is cut by NUL": (_GOOD.replace(b"wages.yaml", b"wages\0yaml"), "a file without a proper name"),
    "a name of sixty thousand letters": (zipped([(f"topics/{'a' * 60_000}.yaml", b"id: a")]), "is longer than 200 characters"),
    "two names that differ in case": (
        zipped([("topics/new.yaml", b"a: 1"), ("topics/New.yaml", b"a: 2")]),
        "differ in upper and lower case alone",
    ),
    "a name that differs in case from one there": (
        zipped([("topics/Fair-Wages.yaml", b"a: 1")]),
        "topics/Fair-Wages.yaml and topics/fair-wages.yaml differ",
    ),
    "a file that begins beyond all numbers": (_starting_beyond(_GOOD, 1 << 63), "is no archive that I can open"),
    "a password": (_locked(_GOOD), "is no archive that I can open"),
    "one part of several": (_over_disks(_GOOD), "is no archive that I can open"),
    "something other than it says": (
        _GOOD.replace(b"topics/fair-wages.yaml", b"topics/fair-wages.xaml", 1),
        "is no archive that",
    ),
    "a binary file": (zipped([(WAGES, bytes(100))]), "holds a NUL byte"),
}
"""What is wrong → (archive, part of the message)."""
