"""zip: each file inside is read like one beside it; nothing is written to disk."""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from ..limits import MB, Limits
from ..places import is_passed_over
from ..refusal import Refusal
from . import PACKED, READERS, Found, check_size, reader_for
from .compressed import CHUNK, too_large

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    struct.error,
    lzma.LZMAError,
)


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the articles of every file inside."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except BROKEN as error:
        raise Refusal(f"not zip: {error}", "copy the file again") from error
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(members) > limits.members:
        raise Refusal(
            f"{len(members)} files in one archive; at most {limits.members}",
            "split it into smaller archives",
        )
    left = min(limits.expanded_bytes, limits.ratio * len(raw) + MB)
    for info in sorted(members, key=lambda info: info.filename):
        inner = _inside(info.filename)
        if is_passed_over(inner):
            continue
        try:
            content = _unpacked(archive, info, left)
            left -= len(content)
            yield from _read_member(content, inner, stem, limits)
        except Refusal as refusal:
            yield inner.as_posix(), refusal
            if refusal.reason.startswith("expands"):
                return


def _inside(name: str) -> PurePosixPath:
    """Return a member's name without what would lead out of the archive."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    kept = [part for part in parts if part not in ("/", "..", ".") and ":" not in part]
    return PurePosixPath(*kept) if kept else PurePosixPath("unnamed")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, largest: int) -> bytes:
    if info.flag_bits & 1:
        raise Refusal("locked with a password", "unpack it first")
    pieces, size = [], 0
    try:
        with archive.open(info) as file:
            while piece := file.read(CHUNK):
                size += len(piece)
                pieces.append(piece)
                if size > largest:
                    raise too_large(largest)
    except BROKEN as error:
        raise Refusal(f"cannot unpack: {error}", "copy the archive again") from error
    return b"".join(pieces)


def _read_member(
    content: bytes, inner: PurePosixPath, stem: str, limits: Limits
) -> Found:
    suffix = inner.suffix.lower()
    if READERS.get(suffix) in PACKED:
        raise Refusal("an archive in an archive", "unpack it first")
    reader = reader_for(suffix)
    check_size(len(content), suffix, limits)
    member = inner.as_posix()
    for place, found in reader(
        content, f"{stem}/{inner.with_suffix('').as_posix()}", limits
    ):
        if not isinstance(found, Refusal):
            found["member"] = member
        yield f"{member}, {place}" if place else member, found
