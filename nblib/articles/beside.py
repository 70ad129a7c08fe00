"""The tables that may stand beside the articles: their metadata, their outlets."""

from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import UsageError
from ..tables import TABLES, make_table
from .decoding import decode
from .places import METADATA, OUTLETS
from .readers.table import csv_rows
from .refusal import Refusal


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


def read_metadata(given: str | Path | None, folder: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the metadata table by `file` or `article_id`.

    Raises
    ------
    UsageError
        If the table that was given does not exist, or cannot be read.
    """
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
    """Rows of a table; a row that does not fit is an error here."""
    rows = []
    try:
        text = decode(file.read_bytes()).text
        for number, row in csv_rows(text):
            if isinstance(row, Refusal):
                raise UsageError(f"{file}, row {number}: {row.reason}; {row.remedy}")
            rows.append(row)
    except Refusal as refusal:
        raise UsageError(f"{file}: {refusal.reason}; {refusal.remedy}") from refusal
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    return rows
