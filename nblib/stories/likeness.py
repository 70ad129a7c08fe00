"""How alike two articles are, for the sake of grouping them."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from ..vectors import Vectors, nearest

Array = np.ndarray[Any, Any]

DENSE = 4000  # articles up to which all pairs are held
NEIGHBOURS = 100  # of each article, in the graph of a larger pile
SLIGHT = 0.02  # cosine up to which two of its articles are no neighbours
CROWD = 20  # neighbours that tell how crowded an article's place is
EVENED = 0.4  # power of the crowding of each side; 0 cosine, 0.5 full scaling
LONELY = 0.05  # crowding that an article without neighbours is given
LASTS = 5.0  # days in which the weight of a shared date falls to 1/e
DATED = 0.5  # share of the likeness that no date can take away


def measure_likeness(
    articles: pd.DataFrame, vectors: Vectors, *, dated: bool, dense: int = DENSE
) -> Array | sparse.csr_array:
    """Return the likeness of all pairs, or of neighbours in a large pile.

    Symmetric, with an empty diagonal; 0 unlike, about 1 for copies. Rows and columns
    are in the order of `vectors.article_ids`.
    """
    days = _days(articles, vectors.article_ids) if dated else None
    if len(vectors.article_ids) <= dense:
        cosines = (vectors.matrix @ vectors.matrix.T).toarray()
        cosines = np.maximum((cosines + cosines.T) / 2, 0).round(12)
        np.fill_diagonal(cosines, 0)
        if days is not None:
            cosines *= _kernel(days[:, None] - days[None])
        top = -np.sort(-cosines, axis=1)[:, :CROWD]
        weights = _weights(top.sum(axis=1))
        scaled: Array = cosines * weights[:, None] * weights[None]
        return scaled
    return _graph(vectors.matrix, days)


def _graph(matrix: sparse.csr_array, days: Array | None) -> sparse.csr_array:
    found = nearest(matrix, k=NEIGHBOURS, least=SLIGHT)
    pairs = sparse.coo_array(found.maximum(found.T))
    heads, tails = pairs.coords
    data = pairs.data.round(12)
    if days is not None:
        data = data * _kernel(days[heads] - days[tails])
    graph = sparse.csr_array((data, (heads, tails)), pairs.shape)
    weights = _weights(nearest_sums(graph))
    heads, tails = sparse.coo_array(graph).coords
    graph.data = graph.data * weights[heads] * weights[tails]
    return graph


def nearest_sums(graph: sparse.csr_array) -> Array:
    """Sum of the largest `CROWD` entries of each row."""
    heads = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    order = np.lexsort((-graph.data, heads))
    place = np.arange(len(order)) - graph.indptr[heads[order]]
    kept = order[place < CROWD]
    sums: Array = np.bincount(
        heads[kept], weights=graph.data[kept], minlength=graph.shape[0]
    )
    return sums


def _weights(sums: Array) -> Array:
    """Weight of each article, 1 where its place is as crowded as the pile's usual."""
    crowding = sums / min(CROWD, max(len(sums) - 1, 1)) + LONELY
    usual = np.exp(np.log(crowding).mean()) if len(sums) else 1.0
    weights: Array = (usual / crowding) ** EVENED
    return weights


def _kernel(days: Array) -> Array:
    """Soft weight of the days between two articles; 1 where one has no date."""
    weights: Array = DATED + (1 - DATED) * np.exp(-np.abs(days) / LASTS)
    return np.where(np.isnan(days), 1.0, weights)


def _days(articles: pd.DataFrame, article_ids: list[str]) -> Array | None:
    """Day number of each article's publication, nan where unknown."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    days = np.full(len(article_ids), np.nan)
    for row, article_id in enumerate(article_ids):
        stated = published.get(article_id)
        if isinstance(stated, str):
            days[row] = date.fromisoformat(stated[:10]).toordinal()
    return None if np.isnan(days).all() else days
