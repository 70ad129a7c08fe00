"""A pile of files: each is opened once, read by its reader, and ends in a table."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..engines import show_progress
from ..errors import EmptyCorpusError
from ..tables import make_table
from .beside import read_metadata
from .limits import DEFAULT, Limits
from .places import STANDARD_INPUT, check_file, find_files, open_file
from .readers import PLAIN, READERS, check_size, reader_for
from .records import describe, make_articles
from .refusal import Refusal
from .screening import screen
from .worker import Worker

Progress = Callable[[int, int], None]


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


def read_articles(
    path: str | Path,
    *,
    metadata: str | Path | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Corpus:
    """Read a pile of articles.

    Parameters
    ----------
    path : str or Path
        A file, a folder of files at any depth and of any mix, a pattern such as
        `news/2025-*.jsonl`, or `-` for JSON Lines on standard input. Kinds: text,
        Markdown, HTML, JSON, JSON Lines, CSV, TSV, Parquet, RSS and Atom, and .gz
        and .zip of these. What systems leave in folders (hidden files, Thumbs.db,
        partial downloads) is passed over.
    metadata : str or Path, optional
        CSV keyed by `file` or `article_id`; by default `metadata.csv` in the
        folder. Its fields stand above those of the file itself.
    limits : Limits, optional
        What a file may ask for before it is refused.
    progress : callable, optional
        Called with the files done and their number, after each file. Without it, a
        bar on a terminal counts the articles.

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
    records: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    folder, files, _ = (
        (Path(), [Path(STANDARD_INPUT)], [])
        if str(path) == STANDARD_INPUT
        else find_files(path)
    )
    described = read_metadata(metadata, folder)
    with Worker(limits) as worker:
        read = _read_all(files, folder, limits, worker, progress)
        for name, place, found in read if progress else show_progress(read, "articles"):
            if isinstance(found, Refusal):
                rejects.append(_reject(name, place, found))
            else:
                records.append(describe(found, name, described))
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
    n_files = corpus.rejects["file"].nunique()
    found = f"0 of {n_files} files can be read" if n_files else "none found"
    raise EmptyCorpusError(
        f"no article to analyse in {path}: {found}; expected {kinds} with text "
        "(nblib check lists the reasons)"
    )


def _read_all(
    files: Sequence[Path],
    folder: Path,
    limits: Limits,
    worker: Worker,
    progress: Progress | None,
) -> Iterator[tuple[str, str | None, Any]]:
    """Yield (file, place, record or Refusal) for each article."""
    for number, file in enumerate(files, 1):
        name = file.relative_to(folder).as_posix()
        for place, found in _read(file, folder, limits, worker):
            yield name, place, found
        if progress:
            progress(number, len(files))


def _read(
    file: Path, folder: Path, limits: Limits, worker: Worker
) -> Iterator[tuple[str | None, Any]]:
    """Yield (place, record or Refusal) for each article in `file`."""
    count = 0
    try:
        for place, found in _found(file, folder, limits, worker):
            count += 1
            yield place, found if isinstance(found, Refusal) else screen(found)
    except Refusal as refusal:
        yield None, refusal
        return
    if not count:
        yield None, Refusal("no article in it", "export it again")


def _found(
    file: Path, folder: Path, limits: Limits, worker: Worker
) -> Iterator[tuple[str | None, Any]]:
    if str(file) == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(limits.file_bytes + 1)
        check_size(len(raw), ".jsonl", limits)
        yield from worker.read(raw, ".jsonl", "stdin")
        return
    suffix = file.suffix.lower()
    size = check_file(file, folder)
    reader = reader_for(suffix)
    check_size(size, suffix, limits)
    raw = open_file(file)
    stem = file.relative_to(folder).with_suffix("").as_posix()
    if READERS[suffix] in PLAIN or not raw:
        yield from reader(raw, stem, limits)
    else:
        yield from worker.read(raw, suffix, stem)


def _reject(file: str, place: str | None, refusal: Refusal) -> dict[str, Any]:
    return {
        "file": file,
        "place": place,
        "reason": refusal.reason,
        "remedy": refusal.remedy,
    }
