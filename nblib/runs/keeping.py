"""How long runs are kept, and what it takes to forget an article."""

import contextlib
import json
import shutil
from pathlib import Path
from typing import NamedTuple

from .folders import held, latest_run, remove_run, run_folders, storage
from .ledger import open_ledger
from .making import CACHE
from .recovery import recover


class Forgotten(NamedTuple):
    """What is gone of an article, and what is not.

    Attributes
    ----------
    removed : list of str
        What was removed, in words.
    kept : list of str
        What could not be removed, why, and what to do.
    """

    removed: list[str]
    kept: list[str]


def keep_runs(out: Path, keep: int | None) -> None:
    """Remove the oldest runs until `keep` are left; the published one always stays."""
    if keep is None:
        return
    with storage(out):
        latest = _published(out)
        older = [folder for folder in run_folders(out) if folder != latest]
        for folder in older[: max(len(older) + 1 - keep, 0)]:
            remove_run(folder)


def forget_article(out: Path, article_id: str) -> Forgotten:
    """Remove an article from the cache, the ledger and all runs but the published one.

    Parameters
    ----------
    out : Path
        The output folder.
    article_id : str

    Raises
    ------
    FolderHeldError, StorageError
        If a run holds the folder, or something cannot be removed.
    """
    removed: list[str] = []
    kept: list[str] = []
    with held(out), open_ledger(out) as ledger:
        recover(out, ledger)
        with storage(out):
            latest = _published(out)
            for folder in run_folders(out):
                if not _holds(folder, article_id):
                    continue
                if folder == latest:
                    kept.append(
                        f"run {folder.name} is published and tells of it; take the "
                        "article out of the pile, run again, then forget it"
                    )
                    continue
                remove_run(folder)
                removed.append(f"run {folder.name}")
            if (out / CACHE).exists():
                shutil.rmtree(out / CACHE)
                removed.append("the cache; the next run makes it anew")
        if rows := ledger.forget(article_id):
            removed.append(f"{rows} rows of the ledger")
    return Forgotten(removed, kept)


def _published(out: Path) -> Path | None:
    latest = latest_run(out)
    return out / "runs" / latest.resolve().name if latest else None


def _holds(folder: Path, article_id: str) -> bool:
    """Whether a run read the article; one that cannot be read may well have."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        facts = json.loads((folder / "run.json").read_text("utf-8"))
        return article_id in {held["article_id"] for held in facts["articles"]}
    return True
