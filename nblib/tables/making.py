"""Make, check and sort a table as `columns` says."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ..errors import SchemaError
from .columns import ORDER, TABLES


def make_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the table `name` with its columns and types, even when empty.

    Parameters
    ----------
    name : str
        A key of `TABLES`.
    rows : iterable of mapping
        One mapping per row. A key that a row lacks becomes a missing value; a
        key that is no column of the table is refused.

    Raises
    ------
    SchemaError
        If a row has a key that the table does not know.

    Examples
    --------
    >>> table = make_table("zones", [{"article_id": "a", "start": 0, "end": 4}])
    >>> table.shape, bool(table["kind"].isna().all())
    ((1, 5), True)
    >>> list(make_table("sentences", []).columns)
    ['article_id', 'sentence_id', 'start', 'end']
    """
    columns = TABLES[name]
    held = list(rows)
    unknown = sorted(set().union(*held) - columns.keys())
    if unknown:
        raise SchemaError(f"{name} has no column {', '.join(unknown)}")
    return pd.DataFrame(
        {
            column: pd.array([row.get(column) for row in held], dtype=kind)
            for column, kind in columns.items()
        },
        copy=False,
    )


def check_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return `table` unchanged if it has every column of the table `name`.

    Raises
    ------
    SchemaError
        If a column is missing; the message names the table and the column.

    Examples
    --------
    >>> check_table(pd.DataFrame(columns=["a"]), "pairs")
    Traceback (most recent call last):
    ...
    nblib.errors.SchemaError: pairs: missing columns: b
    """
    missing = [column for column in TABLES[name] if column not in table.columns]
    if missing:
        raise SchemaError(f"{name}: missing columns: {', '.join(missing)}")
    return table


def sort_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of `table` in the order of the table `name`.

    Parameters
    ----------
    table : DataFrame
        Rows in any order.
    name : str
        A key of `ORDER`: columns by which rows are sorted, largest first after a
        `-`. What is missing comes last; equal rows stay as they are.

    Examples
    --------
    >>> rows = [{"event_id": "b"}, {"event_id": "a"}, {"start": "2025-04-09"}]
    >>> sort_table(make_table("events", rows), "events")["event_id"].tolist()
    [nan, 'a', 'b']
    """
    keys = ORDER[name]
    return table.sort_values(
        [key.removeprefix("-") for key in keys],
        ascending=[not key.startswith("-") for key in keys],
        kind="stable",
        ignore_index=True,
    )
