"""The statements behind claims, found for many claims at once."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from .asides import without_asides
from .graph import Statement, read_statements

Array = np.ndarray[Any, Any]


class Met(NamedTuple):
    """Which span meets which statement, by their places in the tables.

    Attributes
    ----------
    span, statement : ndarray of int
        Side by side, in the order of spans.
    """

    span: Array
    statement: Array


def find_told(
    statements: pd.DataFrame, spans: pd.DataFrame, texts: Mapping[str, str]
) -> dict[str, list[Statement]]:
    """Return the statements that tell each claim.

    Parameters
    ----------
    statements : DataFrame
        The statements table.
    spans : DataFrame
        `claim_id, article_id, start, end`.
    texts : mapping of str to str
        By `article_id`.

    Returns
    -------
    dict of str to list of Statement
        By `claim_id`, in the order of the table, each once; a claim that meets no
        statement is left out.
    """
    met = meet(statements, spans)
    kept, place = np.unique(met.statement, return_inverse=True)
    held = statements.iloc[kept]
    once = ~held.duplicated().to_numpy()  # of equal rows, a span meets all
    rows = read_statements(held[once])
    number = np.cumsum(once) - 1
    columns = (spans[name].tolist() for name in ("article_id", "start", "end"))
    places = list(zip(*columns, strict=True))
    claims = spans["claim_id"].tolist()
    told: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    first = once[place]
    pairs = met.span[first].tolist(), number[place[first]].tolist()
    for span, row in zip(*pairs, strict=True):
        told[claims[span]][span].append(row)
    return {
        claim_id: without_asides(
            [rows[n] for n in sorted(set(chain.from_iterable(by_span.values())))],
            [
                (_cut(texts, *places[span]), [rows[n] for n in held])
                for span, held in by_span.items()
            ],
        )
        for claim_id, by_span in told.items()
    }


def _cut(texts: Mapping[str, str], article_id: str, start: int, end: int) -> str:
    return texts[article_id][start:end]


def meet(statements: pd.DataFrame, spans: pd.DataFrame) -> Met:
    """Find the statements that have a character in common with each span.

    All places of a pile stand on one line, article after article, so that two searches
    among sorted starts and ends find the first and the last statement of each span.

    Examples
    --------
    >>> text = {"article_id": ["a", "a", "b"], "start": [0, 9, 0], "end": [9, 20, 5]}
    >>> span = {"article_id": ["a", "b", "c"], "start": [8, 5, 0], "end": [30, 9, 9]}
    >>> met = meet(pd.DataFrame(text), pd.DataFrame(span))
    >>> met.span.tolist(), met.statement.tolist()
    ([0, 0], [0, 1])
    """
    codes, names = pd.factorize(statements["article_id"])
    start, end = _whole(statements["start"]), _whole(statements["end"])
    line = int(end.max(initial=0)) + 1  # places that an article has on the line
    order = np.lexsort((start, codes))
    starts = (codes * line + start)[order]
    ends = np.maximum.accumulate((codes * line + end)[order])
    article = pd.Index(names).get_indexer(spans["article_id"])
    begin, finish = (_whole(spans[name]).clip(0, line - 1) for name in ("start", "end"))
    low = np.searchsorted(ends, article * line + begin, "right")
    high = np.searchsorted(starts, article * line + finish, "left")
    times = np.where(article < 0, 0, np.maximum(high - low, 0))
    span = np.repeat(np.arange(len(spans)), times)
    offset = np.arange(len(span)) - np.repeat(np.cumsum(times) - times, times)
    statement = order[low[span] + offset]
    met = end[statement] > begin[span]  # a longer one may begin before it
    return Met(span[met], statement[met])


def _whole(column: pd.Series) -> Array:
    places: Array = column.to_numpy(np.int64)
    return places
