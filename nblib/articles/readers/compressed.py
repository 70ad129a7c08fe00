"""gzip: one compressed file, unpacked only as far as the limits allow."""

import zlib
from pathlib import PurePosixPath

from ..limits import MB, Limits
from ..refusal import Refusal
from . import PACKED, READERS, Found, check_size, reader_for

CHUNK = 1 << 18  # bytes


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the articles of the file inside."""
    inner = PurePosixPath(stem)
    suffix = inner.suffix.lower()
    if READERS.get(suffix) in PACKED or suffix == ".tar":
        raise Refusal("an archive in an archive", "unpack it first")
    reader = reader_for(suffix)
    unpacked = gunzip(raw, limits)
    check_size(len(unpacked), suffix, limits)
    yield from reader(unpacked, inner.with_suffix("").as_posix(), limits)


def gunzip(raw: bytes, limits: Limits) -> bytes:
    """Return what a gzip file holds, all its members.

    Raises
    ------
    Refusal
        If it is broken or comes to more than the limits allow.
    """
    largest = min(limits.expanded_bytes, limits.ratio * len(raw) + MB)
    pieces, size, left = [], 0, raw
    try:
        while left:
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                piece = unpacker.decompress(left, CHUNK)
                left = unpacker.unconsumed_tail
                size += len(piece)
                pieces.append(piece)
                if size > largest:
                    raise too_large(largest)
                if not piece and not left and not unpacker.eof:
                    raise Refusal("gzip is cut short", "copy the file again")
            left = unpacker.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise Refusal(f"not gzip: {error}", "copy the file again") from error
    return b"".join(pieces)


def too_large(largest: int) -> Refusal:
    """Return the refusal of a file that comes to too much."""
    size = f"{largest / MB:.0f} MB"
    return Refusal(f"expands beyond {size}", "unpack it, and look at what it holds")
