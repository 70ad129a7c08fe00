"""The rows of a table that belong to a few keys, without reading the rest again.

A page shows some stories of a pile that may be large. Each table is indexed once by
each column that it is asked by; a story then takes its own rows, so what it costs
depends on the story and not on the pile.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

Row = dict[str, Any]


class Cuts:
    """Tables of a run, indexed by what a story asks them by.

    Examples
    --------
    >>> from ..tables import TABLES, make_table
    >>> tables = {name: make_table(name, []) for name in TABLES}
    >>> tables["nodes"] = make_table("nodes", [{"node_id": n} for n in "abc"])
    >>> Cuts(tables).rows("nodes", "node_id", ["c", "a", "x"])["node_id"].tolist()
    ['a', 'c']
    """

    def __init__(self, tables: dict[str, pd.DataFrame]) -> None:
        self.tables = tables | {"disagreements": _place_disagreements(tables)}
        self._indices: dict[tuple[str, str], dict[Any, Any]] = {}

    def rows(self, name: str, column: str, keys: Iterable[Any]) -> pd.DataFrame:
        """Return the rows whose `column` is one of `keys`, in the table's order."""
        index = self._index(name, column)
        held = [index[key] for key in dict.fromkeys(keys) if key in index]
        table = self.tables[name]
        return table.take(np.sort(np.concatenate(held))) if held else table.head(0)

    def records(self, name: str, column: str, keys: Iterable[Any]) -> list[Row]:
        """Return the same rows as plain values."""
        return list_rows(self.rows(name, column, keys))

    def _index(self, name: str, column: str) -> dict[Any, Any]:
        if (name, column) not in self._indices:
            groups = self.tables[name].groupby(column, sort=False)
            self._indices[name, column] = groups.indices
        return self._indices[name, column]


def _place_disagreements(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Give each disagreement its story: that of its claim, else of its first article.

    A disagreement of articles of several stories stands in one of them only.
    """
    found = tables["disagreements"]
    groups = found.groupby("disagreement_id")
    claim, article = (
        groups[column].transform("first") for column in ("claim_id", "article_id")
    )
    of_claim = tables["claims"].set_index("claim_id")["story_id"]
    of_article = tables["stories"].set_index("article_id")["story_id"]
    known = claim.isin(of_claim.index)
    story = claim.map(of_claim).where(known, article.map(of_article))
    return found.assign(story_id=story)


def list_rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as plain values."""
    # By columns: a list of each is many times faster than rows one by one.
    names = list(table)
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def group_rows(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """Return rows by their value in `column`, in order; those without one are left out.

    Examples
    --------
    >>> group_rows([{"a": "x", "n": 1}, {"a": None, "n": 2}], "a")
    {'x': [{'a': 'x', 'n': 1}]}
    """
    held: dict[Any, list[Row]] = {}
    for row in rows:
        if not pd.isna(row[column]):
            held.setdefault(row[column], []).append(row)
    return held
