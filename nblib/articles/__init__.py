"""Files become articles or rejects; every file ends in one of the two tables.

`text` is kept as read, so that every offset made later leads back to it; where it had
to be repaired (mojibake, hidden characters), `original` holds what was read. Metadata
comes from the file itself and, above it, from a metadata table beside it. What is
missing or not understood stays missing, with a note; file times are never used,
because a copy of a file would change them.

What is hostile is read elsewhere: all but plain text goes to a process that can be
ended (`worker`, `child`). Names are loaded on first use, so that this process starts
without pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .beside import read_outlets
    from .folder import Corpus, read_articles, require_articles
    from .hygiene import locate_original
    from .languages import count_unmeasured
    from .limits import Limits
    from .places import digest_files, find_files
    from .records import make_articles

_HOME = {
    "Corpus": "folder",
    "Limits": "limits",
    "count_unmeasured": "languages",
    "digest_files": "places",
    "find_files": "places",
    "locate_original": "hygiene",
    "make_articles": "records",
    "read_articles": "folder",
    "read_outlets": "beside",
    "require_articles": "folder",
}

__all__ = [
    "Corpus",
    "Limits",
    "count_unmeasured",
    "digest_files",
    "find_files",
    "locate_original",
    "make_articles",
    "read_articles",
    "read_outlets",
    "require_articles",
]


def __getattr__(name: str) -> Any:
    """Load the module that holds `name`."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
