"""A folder of files, with the tables that may stand beside them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..errors import EmptyCorpusError, UsageError
from ..tables import TABLES, make_table
from .readers import READERS, Refusal, csv_rows, decode, usable
from .records import FIELDS, make_articles

METADATA, OUTLETS = "metadata.csv", "outlets.csv"


class Corpus(NamedTuple):
    """What a folder holds.

    Attributes
    ----------
    articles : DataFrame
        One row per published text.
    rejects : DataFrame
        One row per file or row that is no article, with reason and remedy.
    """

    articles: pd.DataFrame
    rejects: pd.DataFrame


def read_articles(path: str | Path, *, metadata: str | Path | None = None) -> Corpus:
    """Read a file or a folder of articles.

    Parameters
    ----------
    path : str or Path
        A `.txt`, `.jsonl` or `.csv` file, or a folder of them at any depth.
        Names that begin with a dot or a tilde are passed over.
    metadata : str or Path, optional
        CSV keyed by `file` or `article_id`; by default `metadata.csv` in the
        folder. Its fields stand above those of the file itself.

    Returns
    -------
    Corpus
        Articles in the order of their ids, and rejects in the order of files.

    Raises
    ------
    UsageError
        If the path or the metadata table does not exist or cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Talks began on Wednesday, two people said.")
    >>> _ = (folder / "b.txt").write_text("")
    >>> corpus = read_articles(folder)
    >>> list(corpus.articles["article_id"]), list(corpus.rejects["reason"])
    (['a'], ['empty file'])
    """
    root = Path(path)
    if not root.exists():
        raise UsageError(f"{root} does not exist; name a file or folder of articles")
    folder = root if root.is_dir() else root.parent
    described = _metadata(metadata, folder)
    records: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for file in _files(root):
        name = file.relative_to(folder).as_posix()
        try:
            for place, record in _read(file, folder):
                if isinstance(record, Refusal):
                    rejects.append(_reject(name, place, record))
                else:
                    records.append(_describe(record, name, described))
        except Refusal as refusal:
            rejects.append(_reject(name, None, refusal))
    return Corpus(make_articles(records), make_table("rejects", rejects))


def require_articles(corpus: Corpus, path: str | Path) -> Corpus:
    """Return `corpus` if it holds an article.

    Raises
    ------
    EmptyCorpusError
        If it does not; the message counts the rejects.
    """
    if len(corpus.articles):
        return corpus
    kinds = ", ".join(f"*{suffix}" for suffix in READERS)
    found = f"{len(corpus.rejects)} rejected" if len(corpus.rejects) else "none found"
    raise EmptyCorpusError(
        f"no article to analyse in {path}: {found}; expected {kinds} with text "
        "(nblib check lists the reasons)"
    )


def read_outlets(path: str | Path) -> pd.DataFrame:
    """Read the list of outlets and agencies that a pile may bring.

    Parameters
    ----------
    path : str or Path
        The folder (or a file in it); `outlets.csv` there has the columns
        `name, kind, aliases, domain, family`, aliases separated by `;`.

    Returns
    -------
    DataFrame
        The outlets table; empty when there is no such file.

    Raises
    ------
    UsageError
        If the file cannot be read as a table with a column `name`.
    """
    root = Path(path)
    file = (root if root.is_dir() else root.parent) / OUTLETS
    if not file.exists():
        return make_table("outlets", [])
    columns = TABLES["outlets"]
    rows = _table(file)
    if rows and "name" not in rows[0]:
        raise UsageError(f"{file} needs a column name")
    return make_table("outlets", [{k: row.get(k) for k in columns} for row in rows])


def digest_files(path: str | Path) -> str:
    """Return a digest of the bytes and names of all files that a pile is read from.

    Links and special files count by their name alone: they are never opened.
    """
    root = Path(path)
    folder = root if root.is_dir() else root.parent
    tables = [folder / name for name in (METADATA, OUTLETS)]
    digest = hashlib.sha256()
    for file in [*_files(root), *(file for file in tables if file.exists())]:
        digest.update(file.relative_to(folder).as_posix().encode("utf-8", "replace"))
        if file.is_file() and not file.is_symlink() and os.access(file, os.R_OK):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path) -> list[Path]:
    """Every file that may be an article, in an order that no disk decides."""
    if not root.is_dir():
        return [root]
    found = []
    for file in root.rglob("*"):
        parts = file.relative_to(root).parts
        if any(part.startswith((".", "~")) for part in parts) or parts in (
            (METADATA,),
            (OUTLETS,),
        ):
            continue
        if file.is_symlink() or not file.is_dir():
            found.append(file)
    return sorted(found, key=lambda file: file.relative_to(root).as_posix())


def _read(file: Path, folder: Path) -> Iterator[tuple[str | None, Any]]:
    """Yield (place, record or Refusal) for each article in `file`."""
    reader = READERS.get(file.suffix.lower())
    if not file.resolve().is_relative_to(folder.resolve()):
        raise Refusal("link leaves the folder", "copy the file into the folder")
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise Refusal("not a regular file", "remove it from the folder")
        if reader is None:
            kinds = ", ".join(READERS)
            raise Refusal(
                f"kind {file.suffix or 'without suffix'} is not read",
                f"convert it to one of {kinds}",
            )
        text = decode(file.read_bytes())
    except OSError as error:
        raise Refusal(
            f"cannot open: {error.strerror}", "check the file and its permissions"
        ) from error
    stem = file.relative_to(folder).with_suffix("").as_posix()
    for place, record in reader(text, stem):
        yield place, record if isinstance(record, Refusal) else usable(record)


def _reject(file: str, place: str | None, refusal: Refusal) -> dict[str, Any]:
    reason, remedy = refusal.args
    return {"file": file, "place": place, "reason": reason, "remedy": remedy}


def _metadata(given: str | Path | None, folder: Path) -> dict[str, dict[str, str]]:
    """Rows of the metadata table by `file` or `article_id`."""
    file = Path(given) if given else folder / METADATA
    if not file.exists():
        if given:
            raise UsageError(f"metadata table {file} does not exist")
        return {}
    rows = _table(file)
    if rows and not {"file", "article_id"} & set(rows[0]):
        raise UsageError(f"{file} needs a column file or article_id")
    return {
        key: {k: v for k, v in row.items() if k and v}
        for row in rows
        if (key := row.get("file") or row.get("article_id"))
    }


def _table(file: Path) -> list[dict[str, Any]]:
    """Rows of a table that stands beside the articles."""
    try:
        return [row for _, row in csv_rows(decode(file.read_bytes()))]
    except Refusal as refusal:
        raise UsageError(f"{file}: {refusal.args[0]}; {refusal.args[1]}") from refusal
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error


def _describe(
    record: dict[str, Any], name: str, described: dict[str, dict[str, str]]
) -> dict[str, Any]:
    own = {k: v for k, v in record.items() if k in (*FIELDS, "article_id", "text")}
    by_id = described.get(str(own["article_id"]), {})
    by_file = described.get(name, {})
    return {**own, **by_file, **by_id, "text": own["text"], "file": name}
