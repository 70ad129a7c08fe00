"""What was hashed, and how: one answer for the pile, its cache and its runs.

A digest covers bytes and names, never file times, so that a copy of a folder has the
digest of the folder.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent


@cache
def code_digest() -> str:
    """Return a digest of this package's code, lexicons and templates."""
    return hash_folder(PACKAGE)


def hash_folder(folder: Path) -> str:
    """Return one digest of the files below a folder, but for caches."""
    total = hashlib.sha256()
    found = {path.relative_to(folder): path for path in folder.rglob("*")}
    for name, path in sorted(found.items(), key=lambda item: item[0].as_posix()):
        if path.is_dir() or any(part.startswith((".", "__pyc")) for part in name.parts):
            continue
        total.update(name.as_posix().encode() + b"\0" + hash_file(path))
    return total.hexdigest()


def hash_file(path: Path) -> bytes:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_value(value: Any) -> str:
    """Return the SHA-256 of what JSON can hold, the same for equal values.

    Examples
    --------
    >>> hash_value({"a": 1, "b": 2}) == hash_value({"b": 2, "a": 1})
    True
    """
    return hash_text(json.dumps(value, sort_keys=True, separators=(",", ":")))
