"""The folder of tables: whose it is, and how a table is written and read."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..errors import StorageError, UsageError
from ..tables import TABLES

FINGERPRINT = "pile.json"
ROWS = 50_000  # of a part
RUN = "run.json"  # beside the tables of a run that was published


def write_table(table: pd.DataFrame, file: Path, *, rows: int = ROWS) -> None:
    """Write a table whole or not at all, however many write it at once.

    Parameters
    ----------
    table : DataFrame
        What to write.
    file : Path
        Its place. A long table becomes a folder of this name that holds its parts,
        which pandas, Arrow and Dask read as one.
    rows : int, default 50000
        Most rows of a part.

    Raises
    ------
    StorageError
        If the folder cannot be written.
    """
    try:
        aside = Path(tempfile.mkdtemp(dir=file.parent, prefix=f".{file.name}."))
        try:
            _put(_write_parts(table, aside, rows), file)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}; free space or name another folder"
        ) from error


def _write_parts(table: pd.DataFrame, folder: Path, rows: int) -> Path:
    """Write the parts of a table; return the one file, or the folder of many."""
    parts = folder / "parts"
    parts.mkdir()
    starts = range(0, max(len(table), 1), rows)
    for number, start in enumerate(starts):
        part = parts / f"part-{number:05}.parquet"
        table.iloc[start : start + rows].to_parquet(part, index=False)
    return parts if len(starts) > 1 else part


def _put(made: Path, file: Path) -> None:
    """Move what was made to its place, unless another kernel was first."""
    try:
        made.replace(file)
    except OSError:
        if not file.is_dir():  # no folder that is full is ever replaced
            raise


def claim_folder(folder: Path, fingerprint: str, names: Iterable[str]) -> None:
    """Make `folder` that of this pile: tables of another one are removed.

    Raises
    ------
    UsageError
        If it holds the tables of a published run of another pile.
    StorageError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / FINGERPRINT
        if mark.exists() and json.loads(mark.read_text("utf-8")) == fingerprint:
            return
        if (folder.parent / RUN).exists():
            raise UsageError(
                f"{folder} belongs to a published run of other articles, options or "
                "code; name another tables_dir"
            )
        for name in names:
            _remove(folder / f"{name}.parquet")
        fresh = folder / f".{FINGERPRINT}.{os.getpid()}"
        fresh.write_text(json.dumps(fingerprint), encoding="utf-8")
        fresh.replace(mark)
    except (OSError, ValueError) as error:
        raise StorageError(
            f"cannot keep tables in {folder}: {error}; name another tables_dir"
        ) from error


def _remove(file: Path) -> None:
    if file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)


def typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give a table that was read back the types of its columns."""
    return table.astype({k: v for k, v in TABLES[name].items() if k in table.columns})
