"""Steps that look at one article at a time, done batch by batch.

A batch is some articles and, of every table that names an article in each row, the
rows of those articles; tables that name none (the pile's outlets) go along whole. What
a step may see of an article is then all in its batch, so batches can be made anywhere,
in any number, and give the rows of one call over the whole pile.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from ..engines import Engine

ARTICLES = 256  # in a batch
Tables = tuple[pd.DataFrame, ...]


def run_batches(
    function: Callable[..., Any],
    articles: pd.DataFrame,
    given: Mapping[str, Any],
    *,
    engine: Engine,
    size: int = ARTICLES,
) -> Tables:
    """Call `function` for batches of articles and put its tables together.

    Parameters
    ----------
    function : callable
        Takes articles and, by keyword, tables; the rows that it makes for an article
        depend on that article's rows alone.
    articles : DataFrame
        The articles table.
    given : mapping of str to DataFrame
        Tables by keyword.
    engine : Engine
        Does the calls.
    size : int, default 256
        Articles in a batch.

    Returns
    -------
    tuple of DataFrame
        What `function` returns, in the order of the articles.
    """
    parts = engine.map(_call, batches(function, articles, given, size))
    return tuple(
        pd.concat(tables, ignore_index=True) for tables in zip(*parts, strict=True)
    )


def batches(
    function: Callable[..., Any],
    articles: pd.DataFrame,
    given: Mapping[str, Any],
    size: int,
) -> Iterator[tuple[Any, ...]]:
    """Yield one call for each batch; without articles, one call all the same."""
    for start in range(0, max(len(articles), 1), size):
        part = articles.iloc[start : start + size]
        ids = part["article_id"]
        yield function, part, {key: _of(table, ids) for key, table in given.items()}


def _of(table: Any, ids: pd.Series) -> Any:
    """Return the rows of some articles; a table that names no article stays whole."""
    if "article_id" not in table:
        return table
    return table[table["article_id"].isin(ids)].reset_index(drop=True)


def _call(
    function: Callable[..., Any], articles: pd.DataFrame, given: Mapping[str, Any]
) -> Tables:
    made = function(articles.reset_index(drop=True), **given)
    return (made,) if isinstance(made, pd.DataFrame) else tuple(made)
