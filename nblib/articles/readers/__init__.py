"""One reader for each kind of file: bytes to (place, record) pairs.

A reader is a module with a function `read(raw, stem, limits)`. It yields a place
(None when the file is one article) and a record, or the `Refusal` of one row; a file
that is no article at all raises its refusal. A new kind is one file here and one line
below. Readers import what is heavy when they are called: most piles are plain text.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from ..limits import Limits
from ..refusal import Refusal

Found = Iterator[tuple[str | None, dict[str, Any] | Refusal]]
Reader = Callable[[bytes, str, Limits], Found]

READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".json": "document",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".gz": "compressed",
    ".zip": "archive",
}
# These look at each character once and call no parser; all others read in a process
# of their own, which can be ended
PLAIN = ("text", "markdown")
PACKED = ("compressed", "archive")
MANY = ("lines", "table", "parquet", *PACKED)  # files that hold many articles


def reader_for(suffix: str) -> Reader:
    """Return the reader of files whose name ends in `suffix`.

    Raises
    ------
    Refusal
        If there is none.
    """
    if suffix not in READERS:
        raise Refusal(
            f"kind {suffix or 'without suffix'} is not read",
            f"convert it to one of {', '.join(READERS)}",
        )
    reader: Reader = import_module(f".{READERS[suffix]}", __name__).read
    return reader


def check_size(size: int, suffix: str, limits: Limits) -> None:
    """Refuse a file that is too large for its kind.

    Raises
    ------
    Refusal
        If it has more bytes than the limits allow.
    """
    largest = limits.file_bytes if READERS.get(suffix) in MANY else limits.page_bytes
    if size > largest:
        raise Refusal(
            f"{size / 10**6:.0f} MB; a file of this kind may have "
            f"{largest / 10**6:.0f} MB",
            "split it into smaller files",
        )
