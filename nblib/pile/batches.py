"""Steps that look at a part of the pile at a time, done batch by batch.

A batch is some units (`units`) and the rows that they see; tables that name no article
(the pile's outlets) go along whole. What a step may see of a unit is then all in its
batch, so batches can be made anywhere, in any number, and give the rows of one call
over the whole pile. What an earlier run made of a unit is taken from the cache.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from ..engines import Engine, show_progress
from ..tables import ORDER, TABLES, make_table, sort_table
from .cache import Cache, Tables, unit_keys
from .given import Given, naming, place_articles, place_rows
from .units import Array, Units, group_rows

TYPES = {  # of Arrow to pandas, where a missing value changes no number
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.large_string(): pd.StringDtype(na_value=np.nan),
}


def run_batches(
    function: Callable[..., Any],
    articles: pd.DataFrame,
    given: Mapping[str, Any],
    *,
    makes: tuple[str, ...],
    units: Units,
    engine: Engine,
    cache: Cache | None = None,
    size: int | None = None,
) -> tuple[pd.DataFrame, ...]:
    """Call `function` for batches of units and put its tables together.

    Parameters
    ----------
    function : callable
        Takes articles and, by keyword, tables; the rows that it makes for a unit
        depend on what that unit sees alone, and name an article that it owns.
    articles : DataFrame
        The articles table.
    given : mapping of str to DataFrame
        Tables by keyword.
    makes : tuple of str
        Names of the tables that `function` returns.
    units : Units
        What is never divided.
    engine : Engine
        Does the calls.
    cache : Cache, optional
        Holds what was made of each unit before, and what is made now.
    size : int, optional
        Articles owned in a batch, by default what suits the units.

    Returns
    -------
    tuple of DataFrame
        What `function` returns: in the order of `nblib.tables.ORDER`, and of the
        articles where that tells nothing of a table.
    """
    tables = {key: place_rows(table, articles) for key, table in given.items()}
    wanted = np.flatnonzero(np.diff(units.seen.bounds))
    held: dict[bytes, Tables] = {}
    keys: list[bytes] = []
    if cache is not None:
        keys = unit_keys(makes[0], articles, tables, units)
        held = cache.read([keys[unit] for unit in wanted])
        wanted = np.array([u for u in wanted if keys[u] not in held], dtype=np.int64)
    parts = list(units.batches(wanted, size or units.size))
    calls = ((function, *_given(articles, tables, units, part)) for part in parts)
    shown = show_progress(calls, makes[0], len(parts))
    made = [_to_arrow(tables, makes) for tables in engine.map(_call, shown)]
    if cache is not None and made:
        cache.write(dict(_by_unit(made, articles, units, wanted, keys)))
    return tuple(
        _joined(name, [part[n] for part in (*made, *held.values())], articles)
        for n, name in enumerate(makes)
    )


def _given(
    articles: pd.DataFrame, tables: Mapping[str, Given], units: Units, batch: Array
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return the articles that some units see, and their rows of each table."""
    places = np.unique(units.seen.of(batch))
    rows = {key: table.cut(units, batch, places) for key, table in tables.items()}
    return articles.iloc[places].reset_index(drop=True), rows


def _call(
    function: Callable[..., Any], articles: pd.DataFrame, given: Mapping[str, Any]
) -> Any:
    with _without_collector():
        return function(articles, **given)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let Python's collector rest.

    It looks for cycles among all that a batch holds, time and again, and finds hardly
    any. Those few go after the batch.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _to_arrow(made: Any, makes: tuple[str, ...]) -> Tables:
    tables = (made,) if isinstance(made, pd.DataFrame) else made
    return tuple(
        pa.Table.from_pandas(
            table[list(TABLES[name])], preserve_index=False
        ).replace_schema_metadata(None)
        for name, table in zip(makes, tables, strict=True)
    )


def _by_unit(
    made: list[Tables],
    articles: pd.DataFrame,
    units: Units,
    wanted: Array,
    keys: list[bytes],
) -> Iterator[tuple[bytes, Tables]]:
    """Yield each unit's key and its rows of each table, none where it has none."""
    sorted_tables, bounds = [], []
    for parts in zip(*made, strict=True):
        table = pa.concat_tables(parts)
        rows = group_rows(units.owner[_places(table, articles)], len(units.names))
        sorted_tables.append(table.take(rows.order))
        bounds.append(rows.bounds)
    for unit in wanted.tolist():
        yield (
            keys[unit],
            tuple(
                table.slice(cuts[unit], cuts[unit + 1] - cuts[unit])
                for table, cuts in zip(sorted_tables, bounds, strict=True)
            ),
        )


def _joined(name: str, parts: list[pa.Table], articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table, held and made, as one table in its order.

    Rows that no order tells apart are of one unit, and stay as they are.
    """
    if not parts:
        return make_table(name, [])
    # in one chunk a column, since rows are cut out of many chunks far more slowly
    table = pa.concat_tables(parts).combine_chunks()
    rows = table.to_pandas(types_mapper=TYPES.get).astype(TABLES[name])
    if name in ORDER:
        return sort_table(rows, name)
    order = np.argsort(_places(table, articles), kind="stable")
    return rows.iloc[order].reset_index(drop=True)


def _places(table: pa.Table, articles: pd.DataFrame) -> Array:
    column = naming(table.column_names)
    return place_articles(table[column].to_pandas(), articles)
