"""The folder of tables: whose it is, and how a table is written and read."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..errors import StorageError, UsageError
from ..tables import TABLES

FINGERPRINT = "pile.json"
RUN = "run.json"  # beside the tables of a run that was published


def write_table(table: pd.DataFrame, file: Path) -> None:
    """Write a table whole or not at all, however many write it at once.

    Raises
    ------
    StorageError
        If the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(handle)
        table.to_parquet(name, index=False)
        Path(name).replace(file)
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}; free space or name another folder"
        ) from error


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
            (folder / f"{name}.parquet").unlink(missing_ok=True)
        fresh = folder / f".{FINGERPRINT}.{os.getpid()}"
        fresh.write_text(json.dumps(fingerprint), encoding="utf-8")
        fresh.replace(mark)
    except (OSError, ValueError) as error:
        raise StorageError(
            f"cannot keep tables in {folder}: {error}; name another tables_dir"
        ) from error


def typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give a table that was read back the types of its columns."""
    return table.astype({k: v for k, v in TABLES[name].items() if k in table.columns})
