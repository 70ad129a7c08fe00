"""What a step is given: a table, and which of its rows belong to which article."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from .units import Array, Rows, Units, group_rows


class Given(NamedTuple):
    """A table and its rows by article.

    Attributes
    ----------
    table : DataFrame
        The whole table.
    rows : Rows or None
        Its rows by the place of the article; None where it names no article.
    paired : bool
        Whether it names two articles, so that only the owner of the first sees a row.
    """

    table: pd.DataFrame
    rows: Rows | None = None
    paired: bool = False

    def cut(self, units: Units, batch: Array, places: Array) -> pd.DataFrame:
        """Return the rows that some units see, which see the articles at `places`."""
        if self.rows is None:
            return self.table
        named = units.owned.of(batch) if self.paired else places
        return self.table.iloc[np.sort(self.rows.of(named))].reset_index(drop=True)


def place_rows(table: pd.DataFrame, articles: pd.DataFrame) -> Given:
    """Find the rows of each article in a table."""
    column = naming(table.columns)
    if column is None:
        return Given(table)
    places = place_articles(table[column], articles)
    return Given(table, group_rows(places, len(articles)), column == "a")


def naming(columns: Iterable[str]) -> str | None:
    """Return the column that names a row's article, the first one of a pair.

    Examples
    --------
    >>> naming(["a", "b"]), naming(["name"])
    ('a', None)
    """
    return next((name for name in ("article_id", "a") if name in set(columns)), None)


def place_articles(named: pd.Series, articles: pd.DataFrame) -> Array:
    """Return the place of each named article in the pile, -1 for none."""
    places: Array = pd.Index(articles["article_id"]).get_indexer(named)
    return places
