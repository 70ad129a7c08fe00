"""Files become articles or rejects; every file ends in one of the two tables.

`text` is kept exactly as read, so that every offset made later leads back to it.
Metadata comes from the file itself and, above it, from a metadata table beside
it. What is missing or not understood stays missing, with a note; file times are
never used, because a copy of a file would change them.
"""

from .folder import (
    Corpus,
    digest_files,
    read_articles,
    read_outlets,
    require_articles,
)
from .records import make_articles

__all__ = [
    "Corpus",
    "digest_files",
    "make_articles",
    "read_articles",
    "read_outlets",
    "require_articles",
]
