"""Which files a path stands for: a file, a folder at any depth, or a pattern.

What systems and programs leave in folders is passed over and counted; every other file
is an article or a reject. The order is that of the names, so that no disk decides it.
"""

import hashlib
import os
import re
import stat
from pathlib import Path, PurePath
from typing import NamedTuple

from ..errors import UsageError
from .refusal import Refusal

METADATA, OUTLETS = "metadata.csv", "outlets.csv"
STANDARD_INPUT = "-"
PATTERN = re.compile(r"[*?\[]")
JUNK = ("thumbs.db", "desktop.ini", "icon\r", "__macosx")
JUNK_ENDS = ("~", ".part", ".crdownload", ".tmp", ".swp", ".bak", ".lnk")


class Places(NamedTuple):
    """What a path stands for.

    Attributes
    ----------
    folder : Path
        What names of files are relative to; the tables stand there.
    files : list of Path
        Files that may be articles.
    skipped : list of str
        Names of files that were passed over.
    """

    folder: Path
    files: list[Path]
    skipped: list[str]


def is_passed_over(inner: PurePath) -> bool:
    """Whether a file is one that systems and programs leave behind.

    Examples
    --------
    >>> [is_passed_over(PurePath(p)) for p in (".git/a.txt", "Thumbs.db", "a/b.txt")]
    [True, True, False]
    """
    return any(
        part.startswith((".", "~")) or part in JUNK or part.endswith(JUNK_ENDS)
        for part in map(str.lower, inner.parts)
    )


def find_files(path: str | Path) -> Places:
    """Return the files that a path stands for.

    Raises
    ------
    UsageError
        If there is no such file or folder, or no file matches the pattern.
    """
    root = Path(path)
    if root.is_dir():
        return _listed(root, [file for file in root.rglob("*") if _is_file(file)])
    if root.exists() or root.is_symlink():
        return Places(root.parent, [root], [])
    if PATTERN.search(str(path)):
        fixed = _fixed(root)
        below = str(root.relative_to(fixed)) if fixed.parts else str(root)
        found = list(fixed.glob(below))
        if found:
            inner = (
                file
                for folder in found
                if folder.is_dir()
                for file in folder.rglob("*")
            )
            return _listed(fixed, [f for f in {*found, *inner} if _is_file(f)])
        raise UsageError(f"no file matches {root}; check the pattern")
    nearest = next(parent for parent in root.absolute().parents if parent.exists())
    raise UsageError(
        f"{root} does not exist; name a file or folder of articles "
        f"(the nearest folder that is there: {nearest})"
    )


def _is_file(file: Path) -> bool:
    return file.is_symlink() or not file.is_dir()


def _fixed(pattern: Path) -> Path:
    """Return the folders of a pattern that stand above its first wildcard."""
    parts = pattern.parts
    wild = next(number for number, part in enumerate(parts) if PATTERN.search(part))
    return Path(*parts[:wild]) if wild else Path()


def _listed(folder: Path, found: list[Path]) -> Places:
    tables = {(METADATA,), (OUTLETS,)}
    files, skipped = [], []
    for file in found:
        inner = file.relative_to(folder)
        if is_passed_over(inner):
            skipped.append(inner.as_posix())
        elif inner.parts not in tables:
            files.append(file)
    by_name = sorted(files, key=lambda file: file.relative_to(folder).as_posix())
    return Places(folder, by_name, sorted(skipped))


def open_file(file: Path) -> bytes:
    """Return the bytes of a file that `check_file` has let pass.

    Raises
    ------
    Refusal
        If it cannot be opened.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(
            f"cannot open: {error.strerror}", "check the file and its permissions"
        ) from error


def check_file(file: Path, folder: Path) -> int:
    """Return the size of a file that may be read.

    Raises
    ------
    Refusal
        If it leads out of the folder, or is no regular file.
    """
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            raise Refusal("link leaves the folder", "copy the file into the folder")
        found = file.stat()
    except FileNotFoundError as error:
        raise Refusal(
            "cannot open: the link leads nowhere", "copy the file here"
        ) from error
    except (OSError, RuntimeError) as error:  # a loop of links
        reason = getattr(error, "strerror", None) or "links lead in a circle"
        raise Refusal(
            f"cannot open: {reason}", "check the file and its permissions"
        ) from error
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("not a regular file", "remove it from the folder")
    return found.st_size


def digest_files(path: str | Path) -> str:
    """Return a digest of the bytes and names of all files that a pile is read from.

    Links and special files count by their name alone: they are never opened.
    """
    folder, files, _ = find_files(path)
    tables = [folder / name for name in (METADATA, OUTLETS)]
    digest = hashlib.sha256()
    for file in [*files, *(file for file in tables if file.exists())]:
        digest.update(file.relative_to(folder).as_posix().encode("utf-8", "replace"))
        if file.is_file() and not file.is_symlink() and os.access(file, os.R_OK):
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()
