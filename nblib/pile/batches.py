"""Steps that look at one article at a time, done batch by batch.

A batch is some articles and, of every table that names an article in each row, the
rows of those articles; tables that name none (the pile's outlets) go along whole. What
a step may see of an article is then all in its batch, so batches can be made anywhere,
in any number, and give the rows of one call over the whole pile. What an earlier run
made of an article is taken from the cache.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from ..engines import Engine
from ..tables import TABLES
from .cache import Cache, row_keys

ARTICLES = 256  # in a batch
QUICK = 2.0  # seconds; what takes longer shows a bar on a terminal
TYPES = {  # of Arrow to pandas, where a missing value changes no number
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.large_string(): pd.StringDtype(na_value=np.nan),
}
Tables = tuple[pd.DataFrame, ...]
Places = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]


def run_batches(
    function: Callable[..., Any],
    articles: pd.DataFrame,
    given: Mapping[str, Any],
    *,
    makes: tuple[str, ...],
    engine: Engine,
    cache: Cache | None = None,
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
    makes : tuple of str
        Names of the tables that `function` returns.
    engine : Engine
        Does the calls.
    cache : Cache, optional
        Holds what was made of each article before, and what is made now.
    size : int, default 256
        Articles in a batch.

    Returns
    -------
    tuple of DataFrame
        What `function` returns, in the order of the articles.
    """
    keys = row_keys(makes[0], articles, given) if cache else {}
    held = cache.read(list(keys.values())) if cache else {}
    todo = articles
    if held:
        todo = articles[[keys[name] not in held for name in articles["article_id"]]]
    parts: list[Tables] = []
    if len(todo) or not len(articles):
        calls = batches(function, todo, given, size)
        many = -(-len(todo) // size)
        shown = tqdm(calls, makes[0], many, leave=False, disable=None, delay=QUICK)
        parts = engine.map(_call, shown)
    made = tuple(pd.concat(tables) for tables in zip(*parts, strict=True))
    if cache and made:
        cache.write(dict(_by_article(made, todo["article_id"], keys)))
    places = {name: n for n, name in enumerate(articles["article_id"])}
    return tuple(
        _joined(name, number, held, made, places) for number, name in enumerate(makes)
    )


def _by_article(
    made: Tables, ids: pd.Series, keys: Mapping[str, bytes]
) -> Iterator[tuple[bytes, Tables]]:
    """Yield each article's key and its rows of each table, none where it has none."""
    rows = [table.groupby("article_id").indices for table in made]
    for article_id in ids:
        places = (found.get(article_id, []) for found in rows)
        own = zip(made, places, strict=True)
        yield keys[article_id], tuple(table.iloc[at] for table, at in own)


def _joined(
    name: str,
    number: int,
    held: Mapping[bytes, tuple[pa.Table, ...]],
    made: Tables,
    places: Mapping[str, int],
) -> pd.DataFrame:
    """Return the rows of a table that were held and those made now, as one table."""
    tables = [made[number]] if made else []
    if held:
        kept = pa.concat_tables(tables[number] for tables in held.values())
        tables.append(kept.to_pandas(types_mapper=TYPES.get))
    joined = pd.concat(tables)
    order = joined["article_id"].map(places).argsort(kind="stable")
    return joined.iloc[order].astype(TABLES[name]).reset_index(drop=True)


def batches(
    function: Callable[..., Any],
    articles: pd.DataFrame,
    given: Mapping[str, Any],
    size: int,
) -> Iterator[tuple[Any, ...]]:
    """Yield one call for each batch; without articles, one call all the same."""
    places = {key: _places(table, articles, size) for key, table in given.items()}
    for number, start in enumerate(range(0, max(len(articles), 1), size)):
        part = articles.iloc[start : start + size]
        rows = {key: _rows(given[key], at, number) for key, at in places.items()}
        yield function, part, rows


def _places(table: Any, articles: pd.DataFrame, size: int) -> Places | None:
    """Return the rows of a table by batch, none where it names no article.

    They are sorted once, so that a batch costs its own rows and not the table's.
    """
    if "article_id" not in table:
        return None
    place = pd.Index(articles["article_id"]).get_indexer(table["article_id"])
    batch = np.where(place < 0, -1, place // size)
    order = np.argsort(batch, kind="stable")
    many = -(-len(articles) // size)
    return order, np.searchsorted(batch[order], np.arange(many + 1))


def _rows(table: Any, places: Places | None, number: int) -> Any:
    """Return the rows of a batch; a table that names no article stays whole."""
    if places is None:
        return table
    order, cuts = places
    begin, end = (cuts[number], cuts[number + 1]) if len(cuts) > 1 else (0, 0)
    return table.iloc[order[begin:end]].reset_index(drop=True)


def _call(
    function: Callable[..., Any], articles: pd.DataFrame, given: Mapping[str, Any]
) -> Tables:
    made = function(articles.reset_index(drop=True), **given)
    return (made,) if isinstance(made, pd.DataFrame) else tuple(made)
